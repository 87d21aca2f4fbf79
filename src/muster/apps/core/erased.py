"""The list of those who were erased, kept beside the database, so that a backup of before does not bring them back.

It holds what a row was called and the digest of what the row alone knew, never anything about a person.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

__all__ = ["LIST", "erased_keep", "erased_read"]

LIST = "erased.txt"
LINE = re.compile(r"(\d{1,18}) ([0-9a-f]{64})")


def _path() -> Path:
    return Path(settings.MUSTER_DATA) / LIST


def erased_keep(*, row: int, digest: str) -> None:
    """Add one to the list, and see that it is on the disk."""
    with os.fdopen(os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.write(f"{row} {digest}\n")
        file.flush()
        os.fsync(file.fileno())


def erased_read() -> Iterator[tuple[int, str]]:
    """Yield the key and the digest of each; lines that are not whole are passed over."""
    if not _path().exists():
        return
    with _path().open(encoding="ascii", errors="replace") as file:
        for line in file:
            found = LINE.fullmatch(line.strip())
            if found is not None:
                yield int(found[1]), found[2]
