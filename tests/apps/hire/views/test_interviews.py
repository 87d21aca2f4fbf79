"""Interviews in the browser: planned, changed, called off; and who sees what."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.apps.core.roles import Role
from muster.apps.hire.models import Interview, Message, Seat
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, apply, make_reviewer, signed_in, verified
from tests.apps.hire.interviewing import ZONE, assign, coming, interviewing, make_interviewer, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(opening: Opening) -> Client:
    return signed_in(opening.recruiter)


def when(opening: Opening, day: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "kit": opening.requisition.kits.get().pk,
        "day": coming(day).date().isoformat(),
        "starts": "10:00",
        "ends": "11:00",
        "time_zone": ZONE,
        "place": "Room 1",
        **more,
    }


def test_from_scheduling_to_calling_off(opening: Opening, browser: Client, make_user: MakeUser) -> None:
    one, person = interviewing(opening), make_user(Role.INTERVIEWER, name="In Terviewer")
    page = browser.get(reverse("hire:application", args=[one.pk])).content.decode()
    new = reverse("hire:interview-new", args=[one.pk])
    assert new in page
    assert f'value="{ZONE}" selected' in browser.get(new).content.decode()
    wrong = browser.post(new, when(opening, ends="09:00"))
    assert "ends before it begins" in wrong.content.decode()
    answer = browser.post(new, when(opening, invite="on"))
    interview = Interview.objects.get()
    url = reverse("hire:interview", args=[interview.pk])
    assert answer["Location"] == url
    assert Message.objects.filter(calendar__gt="").count() == 1
    again = browser.post(new, when(opening))  # the form arrives twice
    assert "another interview at that time" in again.content.decode()
    page = browser.get(url).content.decode()
    assert "In Terviewer" in page
    assert "proposed" in page
    seats = reverse("hire:seat-add", args=[interview.pk])
    assert browser.post(seats, {"interviewer": person.pk, "version": interview.version}).status_code == 302
    assert browser.post(seats, {"interviewer": "x"}).status_code == 422
    interview.refresh_from_db()
    move = reverse("hire:interview-move", args=[interview.pk])
    assert 'value="10:00"' in browser.get(move).content.decode()
    stale = browser.post(move, when(opening, 1, version=1))
    assert stale.status_code == 409
    refused = browser.post(move, when(opening, 1, time_zone="Mars/Olympus", version=interview.version))
    assert refused.status_code == 200
    assert browser.post(move, when(opening, 1, version=interview.version))["Location"] == url
    remove = reverse("hire:seat-remove", args=[interview.pk, Seat.objects.get().pk])
    assert browser.post(remove).status_code == 302
    interview.refresh_from_db()
    cancel = reverse("hire:interview-cancel", args=[interview.pk])
    assert "Tell the candidate" in browser.get(cancel).content.decode()
    assert browser.post(cancel, {"reason": "", "version": interview.version}).status_code == 200
    done = {"reason": "A holiday", "version": interview.version}
    assert browser.post(cancel, done)["Location"] == url
    assert "A holiday" in browser.get(url).content.decode()
    assert Message.objects.filter(calendar__gt="").count() == 1  # nobody said to tell
    assert verified()


def test_an_interviewer_sees_their_own_alone(opening: Opening, make_user: MakeUser) -> None:
    mine, other = (
        schedule(opening, place="Room 77"),
        schedule(opening, interviewing(opening, name="Else Where")),
    )
    person = make_user(Role.INTERVIEWER)
    assign(opening, mine, person)
    browser = signed_in(person)
    page = browser.get(reverse("hire:interviews")).content.decode()
    assert NAME in page
    assert "Else Where" not in page
    page = browser.get(reverse("hire:interview", args=[mine.pk])).content.decode()
    assert "Depth" in page
    assert "Room 77" in page
    assert reverse("hire:interview-move", args=[mine.pk]) not in page
    assert browser.get(reverse("hire:interview", args=[other.pk])).status_code == 404
    for name in ("interview-move", "interview-cancel"):
        assert browser.get(reverse(f"hire:{name}", args=[mine.pk])).status_code == 403
    assert browser.post(reverse("hire:seat-add", args=[mine.pk]), {}).status_code == 403
    assert browser.get(reverse("hire:interview-new", args=[mine.application_id])).status_code == 404


def test_strangers_see_nothing(opening: Opening, make_user: MakeUser) -> None:
    interview = schedule(opening)
    for person in (make_user(Role.INTERVIEWER), make_user(Role.HIRING_MANAGER), make_user(Role.AUDITOR)):
        browser = signed_in(person)
        assert browser.get(reverse("hire:interview", args=[interview.pk])).status_code == 404
        assert "No interviews here" in browser.get(reverse("hire:interviews")).content.decode()


@pytest.mark.parametrize("roles", [(), (Role.RECRUITER,), (Role.EXECUTIVE,)])
def test_a_blind_reviewer_who_interviews_never_sees_a_name(
    opening: Opening, make_user: MakeUser, roles: Any
) -> None:
    one = interviewing(opening)
    interview = schedule(opening, one)
    person = make_interviewer(opening, make_reviewer(opening, make_user(*roles)))
    assign(opening, interview, person, shadow=True)
    browser = signed_in(person)
    names = ("interview", "interview-move", "interview-cancel")
    urls = [
        *(reverse(f"hire:{name}", args=[interview.pk]) for name in names),
        reverse("hire:interviews"),
        reverse("hire:interview-new", args=[one.pk]),
        reverse("home"),
        reverse("hire:application", args=[one.pk]),
    ]
    for at in (coming(-7), coming(5)):
        with time_machine.travel(at, tick=True):
            browser.force_login(person)
            for url in (*urls, reverse("hire:interviews") + "?past=1"):
                assert "Zulaikha" not in browser.get(url, follow=True).content.decode(), url


def test_a_blind_reviewer_is_not_sent_to_scorecards_that_they_may_not_read(
    opening: Opening, make_user: MakeUser
) -> None:
    interview = schedule(opening)
    cards = reverse("hire:scorecards", args=[interview.application_id])
    for person, offered in ((make_user(), True), (make_reviewer(opening, make_user()), False)):
        assign(opening, interview, make_interviewer(opening, person), shadow=True)
        browser = signed_in(person)
        page = browser.get(reverse("hire:interview", args=[interview.pk])).content.decode()
        assert (cards in page) is offered
        assert (browser.get(cards).status_code == 200) is offered


def test_what_is_due_stands_on_the_first_page(opening: Opening, make_user: MakeUser) -> None:
    person = make_user(Role.INTERVIEWER)
    assign(opening, schedule(opening), person)
    assert "Scorecards that you owe" not in signed_in(person).get(reverse("home")).content.decode()
    with time_machine.travel(coming(3), tick=True):
        browser = signed_in(person)
        assert "Scorecards that you owe" in browser.get(reverse("home")).content.decode()
        assert "late" in browser.get(reverse("hire:interviews")).content.decode()
        assert "Scorecards due" not in browser.get(reverse("hire:interviews") + "?past=1").content.decode()


def test_an_application_elsewhere_offers_no_interviews(opening: Opening, browser: Client) -> None:
    one = apply(opening)
    new = reverse("hire:interview-new", args=[one.pk])
    assert new not in browser.get(reverse("hire:application", args=[one.pk])).content.decode()
    assert browser.post(new, when(opening)).status_code == 409


def test_script_in_what_people_typed_is_text(opening: Opening, browser: Client) -> None:
    interview = schedule(opening, place="<script>alert(1)</script>")
    page = browser.get(reverse("hire:interview", args=[interview.pk])).content.decode()
    assert "<script>alert" not in page


def test_queries_do_not_grow(
    opening: Opening,
    browser: Client,
    make_user: MakeUser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    person = make_user(Role.INTERVIEWER)
    own, numbers = signed_in(person), []
    make_user(Role.INTERVIEWER)
    for day in range(2):
        interview = schedule(opening, starts=coming(day))
        assign(opening, interview, person)
        assign(opening, interview, make_user(Role.INTERVIEWER))
        counted = []
        for client, name, key in (
            (browser, "interview", interview.pk),
            (browser, "interview-move", interview.pk),
            (browser, "interview-cancel", interview.pk),
            (browser, "interview-new", interview.application_id),
            (browser, "application", interview.application_id),
            (own, "interview", interview.pk),
            (own, "interviews", None),
            (own, "interviewer", person.pk),
        ):
            url = reverse(f"hire:{name}", args=[] if key is None else [key])
            with django_assert_max_num_queries(15) as captured:
                assert client.get(url).status_code == 200
            counted.append(len(captured))
        numbers.append(counted)
    assert numbers[0] == numbers[1]
