"""Choices of a run: odds that add up, sentences where odds would mean nothing, the same at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import NormalDist

import pytest

from muster.apps.core.roles import Role
from muster.apps.hire.bridge.choosing import Given, choose_for
from muster.apps.hire.bridge.merit import estimate_run
from muster.apps.hire.bridge.ratings import run_ratings
from muster.apps.hire.bridge.reproducing import reproduce_run
from muster.apps.hire.models import (
    MeritChoice,
    MeritRun,
    Requisition,
)
from muster.apps.hire.services.merit import merit_run_request
from muster.apps.hire.services.pipeline import application_reject
from muster.apps.hire.services.requisitions import requisition_close
from muster.apps.hire.services.terms import terms_change
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import move
from tests.apps.hire.interviewing import interviewing, make_interviewer
from tests.apps.hire.meritruns import Season, card, make_season, ran, sit, work
from tests.apps.hire.openings import Opening, broken

pytestmark = pytest.mark.django_db(transaction=True)

MakeOpening = Callable[..., Opening]


@pytest.fixture
def season(make_opening: MakeOpening, make_user: MakeUser) -> Season:
    return make_season(make_opening(openings=2), make_user)


def chosen(opening: Opening) -> MeritChoice:
    run = ran(opening.recruiter, requisition=opening.requisition)
    assert run.state == "done"
    assert broken() == []
    return run.choosing.choices.get()


def test_odds_add_up_to_the_places(season: Season) -> None:
    choice = chosen(season.opening)
    odds = dict(choice.choosing.odds.values_list("candidate", "p_top_k"))
    assert (choice.places, choice.candidates, choice.problem) == (2, 5, "")
    assert odds.keys() == {one.candidate_id for one in season.applications}
    assert sum(odds.values()) == pytest.approx(2, abs=0.001)
    merit = dict(choice.choosing.run.standings.values_list("candidate", "merit"))
    best = sorted(merit, key=lambda key: -merit[key])
    assert odds[best[0]] > odds[best[-1]]
    assert choice.expected_shortfall is not None
    assert 0 < choice.expected_shortfall < 2
    for one, other, better in choice.toss_ups:
        assert one in best[:2]
        assert other in best[2:]
        assert 0.4 <= better <= 0.6


@pytest.mark.any_database
def test_everybody_has_met_everybody(season: Season) -> None:
    choice = chosen(season.opening)
    assert choice.proposals == []
    assert choice.stop_reason == {"code": "nobody", "params": {"left": None}, "stop": True}


@pytest.mark.any_database
def test_nobody_is_in_a_stage_of_interviews(season: Season, make_user: MakeUser) -> None:
    make_user(Role.INTERVIEWER, name="New Interviewer")
    move(season.opening, [one.pk for one in season.applications], "Committee")
    choice = chosen(season.opening)
    assert choice.choosing.odds.count() == 5
    assert choice.proposals == []
    assert choice.stop_reason == {"code": "nowhere", "params": {}, "stop": True}


@pytest.mark.any_database
def test_who_has_met_nobody_is_proposed(season: Season, make_user: MakeUser) -> None:
    new = make_user(Role.INTERVIEWER, name="New Interviewer")
    choice = chosen(season.opening)
    assert choice.proposals
    assert {row[1] for row in choice.proposals} == {new.pk}
    assert {row[0] for row in choice.proposals} <= {one.candidate_id for one in season.applications}
    assert len({row[0] for row in choice.proposals}) == len(choice.proposals)
    assert {row[6] for row in choice.proposals} == {"boundary"}


@pytest.mark.any_database
@pytest.mark.parametrize("places", [5, 9])
def test_a_place_for_everybody(make_opening: MakeOpening, make_user: MakeUser, places: int) -> None:
    season = make_season(make_opening(openings=places), make_user)
    assert said_nothing(chosen(season.opening)) == "everybody"


@pytest.mark.any_database
def test_places_are_filled_when_people_are_hired(season: Season) -> None:
    first, second = (one.pk for one in season.applications[:2])
    move(season.opening, [first], "Hired")
    choice = chosen(season.opening)
    assert (choice.places, choice.candidates) == (1, 4)
    move(season.opening, [second], "Hired")
    assert said_nothing(chosen(season.opening)) == "filled"


@pytest.mark.any_database
def test_one_then_nobody_is_left(season: Season) -> None:
    keys = [one.pk for one in season.applications]
    reject(season.opening, keys[1:])
    assert said_nothing(chosen(season.opening)) == "one"
    reject(season.opening, keys[:1])
    assert said_nothing(chosen(season.opening)) == "nobody"


@pytest.mark.any_database
def test_an_opening_that_is_closed(season: Season) -> None:
    requisition = season.opening.requisition
    requisition_close(
        actor=season.opening.recruiter,
        requisition=requisition,
        close_reason=Requisition.CloseReason.CANCELLED,
        reason="No",
        seen=None,
    )
    assert said_nothing(chosen(season.opening)) == "closed"
    assert not ran(
        season.opening.recruiter
    ).choosing.choices.exists()  # over the company open ones are chosen for


@pytest.mark.any_database
def test_nobody_links_the_candidates(opening: Opening, make_user: MakeUser) -> None:
    for number in range(3):
        one = interviewing(opening, name=f"Candidate {number}")
        person = make_interviewer(opening, make_user(Role.INTERVIEWER, name=f"Interviewer {number}"))
        card(opening, sit(opening, one, person), 1 + number)
    choice = chosen(opening)
    assert choice.problem == "unlinked"
    assert choice.expected_shortfall is None
    assert not choice.choosing.odds.exists()
    assert choice.proposals[0][6] == "alone"  # each was met by one person; a second one links them


def test_a_run_over_the_company_chooses_for_each_open_one(season: Season, make_opening: MakeOpening) -> None:
    empty = make_opening(title="Writer")
    run = ran(season.opening.recruiter)
    found = {one.requisition_id: one.problem for one in run.choosing.choices.all()}
    assert found == {season.opening.requisition.pk: "", empty.requisition.pk: "nobody"}


def test_the_same_comes_out_whatever_has_changed_since(season: Season, make_user: MakeUser) -> None:
    new = make_user(Role.INTERVIEWER, name="New Interviewer")
    choice = chosen(season.opening)
    assert reproduce_run(choice.choosing.run).differences == ()
    terms_change(actor=new, interviewer=new, weekly=0, paused_from=None, paused_until=None)
    reject(season.opening, [season.applications[0].pk])
    assert reproduce_run(choice.choosing.run).differences == ()
    again = chosen(season.opening)
    assert again.candidates == 4
    assert again.proposals == []


def test_what_was_changed_behind_the_back_is_found(season: Season) -> None:
    choice = chosen(season.opening)
    MeritChoice.objects.filter(pk=choice.pk).update(expected_shortfall=0.0)
    assert any("hire.meritchoice" in one.sentence for one in broken())
    assert any("expected_shortfall was 0.0" in one for one in reproduce_run(choice.choosing.run).differences)


@pytest.mark.any_database
def test_a_bar_gives_each_a_chance_to_be_above_it(season: Season) -> None:
    choice = chosen(season.opening)
    assert set(choice.choosing.odds.values_list("p_above_bar", flat=True)) == {None}
    run = choice.choosing.run
    estimate = estimate_run(run, run_ratings(run))
    given = replace(Given.of(choice), bar=0.2)
    again, odds = choose_for(choice.choosing, estimate, given)
    assert again.bar == 0.2
    above = {one.candidate_id: one.p_above_bar or 0 for one in odds}
    for standing in run.standings.all():
        chance = above[standing.candidate_id]
        assert (chance > 0.5) == (standing.merit > 0.2)
        assert chance == pytest.approx(1 - NormalDist(standing.merit, standing.sd).cdf(0.2), abs=0.05)
    assert Given.of(again) == given


def test_what_is_given_survives_being_kept() -> None:
    given = Given(
        3, 2, (5, 6), to_interview=((5, 0),), kits=((1, ("a", "b")),), room=((7, 2),), barred=((5, 7),)
    )
    kept = MeritChoice(requisition_id=3, places=2, given=given.as_json())
    assert Given.of(kept) == given


@pytest.mark.any_database
def test_a_seed_is_the_runs(season: Season) -> None:
    runs = []
    for seed in (0, 1):
        run = merit_run_request(
            actor=season.opening.recruiter, requisition=season.opening.requisition, seed=seed
        )
        work()
        runs.append(MeritRun.objects.get(pk=run.pk))
    one, other = (
        list(run.choosing.odds.order_by("candidate").values_list("p_top_k", flat=True)) for run in runs
    )
    assert one != other
    assert one == pytest.approx(other, abs=0.05)


def said_nothing(choice: MeritChoice) -> str:
    """Return why there are no odds, having looked that there is no number."""
    assert not choice.choosing.odds.exists()
    assert (choice.expected_shortfall, choice.toss_ups, choice.proposals) == (None, [], [])
    return choice.problem


def reject(opening: Opening, keys: list[int]) -> None:
    application_reject(
        actor=opening.recruiter, requisition=opening.requisition, applications=keys, reason="Too early"
    )
