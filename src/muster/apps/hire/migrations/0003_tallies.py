"""The triggers that keep the tallies of `hire.models.tallies`.

SQLite drops them whenever it makes the table of applications anew, as Django does for most changes of its columns: such
a migration has to call `create` again.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SORT = ("week", "requisition_id", "source", "campaign", "stage_id", "outcome")
FIELDS = ("requisition_id", "source", "campaign", "stage_id", "outcome")
WATCHED = ", ".join(("applied_at", *FIELDS))
# SQLite would round the last microseconds of a day up to the next.
WEEK = {
    "sqlite": "date(substr({row}applied_at, 1, 10), 'weekday 0', '-6 days')",
    "postgresql": "date_trunc('week', {row}applied_at AT TIME ZONE 'UTC')::date",
}


def add(vendor: str, row: str, by: int) -> str:
    """Return the statement that counts a row (`new` or `old`) up or down by one."""
    values = ", ".join([WEEK[vendor].format(row=f"{row}."), *(f"{row}.{name}" for name in FIELDS), str(by)])
    return (
        f"INSERT INTO hire_tally ({', '.join(SORT)}, count) VALUES ({values})"  # noqa: S608
        f" ON CONFLICT ({', '.join(SORT)}) DO UPDATE SET count = hire_tally.count + {by};"
    )


def fill(vendor: str) -> str:
    """Return the statement that counts what is there."""
    week = WEEK[vendor].format(row="")
    return (
        f"INSERT INTO hire_tally ({', '.join(SORT)}, count)"  # noqa: S608
        f" SELECT {week}, {', '.join(FIELDS)}, count(*) FROM hire_application GROUP BY {week}, {', '.join(FIELDS)}"
    )


def on_sqlite() -> tuple[str, ...]:
    """Return the triggers for SQLite."""
    up, down = add("sqlite", "new", 1), add("sqlite", "old", -1)
    return (
        f"CREATE TRIGGER hire_tally_added AFTER INSERT ON hire_application BEGIN {up} END",
        f"CREATE TRIGGER hire_tally_removed AFTER DELETE ON hire_application BEGIN {down} END",
        f"CREATE TRIGGER hire_tally_changed AFTER UPDATE OF {WATCHED} ON hire_application BEGIN {down} {up} END",
    )


def on_postgresql() -> tuple[str, ...]:
    """Return the function and the triggers for PostgreSQL."""
    up, down = add("postgresql", "NEW", 1), add("postgresql", "OLD", -1)
    return (
        "CREATE FUNCTION hire_tally_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP <> 'INSERT' THEN {down} END IF;"
        f" IF TG_OP <> 'DELETE' THEN {up} END IF;"
        " RETURN NULL; END $$",
        "CREATE TRIGGER hire_tally_added AFTER INSERT OR DELETE ON hire_application"
        " FOR EACH ROW EXECUTE FUNCTION hire_tally_change()",
        f"CREATE TRIGGER hire_tally_changed AFTER UPDATE OF {WATCHED} ON hire_application"
        " FOR EACH ROW EXECUTE FUNCTION hire_tally_change()",
    )


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Count what is there, and from then on."""
    vendor = editor.connection.vendor
    editor.execute("DELETE FROM hire_tally")
    editor.execute(fill(vendor))
    for statement in on_postgresql() if vendor == "postgresql" else on_sqlite():
        editor.execute(statement, params=None)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Stop counting."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION hire_tally_change() CASCADE")
        return
    for event in ("added", "removed", "changed"):
        editor.execute(f"DROP TRIGGER hire_tally_{event}")


class Migration(migrations.Migration):
    """Tallies."""

    dependencies = (("hire", "0002_search"),)
    operations = (migrations.RunPython(create, drop),)
