"""A heap of records on the disk, by their owner: for what stands in one file and belongs to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

__all__ = ["Spool"]

BATCH = 2_000


class Spool:
    """Records that wait for their owner, in a database of their own that goes with it."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="muster-spool-")
        self._kept = sqlite3.connect(f"{self._folder.name}/spool.sqlite3", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode=OFF")
        self._kept.execute("PRAGMA synchronous=OFF")
        self._kept.execute("CREATE TABLE waiting (owner TEXT, file TEXT, place INTEGER, record BLOB)")

    def put(self, records: Iterable[tuple[str, str, int, dict[str, Any]]]) -> None:
        """Keep records: the id of their owner, the file, the place in it, the record."""
        self._kept.execute("BEGIN")
        batch: list[tuple[str, str, int, bytes]] = []
        for owner, file, place, record in records:
            batch.append((owner, file, place, msgspec.json.encode(record)))
            if len(batch) == BATCH:
                self._insert(batch)
                batch = []
        self._insert(batch)
        self._kept.execute("COMMIT")
        self._kept.execute("CREATE INDEX IF NOT EXISTS waiting_owner ON waiting (owner)")

    def _insert(self, batch: list[tuple[str, str, int, bytes]]) -> None:
        self._kept.executemany("INSERT INTO waiting VALUES (?, ?, ?, ?)", batch)

    def take(self, owner: str) -> list[tuple[str, int, dict[str, Any]]]:
        """Return what waits for an owner, in the order in which it came, and keep it no longer."""
        rows = self._kept.execute(
            "DELETE FROM waiting WHERE owner = ? RETURNING rowid, file, place, record", (owner,)
        ).fetchall()
        return [(file, place, msgspec.json.decode(record)) for _, file, place, record in sorted(rows)]

    def groups(self) -> Iterator[list[tuple[str, int, dict[str, Any]]]]:
        """Yield what waits for each owner."""
        query = "SELECT owner, file, place, record FROM waiting ORDER BY owner, rowid"
        for _, rows in groupby(self._kept.execute(query), key=itemgetter(0)):
            yield [(file, place, msgspec.json.decode(record)) for _, file, place, record in rows]

    def rest(self) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
        """Yield what nobody took."""
        query = "SELECT owner, file, place, record FROM waiting ORDER BY rowid"
        for owner, file, place, record in self._kept.execute(query):
            yield owner, file, place, msgspec.json.decode(record)

    def close(self) -> None:
        """Remove it."""
        self._kept.close()
        self._folder.cleanup()
