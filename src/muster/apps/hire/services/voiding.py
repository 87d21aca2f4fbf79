"""Decisions about applications that ended while a committee was at work, and that came back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Case, Exists, OuterRef, Value, When

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change_many
from muster.apps.core.models import Entry
from muster.apps.hire.models import Decision, Outcome

__all__ = ["decisions_restore", "decisions_void"]

BATCH = 500
VOIDED = "decision.void"


def decisions_void(
    *, actor: User | None, applications: Sequence[int], outcome: Outcome, batch: uuid.UUID | None = None
) -> None:
    """Make the undecided decisions about applications void, because of how these ended. `batch` is that of the moves
    which ended them; with it they can be restored.

    For services that end applications, inside their transaction.
    """
    pks: list[int] = []
    for start in range(0, len(applications), BATCH):
        part = Decision.objects.filter(
            application__in=applications[start : start + BATCH], state__in=Decision.UNDECIDED
        )
        pks += part.order_by("pk").values_list("pk", flat=True)
    if not pks:
        return
    detail = {"outcome": str(outcome.value), **({} if batch is None else {"batch": str(batch)})}
    with change_many(Decision, pks, VOIDED, actor=actor, detail=detail):
        Decision.objects.filter(pk__in=pks).update(state=Decision.State.VOID, void_reason=str(outcome.value))


def decisions_restore(*, actor: User, applications: Sequence[int], batch: uuid.UUID) -> None:
    """Make the decisions that a batch of moves made void what they were before, with their ballots: sealed, or open to
    be signed. One that a newer decision has followed since stays void.

    For the service that takes a batch back, inside its transaction.
    """
    pks = _voided_by(batch, applications)
    if not pks:
        return
    before = Case(When(opened_at=None, then=Value(Decision.State.VOTING)), default=Value(Decision.State.OPEN))
    with change_many(Decision, pks, "decision.restore", actor=actor, detail={"batch": str(batch)}):
        Decision.objects.filter(pk__in=pks).update(state=before, void_reason="")


def _voided_by(batch: uuid.UUID, applications: Sequence[int]) -> list[int]:
    """Return the decisions that a batch of moves made void, as the ledger tells, and that are the newest of theirs."""
    newer = Decision.objects.filter(application=OuterRef("application"), number__gt=OuterRef("number"))
    found: list[int] = []
    for start in range(0, len(applications), BATCH):
        part = Decision.objects.filter(
            ~Exists(newer), application__in=applications[start : start + BATCH], state=Decision.State.VOID
        )
        keys = list(part.order_by("pk").values_list("pk", flat=True))
        told = Entry.objects.filter(kind=Decision.ledger_kind(), row__in=keys, action=VOIDED)
        rows = told.order_by("sequence").values_list("row", "detail")
        found += [row for row, detail in rows if detail.get("batch") == str(batch)]
    return found
