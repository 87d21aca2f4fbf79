"""Invitations as calendars read them: iCalendar (RFC 5545), sent by the rules of iTIP (RFC 5546).

Each goes to one person, and names nobody else. The zone's clock is described from its changes around the interview,
since the library's own description puts the beginning of summer time an hour late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from uuid import UUID

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from muster.apps.hire.clock import local

__all__ = ["CANCEL", "REQUEST", "Entry", "Meeting", "calendar_text", "feed_text", "method_of"]

REQUEST, CANCEL = "REQUEST", "CANCEL"
PRODUCT = "-//Muster//Interviews//EN"
AROUND = timedelta(days=366)  # clock changes so far from the interview do not matter to it


@dataclass(frozen=True)
class Meeting:
    """What an invitation says. Times are in UTC, `zone` is the one to show them in, `told_at` when it is written.

    `sender` and `company` are who invites, `site` the address of the site, which makes `uid` one of a kind.
    """

    uid: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    told_at: datetime
    subject: str
    text: str
    place: str
    sender: str
    company: str
    site: str


@dataclass(frozen=True)
class Entry:
    """What a calendar that reads by itself is told of an interview. Times are in UTC."""

    uid: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    subject: str
    text: str
    place: str


def calendar_text(meeting: Meeting, *, method: str, name: str, email: str) -> str:
    """Return the invitation, or its cancellation, of a meeting for one person."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    starts, ends = local(meeting.starts_at, meeting.zone), local(meeting.ends_at, meeting.zone)
    if starts.tzname() != "UTC":
        calendar.add_component(_zone(starts, ends, meeting.zone))
    event = Event()
    event.add("uid", _uid(meeting.uid, meeting.site))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.told_at.astimezone(UTC))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", meeting.subject)
    event.add("description", meeting.text)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _address(parseaddr(meeting.sender)[1], meeting.company), encode=False)
    attendee = _address(email, name)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    if method == REQUEST:
        attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
        attendee.params["RSVP"] = vText("TRUE")
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def feed_text(entries: Iterable[Entry], *, name: str, told_at: datetime, site: str) -> str:
    """Return interviews for a calendar that reads them every hour. They have the names that invitations give them, so
    that a calendar which has both shows each once.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in entries:
        event = Event()
        event.add("uid", _uid(one.uid, site))
        event.add("sequence", one.sequence)
        event.add("dtstamp", told_at.astimezone(UTC))
        event.add("dtstart", one.starts_at.astimezone(UTC))
        event.add("dtend", one.ends_at.astimezone(UTC))
        event.add("summary", " ".join(one.subject.split()))
        event.add("description", one.text)
        if one.place:
            event.add("location", one.place)
        event.add("status", "CONFIRMED")
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _uid(uid: UUID, site: str) -> str:
    return f"{uid}@{urlsplit(site).hostname or 'muster'}"


def method_of(text: str) -> str:
    """Return what an invitation asks of a calendar."""
    return CANCEL if f"\nMETHOD:{CANCEL}" in text.replace("\r\n", "\n") else REQUEST


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["CN"] = vText(" ".join(name.split()))
    return address


def _zone(starts: datetime, ends: datetime, name: str) -> Timezone:
    """Describe the clock of a zone around a meeting: what it shows at first, then each change."""
    zone = Timezone()
    zone.add("tzid", name)
    first, last = starts.astimezone(UTC) - AROUND, ends.astimezone(UTC) + AROUND
    zone.add_component(_observance(first, local(first, name), local(first, name)))
    for before, after in _changes(first, last, name):
        zone.add_component(_observance(after.astimezone(UTC), before, after))
    return zone


def _observance(at: datetime, before: datetime, after: datetime) -> TimezoneStandard | TimezoneDaylight:
    """Return what holds from a moment on; it begins at the time that the clocks showed until then."""
    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    offset = before.utcoffset() or timedelta()
    part.add("dtstart", (at + offset).replace(tzinfo=None))
    part.add("tzoffsetfrom", offset)
    part.add("tzoffsetto", after.utcoffset() or timedelta())
    part.add("tzname", after.tzname() or "")
    return part


def _changes(first: datetime, last: datetime, name: str) -> Iterator[tuple[datetime, datetime]]:
    """Yield the last second before and the first second after each change of a clock, from half day to half day."""
    step = timedelta(hours=12)
    moment = first.replace(microsecond=0)
    while moment < last:
        low, high = moment, moment + step
        if local(low, name).utcoffset() != local(high, name).utcoffset():
            offset = local(low, name).utcoffset()
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                low, high = (middle, high) if local(middle, name).utcoffset() == offset else (low, middle)
            yield local(low, name), local(high, name)
        moment += step
