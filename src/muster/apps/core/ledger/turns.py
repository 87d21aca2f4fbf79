"""Turns: one transaction writes at a time, from its first lock to its end.

The ledger is one chain, so its writers must take turns. They do so at the start of a transaction, not when the entry
is written: whoever holds the turn waits for nobody, so writers cannot block one another for ever. SQLite's immediate
transactions are turns already; on PostgreSQL an advisory lock that ends with the transaction makes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

__all__ = ["take_turn", "writing"]

LOCK = 0x6D7573746572  # "muster"; any number that nobody else uses


@contextmanager
def writing(*, savepoint: bool = True) -> Iterator[None]:
    """Begin a transaction that writes, in place of `transaction.atomic()`; may be nested.

    Without a savepoint, an error within a nested one undoes what stands around it too. That is what bodies want that
    write very much: SQLite keeps all that a savepoint could need, and goes through it with each statement.
    """
    with transaction.atomic(savepoint=savepoint):
        take_turn()
        yield


def take_turn() -> None:
    """Wait until no other transaction writes; the turn lasts until this transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
