"""How services change rows: the transaction, the lock on the row, and the ledger's entry, in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F
from django.utils.translation import gettext as _

from muster.apps.core.errors import ChangedError, ConflictError
from muster.apps.core.inserting import insert_rows
from muster.apps.core.ledger.chain import Change, append, record
from muster.apps.core.ledger.digest import read_states
from muster.apps.core.ledger.turns import writing
from muster.apps.core.models import Record
from muster.apps.core.roles import Person

__all__ = ["change", "change_many", "create_many"]

Row = TypeVar("Row", bound=Record)
BATCH = 500


@contextmanager
def change(
    row: Record,
    action: str,
    *,
    actor: Person | None,
    detail: dict[str, Any] | None = None,
    seen: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Make one change of `row` in a transaction, and tell the ledger of it.

    The row is locked and, unless new, refreshed; the body changes and saves it (or deletes it). What is yielded is
    the entry's detail, which the body may add to: ids and codes, never personal data. `seen` is the version that the
    person had before them.

    Raises ChangedError when the row was changed since `seen`, ConflictError when it is gone.
    """
    model, told, known = row.__class__, dict(detail or {}), row.pk  # not type(): request.user is a proxy
    with writing():
        before = "" if row._state.adding else _lock(row, seen)
        yield told
        if before and row.pk is not None:
            model._base_manager.filter(pk=row.pk).update(version=F("version") + 1)
            row.version += 1
        pk = known if row.pk is None else row.pk  # a deleted instance has lost its key
        after = read_states(model, [pk]).get(pk, "")
        entry = Change(action, model.ledger_kind(), pk, model.current_shape(), before, after, told)
        append([entry], actor=actor)


def _lock(row: Record, seen: int | None) -> str:
    """Lock the row, refresh it from the database and return its digest."""
    state = read_states(row.__class__, [row.pk], lock=True).get(row.pk)
    if state is None:
        raise ConflictError(_("Somebody removed this in the meantime; go back and load the page again."))
    row.refresh_from_db()
    if seen is not None and row.version != seen:
        raise ChangedError(
            _("Somebody else changed this in the meantime; look at what it is now and try again.")
        )
    return state


def create_many(
    model: type[Row],
    rows: Sequence[Row],
    action: str,
    *,
    actor: Person | None,
    details: Sequence[Mapping[str, Any]] | None = None,
    at: datetime | None = None,
) -> list[Row]:
    """Insert many rows and tell the ledger of each, in one transaction. It is quicker where all have their key."""
    with writing():
        created = _insert(model, rows)
        after = read_states(model, [one.pk for one in created])
        told = details or [{}] * len(created)
        record(
            (
                Change(action, model.ledger_kind(), one.pk, model.current_shape(), "", after[one.pk], detail)
                for one, detail in zip(created, told, strict=True)
            ),
            actor=actor,
            at=at,
        )
    return created


def _insert(model: type[Row], rows: Sequence[Row]) -> list[Row]:
    if any(one.pk is None for one in rows):
        return model._base_manager.bulk_create(rows, batch_size=BATCH)
    insert_rows(rows)
    return list(rows)


@contextmanager
def change_many(
    model: type[Row],
    pks: Sequence[int],
    action: str,
    *,
    actor: Person | None,
    detail: dict[str, Any] | None = None,
) -> Iterator[list[Row]]:
    """Make one change of many rows in a transaction, with an entry for each row.

    The rows are locked in the order of their keys, so that two bulk changes cannot block each other, and yielded in
    that order; rows that are gone are left out. The body changes them in the database; rows that it leaves as they
    are get no entry.
    """
    with writing():
        before = read_states(model, sorted(pks), lock=True)
        rows = list(model._base_manager.filter(pk__in=list(before)).order_by("pk"))
        yield rows
        after = read_states(model, list(before))
        changed = [one.pk for one in rows if before[one.pk] != after.get(one.pk, "")]
        for start in range(0, len(changed), BATCH):
            part = changed[start : start + BATCH]
            model._base_manager.filter(pk__in=part).update(version=F("version") + 1)
        kind, shape = model.ledger_kind(), model.current_shape()
        record(
            (Change(action, kind, pk, shape, before[pk], after.get(pk, ""), detail or {}) for pk in changed),
            actor=actor,
        )
