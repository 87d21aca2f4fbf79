"""Halcyon Labs, a fictional laboratory, as it stands at the end of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from muster.demo.criteria import CRITERIA, KITS, AnchoredCriterion, Kit, draw_thresholds
from muster.demo.interviewing import Decision, Interview, Interviewing, Scorecard
from muster.demo.org import LEVELS, LOCATIONS, TEAMS, Level, Location, Team
from muster.demo.people import Namer
from muster.demo.rating import Rater
from muster.demo.requisitions import Application, Candidate, CandidateTruth, Market, Requisition
from muster.demo.season import RatingRow, Season
from muster.demo.staff import Employee, InterviewerTruth, Staff
from muster.demo.workdays import HalfYear, half_years, midnight
from muster.demo.world import World
from muster.engine.errors import InputError
from muster.engine.shapes import Scorecards

__all__ = [
    "DEFAULT_UNTIL",
    "STARTS_ON",
    "Company",
    "Truth",
    "build_company",
    "populate",
    "season_columns",
    "season_scorecards",
]

STARTS_ON = date(2026, 1, 1)
DEFAULT_UNTIL = date(2026, 6, 30)
LAST_UNTIL = date(2030, 12, 31)


@dataclass(frozen=True)
class Truth:
    """What nobody in the company knows, for tests and demonstrations. All in logits.

    Keys: candidate ids, employee ids, scorecard ids and criterion names.
    """

    candidates: Mapping[str, CandidateTruth]
    interviewers: Mapping[str, InterviewerTruth]
    halo: Mapping[str, float]
    thresholds: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Company:
    """Everything at the company by the end of the day `until`, each in the order in which it came about."""

    seed: int
    until: date
    half_years: tuple[HalfYear, ...]
    locations: tuple[Location, ...]
    levels: tuple[Level, ...]
    teams: tuple[Team, ...]
    employees: tuple[Employee, ...]
    criteria: tuple[AnchoredCriterion, ...]
    kits: tuple[Kit, ...]
    requisitions: tuple[Requisition, ...]
    candidates: tuple[Candidate, ...]
    applications: tuple[Application, ...]
    interviews: tuple[Interview, ...]
    scorecards: tuple[Scorecard, ...]
    decisions: tuple[Decision, ...]
    truth: Truth

    def season(self, half_year_id: str | None = None) -> Season:
        """Return the ratings of a half-year's requisitions (`2026H1`), the latest unless told.

        Raises InputError when there is no such half-year.
        """
        known = {half_year.id: half_year for half_year in self.half_years}
        chosen = known.get(half_year_id or self.half_years[-1].id)
        if chosen is None:
            raise InputError(
                f"there is no hiring season {half_year_id}; choose one of {', '.join(known)}",
                season=half_year_id,
            )
        return Season(chosen.id, chosen.opens_on, chosen.closes_on, self._rows(chosen.id))

    def _rows(self, half_year_id: str) -> tuple[RatingRow, ...]:
        requisitions = {one.id for one in self.requisitions if one.half_year_id == half_year_id}
        applications = {one.id: one for one in self.applications if one.requisition_id in requisitions}
        interviews = {one.id: one for one in self.interviews if one.application_id in applications}
        rows = []
        for scorecard in self.scorecards:
            interview = interviews.get(scorecard.interview_id)
            if interview is None:
                continue
            application = applications[interview.application_id]
            submitted_at = scorecard.submitted_at.strftime("%Y-%m-%dT%H:%M:%SZ")
            rows += [
                RatingRow(
                    candidate_id=application.candidate_id,
                    interviewer_id=scorecard.interviewer_id,
                    criterion=rating.criterion,
                    rating=rating.value,
                    interview_id=interview.id,
                    requisition_id=application.requisition_id,
                    stage=interview.stage,
                    submitted_at=submitted_at,
                )
                for rating in scorecard.ratings
                if rating.value is not None
            ]
        return tuple(rows)


def build_company(seed: int = 1, *, until: date = DEFAULT_UNTIL) -> Company:
    """Generate the company from `seed` and let it live from its first day to the end of the day `until`.

    The same seed gives the same company; an earlier `until` gives the past of the same company.
    Raises InputError when `seed` is negative or `until` lies outside the company's time.
    """
    if seed < 0:
        raise InputError(f"the seed must be a whole number from 0 up, not {seed!r}", seed=seed)
    opens_on = next(half_years(STARTS_ON, LAST_UNTIL)).opens_on
    if not opens_on <= until <= LAST_UNTIL:
        raise InputError(
            f"the demo company can be seen from {opens_on} to {LAST_UNTIL}, not on {until}; "
            "choose a date between them",
            until=until,
        )
    return populate(World(seed, start=STARTS_ON, until=until))


def populate(world: World) -> Company:
    """Set the company's parts going in a new world, run its clock to the end, and collect what came about."""
    namer = Namer()
    staff = Staff(world, namer)
    thresholds = draw_thresholds(world)
    candidates: dict[str, CandidateTruth] = {}
    interviewing = Interviewing(world, staff, Rater(thresholds), candidates)
    market = Market(world, namer, candidates, on_application=interviewing.begin)
    periods = tuple(half_years(world.start, world.until))
    for half_year in periods:
        world.clock.at(midnight(half_year.opens_on), partial(market.plan, half_year))
    world.clock.run()
    return Company(
        seed=world.seed,
        until=world.until,
        half_years=periods,
        locations=LOCATIONS,
        levels=LEVELS,
        teams=TEAMS,
        employees=tuple(staff.employees),
        criteria=tuple(CRITERIA.values()),
        kits=tuple(KITS.values()),
        requisitions=tuple(market.requisitions),
        candidates=tuple(market.candidates),
        applications=tuple(market.applications),
        interviews=tuple(interviewing.interviews),
        scorecards=tuple(interviewing.scorecards),
        decisions=tuple(interviewing.decisions),
        truth=Truth(candidates, staff.truth, interviewing.halo, thresholds),
    )


def season_columns(company: Company) -> dict[str, list[Any]]:
    """Return the latest season in long format, one row a rating: the columns that `muster rank` reads."""
    rows = company.season().rows
    return {name: [row[place] for row in rows] for place, name in enumerate(RatingRow._fields)}


def season_scorecards(company: Company) -> Scorecards:
    """Return the latest season as the engine takes it; every criterion has its full anchored scale."""
    columns = season_columns(company)
    scorecards = Scorecards.from_columns(
        candidate=np.array(columns["candidate_id"], dtype=np.str_),
        interviewer=np.array(columns["interviewer_id"], dtype=np.str_),
        criterion=np.array(columns["criterion"], dtype=np.str_),
        rating=np.array(columns["rating"], dtype=np.int32),
        interview=np.array(columns["interview_id"], dtype=np.str_),
    )
    return replace(scorecards, criteria=tuple(CRITERIA[one.name].shape for one in scorecards.criteria))
