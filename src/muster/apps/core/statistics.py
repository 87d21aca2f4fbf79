"""What the database's planner knows of the tables: it chooses an index by how many rows share a value."""

from __future__ import annotations

from django.db import connection

__all__ = ["renew_statistics"]

SAMPLED = 1000  # rows looked at in each index of SQLite, which would otherwise read all of them


def renew_statistics() -> None:
    """Count anew. PostgreSQL does so by itself, but only a while after many rows were written; SQLite never does."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {SAMPLED}")
        cursor.execute("ANALYZE")
