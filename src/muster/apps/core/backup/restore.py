"""Restoring a backup: all of it is checked, put into place at once, and proved by the ledger."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string

from muster.apps.core.backup.archive import HEADER, DamagedError, Part, PartReader
from muster.apps.core.backup.create import SECRET, Tell, kept_secret
from muster.apps.core.backup.files import FOLDER, IncomingFiles
from muster.apps.core.backup.postgresql import PostgresqlTarget
from muster.apps.core.backup.sealing import unsealing
from muster.apps.core.backup.sqlite import SqliteTarget
from muster.apps.core.backup.versions import check_header, read_header
from muster.apps.core.files import verify_files
from muster.apps.core.ledger import Anchor, Finding, check_anchor, verify_ledger
from muster.engine.errors import InputError

__all__ = ["Restored", "backup_restore"]


@dataclass(frozen=True)
class Restored:
    """A backup that was restored, and what the ledger says of it: nothing, when all is right."""

    anchor: Anchor
    made_at: str
    files: int
    findings: tuple[Finding, ...]


def backup_restore(
    path: Path,
    *,
    passphrase: str | None = None,
    replace: bool = False,
    tell: Tell = lambda stage, fraction: None,
) -> Restored:
    """Put a backup's content in the place of this installation's, all of it or nothing.

    Raises InputError when the installation is not empty, unless it is to be replaced; or when the backup is encrypted,
    damaged, cut off, of a newer version or of another database.
    """
    if not replace and not _is_empty():
        raise InputError(
            "This installation is not empty; give --replace to put the backup in the place of all that is in it."
        )
    with path.open("rb") as file, ExitStack() as stack:
        size = max(os.fstat(file.fileno()).st_size, 1)
        reader = PartReader(stack.enter_context(unsealing(file, path.name, passphrase)), path.name)
        parts = reader.parts()
        header = _header(parts, path.name)
        check_header(header, path.name)
        files = stack.enter_context(IncomingFiles(path.name))
        target_of = PostgresqlTarget if connection.vendor == "postgresql" else SqliteTarget
        target: Any = stack.enter_context(target_of(path.name, header))
        secret: bytes | None = None
        for part in parts:
            tell("Reading the backup", min(file.tell() / size, 1.0) * 0.6)
            if part.name.startswith(FOLDER):
                files.take(part)
            elif part.name == SECRET:
                secret = part.read_all()
            elif target.takes(part):
                target.take(part)
            else:
                raise DamagedError(f"{path.name} holds {part.name!r}, which no backup of Muster does.")
        tell("Putting it into place", 0.6)
        files.place()
        target.commit()
    _settle(secret, files)
    anchor = Anchor.parse(header["ledger"])
    found = check_anchor(anchor)
    for name in settings.SITE_RESTORED:
        import_string(name)()
    tell("Verifying the ledger", 0.8)
    findings = (*([] if found is None else [found]), *verify_ledger(), *verify_files())
    return Restored(anchor, str(header.get("made_at", "")), files.count, findings)


def _header(parts: Iterator[Part], name: str) -> dict[str, Any]:
    try:
        first = next(parts, None)
    except tarfile.TarError:
        first = None
    if first is None or first.name != HEADER:
        raise InputError(f"{name} is no backup of Muster; name a file that `muster backup` made.")
    return read_header(first.read_all(), name)


def _is_empty() -> bool:
    """Whether the database has no tables yet, or nobody who can sign in."""
    user = get_user_model()
    there = connection.introspection.table_names()
    return user._meta.db_table not in there or not user._default_manager.exists()


def _settle(secret: bytes | None, files: IncomingFiles) -> None:
    """Bring tables to this version, and let go of what was there before."""
    ContentType.objects.clear_cache()
    call_command("migrate", verbosity=0, interactive=False)
    files.remove_others()
    cache.clear()
    place = kept_secret()
    if secret is not None and place.exists():
        draft = place.with_name(f".{SECRET}.new")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(secret)
        os.replace(draft, place)
