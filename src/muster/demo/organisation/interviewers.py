"""The interviewers: who is asked, how much they take on, when they rest, and how each of them really rates.

A fifth of the company interviews; some join them every month, and shadow before they interview by themselves. The
season's interviewers are among them, with the habits that they have there.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from muster.demo.organisation.directory import Directory, Post
from muster.demo.organisation.growth import HORIZON, WINDOW_OPENS_ON
from muster.demo.organisation.interview_records import InterviewerTerms, RestDays
from muster.demo.organisation.ladders import FAMILIES
from muster.demo.staff import (
    FLAT_RATING,
    HURRIED_SHARE,
    MISSING,
    MISSING_WHEN_HURRIED,
    SD_LOG_NOISE,
    SD_SEVERITY,
    InterviewerTruth,
)
from muster.demo.workdays import midnight, workday_from
from muster.demo.world import World

__all__ = ["Interviewers"]

SHARE = 0.2
LEVELS = ("L4", "L5", "L6", "L7", "M1", "M2")
ASKED_AFTER = timedelta(days=120)
ENLISTED_AT = timedelta(hours=7)
WEEKLY = {2: 0.15, 3: 0.25, 4: 0.45, 5: 0.15}
USUAL = 4  # what Muster takes for granted of who has said nothing
SEASON_WEEKLY = 9
BUSIEST_WEEKLY = 16
BUSIEST_LOAD = 22.0
LENIENT = 10
LENIENT_SEVERITY = (-1.0, 0.15)
"""What a lenient one's severity is, and how much of what was drawn is added to it."""
BUSIEST = InterviewerTruth(severity=-0.2, noise=0.6, missing=0.01, hurried=False, flat=None, load=1.0)
SEASON_LOAD = 0.15  # the season asks enough of its own
SD_LOG_LOAD = 0.45
FLAT_SHARE = 0.025
SHADOWED = 2  # interviews, before somebody is trained
RESTING_A_MONTH = 0.07
REST_BEGINS = (10, 45)
REST_DAYS = (1, 12)
PAUSING_A_MONTH = 0.012
PAUSE_BEGINS = (7, 21)
PAUSE_DAYS = (21, 70)


class Interviewers:
    """Everybody who interviews, with terms and rest days as they were said, in that order."""

    def __init__(self, world: World, directory: Directory, season: Mapping[str, InterviewerTruth]) -> None:
        self._world = world
        self._directory = directory
        self._season = season
        self._draws = world.stream("organisation/interviewers")
        self._latest: dict[str, InterviewerTerms] = {}
        self._resting: defaultdict[str, list[RestDays]] = defaultdict(list)
        self._shadowed: Counter[str] = Counter()
        self._groups: dict[str, list[str]] = {"technical": [], "business": []}
        self._chances: dict[str, np.ndarray] = {}
        self._loads: dict[str, float] = {}
        self.busiest: str | None = None
        self.lenient: tuple[str, ...] = ()
        self.truth: dict[str, InterviewerTruth] = {}
        self.terms: list[InterviewerTerms] = []
        self.rest_days: list[RestDays] = []

    def plan(self) -> None:
        """Plan that the interviewers are added to on the first working day of every month."""
        first = WINDOW_OPENS_ON
        while first < HORIZON:
            self._world.clock.at(midnight(workday_from(first)) + ENLISTED_AT, self._renew)
            first = (first + timedelta(days=32)).replace(day=1)

    def draw(self, plan: str, rng: np.random.Generator) -> str:
        """Draw an interviewer for a plan, those more often who are asked more often; they may be away."""
        group = _group(plan)
        place = int(np.searchsorted(self._chances[group], rng.random() * self._chances[group][-1]))
        return self._groups[group][place]

    def is_ready(self, employee_id: str, day: date) -> bool:
        """Whether somebody works here and interviews on a day."""
        if employee_id not in self._directory:
            return False
        terms = self._latest.get(employee_id)
        if terms is not None and _is_paused(terms, day):
            return False
        return not any(one.first_day <= day <= one.last_day for one in self._resting[employee_id])

    def is_trained(self, employee_id: str) -> bool:
        """Whether somebody interviews without a trained one beside them."""
        terms = self._latest.get(employee_id)
        return terms is None or terms.trained

    def weekly(self, employee_id: str) -> int:
        """Return how many interviews a week somebody takes on."""
        terms = self._latest.get(employee_id)
        return USUAL if terms is None else terms.weekly

    def shadow(self, employee_id: str) -> None:
        """Somebody has shadowed an interview, now; after a few they are trained."""
        self._shadowed[employee_id] += 1
        before = self._latest.get(employee_id)
        if before is not None and not before.trained and self._shadowed[employee_id] >= SHADOWED:
            self._say(employee_id, weekly=before.weekly, trained=True)

    def _renew(self) -> None:
        """Enlist more, and let some say when they are away."""
        first = not self.truth
        today = self._world.clock.now.date()
        for post in self._directory:
            if post.employee_id in self._season and post.employee_id not in self.truth:
                self._enlist(post, self._season[post.employee_id], SEASON_LOAD)
                self._say(post.employee_id, weekly=SEASON_WEEKLY, trained=True)
        present = sum(one in self._directory for one in self.truth)
        able = [
            post
            for post in self._directory
            if post.level_id in LEVELS
            and post.joined_on + ASKED_AFTER <= today
            and not post.fixed
            and post.employee_id not in self.truth
        ]
        wanted = min(len(able), max(0, round(SHARE * len(self._directory)) - present))
        for place in self._draws.choice(len(able), wanted, replace=False).tolist() if wanted else ():
            self._enlist(able[place], self._draw_truth(), self._draw_load())
            self._say_first(able[place].employee_id, trained=first)
        if first:
            self._single_out()
        for group, people in self._groups.items():
            loads = [self._loads[one] for one in people]
            self._chances[group] = np.cumsum(loads)
        if not first:
            self._let_rest(today)

    def _single_out(self) -> None:
        """Let some of the first, all technical, be lenient, and one interview far more than anybody else."""
        people = [
            one
            for one in self._groups["technical"]
            if one not in self._season and self.truth[one].flat is None
        ]
        people.sort(key=lambda one: self.truth[one].severity)
        self.lenient = tuple(people[:LENIENT])
        for one in self.lenient:
            level, kept = LENIENT_SEVERITY
            self.truth[one] = replace(self.truth[one], severity=level + kept * self.truth[one].severity)
        self.busiest = people[len(people) // 2]
        self._directory[self.busiest].fixed = True
        self._loads[self.busiest] = BUSIEST_LOAD
        self.truth[self.busiest] = BUSIEST
        self._say(self.busiest, weekly=BUSIEST_WEEKLY, trained=True)

    def _enlist(self, post: Post, truth: InterviewerTruth, load: float) -> None:
        self.truth[post.employee_id] = truth
        self._loads[post.employee_id] = load
        self._groups[_group(FAMILIES[post.family].plan)].append(post.employee_id)

    def _draw_load(self) -> float:
        return math.exp(float(self._draws.normal(0.0, SD_LOG_LOAD)))

    def _draw_truth(self) -> InterviewerTruth:
        rng = self._draws
        hurried = bool(rng.random() < HURRIED_SHARE)
        return InterviewerTruth(
            severity=float(rng.normal(0.0, SD_SEVERITY)),
            noise=math.exp(float(rng.normal(0.0, SD_LOG_NOISE))),
            missing=MISSING_WHEN_HURRIED if hurried else MISSING,
            hurried=hurried,
            flat=FLAT_RATING if rng.random() < FLAT_SHARE else None,
            load=1.0,
        )

    def _say_first(self, employee_id: str, *, trained: bool) -> None:
        weekly = int(self._draws.choice(list(WEEKLY), p=list(WEEKLY.values())))
        if weekly != USUAL or not trained:
            self._say(employee_id, weekly=weekly, trained=trained)

    def _say(
        self,
        employee_id: str,
        *,
        weekly: int,
        trained: bool,
        paused_from: date | None = None,
        paused_until: date | None = None,
    ) -> None:
        today = self._world.clock.now.date()
        said = InterviewerTerms(employee_id, today, weekly, trained, paused_from, paused_until)
        self._latest[employee_id] = said
        self.terms.append(said)

    def _let_rest(self, today: date) -> None:
        rng = self._draws
        for employee_id in self.truth:
            if employee_id in (*self._season, self.busiest) or employee_id not in self._directory:
                continue
            chance = rng.random()
            if chance < RESTING_A_MONTH:
                first = today + timedelta(days=int(rng.integers(*REST_BEGINS)))
                last = first + timedelta(days=int(rng.integers(*REST_DAYS)))
                rest = RestDays(employee_id, today, first, last)
                self._resting[employee_id].append(rest)
                self.rest_days.append(rest)
            elif chance < RESTING_A_MONTH + PAUSING_A_MONTH:
                begins = today + timedelta(days=int(rng.integers(*PAUSE_BEGINS)))
                ends = begins + timedelta(days=int(rng.integers(*PAUSE_DAYS)))
                self._say(
                    employee_id,
                    weekly=self.weekly(employee_id),
                    trained=self.is_trained(employee_id),
                    paused_from=begins,
                    paused_until=None if rng.random() < 0.2 else ends,
                )


def _is_paused(terms: InterviewerTerms, day: date) -> bool:
    if terms.paused_from is None or day < terms.paused_from:
        return False
    return terms.paused_until is None or day <= terms.paused_until


def _group(plan: str) -> str:
    return "business" if plan == "business" else "technical"
