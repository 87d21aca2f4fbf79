"""Invitations: what calendars read is what was meant, clock changes included."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from muster.apps.hire.calendars import CANCEL, REQUEST, Meeting, calendar_text, method_of

MEETING = Meeting(
    uid=UUID(int=7),
    sequence=2,
    starts_at=datetime(2027, 3, 28, 0, 30, tzinfo=UTC),  # half an hour before the clocks go forward
    ends_at=datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    zone="Europe/Amsterdam",
    told_at=datetime(2027, 3, 1, 8, tzinfo=UTC),
    subject="Interview; with, a comma\nand a line",
    text="First line\nSecond line, \\ and more " + "ü" * 100,
    place="Room 1",
    sender="Muster <muster@example.com>",
    company="Halcyon Labs",
    site="https://muster.example.com:8000/x",
)


def read(text: str) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(text)
    return calendar, calendar.walk("VEVENT")[0]


def test_an_invitation_has_all_that_calendars_ask_for() -> None:
    text = calendar_text(MEETING, method=REQUEST, name='Ada "the" Löwe; x', email="ada@example.org")
    calendar, event = read(text)
    assert (str(calendar["METHOD"]), str(calendar["VERSION"])) == ("REQUEST", "2.0")
    assert str(event["UID"]) == f"{UUID(int=7)}@muster.example.com"
    assert int(event["SEQUENCE"]) == 2
    assert event.decoded("DTSTAMP") == MEETING.told_at
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (MEETING.starts_at, MEETING.ends_at)
    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert str(event["SUMMARY"]) == MEETING.subject
    assert str(event["DESCRIPTION"]) == MEETING.text
    assert (str(event["STATUS"]), str(event["LOCATION"])) == ("CONFIRMED", "Room 1")
    assert str(event["ORGANIZER"]) == "mailto:muster@example.com"
    assert str(event["ATTENDEE"]) == "mailto:ada@example.org"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert "Löwe" in event["ATTENDEE"].params["CN"]
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert method_of(text) == REQUEST


def test_a_cancellation_names_the_same_meeting() -> None:
    text = calendar_text(replace(MEETING, sequence=3), method=CANCEL, name="Ada", email="ada@example.org")
    calendar, event = read(text)
    assert (str(calendar["METHOD"]), str(event["STATUS"]), int(event["SEQUENCE"])) == (
        "CANCEL",
        "CANCELLED",
        3,
    )
    assert str(event["UID"]) == f"{UUID(int=7)}@muster.example.com"
    assert method_of(text) == CANCEL


def test_a_text_cannot_pass_for_another_method() -> None:
    tricky = replace(MEETING, text="x\nMETHOD:CANCEL\r\nMETHOD:CANCEL", place="\nMETHOD:CANCEL")
    assert (
        method_of(calendar_text(tricky, method=REQUEST, name="\r\nMETHOD:CANCEL", email="a@b.org")) == REQUEST
    )


def test_in_utc_no_zone_is_described() -> None:
    text = calendar_text(replace(MEETING, zone="UTC"), method=REQUEST, name="Ada", email="a@b.org")
    assert "VTIMEZONE" not in text
    assert "DTSTART:20270328T003000Z" in text


def offset_at(parts: list[tuple[datetime, timedelta]], wall: datetime) -> timedelta:
    """Read the described clock as RFC 5545 says: the last part that began, each in the time shown before it."""
    return [to for begin, to in parts if begin <= wall][-1]


@pytest.mark.parametrize(
    "zone",
    [
        *("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Jakarta", "Africa/Casablanca"),
        *("America/St_Johns", "Pacific/Chatham", "Asia/Kathmandu"),
    ],
)
@settings(max_examples=10, deadline=None)
@given(start=st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC)))
def test_the_described_clock_is_the_zones(zone: str, start: datetime) -> None:
    meeting = replace(MEETING, zone=zone, starts_at=start, ends_at=start + timedelta(hours=3))
    calendar, _ = read(calendar_text(meeting, method=REQUEST, name="Ada", email="a@b.org"))
    described = calendar.walk("VTIMEZONE")[0].subcomponents
    parts = sorted((one.decoded("DTSTART"), one.decoded("TZOFFSETTO")) for one in described)
    for hours in range(-24 * 30, 24 * 30, 7):
        there = (start + timedelta(hours=hours)).astimezone(ZoneInfo(zone))
        wall = there.replace(tzinfo=None)
        first, second = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
        if first == second:  # what comes twice, or does not exist, is refused before
            assert offset_at(parts, wall) == there.utcoffset()
