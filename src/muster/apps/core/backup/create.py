"""Making a backup while the server runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from muster.apps.core.backup.archive import HEADER, PartWriter
from muster.apps.core.backup.files import FOLDER, HeldFiles
from muster.apps.core.backup.postgresql import PostgresqlSnapshot
from muster.apps.core.backup.sealing import sealing
from muster.apps.core.backup.sqlite import SqliteSnapshot
from muster.apps.core.backup.versions import make_header
from muster.apps.core.ledger import Anchor, take_anchor, writing
from muster.apps.core.models import StoredFile
from muster.engine.errors import InputError

__all__ = ["SECRET", "Made", "Tell", "backup_create", "kept_secret"]

SECRET = "secret-key"  # noqa: S105  # the name of a part, and of the file
ATTEMPTS = 5  # to get one's turn
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Made:
    """A backup that was made. `missing` counts files that the database names and whose content was not there."""

    path: Path
    anchor: Anchor
    size: int
    files: int
    missing: int
    encrypted: bool


def backup_create(
    path: Path, *, passphrase: str | None = None, tell: Tell = lambda stage, fraction: None
) -> Made:
    """Write all of the installation to a new file, as it is at one moment; nobody has to wait for it.

    Raises InputError when the file is there already. One that could not be finished is removed.
    """
    if path.exists():
        raise InputError(f"{path} is there already; name a new file.")
    draft = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            made = _write(file, path, passphrase, tell)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # which fails when somebody made it meanwhile
    except FileExistsError as error:
        raise InputError(f"{path} is there already; name a new file.") from error
    finally:
        draft.unlink(missing_ok=True)
    return made


def _write(file: IO[bytes], path: Path, passphrase: str | None, tell: Tell) -> Made:
    with ExitStack() as stack:
        tell("Holding the files", 0.0)
        held = stack.enter_context(HeldFiles())
        held.hold()
        snapshot, anchor, header = _hold_moment(held)
        stack.callback(snapshot.close)
        count = StoredFile.objects.count()  # about, to tell how far it is
        stream = stack.enter_context(sealing(file, passphrase))
        writer = PartWriter(stream)
        writer.add_bytes(HEADER, header)
        tell("Copying the database", 0.05)
        snapshot.write(writer)
        files = missing = 0
        for digest, place in held.paths(snapshot.digests()):
            files += 1
            if place is None:
                missing += 1
            else:
                writer.add_file(f"{FOLDER}{digest}", place)
            if files % 100 == 0:
                tell("Copying the files", 0.3 + 0.7 * files / max(count, files))
        secret = kept_secret()
        if secret.exists():
            writer.add_file(SECRET, secret)
        writer.finish()
        size = writer.bytes
    return Made(path, anchor, size, files - missing, missing, bool(passphrase))


def _hold_moment(held: HeldFiles) -> tuple[PostgresqlSnapshot | SqliteSnapshot, Anchor, bytes]:
    """Hold a moment of the database with its files; return it, the ledger's end then, and the backup's first part."""
    for _ in range(ATTEMPTS):
        try:
            with writing():  # for a moment, in which nobody writes
                held.hold()
                snapshot = _snapshot()
                anchor = take_anchor()
                header = make_header(
                    kind=snapshot.kind, anchor=anchor, at=timezone.now(), described=snapshot.describe()
                )
                return snapshot, anchor, header
        except OperationalError as error:  # others wrote all the time that one waits for one's turn
            told = " ".join(str(error).split())
    raise InputError(f"The database is too busy to be held for a moment ({told}); try again later.")


def _snapshot() -> PostgresqlSnapshot | SqliteSnapshot:
    return PostgresqlSnapshot() if connection.vendor == "postgresql" else SqliteSnapshot()


def kept_secret() -> Path:
    """Return where the site keeps its secret key, unless the environment says which it is."""
    return Path(settings.MUSTER_DATA) / SECRET
