"""Interviews: scheduled, moved and called off, with invitations."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.accounts.models import User
from muster.apps.core.errors import ConflictError, RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.hire.clock import moment_in
from muster.apps.hire.models import Application, Interview, Kit, Outcome, Seat, Stage
from muster.apps.hire.rules import may_schedule, seats_owed
from muster.apps.hire.selectors.capacity import availability, obstacle
from muster.apps.hire.services.invitations import invite_candidate, invite_seat, remind_later

__all__ = ["DUE_AFTER", "LONGEST", "NOT_YOURS", "interview_cancel", "interview_move", "interview_schedule"]

DUE_AFTER = timedelta(days=1)  # what was heard fades
LONGEST = timedelta(hours=12)
NOT_YOURS = gettext_lazy("Only those who work on this opening plan its interviews.")


def interview_schedule(
    *,
    actor: User,
    application: Application,
    kit: Kit,
    starts: datetime,
    ends: datetime,
    time_zone: str,
    place: str = "",
    invite: bool = False,
) -> Interview:
    """Plan an interview of a candidate who is in a stage of interviews.

    `starts` and `ends` are what the clocks of `time_zone` show. With `invite` the candidate is sent an invitation.
    Raises RefusedError for a time that cannot be, ConflictError when the candidate has moved on.
    """
    require(may_schedule(actor, application.requisition), NOT_YOURS)
    starts_at, ends_at = _span(starts, ends, time_zone)
    if kit.requisition_id != application.requisition_id:
        raise RefusedError(_("Choose a kit of this opening."))
    with writing():
        current = _active(application)
        if current.stage.kind != Stage.Kind.INTERVIEW:
            raise ConflictError(_("This candidate is in no stage of interviews; move them there first."))
        interview = Interview(
            application=current,
            stage=current.stage,
            kit=kit,
            starts_at=starts_at,
            ends_at=ends_at,
            time_zone=time_zone,
            place=_place(place),
            invited=invite,
        )
        _check_candidate(interview)
        with change(interview, "interview.schedule", actor=actor, detail={"application": current.pk}):
            interview.save()
        if invite:
            invite_candidate(actor=actor, interview=interview)
    return interview


def interview_move(
    *,
    actor: User,
    interview: Interview,
    starts: datetime,
    ends: datetime,
    time_zone: str,
    place: str,
    invite: bool,
    seen: int | None,
) -> Interview:
    """Change when and where an interview is. All who sit in it are told, with `invite` the candidate too.

    Raises RefusedError when one of them cannot then, ConflictError when somebody else was quicker.
    """
    require(may_schedule(actor, interview.application.requisition), NOT_YOURS)
    starts_at, ends_at = _span(starts, ends, time_zone)
    with writing():
        with change(interview, "interview.move", actor=actor, seen=seen):
            _refuse_cancelled(interview)
            interview.application = _active(interview.application)
            interview.starts_at, interview.ends_at = starts_at, ends_at
            interview.time_zone, interview.place = time_zone, _place(place)
            interview.sequence += 1
            interview.invited = interview.invited or invite
            _check_candidate(interview)
            seats = _seats(interview)
            _check_seats(interview, seats)
            interview.save()
        for seat in seats:
            with change(seat, "seat.move", actor=actor, detail={"interview": interview.pk}):
                seat.due_at = ends_at + DUE_AFTER
                seat.save()
            remind_later(seat)
            invite_seat(seat=seat, interview=interview)
        if invite:
            invite_candidate(actor=actor, interview=interview)
    return interview


def interview_cancel(
    *, actor: User, interview: Interview, reason: str, tell: bool, seen: int | None
) -> Interview:
    """Call an interview off, with a reason. All who sit in it are told, with `tell` the candidate too, who does not
    read the reason. What is called off already stays so.
    """
    require(may_schedule(actor, interview.application.requisition), NOT_YOURS)
    if not reason.strip():
        raise RefusedError(_("Say in a few words why it is called off."))
    with writing():
        current = Interview.objects.get(pk=interview.pk)
        if current.state == Interview.State.CANCELLED and current.reason == reason.strip()[:500]:
            return current  # sent twice, as a double click does
        if Seat.objects.filter(seats_owed(), interview=current, interviewer=actor.pk).exists():
            raise RefusedError(
                _("Ask somebody else to call it off: you sit in it, and it decides what you may see.")
            )
        with change(interview, "interview.cancel", actor=actor, seen=seen):
            _refuse_cancelled(interview)
            interview.state, interview.reason = Interview.State.CANCELLED, reason.strip()[:500]
            interview.sequence += 1
            interview.save()
        for seat in _seats(interview):
            invite_seat(seat=seat, interview=interview)
        if tell and interview.invited:
            invite_candidate(actor=actor, interview=interview)
    return interview


def _span(starts: datetime, ends: datetime, time_zone: str) -> tuple[datetime, datetime]:
    starts_at, ends_at = moment_in(starts, time_zone), moment_in(ends, time_zone)
    if ends_at <= starts_at:
        raise RefusedError(_("The interview ends before it begins; correct one of the times."))
    if ends_at - starts_at > LONGEST:
        raise RefusedError(_("An interview of more than 12 hours is too long; plan several."))
    return starts_at, ends_at


def _place(place: str) -> str:
    return " ".join(place.split())[:300]


def _active(application: Application) -> Application:
    """Return an application as it is now; refuse one that is not active."""
    current = Application.objects.select_related("stage", "requisition", "candidate").get(pk=application.pk)
    if current.outcome != Outcome.ACTIVE:
        raise ConflictError(
            _("This application is not active any more (%(outcome)s), so no interview is planned.")
            % {"outcome": current.get_outcome_display()}
        )
    return current


def _refuse_cancelled(interview: Interview) -> None:
    if interview.state == Interview.State.CANCELLED:
        raise ConflictError(_("This interview has been called off; schedule another one."))


def _check_candidate(interview: Interview) -> None:
    """Refuse two interviews of one candidate at the same time; a form may also arrive twice."""
    same = Interview.objects.filter(
        application__candidate=interview.application.candidate_id,
        state=Interview.State.SCHEDULED,
        starts_at__lt=interview.ends_at,
        ends_at__gt=interview.starts_at,
    )
    if same.exclude(pk=interview.pk).exists():
        raise RefusedError(_("The candidate has another interview at that time; choose another time."))


def _seats(interview: Interview) -> list[Seat]:
    return list(interview.seats.filter(released_at=None).select_related("interviewer").order_by("pk"))


def _check_seats(interview: Interview, seats: list[Seat]) -> None:
    """Refuse a time at which somebody who sits in it cannot."""
    now = timezone.now()
    if interview.ends_at <= now:
        return  # a time is put right afterwards
    there = availability(
        [one.interviewer for one in seats],
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        zone=interview.time_zone,
        without=interview.pk,
    )
    for seat in seats:
        sentence = obstacle(there[seat.interviewer_id], shadow=True)  # whoever sits here may
        if sentence:
            raise RefusedError(sentence)
