"""Reading somebody's interviews for their calendar."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.links import address
from muster.apps.hire.calendars import Entry
from muster.apps.hire.links import token_digest
from muster.apps.hire.models import CalendarLink, Interview, Seat
from muster.apps.hire.selectors.interviews import called_by

__all__ = ["calendar_entries", "calendar_owner", "has_calendar_link"]

BACK = timedelta(days=60)
MOST = 500


def has_calendar_link(*, person: User) -> bool:
    """Return whether the person has a private address."""
    return CalendarLink.objects.filter(person=person).exists()


def calendar_owner(*, token: str) -> User | None:
    """Return whose interviews a private address is of; None once it is revoked, or they have left."""
    rows = CalendarLink.objects.filter(token_digest=token_digest(token), person__is_active=True)
    link = rows.select_related("person").first()
    return None if link is None else link.person


def calendar_entries(*, person: User) -> list[Entry]:
    """Return the interviews in which the person sits, of the last two months and to come, in their own language.

    A candidate is called by their name, or by the application's code where the person must not know whose it is.
    """
    found = Seat.objects.filter(
        interviewer=person,
        released_at=None,
        interview__state=Interview.State.SCHEDULED,
        interview__starts_at__gte=timezone.now() - BACK,
    ).select_related("interview__application__candidate", "interview__application__requisition")
    seats = list(found.order_by("interview__starts_at", "pk")[:MOST])
    names = called_by(person, [one.interview.application for one in seats])
    with translation.override(person.language):
        return [_entry(one, names[one.interview.application_id]) for one in seats]


def _entry(seat: Seat, name: str) -> Entry:
    interview = seat.interview
    told = {"name": name, "title": interview.application.requisition.title}
    text = (
        _("Shadow an interview with %(name)s, %(title)s")
        if seat.shadow
        else _("Interview with %(name)s, %(title)s")
    )
    return Entry(
        uid=interview.uid,
        sequence=interview.sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        subject=text % told,
        text=f"{settings.MUSTER_ADDRESS}{address('hire:interview', interview.pk)}",
        place=interview.place,
    )
