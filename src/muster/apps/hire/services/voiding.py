"""Decisions about applications that ended while a committee was at work."""

from __future__ import annotations

from collections.abc import Sequence

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change_many
from muster.apps.hire.models import Decision, Outcome

__all__ = ["decisions_void"]

BATCH = 500


def decisions_void(*, actor: User | None, applications: Sequence[int], outcome: Outcome) -> None:
    """Make the undecided decisions about applications void, because of how these ended.

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
    with change_many(Decision, pks, "decision.void", actor=actor, detail={"outcome": str(outcome.value)}):
        Decision.objects.filter(pk__in=pks).update(state=Decision.State.VOID, void_reason=str(outcome.value))
