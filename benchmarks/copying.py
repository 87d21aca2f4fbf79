"""Copying rows inside the database, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["copy_rows", "shift_of"]

Changes = Mapping[str, str]  # column -> its expression in the copy


def shift_of(model: Any) -> int:
    """Return the largest key of a table: what a copy's key lies beyond its original's."""
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def copy_rows(model: Any, upto: int, changes: Changes) -> None:
    """Copy the rows with keys up to `upto` inside the database, with some columns changed."""
    from django.db import connection

    columns = [field.column for field in model._meta.concrete_fields]
    table, key = model._meta.db_table, model._meta.pk.column
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changes.get(column, f'"{column}"') for column in columns)
    with connection.cursor() as cursor:
        rows = f'SELECT {values} FROM "{table}" WHERE "{key}" <= {upto}'  # noqa: S608  # names of our own columns
        cursor.execute(f'INSERT INTO "{table}" ({names}) {rows}')
