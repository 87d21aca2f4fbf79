"""Checks of what is stored: folders, disk space, the database, the ledger, uploaded files, and the clock."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone

from muster.apps.core.backup.files import PREFIX
from muster.apps.core.doctor.diagnosis import Diagnosis, Level
from muster.apps.core.ledger.verify import verify_chain
from muster.apps.core.models import Entry, StoredFile

__all__ = [
    "check_clock",
    "check_database",
    "check_disk",
    "check_files",
    "check_folders",
    "check_ledger",
    "check_tables",
]

OTHERS = 0o077
LITTLE, TOO_LITTLE = 2_000_000_000, 200_000_000  # bytes free
OLD = 24 * 3600  # seconds, after which what a backup left behind is in nobody's use
AHEAD = timedelta(seconds=30)
SHOWN = 3


def check_folders() -> Iterator[Diagnosis]:
    """Find folders that the site cannot write to, or that others can read."""
    for folder in (Path(settings.MUSTER_DATA), Path(settings.MEDIA_ROOT)):
        if not folder.exists():
            continue
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield Diagnosis(
                "folder",
                Level.ERROR,
                f"The site cannot read and write {folder}.",
                f"Give the folder to the account that runs Muster: `chown -R ACCOUNT {folder}`.",
            )
    data = Path(settings.MUSTER_DATA)
    if data.stat().st_mode & OTHERS:
        yield Diagnosis(
            "folder",
            Level.WARNING,
            f"Others on this machine can look into {data}, where candidates' files and the database are.",
            f"Run `chmod 700 {data}`.",
            mend=lambda: data.chmod(0o700),
        )


def check_disk() -> Iterator[Diagnosis]:
    """Find disks that are nearly full."""
    for folder in {Path(settings.MUSTER_DATA), _database_folder()}:
        free = shutil.disk_usage(folder).free
        if free < LITTLE:
            yield Diagnosis(
                "disk",
                Level.ERROR if free < TOO_LITTLE else Level.WARNING,
                f"Only {free / 1e9:.1f} GB are free where {folder} is.",
                "Free some space, or move the data folder to a larger disk.",
            )


def _database_folder() -> Path:
    if connection.vendor == "sqlite":
        return Path(str(connection.settings_dict["NAME"])).parent
    return Path(settings.MUSTER_DATA)


def check_tables() -> Iterator[Diagnosis]:
    """Find changes of the tables that were not made, and those that a newer Muster made."""
    executor = MigrationExecutor(connection)
    lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if lacking:
        yield Diagnosis(
            "migrations",
            Level.ERROR,
            f"The database lacks {len(lacking)} changes of its tables.",
            "Back the installation up, then run `muster serve` once, or `python manage.py migrate`.",
            last=True,
        )
    known, apps = executor.loader.graph.nodes, executor.loader.migrated_apps
    unknown = [key for key in executor.loader.applied_migrations if key[0] in apps and key not in known]
    if unknown:
        yield Diagnosis(
            "migrations",
            Level.ERROR,
            f"The database was used by a newer Muster: {'.'.join(sorted(unknown)[0])} is unknown here.",
            "Install that version again, or restore a backup of this one.",
            last=True,
        )


def check_database() -> Iterator[Diagnosis]:
    """Find a damaged database. PostgreSQL checks its own."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        [told] = cursor.fetchone()
        cursor.execute("PRAGMA journal_mode")
        [mode] = cursor.fetchone()
    if told != "ok":
        yield Diagnosis(
            "database",
            Level.ERROR,
            f"The database is damaged ({told}).",
            "Stop the server, keep a copy of the data folder, and restore the newest backup.",
        )
    if mode != "wal":
        yield Diagnosis(
            "database",
            Level.WARNING,
            f"The database keeps its journal as {mode!r}, so that readers wait for writers.",
            "Keep the data folder on a disk of this machine: file systems of a network cannot do better.",
        )


def check_ledger() -> Iterator[Diagnosis]:
    """Find breaks in the chain of the ledger."""
    findings = list(verify_chain())
    if findings:
        yield Diagnosis(
            "ledger",
            Level.ERROR,
            f"{findings[0].sentence} ({len(findings)} findings)",
            "Somebody changed the database without Muster: see `muster ledger verify`, and compare with a backup.",
        )


def check_files() -> Iterator[Diagnosis]:
    """Find uploaded files that are missing or of another size, and what interrupted backups left behind."""
    root, wrong = Path(settings.MEDIA_ROOT), 0
    shown: list[str] = []
    rows = StoredFile.objects.order_by("pk").only("pk", "digest", "size", "name")
    for stored in rows.iterator(chunk_size=2_000):
        try:
            same = (root / stored.path).stat().st_size == stored.size
        except (OSError, ValueError):
            same = False
        if not same:
            wrong += 1
            shown += [f"{stored.pk} ({stored.name})"] if len(shown) < SHOWN else []
    if wrong:
        yield Diagnosis(
            "uploads",
            Level.ERROR,
            f"{wrong:,} uploaded files are missing or not whole: {', '.join(shown)}{', ...' if wrong > SHOWN else ''}.",
            f"Bring them back from a backup into {root}; each is named by its SHA-256.",
        )
    old = time.time() - OLD
    left = [path for path in root.glob(f"{PREFIX}*") if path.stat().st_mtime < old]
    if left:
        yield Diagnosis(
            "leftovers",
            Level.WARNING,
            f"Interrupted backups left {len(left)} folders in {root}.",
            "Remove those folders.",
            mend=lambda: _remove(left),
        )


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def check_clock() -> Iterator[Diagnosis]:
    """Find a clock that goes wrong: entries of the ledger from the future, or a database that tells another time."""
    now = timezone.now()
    newest = Entry.objects.aggregate(newest=Max("at"))["newest"]
    if newest is not None and newest > now + AHEAD:
        yield Diagnosis(
            "clock",
            Level.ERROR,
            f"The newest entry of the ledger is of {newest:%Y-%m-%d %H:%M} UTC, but it is {now:%Y-%m-%d %H:%M} here.",
            "Set this machine's clock, and keep it right by NTP.",
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            [there] = cursor.fetchone()
        if abs(there.astimezone(UTC) - datetime.now(UTC)) > AHEAD:
            yield Diagnosis(
                "clock",
                Level.ERROR,
                f"The database's clock says {there:%Y-%m-%d %H:%M:%S}, this machine's {now:%Y-%m-%d %H:%M:%S}.",
                "Keep both clocks right by NTP.",
            )
