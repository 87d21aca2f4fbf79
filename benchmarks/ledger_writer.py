"""`python -m benchmarks.ledger_writer KIND SECONDS START`: one writer, which prints how many rows it wrote.

KIND is `change` or `many`, with `-plain` for the same writes without the ledger; START is the moment (a Unix time) at
which all writers begin. `verify` instead prints entries verified and seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from muster.site.setup import begin

__all__ = ["main"]

ROWS = 1_000  # in one transaction of `many`


def main(kind: str, seconds: float, start: float) -> None:
    """Write for some seconds, and print the number of rows."""
    begin()
    if kind == "verify":
        print(*_verify())
        return
    write = _writers()[kind]
    write()  # so that nothing is met for the first time while it counts
    time.sleep(max(0.0, start - time.time()))
    rows, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        rows += write()
    print(rows)


def _writers() -> dict[str, Callable[[], int]]:
    from django.db import transaction

    from muster.apps.core.ledger import change, create_many
    from muster.apps.core.models import StoredFile

    def new(count: int) -> list[StoredFile]:
        return [StoredFile(name="file", kind="text/plain", size=at, digest="0" * 64) for at in range(count)]

    [row] = create_many(StoredFile, new(1), "file.store", actor=None)

    def one() -> int:
        with change(row, "file.measure", actor=None):
            row.size += 1
            row.save()
        return 1

    def one_plain() -> int:
        with transaction.atomic():
            mine = StoredFile.objects.select_for_update().get(pk=row.pk)
            mine.size += 1
            mine.save()
        return 1

    def many() -> int:
        return len(create_many(StoredFile, new(ROWS), "file.store", actor=None))

    def many_plain() -> int:
        return len(StoredFile.objects.bulk_create(new(ROWS), batch_size=500))

    return {"change": one, "change-plain": one_plain, "many": many, "many-plain": many_plain}


def _verify() -> tuple[int, float]:
    from muster.apps.core.ledger import take_anchor
    from muster.apps.core.ledger.verify import verify_chain

    entries, started = take_anchor().sequence, time.perf_counter()
    found = list(verify_chain())
    if found:
        raise RuntimeError(found[0].sentence)
    return entries, time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]))
