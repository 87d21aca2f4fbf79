"""The lists of those who were erased, kept beside the database, so that a backup of before does not bring them back.

They hold what a row was called and the digest of what the row alone knew, never anything about a person.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

__all__ = ["LIST", "OUTSIDE", "erased_keep", "erased_read"]

LIST = "erased.txt"
"""Of candidates."""

OUTSIDE = "erased-outside.txt"
"""Of people of whom the market tells."""

LINE = re.compile(r"(\d{1,18}) ([0-9a-f]{64})")


def _path(name: str) -> Path:
    return Path(settings.MUSTER_DATA) / name


def erased_keep(*, row: int, digest: str, name: str = LIST) -> None:
    """Add one to the list, and see that it is on the disk."""
    with os.fdopen(os.open(_path(name), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.write(f"{row} {digest}\n")
        file.flush()
        os.fsync(file.fileno())


def erased_read(name: str = LIST) -> Iterator[tuple[int, str]]:
    """Yield the key and the digest of each; lines that are not whole are passed over."""
    if not _path(name).exists():
        return
    with _path(name).open(encoding="ascii", errors="replace") as file:
        for line in file:
            found = LINE.fullmatch(line.strip())
            if found is not None:
                yield int(found[1]), found[2]
