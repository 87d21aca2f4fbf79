"""What a backup says of itself, and whether this version of Muster can restore it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from muster import __version__
from muster.apps.core.backup.archive import DamagedError
from muster.apps.core.ledger import Anchor
from muster.engine.errors import InputError

__all__ = ["FORMAT", "applied", "check_header", "leaves", "make_header", "read_header"]

FORMAT = 1
LABELS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def applied() -> list[tuple[str, str]]:
    """Return the migrations that the database has had, of the apps that Muster consists of."""
    loader = MigrationLoader(connection)
    return sorted(key for key in loader.applied_migrations if key[0] in loader.migrated_apps)


def leaves(migrations: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return those of some migrations that no other of them builds upon, within its app."""
    there = set(migrations)
    graph = MigrationLoader(None).graph
    built_upon = {
        parent.key
        for key in there
        for parent in graph.node_map[key].parents
        if parent.key[0] == key[0] and parent.key in there
    }
    return sorted(there - built_upon)


def make_header(*, kind: str, anchor: Anchor, at: datetime, described: dict[str, object]) -> bytes:
    """Return the first part of a backup."""
    told = {
        "format": FORMAT,
        "muster": __version__,
        "made_at": at.isoformat(timespec="seconds"),
        "database": kind,
        "migrations": applied(),
        "ledger": str(anchor),
        **described,
    }
    return json.dumps(told, indent=1).encode()


def read_header(content: bytes, name: str) -> dict[str, Any]:
    """Return what a backup's first part says. Raises DamagedError when it says nothing that can be understood."""
    try:
        header = json.loads(content)
        if (
            isinstance(header["format"], int)
            and {"database", "migrations", "ledger", "muster"} <= header.keys()
        ):
            return dict(header)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise DamagedError(f"{name} is damaged: what it says of itself cannot be read; use another backup.")


def check_header(header: dict[str, Any], name: str) -> None:
    """Raise InputError when this version on this database cannot restore a backup."""
    made_by = header["muster"]
    if header["format"] > FORMAT:
        raise InputError(f"{name} was made by Muster {made_by}, which is newer; install that version first.")
    if header["database"] != connection.vendor:
        of, here = (LABELS.get(kind, kind) for kind in (header["database"], connection.vendor))
        raise InputError(
            f"{name} is a backup of {of}, but this installation uses {here}; set DATABASE_URL to {of}."
        )
    known = MigrationLoader(None).graph.nodes
    unknown = [one for one in map(tuple, header["migrations"]) if one not in known]
    if unknown:
        app, migration = unknown[0]
        raise InputError(
            f"{name} was made by a newer Muster ({made_by}), whose tables this one ({__version__}) does not know "
            f"({app}.{migration}); install that version first."
        )
