"""The demo company is the same for the same seed, hangs together, and grows without disturbing its past."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from muster.demo import Company, build_company
from muster.demo.company import DEFAULT_UNTIL, STARTS_ON, populate
from muster.demo.world import World
from muster.engine.errors import InputError


def test_the_same_seed_gives_the_same_company(default_company: Company) -> None:
    assert build_company(1) == default_company


def test_another_seed_gives_another_company(default_company: Company) -> None:
    other = build_company(2)
    assert other.candidates != default_company.candidates
    assert other.season().rows != default_company.season().rows
    assert other.truth.thresholds != default_company.truth.thresholds


def test_a_new_part_with_streams_and_events_of_its_own_disturbs_nothing(default_company: Company) -> None:
    world = World(1, start=STARTS_ON, until=DEFAULT_UNTIL)
    offers = world.stream("offers")
    happened: list[float] = []

    def every_day() -> None:
        world.issue_id("O")
        happened.append(float(offers.random()))
        world.clock.at(world.clock.now + timedelta(days=1), every_day)

    world.clock.at(world.clock.now, every_day)
    assert populate(world) == default_company
    assert len(happened) == (DEFAULT_UNTIL - STARTS_ON).days + 1


def test_an_earlier_day_is_the_past_of_a_later_one(default_company: Company) -> None:
    earlier = build_company(until=date(2026, 3, 31))
    for part in (
        "employees",
        "requisitions",
        "candidates",
        "applications",
        "interviews",
        "scorecards",
        "decisions",
    ):
        past, present = getattr(earlier, part), getattr(default_company, part)
        assert 0 < len(past) < len(present) or part == "requisitions"
        assert present[: len(past)] == past
    rows = earlier.season().rows
    assert default_company.season().rows[: len(rows)] == rows


def test_nothing_is_recorded_after_its_day() -> None:
    until = date(2026, 3, 31)
    company = build_company(until=until)
    end = datetime.combine(until, time.max, UTC)
    assert max(card.submitted_at for card in company.scorecards) <= end
    assert max(decision.decided_at for decision in company.decisions) <= end
    assert max(application.applied_at for application in company.applications) <= end
    assert max(employee.joined_on for employee in company.employees) <= until
    assert any(interview.starts_at > end for interview in company.interviews)


def test_the_next_half_year_is_another_season(default_company: Company) -> None:
    later = build_company(until=date(2026, 9, 30))
    assert [half.id for half in later.half_years] == ["2026H1", "2026H2"]
    assert later.season("2026H1").rows == default_company.season().rows
    latest = later.season()
    assert latest == later.season("2026H2")
    assert not {row.candidate_id for row in latest.rows} & {
        row.candidate_id for row in default_company.season().rows
    }


def test_the_season_starts_empty() -> None:
    assert build_company(until=date(2026, 1, 2)).season().rows == ()


@pytest.mark.parametrize("until", [date(2025, 12, 31), date(2031, 1, 1)])
def test_a_day_outside_the_companys_time_is_refused(until: date) -> None:
    with pytest.raises(InputError, match=f"not on {until}"):
        build_company(until=until)


def test_a_negative_seed_and_an_unknown_season_are_refused(default_company: Company) -> None:
    with pytest.raises(InputError, match="seed"):
        build_company(-1)
    with pytest.raises(InputError, match="no hiring season 1999H1; choose one of 2026H1"):
        default_company.season("1999H1")


@pytest.mark.parametrize("seed", [1, 7])
def test_every_reference_leads_somewhere(seed: int) -> None:
    company = build_company(seed)
    employees = {one.id for one in company.employees}
    teams = {one.id for one in company.teams}
    places = {one.id for one in company.locations}
    levels = {one.id for one in company.levels}
    requisitions = {one.id for one in company.requisitions}
    candidates = {one.id for one in company.candidates}
    applications = {one.id for one in company.applications}
    interviews = {one.id: one for one in company.interviews}
    assert {team.location_id for team in company.teams} <= places
    posts = [(one.team_id, one.location_id, one.level_id) for one in company.employees]
    posts += [(one.team_id, one.location_id, one.level_id) for one in company.requisitions]
    for team, place, level in posts:
        assert team in teams
        assert place in places
        assert level in levels
    for application in company.applications:
        assert application.candidate_id in candidates
        assert application.requisition_id in requisitions
    for interview in company.interviews:
        assert interview.application_id in applications
        assert employees.issuperset(interview.interviewer_ids)
    for card in company.scorecards:
        assert card.interviewer_id in interviews[card.interview_id].interviewer_ids
    assert {decision.application_id for decision in company.decisions} <= applications
    assert set(company.truth.candidates) == candidates
    assert set(company.truth.interviewers) == employees
    assert set(company.truth.halo) == {card.id for card in company.scorecards}


def test_ids_are_unique(default_company: Company) -> None:
    kinds = ("locations", "teams", "employees", "requisitions", "candidates", "applications", "interviews")
    everything = [one.id for kind in (*kinds, "scorecards") for one in getattr(default_company, kind)]
    assert len(set(everything)) == len(everything)


def test_no_two_people_share_a_name(default_company: Company) -> None:
    names = [candidate.name.display_name for candidate in default_company.candidates]
    names += [employee.name.display_name for employee in default_company.employees]
    assert len(set(names)) == len(names)


def test_the_documentation_counts_the_default_season(default_company: Company) -> None:
    page = (Path(__file__).parents[2] / "docs" / "demo.md").read_text(encoding="utf-8")
    told = {
        what: int(number.replace(",", ""))
        for what, number in re.findall(r"^\| (.+) \| ([\d,]+) \|$", page, re.M)
    }
    cards = default_company.scorecards
    ratings = [rating.value for card in cards for rating in card.ratings]
    assert told == {
        "requisitions, in four families": len(default_company.requisitions),
        "candidates": len(default_company.candidates),
        "interviewers who submitted a scorecard": len({card.interviewer_id for card in cards}),
        "interviews": len(default_company.interviews),
        "of these, panels": sum(len(one.interviewer_ids) > 1 for one in default_company.interviews),
        "scorecards": len(cards),
        "ratings": len(default_company.season().rows),
        "ratings left out": ratings.count(None),
    }
