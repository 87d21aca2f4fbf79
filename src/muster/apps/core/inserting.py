"""Inserting many rows whose keys are known, without asking every field of every row how it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["insert_rows"]

BATCH = 500
Writer = Callable[[Any], Any]
PLAIN = (models.IntegerField, models.BooleanField, models.ForeignKey)


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model, all of which have their key. As with `bulk_create`, nothing is checked."""
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # itself: the one for all threads looks it up each time
    model, quote = type(rows[0]), connection.ops.quote_name
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    writers = [_writer(field, connection) for field in fields]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    begin = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608  # names of our own
    line = f"({', '.join(['%s'] * len(fields))})"
    for field in fields:
        if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
            now = field.pre_save(rows[0], add=True)
            for row in rows:
                setattr(row, field.attname, now)
    size = min(BATCH, connection.ops.bulk_batch_size(fields, rows))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            values: list[Any] = []
            for row in part:
                told = row.__dict__
                values += [write(told[name]) for name, write in zip(names, writers, strict=True)]
                row._state.adding, row._state.db = False, connection.alias
            cursor.execute(begin + ", ".join([line] * len(part)), values)


def _writer(field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Writer:
    """Return what makes of a field's value what the database is given."""
    if isinstance(field, PLAIN):
        return _as_it_is
    if isinstance(field, models.CharField | models.TextField):
        return _text
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return lambda value: field.get_db_prep_save(value, connection)


def _as_it_is(value: Any) -> Any:
    return value


def _text(value: Any) -> Any:
    """Return a plain text, also of one that is a choice, which a driver may write by its name."""
    return value if value is None or type(value) is str else str(value)
