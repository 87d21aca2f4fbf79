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
from muster.apps.hire.services.retention_finding import retention_is_over, retention_take_back

__all__ = ["erasures_run"]


def erasures_run(*, job: RunningJob, actor: User) -> dict[str, int]:
    """Erase each candidate whose time is over, each in a step; those who cannot be now are left to be decided."""
    erased = left = 0
    waiting = Erasure.objects.filter(state=Erasure.State.OPEN, cause=Erasure.Cause.TIME)
    total, last = waiting.count(), 0
    while may_erase(actor):
        last = waiting.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True).first() or 0
        if not last:
            break
        try:
            with job.step(done=min(erased + left + 1, total), total=total):
                row = waiting.filter(pk=last).select_related("candidate").first()
                done = row is not None and _erase(actor, row)
        except RefusedError:
            done = False
        erased, left = (erased + 1, left) if done else (erased, left + 1)
    return {"erased": erased, "left": left}


def _erase(actor: User, row: Erasure) -> bool:
    """Erase a candidate, unless their time is not over any more: they applied again, or a rule was changed."""
    if not retention_is_over(candidate=row.candidate_id):
        retention_take_back([row.candidate_id])
        return False
    with change(row, "erasure.done", actor=actor, detail={"candidate": row.candidate_id}):
        candidate_erase(actor=actor, candidate=row.candidate)
        row.state, row.decided_by, row.decided_at = Erasure.State.DONE, actor, timezone.now()
        row.save()
    return True
