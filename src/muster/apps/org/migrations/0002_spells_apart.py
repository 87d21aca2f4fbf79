"""On PostgreSQL: no two spells of one employee share a day."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# A key as a range of itself alone: ranges can be indexed together without an extension, numbers cannot.
ADD = """
ALTER TABLE org_spell ADD CONSTRAINT org_spell_apart EXCLUDE USING gist (
    int8range(employee_id, employee_id, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&
)
"""
REMOVE = "ALTER TABLE org_spell DROP CONSTRAINT org_spell_apart"


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the constraint."""
    if editor.connection.vendor == "postgresql":
        editor.execute(ADD)


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove it."""
    if editor.connection.vendor == "postgresql":
        editor.execute(REMOVE)


class Migration(migrations.Migration):
    """SQLite has no such constraint; there, where one writes at a time, the service's check is enough."""

    dependencies = (("org", "0001_initial"),)
    operations = (migrations.RunPython(add, remove),)
