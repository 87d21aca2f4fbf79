"""PostgreSQL shows no row of what candidates said of themselves while its wall is closed (core/walls.py).

Row level security is forced, so that it holds for the role that owns the table too, as which the site connects.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

BUILD = """
ALTER TABLE hire_selfidentification ENABLE ROW LEVEL SECURITY;
ALTER TABLE hire_selfidentification FORCE ROW LEVEL SECURITY;
CREATE POLICY wall ON hire_selfidentification USING (
    'self-identification' = ANY (string_to_array(current_setting('muster.walls', true), ','))
);
"""
TEAR_DOWN = """
DROP POLICY wall ON hire_selfidentification;
ALTER TABLE hire_selfidentification NO FORCE ROW LEVEL SECURITY;
ALTER TABLE hire_selfidentification DISABLE ROW LEVEL SECURITY;
"""


def build(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Build the wall."""
    _run(editor, BUILD)


def tear_down(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away."""
    _run(editor, TEAR_DOWN)


def _run(editor: BaseDatabaseSchemaEditor, statements: str) -> None:
    if editor.connection.vendor == "postgresql":
        for statement in statements.split(";"):
            if statement.strip():
                editor.execute(statement)


class Migration(migrations.Migration):
    """The wall around self-identification."""

    dependencies = (("hire", "0023_words_by_opening"),)
    operations = (
        migrations.AlterField(
            model_name="selfidentification",
            name="application",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hire.application",
                verbose_name="application",
            ),
        ),
        migrations.RunPython(build, tear_down),
    )
