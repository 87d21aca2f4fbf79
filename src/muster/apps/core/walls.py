"""Walls around tables that nearly nothing may read, such as what candidates say of themselves for the audit.

A model with a `wall` is read and written within `open_wall` alone. Outside of it a guard on every connection refuses
each statement that names the table, before the database sees it; and PostgreSQL itself shows none of its rows, by row
level security that is forced on the table's owner too. It learns from a setting of the transaction which walls are
open. SQLite has no permissions, so there the guard is all.

Who may import this module is checked by import-linter and by `tests/test_protected_imports.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from muster.apps.core.models import Record

__all__ = [
    "WallError",
    "all_walls",
    "guard_connection",
    "is_guarded",
    "is_walled",
    "open_for",
    "open_wall",
    "walled_models",
]

SETTING = "muster.walls"  # of a transaction on PostgreSQL: the walls that are open, with commas between
_open: ContextVar[frozenset[str]] = ContextVar("open_walls", default=frozenset())

# What makes, empties or looks at the shape of a table, and shows no row.
SHAPING = re.compile(r"\s*(?:alter|comment|create|drop|pragma|truncate)\s(?!.*\sselect\s)", re.DOTALL)
# How Django empties a table of SQLite and counts its keys anew, and makes it anew when a column changes.
EMPTYING = re.compile(r'delete from "\w+";|update "sqlite_sequence" set [^;]*;')
REMAKING = 'insert into "new__'


class WallError(RuntimeError):
    """Code that is not among the few looked behind a wall: an error of the program, not of whoever uses it."""


@contextmanager
def open_wall(wall: str) -> Iterator[None]:
    """Let the body read and write what is behind a wall. May be nested; what it opens, it closes again."""
    with _transaction():
        before = _open.get()
        token = _open.set(before | {wall})
        _tell(before | {wall})
        try:
            yield
        finally:
            _open.reset(token)
        if not connection.needs_rollback:  # else the savepoint takes the setting back
            _tell(before)


def open_for(model: type[Record]) -> AbstractContextManager[None]:
    """Return what opens the wall of a model, if there is one: for the ledger, which tells of digests alone."""
    return open_wall(model.wall) if model.wall else nullcontext()


def _transaction() -> AbstractContextManager[None]:
    """Return a transaction, in which a setting of PostgreSQL's lasts; on SQLite one would keep writers waiting."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _tell(walls: frozenset[str]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, ",".join(sorted(walls))])


def walled_models() -> list[type[Record]]:
    """Return the models behind walls."""
    return [model for model in apps.get_models() if issubclass(model, Record) and model.wall]


@cache
def _tables() -> dict[str, str]:
    """Return the wall of each walled table."""
    return {model._meta.db_table.lower(): model.wall for model in walled_models()}


def is_walled(table: str) -> bool:
    """Return whether a table is behind a wall: rows go into it one statement at a time, not by COPY."""
    return table.lower() in _tables()


def all_walls() -> str:
    """Return the setting that opens every wall, for a backup's own connection."""
    return ",".join(sorted(set(_tables().values())))


def guard_connection(connection: BaseDatabaseWrapper, **_told: Any) -> None:
    """Have every statement of a connection looked at; Django calls this for each that it makes."""
    if _guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(_guard)


def is_guarded(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the statements of a connection are looked at."""
    return _guard in connection.execute_wrappers


def _guard(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Refuse a statement that names a walled table while its wall is not open."""
    text = (sql if isinstance(sql, str) else sql.as_string(None)).lower()
    for table, wall in _tables().items():
        if table in text and wall not in _open.get() and not _shows_nothing(text, table):
            raise WallError(
                f"{table} is behind the wall {wall!r}: only the few modules that may open it read or write it; "
                "see docs/reference/wall.md."
            )
    return execute(sql, params, many, context)


def _shows_nothing(text: str, table: str) -> bool:
    """Return whether a statement is one of migrations, or of emptying the database."""
    if SHAPING.match(text) or EMPTYING.fullmatch(text):
        return True
    return text.startswith(f'{REMAKING}{table}"')
