"""Calling off together the interviews of candidates whose applications have ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Interview, Requisition, Seat
from muster.apps.hire.rules import may_schedule, seats_owed
from muster.apps.hire.selectors.diary import DiaryFilter, diary_list
from muster.apps.hire.services.interviews import NOT_YOURS, interview_cancel

__all__ = ["MOST_AT_ONCE", "CalledOff", "interviews_call_off"]

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class CalledOff:
    """The interviews that were called off, and how many stay because the person sits in them."""

    interviews: tuple[Interview, ...]
    own: int


def interviews_call_off(
    *, actor: User, requisition: Requisition, interviews: Collection[int], reason: str, tell: bool
) -> CalledOff:
    """Call off interviews to come of applications of a requisition that are not active any more, all in one
    transaction. All who sit in them are told, with `tell` the candidates who were invited too.

    `interviews` are keys; those that somebody called off in the meantime, or whose application goes on again, stay as
    they are. So do those in which the person sits: it decides what they may see.
    """
    require(may_schedule(actor, requisition), NOT_YOURS)
    if not reason.strip():
        raise RefusedError(_("Say in a few words why they are called off."))
    if len(interviews) > MOST_AT_ONCE:
        raise RefusedError(_("Call off at most %(most)d interviews at once.") % {"most": MOST_AT_ONCE})
    done, own = [], 0
    with writing():
        stale = diary_list(person=actor, wanted=DiaryFilter(requisition=requisition.pk, stale=True))
        found = stale.filter(pk__in=interviews).select_related(
            "application__candidate", "application__requisition"
        )
        for one in found:
            if Seat.objects.filter(seats_owed(), interview=one, interviewer=actor.pk).exists():
                own += 1
                continue
            done.append(interview_cancel(actor=actor, interview=one, reason=reason, tell=tell, seen=None))
    return CalledOff(tuple(done), own)
