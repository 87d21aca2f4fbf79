"""Scorecards in the browser: saved or not truthfully, submitted once, sealed on every page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.apps.core.roles import Role
from muster.apps.hire.models import Criterion, Scorecard, ScorecardVersion, Seat
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.scorecards import scorecard_submit
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import signed_in, verified
from tests.apps.hire.interviewing import assign, content, heard, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db
OPINION = "A secret opinion"


@pytest.fixture
def seat(opening: Opening, make_user: MakeUser) -> Seat:
    return assign(opening, heard(opening), make_user(Role.INTERVIEWER, name="In Terviewer"))


@pytest.fixture
def browser(seat: Seat) -> Client:
    return signed_in(seat.interviewer)


def said(opening: Opening, **more: Any) -> dict[str, Any]:
    found = {"recommendation": "hire", "summary": "", "sequence": 0}
    for one in Criterion.objects.filter(kit__requisition=opening.requisition):
        found |= {f"criterion-{one.pk}": 2, f"note-{one.pk}": "They shipped it"}
    return {**found, **more}


def test_from_the_first_key_to_a_changed_scorecard(opening: Opening, seat: Seat, browser: Client) -> None:
    url, save = (reverse(f"hire:{name}", args=[seat.pk]) for name in ("scorecard", "scorecard-save"))
    assert "not submitted" in browser.get(url).content.decode()
    kept = browser.post(save, {"summary": "So far", "sequence": 1}).content.decode()
    assert "data-saved" in kept
    late = browser.post(save, {"summary": "Older", "sequence": 1}).content.decode()
    assert "Not saved" in late
    assert "data-saved" not in late
    assert "So far" in browser.get(url).content.decode()
    missing = browser.post(url, {"summary": "Mine", "submit": "1", "sequence": 1}).content.decode()
    assert "Rate “Depth”" in missing
    assert "Mine" in missing  # what was typed stays
    assert "not submitted" in missing
    done = said(opening, submit="1", sequence=1)
    assert browser.post(url, done)["Location"] == url
    assert browser.post(url, done)["Location"] == url  # a double click
    page = browser.get(url).content.decode()
    assert "You submitted this" in page
    assert "not submitted" not in page
    assert save not in page
    assert "Not saved" in browser.post(save, {"summary": "x", "sequence": 9}).content.decode()
    refused = browser.post(url, said(opening, summary="Else", submit="1", sequence=9)).content.decode()
    assert "change it with a reason" in refused
    change = said(
        opening, summary="Else", change="1", reason="I misread", version=Scorecard.objects.get().version
    )
    assert browser.post(url, {**change, "reason": ""}).status_code == 200
    assert browser.post(url, change)["Location"] == url
    assert ScorecardVersion.objects.get().reason == "I misread"
    assert verified()


def test_others_cannot_open_it(opening: Opening, seat: Seat, make_user: MakeUser) -> None:
    for person in (opening.recruiter, make_user(Role.INTERVIEWER)):
        other = signed_in(person)
        assert other.get(reverse("hire:scorecard", args=[seat.pk])).status_code == 404
        assert other.post(reverse("hire:scorecard-save", args=[seat.pk])).status_code == 404


@pytest.mark.parametrize("roles", [(), (Role.RECRUITER,), (Role.EXECUTIVE,)])
def test_sealed_on_every_page(opening: Opening, seat: Seat, make_user: MakeUser, roles: Any) -> None:
    given = content(opening, recommendation="strong_no", summary=OPINION)
    scorecard_submit(actor=seat.interviewer, seat=seat, content=given, sequence=1)
    person = make_user(Role.INTERVIEWER, *roles)
    application = seat.interview.application
    mine = assign(opening, heard(opening, application), person)
    other = signed_in(person)
    pages = [
        reverse("home"),
        reverse("hire:interviews"),
        reverse("hire:interviews") + "?past=1",
        *(reverse("hire:interview", args=[one.interview_id]) for one in (seat, mine)),
        *(reverse("hire:scorecard", args=[one.pk]) for one in (seat, mine)),
        reverse("hire:scorecards", args=[application.pk]),
        reverse("hire:application", args=[application.pk]),
        reverse("hire:applications") + "?q=secret",
        reverse("hire:board", args=[opening.requisition.pk]),
        reverse("search") + "?q=secret+opinion",
    ]
    for url in pages:
        page = other.get(url, follow=True).content.decode()
        for words in (OPINION, "Some</span>"):
            assert words not in page, url
    index = reverse("hire:scorecards", args=[application.pk])
    page = other.get(index).content.decode()
    assert "sealed" in page
    assert "In Terviewer" not in page
    scorecard_submit(actor=person, seat=mine, content=content(opening), sequence=1)
    assert OPINION in other.get(index).content.decode()
    assert OPINION in signed_in(opening.recruiter).get(index).content.decode()


def test_before_it_began_and_after_a_rejection(opening: Opening, seat: Seat, browser: Client) -> None:
    early = assign(opening, schedule(opening), seat.interviewer)
    assert "has not begun" in browser.get(reverse("hire:scorecard", args=[early.pk])).content.decode()
    application_reject(
        actor=opening.recruiter,
        requisition=opening.requisition,
        applications=[seat.interview.application_id],
        reason="No",
    )
    assert "still submit" in browser.get(reverse("hire:scorecard", args=[seat.pk])).content.decode()


def test_queries(
    opening: Opening, seat: Seat, browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    scorecard_submit(actor=seat.interviewer, seat=seat, content=content(opening), sequence=1)
    for client, url in (
        (browser, reverse("hire:scorecard", args=[seat.pk])),
        (browser, reverse("hire:scorecards", args=[seat.interview.application_id])),
        (signed_in(opening.recruiter), reverse("hire:scorecards", args=[seat.interview.application_id])),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200
