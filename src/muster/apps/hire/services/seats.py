"""Seats: who interviews whom, given and given up."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Interview, Outcome, Reading, Seat
from muster.apps.hire.rules import may_schedule
from muster.apps.hire.selectors.capacity import availability, interviewers_possible, obstacle
from muster.apps.hire.services.interviews import DUE_AFTER, NOT_YOURS, interview_schedule
from muster.apps.hire.services.invitations import invite_seat, remind_later

__all__ = ["ReadBeforeError", "interview_seat", "seat_assign", "seat_release", "seat_replace"]

LONGEST_REASON = 500


class ReadBeforeError(RefusedError):
    """Whoever is to interview has read what others said of the candidate; to ask them all the same takes a reason."""


def interview_seat(*, actor: User, interviewer: User | None, **planned: Any) -> Interview:
    """Plan an interview as `interview_schedule` does and, where an interviewer is given, give them a seat in it: both
    or neither.
    """
    with writing():
        interview = interview_schedule(actor=actor, **planned)
        if interviewer is not None:
            seat_assign(actor=actor, interview=interview, interviewer=interviewer)
    return interview


def seat_assign(
    *,
    actor: User,
    interview: Interview,
    interviewer: User,
    shadow: bool = False,
    seen: int | None = None,
    despite: str = "",
) -> Seat:
    """Give somebody a seat in an interview, and send them the invitation. `shadow` is to learn beside others.

    Raises RefusedError when they cannot, with why. Somebody who has the same seat already keeps it. Whoever has read
    others' scorecards of the candidate gets it only with the reason `despite`, which stays on record; without it
    ReadBeforeError is raised.
    """
    require(may_schedule(actor, interview.application.requisition), NOT_YOURS)
    with writing():
        known = interview.seats.filter(interviewer=interviewer, released_at=None, shadow=shadow).first()
        if known is not None:
            return known
        with change(interview, "interview.seat", actor=actor, seen=seen):
            _check_interview(interview)
            _check_interviewer(interview, interviewer, shadow=shadow)
            read = _has_read(interview, interviewer)
            if read and not despite.strip():
                raise ReadBeforeError(
                    _("%(name)s has read what others said of this candidate, and will not judge them afresh.")
                    % {"name": interviewer.get_full_name()}
                )
            interview.sequence += 1  # a calendar that was told of a release listens to what comes after
            interview.save()
        seat = Seat(
            interview=interview,
            interviewer=interviewer,
            shadow=shadow,
            due_at=interview.ends_at + DUE_AFTER,
            despite=despite.strip()[:LONGEST_REASON] if read else "",
        )
        with change(seat, "seat.assign", actor=actor, detail={"interview": interview.pk}):
            seat.save()
        remind_later(seat)
        invite_seat(seat=seat, interview=interview)
    return seat


def seat_release(*, actor: User, seat: Seat, seen: int | None = None) -> Seat:
    """Take somebody out of an interview, and their calendar. One that is given up already stays so.

    Nobody takes themselves out: it would break the seal of what others say of the candidate.
    """
    interview = seat.interview
    require(may_schedule(actor, interview.application.requisition), NOT_YOURS)
    with writing():
        current = Seat.objects.get(pk=seat.pk)
        if current.released_at is not None:
            return current
        if current.interviewer_id == actor.pk:
            raise RefusedError(_("Ask somebody else to take you out: it decides what you may see."))
        with change(interview, "interview.seat", actor=actor, seen=seen):
            interview.sequence += 1
            interview.save()
        with change(seat, "seat.release", actor=actor, detail={"interview": interview.pk}):
            seat.released_at = timezone.now()
            seat.save()
        invite_seat(seat=seat, interview=interview)
    return seat


def seat_replace(
    *, actor: User, seat: Seat, interviewer: User, seen: int | None = None, despite: str = ""
) -> Seat:
    """Give the seat of somebody who has left to somebody else, both or neither. Who follows somebody that shadowed,
    shadows.
    """
    interview = seat.interview
    require(may_schedule(actor, interview.application.requisition), NOT_YOURS)
    with writing():
        if User.objects.filter(pk=seat.interviewer_id, is_active=True).exists():
            raise ConflictError(_("They are with us again; take them out if somebody else is to interview."))
        seat_release(actor=actor, seat=seat, seen=seen)
        return seat_assign(
            actor=actor, interview=interview, interviewer=interviewer, shadow=seat.shadow, despite=despite
        )


def _has_read(interview: Interview, interviewer: User) -> bool:
    candidate = interview.application.candidate_id
    return Reading.objects.filter(candidate=candidate, person=interviewer.pk).exists()


def _check_interview(interview: Interview) -> None:
    if interview.state == Interview.State.CANCELLED:
        raise ConflictError(_("This interview has been called off; schedule another one."))
    current = Application.objects.get(pk=interview.application_id)
    if current.outcome != Outcome.ACTIVE:
        raise ConflictError(
            _("This application is not active any more (%(outcome)s), so no interview is planned.")
            % {"outcome": current.get_outcome_display()}
        )


def _check_interviewer(interview: Interview, interviewer: User, *, shadow: bool) -> None:
    told = {"name": interviewer.get_full_name()}
    if interview.seats.filter(interviewer=interviewer, released_at=None).exists():
        raise RefusedError(_("%(name)s sits in this interview already; take them out first.") % told)
    there = availability(
        [interviewer],
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        zone=interview.time_zone,
        without=interview.pk,
    )
    sentence = obstacle(there[interviewer.pk], shadow=shadow)
    if sentence:
        raise RefusedError(sentence)
    requisition = interview.application.requisition
    if not interviewers_possible(requisition=requisition).filter(pk=interviewer.pk).exists():
        raise RefusedError(
            _("%(name)s is no interviewer; make them one of this opening's interviewers first.") % told
        )
