"""The people who work at the company, all of whom interview, and how each of them rates.

The company opens with a staff of interviewers, and a few more join every quarter. How somebody rates
(severity, consistency, hurry) is hidden truth: it is kept apart from the employee.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np

from muster.demo.org import LEVELS, LOCATIONS, TEAMS
from muster.demo.people import Namer, PersonName
from muster.demo.workdays import add_workdays, midnight, workday_from
from muster.demo.world import World

__all__ = ["Employee", "InterviewerTruth", "Staff"]

FOUNDED_ON = date(2022, 3, 1)
FOUNDING_INTERVIEWERS = 38
JOINERS_A_QUARTER = (3, 5)  # half open
JOINING_DAYS = 25  # joiners come early in the quarter
TRAINING_WORKDAYS = 8
FLAT_RATERS = (2, 4)  # half open
FLAT_RATING = 3

SD_SEVERITY = 0.55
SD_TEAM_SEVERITY = 0.3
APART_TEAM_SEVERITY = 0.5
SD_LOG_NOISE = 0.3
HURRIED_SHARE = 0.18
MISSING = 0.03
MISSING_WHEN_HURRIED = 0.2


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody who works at the company."""

    id: str
    name: PersonName
    team_id: str
    level_id: str
    location_id: str
    joined_on: date


@dataclass(frozen=True, slots=True)
class InterviewerTruth:
    """How an interviewer really rates.

    `severity` is in logits (positive rates lower); `noise` scales the randomness of a single rating (1 is
    as the merit model assumes, above it is erratic); `missing` is the chance that a rating is left out;
    `flat` is the one rating given to everybody, or None; `load` weighs how often the interviewer is asked.
    """

    severity: float
    noise: float
    missing: float
    hurried: bool
    flat: int | None
    load: float


class Staff:
    """Everybody who works at the company by now, in the order of joining."""

    def __init__(self, world: World, namer: Namer) -> None:
        self._world = world
        self._namer = namer
        self._names = world.stream("staff/names")
        self._posts = world.stream("staff/posts")
        self._habits = world.stream("staff/habits")
        self._team_severity = self._draw_team_severity()
        self.employees: list[Employee] = []
        self.truth: dict[str, InterviewerTruth] = {}
        self._ready_on: dict[str, date] = {}
        self._open()
        self._plan_quarter(world.start)

    def ready_on(self, day: date) -> Sequence[Employee]:
        """Return who has joined by now and has been trained to interview by `day`."""
        return [one for one in self.employees if self._ready_on[one.id] <= day]

    def _draw_team_severity(self) -> dict[str, float]:
        drawn = self._habits.normal(0.0, SD_TEAM_SEVERITY, len(TEAMS))
        return {
            team.id: APART_TEAM_SEVERITY if team.apart else float(shift)
            for team, shift in zip(TEAMS, drawn, strict=True)
        }

    def _open(self) -> None:
        """Take on those who work here when the world begins."""
        days = (self._world.start - FOUNDED_ON).days
        past = np.sort(self._posts.integers(0, days - 30, FOUNDING_INTERVIEWERS))
        number = int(self._habits.integers(*FLAT_RATERS))
        flat = set(self._habits.choice(FOUNDING_INTERVIEWERS, number, replace=False))
        for place, offset in enumerate(past):
            joined_on = workday_from(FOUNDED_ON + timedelta(days=int(offset)))
            self._join(joined_on, team=place % len(TEAMS), flat=FLAT_RATING if place in flat else None)

    def _plan_quarter(self, first: date) -> None:
        """Plan who joins in the quarter that begins on `first`, and the planning of the next."""
        for _ in range(int(self._posts.integers(*JOINERS_A_QUARTER))):
            day = workday_from(first + timedelta(days=int(self._posts.integers(JOINING_DAYS))))
            team = int(self._posts.integers(len(TEAMS)))
            self._world.clock.at(midnight(day), partial(self._join, day, team=team))
        following = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
        self._world.clock.at(midnight(following), partial(self._plan_quarter, following))

    def _join(self, day: date, *, team: int, flat: int | None = None) -> None:
        home = TEAMS[team].location_id
        elsewhere = LOCATIONS[int(self._posts.integers(len(LOCATIONS)))].id
        employee = Employee(
            id=self._world.issue_id("E"),
            name=self._namer.draw(self._names),
            team_id=TEAMS[team].id,
            level_id=LEVELS[int(self._posts.choice(len(LEVELS), p=(0.1, 0.3, 0.35, 0.18, 0.07)))].id,
            location_id=home if self._posts.random() < 0.85 else elsewhere,
            joined_on=day,
        )
        self.employees.append(employee)
        self._ready_on[employee.id] = add_workdays(day, TRAINING_WORKDAYS)
        self.truth[employee.id] = self._draw_truth(employee.team_id, flat)

    def _draw_truth(self, team_id: str, flat: int | None) -> InterviewerTruth:
        rng = self._habits
        hurried = bool(rng.random() < HURRIED_SHARE)
        return InterviewerTruth(
            severity=self._team_severity[team_id] + float(rng.normal(0.0, SD_SEVERITY)),
            noise=math.exp(float(rng.normal(0.0, SD_LOG_NOISE))),
            missing=MISSING_WHEN_HURRIED if hurried else MISSING,
            hurried=hurried,
            flat=flat,
            load=math.exp(float(rng.normal(0.0, 0.45))),
        )
