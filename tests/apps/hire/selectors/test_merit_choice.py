"""Odds and the next interview on the board: who sees what of them, and the way from a proposal to a seat."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role
from muster.apps.hire.models import Interview, MeritChoice, MeritRun, Seat
from muster.apps.hire.selectors.merit_board import Board, BoardFilter, board_page
from muster.apps.hire.selectors.merit_choice import Proposal
from muster.apps.hire.services.pipeline import application_reject
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import make_reviewer, move, signed_in
from tests.apps.hire.interviewing import ZONE, assign, coming, make_interviewer, schedule
from tests.apps.hire.meritruns import Season, make_season, ran
from tests.apps.hire.openings import Opening, broken

LENIENT_AS_A_WHOLE = "A panel that is lenient as a whole shows in a run over the company."
pytestmark = pytest.mark.django_db(transaction=True)

MOST_QUERIES = 15


@pytest.fixture
def season(opening: Opening, make_user: MakeUser) -> Season:
    return make_season(opening, make_user)


@pytest.fixture
def new(season: Season, make_user: MakeUser) -> User:
    """Somebody who has met nobody yet."""
    return make_interviewer(season.opening, make_user(Role.INTERVIEWER, name="Nora New"))


@pytest.fixture
def run(season: Season, new: User) -> MeritRun:
    return ran(season.opening.recruiter, requisition=season.opening.requisition)


def page(client: Client, run: MeritRun, query: str = "") -> str:
    response = client.get(f"/hire/merit/{run.pk}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def board(person: User, run: MeritRun) -> Board:
    return board_page(person=person, run=run, wanted=BoardFilter())


def test_the_board_has_odds_and_the_next_interview(season: Season, run: MeritRun, new: User) -> None:
    text = page(signed_in(season.opening.recruiter), run)
    assert "In the top 1" in text
    assert "Choosing the best candidate today is expected to miss" in text
    assert "Next interview" in text
    assert "Nora New" in text
    assert LENIENT_AS_A_WHOLE in text
    assert "Expected gain" in text
    assert "Kit: " not in text  # the stage has none
    assert re.search(r"(under )?0\.\d{3} logits", text)
    chances = [row.chance for row in board(season.opening.recruiter, run).rows]
    assert sum(one for one in chances if one is not None) == pytest.approx(1, abs=0.001)
    assert chances == sorted(chances, key=lambda one: -(one or 0))


def test_a_wide_board_has_them_for_the_opening_it_is_narrowed_to(season: Season, new: User) -> None:
    run = ran(season.opening.recruiter)
    client = signed_in(season.opening.recruiter)
    assert "In the top" not in page(client, run)
    narrowed = page(client, run, f"?requisition={season.opening.requisition.pk}")
    assert "In the top 1" in narrowed
    assert LENIENT_AS_A_WHOLE not in narrowed


@pytest.mark.any_database
def test_the_kit_of_a_proposal_is_named_where_there_is_one(season: Season, run: MeritRun) -> None:
    kit = season.opening.requisition.kits.get()
    choice = run.choosing.choices.get()
    rows = [[*row[:2], kit.pk, 0.0004, *row[4:]] for row in choice.proposals]
    MeritChoice.objects.filter(pk=choice.pk).update(proposals=rows)
    assert {(one.kit, one.worth) for one in proposals(season.opening.recruiter, run)} == {
        (kit.name, "under 0.001 logits")
    }
    assert re.search(rf"Kit: \W?(<bdi>)?{kit.name}", page(signed_in(season.opening.recruiter), run))


@pytest.mark.any_database
def test_an_opening_where_nobody_is_interviewed_says_what_to_do(
    season: Season, make_opening: Callable[..., Opening]
) -> None:
    run = ran(season.opening.recruiter)
    other = make_opening(title="Nobody yet").requisition.pk
    client = signed_in(season.opening.recruiter)
    assert "Nobody interviewed yet" in page(client, run, f"?requisition={other}")
    assert "Take a filter away" in page(client, run, f"?requisition={other}&q=nobody")


@pytest.mark.any_database
def test_how_interviewers_rate_is_not_for_managers(
    season: Season, run: MeritRun, make_user: MakeUser
) -> None:
    for person, known in (
        (season.opening.recruiter, True),
        (make_user(Role.EXECUTIVE), True),
        (season.opening.manager, False),
    ):
        choice = board(person, run).choice
        assert choice is not None
        assert any(one.manner for one in choice.proposals) is known
        assert all(one.reason for one in choice.proposals)


@pytest.mark.any_database
def test_who_may_assign(season: Season, run: MeritRun, make_user: MakeUser) -> None:
    assert "?interviewer=" in page(signed_in(season.opening.recruiter), run)
    assert "?interviewer=" in page(signed_in(season.opening.manager), run)
    looks_on = page(signed_in(make_user(Role.EXECUTIVE)), run)
    assert "Nora New" in looks_on
    assert "?interviewer=" not in looks_on
    for stranger in (make_user(Role.HIRING_MANAGER), make_user(Role.INTERVIEWER)):
        assert signed_in(stranger).get(f"/hire/merit/{run.pk}/").status_code == 404


def test_one_click_leads_to_a_time_then_the_seat(season: Season, run: MeritRun, new: User) -> None:
    client = signed_in(season.opening.recruiter)
    found = re.search(r'href="(/hire/applications/\d+/interviews/new/\?interviewer=\d+)"', page(client, run))
    assert found is not None
    form = client.get(found[1]).content.decode()
    assert f'<option value="{new.pk}" selected>' in form
    assert "Somebody else" not in form
    starts = coming()
    given = {
        "kit": season.opening.requisition.kits.get().pk,
        "day": starts.date().isoformat(),
        "starts": "10:00",
        "ends": "11:00",
        "time_zone": ZONE,
        "interviewer": new.pk,
    }
    assert client.post(found[1], given).status_code == 302
    seat = Seat.objects.get(interviewer=new)
    assert seat.interview.application_id == int(found[1].split("/")[3])
    assert "This interview is planned." in page(client, run)
    other = next(one for one in season.applications if one.pk != seat.interview.application_id)
    refused = client.post(f"/hire/applications/{other.pk}/interviews/new/?interviewer={new.pk}", given)
    assert refused.status_code == 200
    assert "has another interview at that time" in refused.content.decode()
    assert not Interview.objects.filter(application=other, starts_at=seat.interview.starts_at).exists()
    assert broken() == []


def test_one_click_gives_the_seat_of_an_interview_that_lacks_one(
    season: Season, run: MeritRun, new: User
) -> None:
    choice = board(season.opening.recruiter, run).choice
    assert choice is not None
    first = choice.proposals[0]
    assert first.application is not None
    interview = schedule(season.opening, season.named(first.called.name))
    client = signed_in(season.opening.recruiter)
    assert f'action="/hire/interviews/{interview.pk}/seats/"' in page(client, run)
    given = {"version": interview.version, "interviewer": new.pk}
    assert client.post(f"/hire/interviews/{interview.pk}/seats/", given).status_code == 302
    assert interview.seats.get(released_at=None).interviewer == new


@pytest.mark.any_database
def test_what_has_changed_since_is_said(season: Season, run: MeritRun, new: User) -> None:
    person = season.opening.recruiter
    first, second = (one.application for one in proposals(person, run)[:2])
    assert first is not None
    assert second is not None
    application_reject(
        actor=person, requisition=season.opening.requisition, applications=[first.pk], reason="Too early"
    )
    move(season.opening, [second.pk], "Committee")
    said = {one.application.pk: one.obstacle for one in proposals(person, run) if one.application}
    assert said[first.pk] == "The candidate is not active any more."
    assert said[second.pk] == "The candidate has moved on, to a stage without interviews."


@pytest.mark.any_database
def test_who_owes_a_scorecard_sees_no_odds(season: Season, run: MeritRun, make_user: MakeUser) -> None:
    person = make_user(Role.RECRUITER, Role.INTERVIEWER)
    assert board(person, run).rows[0].chance is not None
    assign(season.opening, schedule(season.opening, season.applications[0]), person)
    there = board(person, run)
    assert there.left_out == 1
    assert {row.chance for row in there.rows} == {None}
    assert there.choice is not None
    assert (there.choice.shortfall, there.choice.swaps, there.choice.proposals) == (None, (), ())
    assert "Submit the scorecards that you owe first" in page(signed_in(person), run)


@pytest.mark.any_database
def test_whom_somebody_reviews_blind_is_a_code(season: Season, run: MeritRun, make_user: MakeUser) -> None:
    person = make_user(Role.RECRUITER)
    make_reviewer(season.opening, person)
    text = page(signed_in(person), run)
    for one in season.applications:
        assert one.candidate.name not in text
        assert one.code in text
    assert "?interviewer=" not in text


@pytest.mark.any_database
def test_a_run_without_choices_says_so(season: Season, run: MeritRun) -> None:
    run.choosing.odds.all().delete()
    run.choosing.choices.all().delete()
    text = page(signed_in(season.opening.recruiter), run)
    assert "This run says nothing of odds" in text
    assert "In the top" not in text


def test_few_queries(season: Season, run: MeritRun) -> None:
    schedule(season.opening, season.applications[0])
    wide = ran(season.opening.recruiter)
    for person in (season.opening.recruiter, season.opening.manager):
        client = signed_in(person)
        with CaptureQueriesContext(connection) as queries:
            page(client, run)
        assert len(queries) <= MOST_QUERIES
    client = signed_in(season.opening.recruiter)
    with CaptureQueriesContext(connection) as queries:
        page(client, wide, f"?requisition={season.opening.requisition.pk}&q=candidate")
    assert len(queries) <= MOST_QUERIES


def proposals(person: User, run: MeritRun) -> tuple[Proposal, ...]:
    choice = board(person, run).choice
    assert choice is not None
    return choice.proposals
