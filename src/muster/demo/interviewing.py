"""The pipeline: interviews are booked, held and written up, and who looks good goes on to the next step.

Nobody in the pipeline knows the truth: a candidate goes on by how the scorecards look. So later stages see
better candidates, and what a candidate meets depends on the luck of the draw of interviewers, as in life.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

import numpy as np

from muster.demo.criteria import KITS
from muster.demo.org import LOCATIONS, TEAMS
from muster.demo.rating import Rater, Rating, standing
from muster.demo.requisitions import Application, CandidateTruth, Requisition, steps_of
from muster.demo.staff import Employee, Staff
from muster.demo.workdays import add_workdays, office_moment
from muster.demo.world import World

__all__ = ["Decision", "Interview", "Interviewing", "Scorecard"]

INTERVIEW_MINUTES = 60
OFFICE_HOURS = (9, 17)  # the last interview starts at 16
DAYS_TO_INTERVIEW = (2, 8)  # working days, half open
BARS = (0.44, 0.5, 0.58)
SD_DECISION = 0.04
PAIRED_SHARE = 0.05
TALK_PANEL = (2, 4)  # interviewers, half open

NEWCOMER_DAYS = 120
NEWCOMER_WEIGHT = 0.3
SAME_TEAM = 3.0
SAME_PLACE = 1.6
APART_FROM_OTHERS = 0.2


@dataclass(frozen=True, slots=True)
class Interview:
    """A booked interview; several interviewers make it a panel. It may still lie ahead."""

    id: str
    application_id: str
    step: int
    stage: str
    starts_at: datetime
    interviewer_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What one interviewer made of one interview, in the order of the kit."""

    id: str
    interview_id: str
    interviewer_id: str
    submitted_at: datetime
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an application passed a step of the pipeline (0 is the first)."""

    application_id: str
    step: int
    passed: bool
    decided_at: datetime


@dataclass
class _Case:
    """An application on its way, with random streams of its own."""

    application: Application
    requisition: Requisition
    planning: np.random.Generator
    rating: np.random.Generator
    step: int = 0
    awaited: int = 0
    met: set[str] = field(default_factory=set)
    looks: list[float] = field(default_factory=list)


class Interviewing:
    """Takes applications through the pipeline, event by event."""

    def __init__(
        self, world: World, staff: Staff, rater: Rater, candidates: Mapping[str, CandidateTruth]
    ) -> None:
        self._world = world
        self._staff = staff
        self._rater = rater
        self._candidates = candidates
        self._busy: set[tuple[str, datetime]] = set()
        self._offsets = {place.id: place.utc_offset for place in LOCATIONS}
        self._apart = {team.id for team in TEAMS if team.apart}
        self.interviews: list[Interview] = []
        self.scorecards: list[Scorecard] = []
        self.decisions: list[Decision] = []
        self.halo: dict[str, float] = {}

    def begin(self, application: Application, requisition: Requisition) -> None:
        """Start the pipeline of an application that has just come in."""
        planning = self._world.stream("pipeline", application.id)
        rating = self._world.stream("ratings", application.id)
        self._book_step(_Case(application, requisition, planning, rating))

    def _book_step(self, case: _Case) -> None:
        stages = steps_of(case.requisition)[case.step]
        first = add_workdays(self._world.clock.now.date(), int(case.planning.integers(*DAYS_TO_INTERVIEW)))
        for stage in stages:
            self._book(case, stage, first)

    def _book(self, case: _Case, stage: str, first: date) -> None:
        """Book an interview on a working day soon after `first`, when enough interviewers are free."""
        wanted = self._panel_size(case, stage)
        day = add_workdays(first, int(case.planning.integers(3)))
        while True:
            starts_at = self._slot(case, day)
            free = self._free(case, starts_at)
            if len(free) >= wanted and not self._is_busy(case.application.candidate_id, starts_at):
                break
            day = add_workdays(day, 1)
        weights = np.array([self._weight(employee, case.requisition) for employee in free])
        chosen = case.planning.choice(len(free), size=wanted, replace=False, p=weights / weights.sum())
        panel = tuple(free[int(place)].id for place in chosen)
        interview = Interview(
            self._world.issue_id("I", width=5), case.application.id, case.step, stage, starts_at, panel
        )
        self.interviews.append(interview)
        self._busy.update((person, starts_at) for person in (*panel, case.application.candidate_id))
        case.met.update(panel)
        case.awaited += len(panel)
        for interviewer_id in panel:
            submitted_at = self._submission(case, interview, interviewer_id)
            self._world.clock.at(submitted_at, partial(self._submit, case, interview, interviewer_id))

    def _panel_size(self, case: _Case, stage: str) -> int:
        if stage == "Research talk":
            return int(case.planning.integers(*TALK_PANEL))
        return 1 + int(case.planning.random() < PAIRED_SHARE)

    def _slot(self, case: _Case, day: date) -> datetime:
        hour = int(case.planning.integers(*OFFICE_HOURS))
        return office_moment(day, 60 * hour, self._offsets[case.requisition.location_id])

    def _free(self, case: _Case, starts_at: datetime) -> Sequence[Employee]:
        """Return the trained interviewers who are free then and whom the candidate has not met."""
        return [
            employee
            for employee in self._staff.ready_on(starts_at.date())
            if employee.id not in case.met and not self._is_busy(employee.id, starts_at)
        ]

    def _is_busy(self, person: str, starts_at: datetime) -> bool:
        return (person, starts_at) in self._busy

    def _weight(self, employee: Employee, requisition: Requisition) -> float:
        """Return how likely an interviewer is to be asked, relative to the others."""
        weight = self._staff.truth[employee.id].load
        if (self._world.clock.now.date() - employee.joined_on).days < NEWCOMER_DAYS:
            weight *= NEWCOMER_WEIGHT
        if employee.team_id == requisition.team_id:
            return weight * SAME_TEAM
        if employee.team_id in self._apart or requisition.team_id in self._apart:
            return weight * APART_FROM_OTHERS
        return weight * (SAME_PLACE if employee.location_id == requisition.location_id else 1.0)

    def _submission(self, case: _Case, interview: Interview, interviewer_id: str) -> datetime:
        """Return when a scorecard comes in: at once from the hurried, else on that or a later working day."""
        over = interview.starts_at + timedelta(minutes=INTERVIEW_MINUTES)
        if self._staff.truth[interviewer_id].hurried:
            return over + timedelta(minutes=int(case.planning.integers(1, 6)))
        if case.planning.random() < 0.6:
            return over + timedelta(minutes=int(case.planning.integers(10, 100)))
        day = add_workdays(interview.starts_at.date(), int(case.planning.integers(1, 3)))
        minute = int(case.planning.integers(9 * 60, 17 * 60))
        return office_moment(day, minute, self._offsets[case.requisition.location_id])

    def _submit(self, case: _Case, interview: Interview, interviewer_id: str) -> None:
        ratings, halo = self._rater.draw(
            KITS[interview.stage],
            self._candidates[case.application.candidate_id],
            self._staff.truth[interviewer_id],
            case.rating,
        )
        scorecard = Scorecard(
            self._world.issue_id("S", width=5), interview.id, interviewer_id, self._world.clock.now, ratings
        )
        self.scorecards.append(scorecard)
        self.halo[scorecard.id] = halo
        case.looks.append(standing(ratings))
        case.awaited -= 1
        if case.awaited == 0:
            day = add_workdays(self._world.clock.now.date(), 1)
            decided_at = office_moment(day, 10 * 60, self._offsets[case.requisition.location_id])
            self._world.clock.at(decided_at, partial(self._decide, case))

    def _decide(self, case: _Case) -> None:
        """Let the case pass its step if its scorecards so far look good enough on the whole."""
        looks = sum(case.looks) / len(case.looks) + float(case.planning.normal(0.0, SD_DECISION))
        passed = looks >= BARS[case.step]
        self.decisions.append(Decision(case.application.id, case.step, passed, self._world.clock.now))
        if passed and case.step + 1 < len(steps_of(case.requisition)):
            case.step += 1
            self._book_step(case)
