"""An interviewer's private address: what it shows, to whom, and until when."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from muster.apps.accounts.services import user_activate, user_deactivate
from muster.apps.core.ledger import verify_ledger
from muster.apps.core.roles import Role
from muster.apps.hire.models import CalendarLink, Message, Notice
from muster.apps.hire.services.calendar_links import calendar_link_make
from muster.apps.hire.services.interviews import interview_cancel
from muster.apps.hire.services.seats import seat_release
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, make_reviewer, signed_in
from tests.apps.hire.interviewing import assign, coming, heard, schedule
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db


def read(url: str) -> list[Any]:
    response = Client().get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def feed(person: Any) -> str:
    return reverse("hire:calendar-feed", args=[calendar_link_make(actor=person)])


def test_it_shows_ones_own_interviews_under_the_names_that_invitations_have(
    opening: Opening, make_user: MakeUser
) -> None:
    mine, beside = make_user(Role.INTERVIEWER), make_user(Role.INTERVIEWER)
    one = schedule(opening, place="Room 7")
    assign(opening, one, mine)
    other = schedule(opening, starts=coming(1))
    assign(opening, other, beside)
    assign(opening, heard(opening), mine)  # long ago
    [event] = read(feed(mine))
    assert NAME in event["summary"]
    assert event["location"] == "Room 7"
    assert event["dtstart"].dt == one.starts_at.astimezone(UTC).replace(microsecond=0)
    invitation = Notice.objects.filter(recipient=mine.email).order_by("pk")[0].calendar
    assert f"UID:{event['uid']}" in invitation
    assert str(one.pk) in event["description"]
    assert [event["uid"] for event in read(feed(beside))] != [event["uid"]]
    assert Message.objects.count() == 0


def test_what_is_called_off_or_given_up_is_not_in_it(opening: Opening, make_user: MakeUser) -> None:
    mine = make_user(Role.INTERVIEWER)
    url = feed(mine)
    off, given_up = schedule(opening), schedule(opening, starts=coming(1))
    for one in (off, given_up):
        assign(opening, one, mine)
    assert len(read(url)) == 2
    interview_cancel(actor=opening.recruiter, interview=off, reason="Ill", tell=False, seen=None)
    seat_release(actor=opening.recruiter, seat=given_up.seats.get())
    assert read(url) == []


def test_who_must_not_know_reads_the_code(opening: Opening, make_user: MakeUser) -> None:
    blind = make_reviewer(opening, make_user(Role.INTERVIEWER))
    one = schedule(opening)
    assign(opening, one, blind)
    [event] = read(feed(blind))
    assert NAME not in event["summary"]
    assert one.application.code in event["summary"]


def test_the_address_is_shown_once_and_ends_when_it_is_to(make_user: MakeUser, settings: Any) -> None:
    settings.MUSTER_ADDRESS = "https://muster.example.com"
    person = make_user(Role.INTERVIEWER)
    browser, page = signed_in(person), reverse("hire:calendar")
    assert "Make an address" in browser.get(page).content.decode()
    made = browser.post(page).content.decode()
    start = made.index("https://muster.example.com/hire/interviews/calendar/")
    first = made[start:].split("<")[0].removeprefix("https://muster.example.com")
    assert read(first) == []
    secret = first.rpartition("/")[2].removesuffix(".ics")
    assert secret not in browser.get(page).content.decode()
    assert CalendarLink.objects.get().token_digest != secret
    second = browser.post(page).content.decode()
    assert secret not in second
    assert Client().get(first).status_code == 404
    url = feed(person)
    browser.post(reverse("hire:calendar-revoke"))
    assert Client().get(url).status_code == 404
    url = feed(person)
    others = feed(make_user(Role.INTERVIEWER))
    administrator = make_user(Role.ADMINISTRATOR)
    user_deactivate(actor=administrator, user=person)
    assert Client().get(url).status_code == 404
    user_activate(actor=administrator, user=person)
    assert Client().get(url).status_code == 404, "the address of before came back with the person"
    assert read(others) == []
    assert broken() == list(verify_ledger()) == []


def test_a_guess_leads_nowhere(make_user: MakeUser) -> None:
    feed(make_user(Role.INTERVIEWER))
    for guess in ("x", "0" * 43, CalendarLink.objects.get().token_digest):
        assert Client().get(reverse("hire:calendar-feed", args=[guess])).status_code == 404
