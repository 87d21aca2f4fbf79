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
from muster.demo.organisation.committees import Committees
from muster.demo.organisation.hiring_records import Application, Requisition, Source
from muster.demo.organisation.journeys import SOURCES
from muster.demo.organisation.ladders import FAMILIES
from muster.demo.organisation.pipeline import Pipeline
from muster.demo.organisation.season_interviews import SeasonInterviews
from muster.demo.organisation.units import UNITS
from muster.demo.organisation.workforce import Newcomer, Workforce, draw_weighted
from muster.demo.workdays import add_workdays, midnight, office_moment
from muster.demo.world import World

__all__ = ["RESERVED_IDS", "SeasonPart"]

RESERVED_IDS: Mapping[str, int] = {
    "E": 1000, "C": 10_000, "A": 10_000, "R": 100, "I": 10_000, "S": 10_000,
}  # fmt: skip
"""The season's ids go no further than these, by kind; those of the rest of the organisation come after."""

OPENINGS = (2, 5)
SCREEN_BOOKED_AT = 9 * 60
HIRED_FROM = 0.62
"""How good scorecards must look (0 to 1) for a committee to hire."""
DAYS_IN_COMMITTEE = (4, 22)
LEAVES_COMMITTEE_AT = 15 * 60
TURNED_DOWN = "Turned down by the committee"
DAYS_TO_ANSWER = (4, 25)
ACCEPTED_SHARE = 0.75
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
        interviews: SeasonInterviews,
        committees: Committees,
    ) -> None:
        self._world = world
        self._workforce = workforce
        self._pipeline = pipeline
        self._applicants = applicants
        self._assign_recruiter = assign_recruiter
        self._interviews = interviews
        self._committees = committees
        self._ends = world.stream("organisation/season/ends")
        self._wanted: dict[str, int] = {}
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
        self._interviews.plan({one.id: _screen_booked(one.applied_at) for one in season.applications})

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
            if case.stages[case.stage].kind == "committee":
                self._await_committee(case)
        else:
            self._pipeline.reject(case)

    def _await_committee(self, case: Case) -> None:
        """Plan what the committee makes of a candidate: it goes by the scorecards, while posts are left."""
        requisition = case.opening.requisition
        wanted = self._wanted.setdefault(requisition.id, requisition.openings - 1)
        hires = wanted > 0 and self._interviews.looks(case.application.id) >= HIRED_FROM
        self._wanted[requisition.id] -= hires
        today = self._world.clock.now.date()
        decided_on = add_workdays(today, int(self._ends.integers(*DAYS_IN_COMMITTEE)))
        leaves_at = office_moment(decided_on, LEAVES_COMMITTEE_AT, 0)
        self._committees.plan(case, leaves_at, "hire" if hires else "no_hire")
        self._world.clock.at(leaves_at, partial(self._leave_committee, case, hires=hires))

    def _leave_committee(self, case: Case, *, hires: bool) -> None:
        if not hires:
            self._pipeline.reject(case, TURNED_DOWN)
            return
        self._pipeline.advance(case)
        answers_on = add_workdays(self._world.clock.now.date(), int(self._ends.integers(*DAYS_TO_ANSWER)))
        accepts = bool(self._ends.random() < ACCEPTED_SHARE)
        self._world.clock.at(
            office_moment(answers_on, LEAVES_COMMITTEE_AT, 0), partial(self._answer, case, accepts=accepts)
        )

    def _answer(self, case: Case, *, accepts: bool) -> None:
        """Let a candidate answer an offer; the season's hires start after the company's time."""
        if accepts:
            self._pipeline.hire(case)
        else:
            self._pipeline.withdraw(case)


def _screen_booked(applied_at: datetime) -> datetime:
    """Return when the first interview is agreed: on the working day after; it takes place later than that."""
    return office_moment(add_workdays(applied_at.date(), 1), SCREEN_BOOKED_AT, 0)
