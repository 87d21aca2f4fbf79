"""SQLite in a backup: copied page by page from one moment, by its own online backup."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connections

from muster.apps.core.backup.archive import DamagedError, Part, PartWriter
from muster.engine.errors import InputError

__all__ = ["DATABASE", "SqliteSnapshot", "SqliteTarget"]

DATABASE = "database.sqlite3"
PAGES = 2_000  # copied at once
PATIENCE = 20.0  # seconds that a writer is waited for
ROWS = 1_000


def _path() -> Path:
    return Path(str(connections["default"].settings_dict["NAME"]))


class SqliteSnapshot:
    """The database as it was when this was made: a reader's transaction holds that moment, and no writer waits."""

    kind = "sqlite"

    def __init__(self) -> None:
        path = _path()
        self._source = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        self._source.execute("BEGIN")
        self._source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".backup-")
        os.close(handle)
        self._copy = Path(name)

    def close(self) -> None:
        """Let it go."""
        self._source.close()
        self._copy.unlink(missing_ok=True)

    def describe(self) -> dict[str, object]:
        """Return what a restore has to know beforehand: nothing."""
        return {}

    def write(self, writer: PartWriter) -> None:
        """Write the database. Its size has to be known before, so it is copied beside itself first."""
        target = sqlite3.connect(self._copy)
        try:
            self._source.backup(target, pages=PAGES)
        finally:
            target.close()
        writer.add_file(DATABASE, self._copy)

    def digests(self) -> Iterator[str]:
        """Yield the digest of every uploaded file."""
        cursor = self._source.execute("SELECT DISTINCT digest FROM core_storedfile ORDER BY digest")
        while rows := cursor.fetchmany(ROWS):
            for (digest,) in rows:
                yield digest


class SqliteTarget:
    """Where a database is restored: into a file beside the one in use, and then into that, at once or not at all.

    It is written through SQLite, not put in the other's place, so that a server which has it open sees the new content.
    """

    def __init__(self, backup: str, header: dict[str, object]) -> None:
        self._backup = backup
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".restore-")
        self._draft, self._whole = Path(name), False
        self._file = os.fdopen(handle, "wb")

    def __enter__(self) -> SqliteTarget:
        """Begin."""
        return self

    def __exit__(self, *ended: object) -> None:
        """Remove the draft."""
        self._file.close()
        self._draft.unlink(missing_ok=True)

    def takes(self, part: Part) -> bool:
        """Whether a part is of the database."""
        return part.name == DATABASE

    def take(self, part: Part) -> None:
        """Write the draft."""
        for chunk in part.chunks():
            self._file.write(chunk)
        self._file.close()
        self._whole = True

    def commit(self) -> None:
        """Check the draft, and put its content into the database."""
        if not self._whole:
            raise DamagedError(f"{self._backup} holds no database; use another backup.")
        connections.close_all()
        source, path = sqlite3.connect(self._draft), _path()
        target = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            if source.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise DamagedError(f"{self._backup} holds a damaged database; use another backup.")
            target.execute("BEGIN IMMEDIATE")  # waits for a writer, and for so long; the copy would for ever
            target.execute("ROLLBACK")
            source.backup(target, pages=-1)
        except sqlite3.OperationalError as error:
            raise InputError(
                f"The database {path} is in use ({error}); stop the server and the worker, then try again."
            ) from error
        finally:
            source.close()
            target.close()
