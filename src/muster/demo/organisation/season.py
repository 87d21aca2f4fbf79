"""The hiring season of `build_company` as a part of the organisation, under its own ids.

Its interviewers are employees, its requisitions are open, its candidates pass the pipeline as its decisions say.
Whoever passes the last interviews awaits the committee.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from muster.demo import company, requisitions, staff
from muster.demo.interviewing import Decision
from muster.demo.organisation.applicants import Applicants
from muster.demo.organisation.backgrounds import CAMPAIGNS
from muster.demo.organisation.case import Case, Opening
from muster.demo.organisation.hiring_records import Application, Requisition, Source
from muster.demo.organisation.journeys import SOURCES
from muster.demo.organisation.ladders import FAMILIES
from muster.demo.organisation.pipeline import Pipeline
from muster.demo.organisation.units import UNITS
from muster.demo.organisation.workforce import Newcomer, Workforce, draw_weighted
from muster.demo.workdays import add_workdays, midnight, office_moment
from muster.demo.world import World

__all__ = ["RESERVED_IDS", "SeasonPart"]

RESERVED_IDS: Mapping[str, int] = {"E": 1000, "C": 10_000, "A": 10_000, "R": 100}
"""The season's ids go no further than these, by kind; those of the rest of the organisation come after."""

OPENINGS = (2, 5)
SCREEN_BOOKED_AT = 9 * 60
UNREFERRED: tuple[Source, ...] = ("careers site", "job board", "sourced", "event")


class SeasonPart:
    """Plans what happened in the season on the clock of the organisation."""

    def __init__(
        self,
        world: World,
        workforce: Workforce,
        pipeline: Pipeline,
        *,
        applicants: Applicants,
        assign_recruiter: Callable[[], str],
    ) -> None:
        self._world = world
        self._workforce = workforce
        self._pipeline = pipeline
        self._applicants = applicants
        self._assign_recruiter = assign_recruiter
        self._draws = world.stream("organisation/season")
        self._openings: dict[str, Opening] = {}
        self._cases: dict[str, Case] = {}

    def plan(self, season: company.Company) -> None:
        """Plan everybody who joins, every requisition, application and decision of the season."""
        at = self._world.clock.at
        for employee in season.employees:
            at(midnight(employee.joined_on), partial(self._join, employee))
        for requisition in season.requisitions:
            at(midnight(requisition.opened_on), partial(self._open, requisition))
        candidates = {candidate.id: candidate for candidate in season.candidates}
        for application in season.applications:
            candidate = candidates[application.candidate_id]
            at(application.applied_at, partial(self._apply, application, candidate))
            at(_screen_booked(application.applied_at), partial(self._book_screen, application.id))
        for decision in season.decisions:
            at(decision.decided_at, partial(self._decide, decision))

    def _join(self, employee: staff.Employee) -> None:
        self._workforce.join(
            Newcomer(
                name=employee.name,
                team_id=employee.team_id,
                level_id=employee.level_id,
                family=UNITS[employee.team_id].families[0][0],
                location_id=employee.location_id,
                employee_id=employee.id,
                fixed=True,
            )
        )

    def _open(self, requisition: requisitions.Requisition) -> None:
        openings = int(self._draws.integers(*OPENINGS))
        leads = self._workforce.directory.leads
        division = UNITS[requisition.team_id].parent_id or requisition.team_id
        self._workforce.promised[requisition.team_id] += openings
        self._openings[requisition.id] = self._pipeline.open(
            Requisition(
                id=requisition.id,
                title=requisition.title,
                family=requisition.family,
                level_id=requisition.level_id,
                team_id=requisition.team_id,
                location_id=requisition.location_id,
                openings=openings,
                hiring_manager_id=leads.get(requisition.team_id) or leads[division],
                recruiter_id=self._assign_recruiter(),
                plan=FAMILIES[requisition.family].plan,
                blind=False,
                opened_at=self._world.clock.now,
            )
        )

    def _apply(self, application: requisitions.Application, candidate: requisitions.Candidate) -> None:
        opening = self._openings[application.requisition_id]
        described = self._applicants.describe(candidate.id, candidate.name, opening.requisition.level_id)
        self._pipeline.candidates.append(described)
        source = draw_weighted([(one, SOURCES[one][0]) for one in UNREFERRED], self._draws)
        campaign = CAMPAIGNS[source][int(self._draws.integers(len(CAMPAIGNS[source])))]
        self._cases[application.id] = self._pipeline.receive(
            Application(
                id=application.id,
                candidate_id=candidate.id,
                requisition_id=application.requisition_id,
                applied_at=application.applied_at,
                source=source,
                campaign=campaign,
            ),
            opening,
        )

    def _book_screen(self, application_id: str) -> None:
        self._pipeline.advance(self._cases[application_id], "Phone screen booked")

    def _decide(self, decision: Decision) -> None:
        case = self._cases[decision.application_id]
        if decision.passed:
            self._pipeline.advance(case)
        else:
            self._pipeline.reject(case)


def _screen_booked(applied_at: datetime) -> datetime:
    """Return when the first interview is agreed: on the working day after; it takes place later than that."""
    return office_moment(add_workdays(applied_at.date(), 1), SCREEN_BOOKED_AT, 0)
