"""Checks of `muster doctor`: what the database keeps by itself, for searches, for counts and of what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Sum

from muster.apps.core.doctor import Diagnosis, Level
from muster.apps.core.ledger import writing
from muster.apps.hire.models import Application, Owed, Seat, Tally
from muster.apps.hire.rules import seats_owed
from muster.apps.hire.search import index_applications

__all__ = ["check_owed", "check_search", "check_tallies"]

BATCH = 500
TRIGGERS = "hire_tally_"
COUNTING = {
    "sqlite": {"hire_tally_added", "hire_tally_removed", "hire_tally_changed"},
    "postgresql": {"hire_tally_added", "hire_tally_removed", "hire_tally_changed"},
}
OWING = {
    "sqlite": {
        "hire_seat": {
            "hire_seat_owed_added",
            "hire_seat_owed_changed",
            "hire_seat_owed_gone",
            "hire_seat_owed_removed",
        },
        "hire_interview": {
            "hire_interview_owed_added",
            "hire_interview_owed_changed",
            "hire_interview_owed_removed",
        },
        "hire_scorecard": {
            "hire_scorecard_owed_added",
            "hire_scorecard_owed_changed",
            "hire_scorecard_owed_removed",
        },
    },
    "postgresql": {
        "hire_seat": {"hire_seat_owed_added", "hire_seat_owed_changed", "hire_seat_owed_removed"},
        "hire_interview": {"hire_interview_owed_changed", "hire_interview_owed_removed"},
        "hire_scorecard": {
            "hire_scorecard_owed_added",
            "hire_scorecard_owed_changed",
            "hire_scorecard_owed_removed",
        },
    },
}
INDEXING = {"hire_applicationtext_added", "hire_applicationtext_removed", "hire_applicationtext_changed"}


class _Editor:
    """Executes what a migration does, in the transaction at hand; SQLite's own editor wants one of its own."""

    connection = connection

    def execute(self, statement: str, params: Any = None) -> None:
        """Execute a statement."""
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


def check_tallies() -> Iterator[Diagnosis]:
    """Find counts of applications that are not kept, or not right."""
    lacking = COUNTING[connection.vendor] - _triggers("hire_application")
    if lacking:
        yield Diagnosis(
            "tallies",
            Level.ERROR,
            f"Applications are not counted: the database lacks {', '.join(sorted(lacking))}.",
            "Run `muster doctor --mend`, which makes them again and counts anew.",
            mend=_count_anew,
        )
        return
    counted = Tally.objects.aggregate(all=Sum("count"))["all"] or 0
    there = Application.objects.count()
    if counted != there:
        yield Diagnosis(
            "tallies",
            Level.ERROR,
            f"{counted:,} applications are counted, but {there:,} are there: the figures on pages are wrong.",
            "Run `muster doctor --mend`, which counts anew.",
            mend=_count_anew,
        )


def _count_anew() -> None:
    """Make the triggers again, and count what is there."""
    migration: Any = import_module("muster.apps.hire.migrations.0003_tallies")
    editor = _Editor()
    with writing():
        table = connection.ops.quote_name(Application._meta.db_table)
        for name in sorted(_triggers("hire_application")):
            if name.startswith(TRIGGERS):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                editor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}{on}")
        if connection.vendor == "postgresql":
            editor.execute("DROP FUNCTION IF EXISTS hire_tally_change() CASCADE")
            editor.execute("DROP FUNCTION IF EXISTS hire_tally_add() CASCADE")
        migration.create(apps, editor)
        if connection.vendor == "postgresql":
            for statement in import_module("muster.apps.hire.migrations.0021_tallies_by_statement").AT_ONCE:
                editor.execute(statement)


def check_owed() -> Iterator[Diagnosis]:
    """Find scorecards that are owed and not noted, or the other way round."""
    lacking = {
        name for table, triggers in OWING[connection.vendor].items() for name in triggers - _triggers(table)
    }
    if lacking:
        yield Diagnosis(
            "owed",
            Level.ERROR,
            f"Scorecards that are due are not noted: the database lacks {', '.join(sorted(lacking))}.",
            "Run `muster doctor --mend`, which makes them again and looks through all interviews.",
            mend=_owed_anew,
        )
        return
    owed = Seat.objects.filter(seats_owed())
    unnoted = owed.exclude(pk__in=Owed.objects.values("seat")).count()
    settled = Owed.objects.exclude(seat__in=owed).count()
    if unnoted or settled:
        yield Diagnosis(
            "owed",
            Level.ERROR,
            f"{unnoted:,} scorecards that are due are not noted, and {settled:,} are noted that are not due.",
            "Run `muster doctor --mend`, which looks through all interviews.",
            mend=_owed_anew,
        )


def _owed_anew() -> None:
    """Make the triggers again, and note what is owed."""
    migration: Any = import_module("muster.apps.hire.migrations.0009_owed")
    by_index: Any = import_module("muster.apps.hire.migrations.0018_owed_by_index")
    by_statement: Any = import_module("muster.apps.hire.migrations.0028_owed_by_statement")
    editor = _Editor()
    with writing():
        for table, triggers in OWING[connection.vendor].items():
            for name in sorted(_triggers(table) & triggers):
                editor.execute(
                    f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")
                )
            if connection.vendor == "postgresql":
                editor.execute(f"DROP FUNCTION IF EXISTS {table}_owed_change() CASCADE")
                editor.execute(f"DROP FUNCTION IF EXISTS {table}_owed_add() CASCADE")
        migration.create(apps, editor)
        by_index.plan_for_indexes(apps, editor)
        by_statement.note_at_once(apps, editor)


def check_search() -> Iterator[Diagnosis]:
    """Find applications that no search finds."""
    if connection.vendor == "sqlite":
        lacking = INDEXING - _triggers("hire_applicationtext")
        if lacking:
            yield Diagnosis(
                "search",
                Level.ERROR,
                f"The index of searches is not kept: the database lacks {', '.join(sorted(lacking))}.",
                "Run `muster doctor --mend`, which makes the index again.",
                mend=_index_anew,
            )
    elif "words" not in _columns("hire_applicationtext"):
        yield Diagnosis(
            "search",
            Level.ERROR,
            "The index of searches is gone: hire_applicationtext has no column words.",
            "Run `muster doctor --mend`, which makes the index again.",
            mend=_index_anew,
        )
    missing = Application.objects.filter(searched=None).count()
    if missing:
        yield Diagnosis(
            "search",
            Level.ERROR,
            f"No search finds {missing:,} applications.",
            "Run `muster doctor --mend`, which indexes them.",
            mend=_index_missing,
        )


def _index_anew() -> None:
    """Make the index of this database again, and fill it with what is there."""
    name = "0002_search" if connection.vendor == "sqlite" else "0023_words_by_opening"
    migration: Any = import_module(f"muster.apps.hire.migrations.{name}")
    editor = _Editor()
    with writing():
        if connection.vendor == "sqlite":
            for name in sorted(_triggers("hire_applicationtext") & INDEXING):
                editor.execute(f"DROP TRIGGER {name}")
            editor.execute("DROP TABLE IF EXISTS hire_applicationtext_fts")
        migration.create(apps, editor)
        if connection.vendor == "sqlite":
            editor.execute(
                "INSERT INTO hire_applicationtext_fts(hire_applicationtext_fts) VALUES ('rebuild')"
            )


def _index_missing() -> None:
    while True:
        with writing():
            batch = list(
                Application.objects.filter(searched=None).select_related("candidate").order_by("pk")[:BATCH]
            )
            index_applications(batch)
        if len(batch) < BATCH:
            return


def _triggers(table: str) -> set[str]:
    """Return the names of a table's triggers."""
    statement = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
        "AND tgrelid = to_regclass(%s)",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement, [table])
        return {str(name) for (name,) in cursor.fetchall()}


def _columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}
