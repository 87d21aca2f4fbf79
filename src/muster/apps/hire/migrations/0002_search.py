"""The full-text indexes of `hire.search`, one for each database."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE VIRTUAL TABLE hire_applicationtext_fts USING fts5("
    "text, content='hire_applicationtext', content_rowid='application_id', tokenize='unicode61', prefix='2 3')",
    "CREATE TRIGGER hire_applicationtext_added AFTER INSERT ON hire_applicationtext BEGIN"
    " INSERT INTO hire_applicationtext_fts(rowid, text) VALUES (new.application_id, new.text); END",
    "CREATE TRIGGER hire_applicationtext_removed AFTER DELETE ON hire_applicationtext BEGIN"
    " INSERT INTO hire_applicationtext_fts(hire_applicationtext_fts, rowid, text)"
    " VALUES ('delete', old.application_id, old.text); END",
    "CREATE TRIGGER hire_applicationtext_changed AFTER UPDATE ON hire_applicationtext BEGIN"
    " INSERT INTO hire_applicationtext_fts(hire_applicationtext_fts, rowid, text)"
    " VALUES ('delete', old.application_id, old.text);"
    " INSERT INTO hire_applicationtext_fts(rowid, text) VALUES (new.application_id, new.text); END",
)
POSTGRESQL = (
    "ALTER TABLE hire_applicationtext ADD COLUMN words tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
    "CREATE INDEX hire_applicationtext_words ON hire_applicationtext USING gin (words)",
)


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index of this database."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove it."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE hire_applicationtext DROP COLUMN words")  # and its index
        return
    for event in ("added", "removed", "changed"):
        editor.execute(f"DROP TRIGGER hire_applicationtext_{event}")
    editor.execute("DROP TABLE hire_applicationtext_fts")


class Migration(migrations.Migration):
    """Full-text search."""

    dependencies = (("hire", "0001_initial"),)
    operations = (migrations.RunPython(create, drop),)
