"""What erasing somebody outside takes off target lists: words about them go, their rank and outcome stay."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change
from muster.apps.market.models import Outsider, Target, TargetEvent

__all__ = ["targets_wipe"]

GONE = "\N{FULL BLOCK}"  # where a correction had a reason


def targets_wipe(*, actor: User | None, outsider: Outsider) -> None:
    """Take the words about somebody off every list, and who they are here, in the transaction of whoever
    erases them.
    """
    for target in Target.objects.filter(outsider=outsider).order_by("pk"):
        with change(target, "target.erase", actor=actor):
            target.reason, target.employee = "", None
            target.save()
    for event in TargetEvent.objects.filter(target__outsider=outsider).order_by("pk"):
        if event.note or event.correction:
            with change(event, "target_event.erase", actor=actor):
                event.note, event.correction = "", GONE if event.correction else ""
                event.save()
