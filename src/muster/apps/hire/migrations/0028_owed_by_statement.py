"""PostgreSQL notes what one statement adds to what is owed at once; nothing is owed of an interview that nobody sits in.

An import adds a thousand rows a statement: the triggers of `0009_owed` looked a thousand times, and, where PostgreSQL had
counted the tables while they were empty, read them whole each time. What is left row by row, changes and removals, is
planned for the tables as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("hire_seat", "hire_interview", "hire_scorecard")
SEATED = (
    "INSERT INTO hire_owed (seat_id, interviewer_id, requisition_id, due_at)"
    " SELECT s.id, s.interviewer_id, a.requisition_id, s.due_at FROM added s"
    " JOIN hire_interview i ON i.id = s.interview_id JOIN hire_application a ON a.id = i.application_id"
    " WHERE s.released_at IS NULL AND i.state = 'scheduled';"
)
RATED = "DELETE FROM hire_owed o USING added c WHERE o.seat_id = c.seat_id AND c.submitted_at IS NOT NULL;"
ADDED = (("hire_seat", SEATED), ("hire_scorecard", RATED))


def at_once() -> Iterator[str]:
    """Yield the statements that have triggers look once a statement."""
    for table in TABLES:
        yield f"DROP TRIGGER {table}_owed_added ON {table}"
        yield (
            f"CREATE TRIGGER {table}_owed_removed AFTER DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_owed_change()"
        )
        yield f"ALTER FUNCTION {table}_owed_change() SET plan_cache_mode = force_custom_plan"
    for table, noting in ADDED:
        yield (
            f"CREATE FUNCTION {table}_owed_add() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan"
            f" AS $$ BEGIN {noting} RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {table}_owed_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS added"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_owed_add()"
        )


def one_by_one() -> Iterator[str]:
    """Yield the statements that have them look at every row."""
    for table, _noting in ADDED:
        yield f"DROP FUNCTION {table}_owed_add() CASCADE"
    for table in TABLES:
        yield f"ALTER FUNCTION {table}_owed_change() RESET plan_cache_mode"
        yield f"DROP TRIGGER {table}_owed_removed ON {table}"
        yield (
            f"CREATE TRIGGER {table}_owed_added AFTER INSERT OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {table}_owed_change()"
        )


def note_at_once(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Have the triggers look once a statement."""
    if editor.connection.vendor == "postgresql":
        for statement in at_once():
            editor.execute(statement, params=None)


def note_one_by_one(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Have them look at every row."""
    if editor.connection.vendor == "postgresql":
        for statement in one_by_one():
            editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """What is owed, noted once a statement."""

    dependencies = (("hire", "0027_hired"),)
    operations = (migrations.RunPython(note_at_once, note_one_by_one),)
