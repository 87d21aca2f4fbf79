"""PostgreSQL counts the applications that one statement adds at once, and keeps no index that nothing asks for.

An import adds a thousand applications a statement: `0003_tallies` changed a tally a thousand times for them. The two
indexes are those that Django adds to a unique text for searches by its beginning; nobody begins to type a digest.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SORT = "week, requisition_id, source, campaign, stage_id, outcome"
WEEK = "date_trunc('week', applied_at AT TIME ZONE 'UTC')::date"
COUNT = (
    "CREATE FUNCTION hire_tally_add() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" INSERT INTO hire_tally ({SORT}, count)"  # noqa: S608  # our own names
    f" SELECT {SORT.replace('week', WEEK, 1)}, count(*) FROM added GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"
    f" ON CONFLICT ({SORT}) DO UPDATE SET count = hire_tally.count + excluded.count;"
    " RETURN NULL; END $$"
)
AT_ONCE = (
    "DROP TRIGGER hire_tally_added ON hire_application",
    COUNT,
    "CREATE TRIGGER hire_tally_added AFTER INSERT ON hire_application REFERENCING NEW TABLE AS added"
    " FOR EACH STATEMENT EXECUTE FUNCTION hire_tally_add()",
    "CREATE TRIGGER hire_tally_removed AFTER DELETE ON hire_application"
    " FOR EACH ROW EXECUTE FUNCTION hire_tally_change()",
)
ONE_BY_ONE = (
    "DROP TRIGGER hire_tally_removed ON hire_application",
    "DROP FUNCTION hire_tally_add() CASCADE",
    "CREATE TRIGGER hire_tally_added AFTER INSERT OR DELETE ON hire_application"
    " FOR EACH ROW EXECUTE FUNCTION hire_tally_change()",
)
BY_BEGINNING = (("Application", "token_digest"), ("Candidate", "code"))


def count_at_once(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Count what a statement adds at once."""
    if editor.connection.vendor != "postgresql":
        return
    for statement in AT_ONCE:
        editor.execute(statement, params=None)
    for name, field in BY_BEGINNING:
        model = apps.get_model("hire", name)
        for index in _by_beginning(editor, model._meta.db_table, field):
            editor.execute(f"DROP INDEX {editor.quote_name(index)}")


def count_one_by_one(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Count every application by itself."""
    if editor.connection.vendor != "postgresql":
        return
    for statement in ONE_BY_ONE:
        editor.execute(statement, params=None)
    for name, field in BY_BEGINNING:
        model = apps.get_model("hire", name)
        table = model._meta.db_table
        editor.execute(f"CREATE INDEX {table}_{field}_like ON {table} ({field} varchar_pattern_ops)")


def _by_beginning(editor: BaseDatabaseSchemaEditor, table: str, column: str) -> list[str]:
    """Return the names of the indexes of a column that are for searches by its beginning."""
    with editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s"
            " AND indexdef LIKE %s",
            [table, f"%({column} varchar_pattern_ops)%"],
        )
        return [row[0] for row in cursor.fetchall()]


class Migration(migrations.Migration):
    """Many at once."""

    dependencies = (("hire", "0020_report_language"),)
    operations = (migrations.RunPython(count_at_once, count_one_by_one),)
