"""Keys of rows before they are there, for rows that hold their own key or that others point to."""

from __future__ import annotations

from django.db import connection, models

__all__ = ["reserve_keys"]


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """Return keys that no other row of a model has or will have, inside of `writing()`."""
    table, column = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                # OFFSET 0 has the sequence looked up once, not for each key.
                "SELECT nextval(name) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name OFFSET 0) AS s, "
                "generate_series(1, %s)",
                [table, column, count],
            )
            return [int(row[0]) for row in cursor.fetchall()]
        # SQLite remembers the highest key that a table ever had, also one that was given.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = int(found[0]) if found else 0
    return list(range(last + 1, last + 1 + count))
