"""Reminders of late scorecards: each once, on the record."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from muster.apps.core.ledger import change, writing
from muster.apps.core.links import address
from muster.apps.hire.models import Message, Notice, Seat
from muster.apps.hire.rules import seats_owed
from muster.apps.hire.selectors.interviews import called_by

__all__ = ["reminder_begin"]


def reminder_begin(*, seat: int, now: datetime) -> Notice | None:
    """Mark that somebody is about to be reminded of a late scorecard, and return what they are told; None when there is
    nothing to remind of: given up, called off, moved, not late yet, reminded already, or they have left.
    """
    with writing():
        row = (
            Seat.objects.filter(seats_owed(), pk=seat, reminded_at=None, due_at__lte=now)
            .select_related("interviewer", "interview__application__candidate")
            .select_related("interview__application__requisition")
            .first()
        )
        if row is None or not row.interviewer.is_active:
            return None
        person, interview = row.interviewer, row.interview
        with translation.override(person.language):
            told = {
                "name": called_by(person, [interview.application])[interview.application_id],
                "title": interview.application.requisition.title,
                "link": f"{settings.MUSTER_ADDRESS}{address('hire:interview', interview.pk)}",
            }
            subject = _("Your scorecard is late: %(name)s, %(title)s") % told
            body = _(
                "Your scorecard for the interview with %(name)s, %(title)s, is late. Others wait for it.\n\n%(link)s\n"
            )
        notice = Notice(
            seat=row,
            recipient=person.email,
            subject=" ".join(subject.split())[:200],
            body=(body % told)[:10_000],
            status=Message.Status.SENDING,  # handed over as soon as this is kept, and never twice
        )
        with change(row, "seat.remind", actor=None, detail={"interview": interview.pk}):
            row.reminded_at = now
            row.save()
        with change(notice, "notice.queue", actor=None, detail={"interview": interview.pk}):
            notice.save()
    return notice
