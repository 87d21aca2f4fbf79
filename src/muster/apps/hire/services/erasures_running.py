"""Erasing all whose time is over, one after the other, by a worker."""

from __future__ import annotations

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import RunningJob
from muster.apps.core.ledger import change
from muster.apps.hire.models import Erasure
from muster.apps.hire.rules import may_erase
from muster.apps.hire.services.erasing import candidate_erase

__all__ = ["erasures_run"]


def erasures_run(*, job: RunningJob, actor: User) -> dict[str, int]:
    """Erase each candidate whose time is over, each in a step; those who cannot be now are left to be decided."""
    erased = left = 0
    waiting = Erasure.objects.filter(state=Erasure.State.OPEN, cause=Erasure.Cause.TIME)
    total, last = waiting.count(), 0
    while may_erase(actor):
        row = waiting.filter(pk__gt=last).select_related("candidate").order_by("pk").first()
        if row is None:
            break
        last = row.pk
        try:
            with job.step(done=min(erased + left + 1, total), total=total):
                _erase(actor, row)
            erased += 1
        except RefusedError:
            left += 1
    return {"erased": erased, "left": left}


def _erase(actor: User, row: Erasure) -> None:
    with change(row, "erasure.done", actor=actor, detail={"candidate": row.candidate_id}):
        candidate_erase(actor=actor, candidate=row.candidate)
        row.state, row.decided_by, row.decided_at = Erasure.State.DONE, actor, timezone.now()
        row.save()
