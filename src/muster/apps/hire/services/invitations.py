"""Invitations to interviews, and that one is called off, for interviewers and candidates, in each reader's language."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.links import address
from muster.apps.hire.calendars import CANCEL, REQUEST, Meeting, calendar_text
from muster.apps.hire.clock import spell_out
from muster.apps.hire.jobs import remind_scorecard, send_messages, send_notices
from muster.apps.hire.models import Interview, Message, Notice, Seat
from muster.apps.hire.selectors.interviews import called_by
from muster.apps.hire.texts import STATUS_LINK

__all__ = ["invite_candidate", "invite_seat", "remind_later"]


def invite_candidate(*, actor: User, interview: Interview) -> Message | None:
    """Queue what the candidate is told of an interview as it is now; a person asked for it. Nothing is said of one
    that is over.
    """
    if interview.ends_at <= timezone.now():
        return None
    candidate = interview.application.candidate
    cancelled = interview.state == Interview.State.CANCELLED
    with translation.override(candidate.language):
        told = _told(interview, candidate.name)
        if cancelled:
            subject = _("Called off: interview for %(title)s at %(company)s") % told
            body = _(
                "Hello %(name)s,\n\nthe interview for %(title)s on %(when)s does not take place. We write to you about "
                "what comes next.\n\nYour own page: %(link)s\n"
            )
        else:
            subject = _("Interview for %(title)s at %(company)s") % told
            body = _(
                "Hello %(name)s,\n\nwe invite you to an interview for %(title)s.\n\nWhen: %(when)s\nWhere: %(place)s\n"
                "\nThe invitation for your calendar is attached. If the time does not suit you, answer this message."
                "\n\nYour own page: %(link)s\n"
            )
        to = (candidate.name, candidate.email)
        calendar = _calendar(interview, subject, told["when"], to=to, off=cancelled)
        message = Message(
            application=interview.application,
            recipient=candidate.email,
            subject=" ".join(subject.split())[:200],
            body=(body % told)[:10_000],
            calendar=calendar,
            sent_by=actor,
        )
    with writing():
        with change(message, "message.queue", actor=actor, detail={"interview": interview.pk}):
            message.full_clean(exclude=["application", "sent_at"])
            message.save()
        enqueue(send_messages, title=_("Sending messages"), actor=actor, messages=[message.pk])
    return message


def invite_seat(*, seat: Seat, interview: Interview) -> Notice | None:
    """Queue what an interviewer is told of their seat as it is now. Nothing is said of an interview that is over, and
    nobody who has left is written to.
    """
    person = seat.interviewer
    if interview.ends_at <= timezone.now() or not person.is_active:
        return None
    gone = interview.state == Interview.State.CANCELLED or seat.released_at is not None
    with translation.override(person.language):
        name = called_by(person, [interview.application])[interview.application_id]
        told = {**_told(interview, name), "link": f"{settings.MUSTER_ADDRESS}{_page(interview)}"}
        if gone:
            subject = _("Called off: interview with %(name)s, %(title)s") % told
            body = _("You do not interview %(name)s for %(title)s on %(when)s.\n")
        elif seat.shadow:
            subject = _("Shadow an interview with %(name)s, %(title)s") % told
            body = _(
                "You sit beside the interview with %(name)s for %(title)s, to learn.\n\nWhen: %(when)s\n"
                "Where: %(place)s\n\nWhat it is about: %(link)s\n"
            )
        else:
            subject = _("Interview with %(name)s, %(title)s") % told
            body = _(
                "You interview %(name)s for %(title)s.\n\nWhen: %(when)s\nWhere: %(place)s\n\nWhat it is about: "
                "%(link)s\n"
            )
        text = body % told
        notice = Notice(
            seat=seat,
            recipient=person.email,
            subject=" ".join(subject.split())[:200],
            body=text[:10_000],
            calendar=_calendar(interview, subject, text, to=(person.get_full_name(), person.email), off=gone),
        )
    with writing():
        with change(notice, "notice.queue", actor=None, detail={"interview": interview.pk}):
            notice.full_clean(exclude=["seat", "sent_at"])
            notice.save()
        enqueue(send_notices, title=_("Sending messages"), actor=None, notices=[notice.pk])
    return notice


def remind_later(seat: Seat) -> None:
    """Let a worker look at the time when a scorecard is late whether it is, and remind whoever owes it."""
    later = remind_scorecard.using(run_after=seat.due_at)
    enqueue(later, title=_("Remind of a scorecard"), actor=None, seat=seat.pk)


def _page(interview: Interview) -> str:
    return address("hire:interview", interview.pk)


def _told(interview: Interview, name: str) -> dict[str, str]:
    return {
        "name": name,
        "title": interview.application.requisition.title,
        "company": settings.MUSTER_COMPANY,
        "when": spell_out(interview.starts_at, interview.ends_at, interview.time_zone),
        "place": interview.place or _("we tell you"),
        "link": STATUS_LINK,
    }


def _calendar(interview: Interview, subject: str, text: str, *, to: tuple[str, str], off: bool) -> str:
    """Return what a calendar is told: that it takes place, or that it does not. `to` is a name and an address."""
    name, email = to
    method = CANCEL if off else REQUEST
    return calendar_text(_meeting(interview, subject, text), method=method, name=name, email=email)


def _meeting(interview: Interview, subject: str, text: str) -> Meeting:
    return Meeting(
        uid=interview.uid,
        sequence=interview.sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        zone=interview.time_zone,
        told_at=timezone.now(),
        subject=" ".join(subject.split()),
        text=text,
        place=interview.place,
        sender=settings.DEFAULT_FROM_EMAIL,
        company=settings.MUSTER_COMPANY,
        site=settings.MUSTER_ADDRESS,
    )
