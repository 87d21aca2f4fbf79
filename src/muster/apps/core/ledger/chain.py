"""The chain: entries are numbered from 1 without a gap, and each holds the digest of the one before.

Writers take turns (see `turns`), so that the end of the chain is the same when an entry is made and when it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from muster.apps.core.inserting import insert_values
from muster.apps.core.ledger.detail import checked_detail
from muster.apps.core.ledger.digest import digest_of
from muster.apps.core.ledger.turns import take_turn
from muster.apps.core.models import Entry
from muster.apps.core.roles import Person

__all__ = ["GENESIS", "Change", "append", "entry_digest"]

GENESIS = "0" * 64


@dataclass(frozen=True)
class Change:
    """What is to be told of one row. An empty digest says that the row was, or is, not there."""

    action: str
    kind: str
    row: int
    shape: int
    before: str = ""
    after: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


def append(changes: Iterable[Change], *, actor: Person | None, at: datetime | None = None) -> list[Entry]:
    """Add an entry for each change, in order, inside the transaction that makes the changes.

    `at` is the present unless told, which only importers of what happened before may do. Raises RuntimeError outside of
    a transaction, and TypeError or ValueError for a detail that a database would not give back as it is.
    """
    entries = [Entry(**values) for values in record(changes, actor=actor, at=at)]
    for entry in entries:
        entry._state.adding, entry._state.db = False, connection.alias
    return entries


def record(
    changes: Iterable[Change], *, actor: Person | None, at: datetime | None = None
) -> list[dict[str, Any]]:
    """Do what `append` does, and return the columns of the entries alone: an object for each takes its time."""
    if not connection.in_atomic_block:
        raise RuntimeError("a ledger entry is written in the transaction of the change that it tells of")
    take_turn()
    last = Entry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    sequence, previous = last or (0, GENESIS)
    moment = at or timezone.now()
    if timezone.is_naive(moment):
        raise ValueError("the time of a ledger entry says its zone")
    entries = []
    for one in changes:
        sequence += 1
        entry = _entry(one, sequence=sequence, previous=previous, actor=actor, at=moment)
        previous = entry["digest"]
        entries.append(entry)
    _insert(entries)
    return entries


def _insert(entries: Sequence[Mapping[str, Any]]) -> None:
    """Insert the entries of one moment.

    `bulk_create` asks every field of every entry how it is written, at more cost than all else that an entry takes.
    """
    if not entries:
        return
    names = [field.attname for field in Entry._meta.concrete_fields]
    columns = [str(field.column) for field in Entry._meta.concrete_fields]
    at = Entry._meta.get_field("at").get_db_prep_save(entries[0]["at"], connection)
    lines = []
    for entry in entries:
        told = json.dumps(entry["detail"]) if entry["detail"] else "{}"
        written = {**entry, "at": at, "detail": told}
        lines.append([written[name] for name in names])
    insert_values(Entry._meta.db_table, columns, lines)


def _entry(
    one: Change, *, sequence: int, previous: str, actor: Person | None, at: datetime
) -> dict[str, Any]:
    values = {
        "sequence": sequence,
        "at": at,
        "actor_id": None if actor is None else actor.pk,
        "action": one.action,
        "kind": one.kind,
        "row": one.row,
        "shape": one.shape,
        "before": one.before,
        "after": one.after,
        "detail": checked_detail(one.detail),
        "previous": previous,
    }
    return {**values, "digest": digest_of(*values.values())}


def entry_digest(entry: Entry) -> str:
    """Return the digest that an entry of this content must have."""
    return digest_of(
        entry.sequence,
        entry.at,
        entry.actor_id,
        entry.action,
        entry.kind,
        entry.row,
        entry.shape,
        entry.before,
        entry.after,
        entry.detail,
        entry.previous,
    )
