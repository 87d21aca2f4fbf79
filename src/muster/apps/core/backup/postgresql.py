"""PostgreSQL in a backup: every table by COPY, all in one transaction that sees one moment.

This needs no program of PostgreSQL's on the machine, and goes from any version of the server to any other. The tables
themselves are made by Muster's own migrations, up to those that the backup names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
from django.apps import apps
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from muster.apps.core.backup.archive import DamagedError, Part, PartWriter
from muster.apps.core.backup.versions import leaves
from muster.apps.core.ledger import writing
from muster.apps.core.walls import SETTING, all_walls
from muster.engine.errors import InputError

__all__ = ["SEQUENCES", "TABLES", "PostgresqlSnapshot", "PostgresqlTarget"]

TABLES = "tables/"
SEQUENCES = "sequences.json"
LARGEST = 8 << 20  # bytes of a table in one part, which are in memory at once
MIGRATIONS = "django_migrations"

COLUMNS = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY c.relname, a.attnum
"""
FORCED = """
SELECT c.relname FROM pg_class c
WHERE c.relforcerowsecurity AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname
"""
FUNCTIONS = """
SELECT p.proname FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace AND p.prorettype = 'trigger'::regtype
"""


class PostgresqlSnapshot:
    """The database as it was when this was made."""

    kind = "postgresql"

    def __init__(self) -> None:
        self._server: psycopg.Connection[Any] = psycopg.connect(**_parameters())
        self._server.execute("SET idle_in_transaction_session_timeout = 0")
        self._server.execute("SELECT set_config(%s, %s, false)", [SETTING, all_walls()])
        self._server.commit()
        self._server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self._server.read_only = True
        self._tables: dict[str, list[str]] = {}
        known = {*connection.introspection.django_table_names(), MIGRATIONS}
        for table, column in self._server.execute(COLUMNS).fetchall():
            if table in known:
                self._tables.setdefault(table, []).append(column)

    def close(self) -> None:
        """Let it go."""
        self._server.close()

    def describe(self) -> dict[str, object]:
        """Return the columns of each table, which a restore has to know beforehand."""
        return {"tables": self._tables}

    def write(self, writer: PartWriter) -> None:
        """Write every table, in parts that fit into memory, and where each sequence stands."""
        for table, columns in self._tables.items():
            for number, content in enumerate(self._contents(table, columns), 1):
                writer.add_bytes(f"{TABLES}{table}/{number:06d}", content)
        # Sequences stand outside of transactions: read last, they are beyond every key of the moment.
        writer.add_bytes(SEQUENCES, json.dumps(self._sequences()).encode())

    def _contents(self, table: str, columns: list[str]) -> Iterator[bytes]:
        gathered = bytearray()
        command = sql.SQL("COPY {} ({}) TO STDOUT").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with self._server.cursor() as cursor, cursor.copy(command) as copy:
            for row in copy:
                gathered += row
                if len(gathered) >= LARGEST:
                    yield bytes(gathered)
                    gathered.clear()
        if gathered:
            yield bytes(gathered)

    def _sequences(self) -> dict[str, int]:
        rows = self._server.execute(
            "SELECT sequencename, last_value FROM pg_sequences "
            "WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        ).fetchall()
        return {name: int(value) for name, value in rows}

    def digests(self) -> Iterator[str]:
        """Yield the digest of every uploaded file."""
        with self._server.cursor("digests") as cursor:
            cursor.execute("SELECT DISTINCT digest FROM core_storedfile ORDER BY digest")
            for (digest,) in cursor:
                yield digest


def _parameters() -> dict[str, Any]:
    """Return how the site connects, without what is Django's own."""
    given = connection.get_connection_params()
    return {key: value for key, value in given.items() if key not in ("cursor_factory", "context")}


class PostgresqlTarget:
    """Where a database is restored: everything in one transaction, so that all of it is there or none."""

    def __init__(self, backup: str, header: dict[str, Any]) -> None:
        self._backup = backup
        self._tables: dict[str, list[str]] = header["tables"]
        self._migrations = {(app, name) for app, name in header["migrations"]}
        self._stack, self._seen = ExitStack(), False
        self._forced: list[str] = []

    def __enter__(self) -> PostgresqlTarget:
        """Remove what is there, and make the tables of the backup."""
        try:
            self._stack.enter_context(writing())
            self._drop()
            executor = MigrationExecutor(connection)
            executor.migrate(leaves(self._migrations))
            self._empty()
        except OperationalError as error:
            self._stack.__exit__(type(error), error, None)
            raise InputError(
                f"The database is in use ({' '.join(str(error).split())}); stop the server and the worker, "
                "then try again."
            ) from error
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """Take everything back, unless it was committed."""
        self._stack.__exit__(kind or InterruptedError, error or InterruptedError(), trace)

    def _drop(self) -> None:
        there = set(connection.introspection.table_names())
        mine = sorted(there & {*connection.introspection.django_table_names(), MIGRATIONS, *self._tables})
        labels = tuple(f"{config.label}_" for config in apps.get_app_configs())
        with connection.cursor() as cursor:
            for table in mine:
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
            cursor.execute(FUNCTIONS)
            for (name,) in cursor.fetchall():
                if name.startswith(labels):
                    cursor.execute(f"DROP FUNCTION {connection.ops.quote_name(name)} CASCADE")

    def _empty(self) -> None:
        """Remove what migrations wrote, and still the triggers: what they keep is in the backup itself.

        Row level security is not forced for as long: nobody may COPY into a table that it is forced on.
        """
        names = [connection.ops.quote_name(table) for table in self._tables]
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # migrations made some of them immediate
            for name in names:
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            cursor.execute(FORCED)
            self._forced = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
            for name in self._forced:
                cursor.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")

    def takes(self, part: Part) -> bool:
        """Whether a part is of the database."""
        return part.name == SEQUENCES or part.name.startswith(TABLES)

    def take(self, part: Part) -> None:
        """Write a part of a table, or where the sequences stand."""
        if part.name == SEQUENCES:
            self._set_sequences(json.loads(part.read_all()))
            self._seen = True
            return
        table = part.name.removeprefix(TABLES).rpartition("/")[0]
        if table not in self._tables:
            raise DamagedError(f"{self._backup} holds {part.name!r}, which no backup of Muster does.")
        command = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, self._tables[table]))
        )
        try:
            with connection.cursor() as cursor, cursor.cursor.copy(command) as copy:
                for chunk in part.chunks():
                    copy.write(chunk)
        except psycopg.DataError as error:
            raise DamagedError(
                f"{self._backup} is damaged: {part.name} cannot be read; use another."
            ) from error

    def _set_sequences(self, values: dict[str, int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()")
            there = {name for (name,) in cursor.fetchall()}
            for name in sorted(there & set(values)):
                cursor.execute("SELECT setval(%s, %s)", [connection.ops.quote_name(name), values[name]])

    def commit(self) -> None:
        """Let the triggers work and force the walls again, and keep all of it."""
        if not self._seen:
            raise DamagedError(f"{self._backup} holds no whole database; use another backup.")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the tables may not be altered yet
            for table in self._tables:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} ENABLE TRIGGER USER")
            for name in self._forced:
                cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        self._stack.close()
