"""What is searched knows its opening, so that PostgreSQL's index finds words among the applications of some openings.

Else it first finds all applications with a word, and then looks at which opening each is of.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "hire_applicationtext"
FILL = (
    f"UPDATE {TABLE} SET requisition_id = (SELECT requisition_id FROM hire_application"  # noqa: S608  # our own names
    f" WHERE hire_application.id = {TABLE}.application_id)"
)
BY_WORD = "to_tsvector('simple', text)"
BY_OPENING = f"{BY_WORD} || array_to_tsvector(ARRAY['=' || coalesce(requisition_id, 0)::text])"


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of words and openings."""
    _index(editor, BY_OPENING)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of words alone."""
    _index(editor, BY_WORD)


def fill(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Note the opening of each text; on SQLite without its triggers, which would index every text anew."""
    if editor.connection.vendor == "postgresql":
        editor.execute(FILL)
        return
    changed = "hire_applicationtext_changed"
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [changed])
        [trigger] = cursor.fetchone()
    editor.execute(f"DROP TRIGGER {changed}")
    editor.execute(FILL)
    editor.execute(trigger, params=None)


def _index(editor: BaseDatabaseSchemaEditor, words: str) -> None:
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS words")  # and its index
    editor.execute(
        f"ALTER TABLE {TABLE} ADD COLUMN words tsvector GENERATED ALWAYS AS ({words}) STORED", params=None
    )
    editor.execute(f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)")


class Migration(migrations.Migration):
    """A column, and the index with it."""

    dependencies = (("hire", "0022_choice"),)
    operations = (
        migrations.AddField(
            "applicationtext",
            "requisition",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hire.requisition",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(create, drop),
    )
