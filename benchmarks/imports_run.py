"""`python -m benchmarks.imports_run FOLDER`: import a dump twice, and print how long it took and in how much memory."""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from pathlib import Path

from muster.site.setup import prepare

__all__ = ["main"]

EVERY = 1.0  # seconds


def main(folder: Path) -> None:
    """Print JSON: `records`, `candidates`, `seconds`, `again`, `memory` in MB, and `half_way`, what it was then."""
    prepare()
    from muster.apps.accounts.services import user_create
    from muster.apps.core.roles import Role
    from muster.apps.hire.services.history import history_import
    from muster.site.garbage import collect_seldom

    collect_seldom()
    actor = user_create(actor=None, email="root@example.com", name="Root", roles=[Role.ADMINISTRATOR])
    seconds, known = [], _known()
    for _ in range(2):
        begun = time.perf_counter()
        report = history_import(actor=actor, vendor="greenhouse", folder=folder)
        seconds.append(time.perf_counter() - begun)
        if report.total("refused"):
            raise RuntimeError(str(report.refused[0]))
    told = {
        "records": sum(report.counts.values()),
        "candidates": report.counts["candidate", "unchanged"],
        "seconds": seconds[0],
        "again": seconds[1],
        "memory": _memory(),
        "half_way": known[min(int(seconds[0] / 2 / EVERY), len(known) - 1)],
    }
    print(json.dumps(told))


def _memory() -> float:
    """Return the most that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _known() -> list[float]:
    """Return a list to which a thread adds the memory every second, from now on."""
    known = [_memory()]

    def watch() -> None:
        while True:
            time.sleep(EVERY)
            known.append(_memory())

    threading.Thread(target=watch, daemon=True).start()
    return known


if __name__ == "__main__":
    main(Path(sys.argv[1]))
