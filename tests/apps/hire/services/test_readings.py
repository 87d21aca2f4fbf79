"""Who reads scorecards is noted once; whoever has read them gets a seat only with a reason on record."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.urls import reverse

from muster.apps.core.models import Entry
from muster.apps.core.roles import Role
from muster.apps.hire.models import Reading, Seat
from muster.apps.hire.services.ballots import ballot_recuse
from muster.apps.hire.services.readings import reading_note
from muster.apps.hire.services.scorecards import scorecard_submit
from muster.apps.hire.services.seats import ReadBeforeError
from tests.apps.conftest import MakeUser
from tests.apps.hire.deciding import convene, interviewed, make_members
from tests.apps.hire.inside import move, signed_in, verified
from tests.apps.hire.interviewing import assign, coming, content, heard, schedule
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(opening: Opening, make_user: MakeUser) -> Seat:
    seat = assign(opening, heard(opening), make_user(Role.INTERVIEWER))
    scorecard_submit(actor=seat.interviewer, seat=seat, content=content(opening), sequence=1)
    return seat


def test_opening_others_scorecards_is_noted_once(
    opening: Opening, make_user: MakeUser, submitted: Seat
) -> None:
    url = reverse("hire:scorecards", args=[submitted.interview.application_id])
    executive = make_user(Role.EXECUTIVE)
    for _ in range(2):
        assert signed_in(executive).get(url).status_code == 200
    assert signed_in(submitted.interviewer).get(url).status_code == 200  # their own alone
    assert signed_in(make_user(Role.HIRING_MANAGER)).get(url).status_code == 404
    assert [one.person for one in Reading.objects.all()] == [executive]
    entry = Entry.objects.get(action="scorecard.read")
    assert (entry.actor, entry.detail) == (executive, {"application": submitted.interview.application_id})
    assert verified()


def test_sealed_or_empty_pages_are_no_reading(opening: Opening, make_user: MakeUser, submitted: Seat) -> None:
    recruiter = make_user(Role.RECRUITER, Role.INTERVIEWER)
    assign(opening, heard(opening, submitted.interview.application), recruiter)
    for application in (submitted.interview.application, heard(opening).application):
        assert signed_in(recruiter).get(reverse("hire:scorecards", args=[application.pk])).status_code == 200
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", ["decision", "packet", "packet-pdf"])
def test_opening_a_packet_with_scorecards_is_noted_once(
    opening: Opening, make_user: MakeUser, name: str
) -> None:
    committee = convene(opening, make_user, interviewed(opening, make_user))
    url = reverse(f"hire:{name}", args=[committee.decision.pk])
    for _ in range(2):
        assert signed_in(committee.chair).get(url).status_code == 200
    for stranger in (make_user(Role.COMMITTEE_MEMBER), make_user(Role.HIRING_MANAGER)):
        assert signed_in(stranger).get(url).status_code == 404
    assert [one.person for one in Reading.objects.all()] == [committee.chair]
    entry = Entry.objects.get(action="scorecard.read")
    assert (entry.actor, entry.detail) == (
        committee.chair,
        {"application": committee.decision.application_id},
    )
    assert verified()


def test_packets_without_others_scorecards_are_no_reading(
    opening: Opening, make_user: MakeUser, submitted: Seat
) -> None:
    move(opening, [submitted.interview.application_id], "Committee")
    own = make_user(Role.COMMITTEE_MEMBER, Role.INTERVIEWER)
    seat = assign(opening, heard(opening), own)
    scorecard_submit(actor=own, seat=seat, content=content(opening), sequence=1)
    move(opening, [seat.interview.application_id], "Committee")
    others = make_members(make_user, 2)
    alone = convene(opening, make_user, seat.interview.application, members=[own, *others])
    bare = convene(opening, make_user)
    aside = convene(opening, make_user, submitted.interview.application, members=[own, *others])
    ballot_recuse(actor=own, decision=aside.decision, reason="We worked together")
    for committee in (alone, aside):
        assert signed_in(own).get(reverse("hire:decision", args=[committee.decision.pk])).status_code == 200
    assert signed_in(bare.chair).get(reverse("hire:packet", args=[bare.decision.pk])).status_code == 200
    assert not Reading.objects.exists()
    assert signed_in(others[0]).get(reverse("hire:decision", args=[alone.decision.pk])).status_code == 200
    assert Reading.objects.get().person == others[0]


def test_who_has_read_gets_a_seat_with_a_reason_alone(
    opening: Opening, make_user: MakeUser, submitted: Seat
) -> None:
    reader, other = make_user(Role.EXECUTIVE, Role.INTERVIEWER), make_user(Role.INTERVIEWER)
    application = submitted.interview.application
    reading_note(person=reader, application=application)
    interview = schedule(opening, application)
    for shadow in (False, True):
        with pytest.raises(ReadBeforeError, match="has read what others said"):
            assign(opening, interview, reader, shadow=shadow, despite=" ")
    assert assign(opening, interview, other, despite="ignored").despite == ""
    seat = assign(opening, interview, reader, despite="Nobody else knows the field")
    assert seat.despite == "Nobody else knows the field"
    assert assign(opening, schedule(opening, starts=coming(2)), reader).despite == ""  # another candidate
    assert verified()


def test_the_page_asks_why_and_then_invites(opening: Opening, make_user: MakeUser, submitted: Seat) -> None:
    reader = make_user(Role.EXECUTIVE, Role.INTERVIEWER, name="Ree Reader")
    application = submitted.interview.application
    reading_note(person=reader, application=application)
    interview = schedule(opening, application)
    browser, add = signed_in(opening.recruiter), reverse("hire:seat-add", args=[interview.pk])
    url = reverse("hire:interview", args=[interview.pk])
    assert "has read scorecards" in browser.get(url).content.decode()
    asked = browser.post(add, {"interviewer": reader.pk, "shadow": "on"}).content.decode()
    assert "Ask them all the same?" in asked
    assert 'name="shadow" value="on"' in asked
    assert not interview.seats.exists()
    done = browser.post(add, {"interviewer": reader.pk, "shadow": "on", "despite": "Only one free"})
    assert done["Location"] == url
    assert "Only one free" in browser.get(url).content.decode()
    assert "had read scorecards" not in signed_in(reader).get(url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_are_one_reading(opening: Opening, submitted: Seat) -> None:
    barrier = threading.Barrier(3)

    def read() -> None:
        try:
            barrier.wait()
            reading_note(person=opening.recruiter, application=submitted.interview.application)
        finally:
            connection.close()

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Reading.objects.count() == Entry.objects.filter(action="scorecard.read").count() == 1
