"""What the triggers of `0009_owed` do is planned for indexes, whatever was in the tables when they first ran.

PostgreSQL keeps the plan of a function for as long as a connection lasts: one made while the tables are empty would read
them from end to end for every row of an import.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("hire_seat", "hire_interview", "hire_scorecard")


def plan_for_indexes(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Have the functions search by index."""
    _alter(editor, "SET enable_seqscan = off")


def plan_freely(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Leave it to the planner."""
    _alter(editor, "RESET enable_seqscan")


def _alter(editor: BaseDatabaseSchemaEditor, how: str) -> None:
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(f"ALTER FUNCTION {table}_owed_change() {how}")


class Migration(migrations.Migration):
    """What is owed, found by index."""

    dependencies = (("hire", "0017_offers_elsewhere"),)
    operations = (migrations.RunPython(plan_for_indexes, plan_freely),)
