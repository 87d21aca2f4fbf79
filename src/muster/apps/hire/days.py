"""Days of moments, worked out by the database: Django's own asks Python for each row on SQLite."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler

__all__ = ["Day", "DaysBetween"]


class Day(Func):
    """The day of a moment in UTC: `Day("applied_at")`."""

    arity = 1
    output_field = DateField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        """Cut the text of a moment."""
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 1, 10)", **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        """Cast the moment."""
        template = "(%(expressions)s AT TIME ZONE 'UTC')::date"
        return self.as_sql(compiler, connection, template=template, **context)


class DaysBetween(Func):
    """The whole days from the day of one moment to that of another: `DaysBetween("applied_at", "stage_since")`."""

    arity = 2
    output_field = IntegerField()

    def __init__(self, first: str, last: str) -> None:
        super().__init__(Day(last), Day(first))

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        """Subtract days that SQLite counts."""
        template, joiner = "CAST(julianday(%(expressions)s) AS INTEGER)", ") - julianday("
        return self.as_sql(compiler, connection, template=template, arg_joiner=joiner, **context)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        """Subtract dates, which gives days."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **context)
