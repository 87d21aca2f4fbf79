"""The triggers that keep the rows of `hire.models.owed`.

SQLite drops them whenever it makes the table of seats, interviews or scorecards anew, as Django does for most changes
of their columns: such a migration has to call `create` again.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Table, the seats that a row of it is about, and the columns whose changes matter.
WATCHED = (
    ("hire_seat", "id = {row}.id", ("interview_id", "interviewer_id", "due_at", "released_at")),
    ("hire_interview", "interview_id = {row}.id", ("application_id", "state")),
    ("hire_scorecard", "id = {row}.seat_id", ("seat_id", "submitted_at")),
)


def fill(seats: str) -> str:
    """Return the statement that notes what is owed of some seats."""
    return (
        "INSERT INTO hire_owed (seat_id, interviewer_id, requisition_id, due_at)"  # noqa: S608  # our own names
        " SELECT s.id, s.interviewer_id, a.requisition_id, s.due_at FROM hire_seat s"
        " JOIN hire_interview i ON i.id = s.interview_id JOIN hire_application a ON a.id = i.application_id"
        f" WHERE {seats} AND s.released_at IS NULL AND i.state = 'scheduled' AND NOT EXISTS"
        " (SELECT 1 FROM hire_scorecard c WHERE c.seat_id = s.id AND c.submitted_at IS NOT NULL);"
    )


def renew(seats: str, row: str) -> str:
    """Return the statements that note it anew for the seats that a row (`new` or `old`) is about."""
    which = seats.format(row=row)
    gone = f"DELETE FROM hire_owed WHERE seat_id IN (SELECT id FROM hire_seat WHERE {which});"  # noqa: S608
    return f"{gone} {fill(f's.{which}')}"


def on_sqlite() -> Iterator[str]:
    """Yield the triggers for SQLite."""
    for table, seats, columns in WATCHED:
        new, old = renew(seats, "new"), renew(seats, "old")
        watched = ", ".join(columns)
        yield f"CREATE TRIGGER {table}_owed_added AFTER INSERT ON {table} BEGIN {new} END"
        yield f"CREATE TRIGGER {table}_owed_changed AFTER UPDATE OF {watched} ON {table} BEGIN {old} {new} END"
        yield f"CREATE TRIGGER {table}_owed_removed AFTER DELETE ON {table} BEGIN {old} END"
    yield (
        "CREATE TRIGGER hire_seat_owed_gone AFTER DELETE ON hire_seat"
        " BEGIN DELETE FROM hire_owed WHERE seat_id = old.id; END"
    )


def on_postgresql() -> Iterator[str]:
    """Yield the functions and the triggers for PostgreSQL."""
    for table, seats, columns in WATCHED:
        new, old = renew(seats, "NEW"), renew(seats, "OLD")
        gone = "DELETE FROM hire_owed WHERE seat_id = OLD.id;" if table == "hire_seat" else old
        yield (
            f"CREATE FUNCTION {table}_owed_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP = 'DELETE' THEN {gone} RETURN NULL; END IF;"
            f" IF TG_OP = 'UPDATE' THEN {old} END IF;"
            f" {new} RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_owed_added AFTER INSERT OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_owed_change()"
        )
        yield (
            f"CREATE TRIGGER {table}_owed_changed AFTER UPDATE OF {', '.join(columns)} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_owed_change()"
        )


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Note what is owed, and from then on."""
    editor.execute("DELETE FROM hire_owed")
    editor.execute(fill("true"))
    for statement in on_postgresql() if editor.connection.vendor == "postgresql" else on_sqlite():
        editor.execute(statement, params=None)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Stop noting it."""
    for table, _seats, _columns in WATCHED:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION {table}_owed_change() CASCADE")
        else:
            for event in ("added", "changed", "removed"):
                editor.execute(f"DROP TRIGGER {table}_owed_{event}")
    if editor.connection.vendor != "postgresql":
        editor.execute("DROP TRIGGER hire_seat_owed_gone")


class Migration(migrations.Migration):
    """What is owed."""

    dependencies = (("hire", "0008_talent"),)
    operations = (migrations.RunPython(create, drop),)
