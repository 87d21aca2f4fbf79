"""Check of the walls around protected tables: whether they stand, and whether PostgreSQL heeds them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from muster.apps.core.doctor.diagnosis import Diagnosis, Level
from muster.apps.core.walls import SETTING, is_guarded, walled_models

__all__ = ["check_walls"]

PRIVILEGED = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
FORCED = "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = to_regclass(%s)"
POLICIES = """
SELECT coalesce(pg_get_expr(polqual, polrelid), ''), coalesce(pg_get_expr(polwithcheck, polrelid), '')
FROM pg_policy WHERE polrelid = to_regclass(%s) AND polpermissive
"""


def check_walls() -> Iterator[Diagnosis]:
    """Find protected tables that code could read which may not, and a role to which PostgreSQL shows everything."""
    for model in walled_models():
        table = model._meta.db_table
        if not is_guarded(connection):
            yield _down(table, "the guard of this connection is gone", "Start Muster anew.")
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute(FORCED, [table])
            forced = cursor.fetchone()
            cursor.execute(POLICIES, [table])
            policies = cursor.fetchall()
        if forced != (True,):
            remedy = f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
            yield _down(
                table, "row level security is not forced on it", f"Run this in the database: {remedy};"
            )
        if not policies or not all(_asks(model.wall, *rules) for rules in policies):
            yield _down(
                table,
                "its policies let rows be read without asking whether the wall is open",
                "Drop the policies that Muster did not make; if that named wall is gone, restore a backup.",
            )
    if connection.vendor == "postgresql" and walled_models():
        yield from _check_role()


def _asks(wall: str, using: str, checking: str) -> bool:
    """Return whether a policy asks if the wall is open: in what it shows and, where that differs, what it takes."""
    return all(SETTING in rule and wall in rule for rule in (using, checking) if rule) and bool(using)


def _check_role() -> Iterator[Diagnosis]:
    with connection.cursor() as cursor:
        cursor.execute(PRIVILEGED)
        [privileged] = cursor.fetchone()
    if privileged:
        yield Diagnosis(
            "wall-role",
            Level.WARNING,
            "The role of DATABASE_URL is a superuser of PostgreSQL or has BYPASSRLS, so the database itself would show "
            "it protected attributes.",
            "Use an ordinary role that owns the database: see docs/reference/wall.md.",
        )


def _down(table: str, why: str, remedy: str) -> Diagnosis:
    return Diagnosis("wall", Level.ERROR, f"The wall around {table} does not stand: {why}.", remedy)
