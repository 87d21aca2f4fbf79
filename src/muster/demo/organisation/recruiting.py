"""Recruiting: requisitions open as planned, applications come in, and those who are hired join."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial

from muster.demo.organisation.applicants import Applicants
from muster.demo.organisation.backgrounds import CAMPAIGNS, RELATIONS
from muster.demo.organisation.case import Case, Opening
from muster.demo.organisation.hiring_plan import PlannedRequisition
from muster.demo.organisation.hiring_records import Application, Candidate, Referral, Requisition, Source
from muster.demo.organisation.journeys import Journey, draw_journeys
from muster.demo.organisation.ladders import FAMILIES, job_title
from muster.demo.organisation.pipeline import Pipeline
from muster.demo.organisation.reviews import Reviews
from muster.demo.organisation.roll import Roll
from muster.demo.organisation.units import COMPANY_ID
from muster.demo.organisation.workforce import Newcomer, Workforce, draw_level, draw_place, draw_weighted
from muster.demo.workdays import midnight
from muster.demo.world import World

__all__ = ["Recruiting"]

OPENS_AT = timedelta(hours=8)
CANCELLED_AT = timedelta(hours=16)
RETURNING_SHARE = 0.08
BLIND_SHARE = {"research": 0.6, "engineering": 0.5, "business": 0.25}
REFERRED_BEFORE_MINUTES = (5, 3000)


class Recruiting:
    """Runs the planned requisitions through the pipeline."""

    def __init__(
        self,
        world: World,
        workforce: Workforce,
        pipeline: Pipeline,
        *,
        applicants: Applicants,
        reviews: Reviews,
        roll: Roll,
        on_entry: Callable[[Case, Journey, datetime], None],
        on_opening: Callable[[Requisition, PlannedRequisition], None],
    ) -> None:
        self._world = world
        self._workforce = workforce
        self._pipeline = pipeline
        self._applicants = applicants
        self._roll = roll
        self._reviews = reviews
        self._on_entry = on_entry
        self._on_opening = on_opening
        self._posts = world.stream("organisation/requisitions/posts")
        self._sources = world.stream("organisation/applications/sources")
        self._returns = world.stream("organisation/applications/returns")
        self._earlier: defaultdict[str, list[str]] = defaultdict(list)
        self._known: dict[str, Candidate] = {}
        self._to_be_hired: set[str] = set()
        self._load: Counter[str] = Counter()
        self.referrals: list[Referral] = []

    def plan(self, requisitions: Iterable[PlannedRequisition]) -> None:
        """Plan the opening of every requisition."""
        for planned in requisitions:
            self._world.clock.at(midnight(planned.opened_on) + OPENS_AT, partial(self._open, planned))

    def assign_recruiter(self) -> str:
        """Return the recruiter with the fewest requisitions so far, or the head of the company if there is none."""
        directory = self._workforce.directory
        able = [post.employee_id for post in directory if post.family == "Recruiter" and not post.reports]
        if not able:
            return directory.leads[COMPANY_ID]
        chosen = min(able, key=lambda employee_id: self._load[employee_id])
        self._load[chosen] += 1
        return chosen

    def _open(self, planned: PlannedRequisition) -> None:
        """Open a requisition now for a team that needs people, and draw how its applications will fare."""
        unit = self._workforce.neediest_team(self._posts)
        family = draw_weighted(unit.families, self._posts)
        level_id = draw_level(self._posts)
        plan = FAMILIES[family].plan
        leads = self._workforce.directory.leads
        opening = self._pipeline.open(
            Requisition(
                id=self._world.issue_id("R", width=3),
                title=job_title(family, level_id, unit.name),
                family=family,
                level_id=level_id,
                team_id=unit.id,
                location_id=draw_place(unit, self._posts),
                openings=planned.openings,
                hiring_manager_id=leads.get(unit.id) or leads[unit.parent_id or unit.id],
                recruiter_id=self.assign_recruiter(),
                plan=plan,
                blind=bool(self._posts.random() < BLIND_SHARE[plan]),
                opened_at=self._world.clock.now,
            )
        )
        self._workforce.promised[unit.id] += planned.openings
        self._on_opening(opening.requisition, planned)
        self._expect_applications(opening, planned)
        if planned.cancelled:
            self._world.clock.at(midnight(planned.closes_on) + CANCELLED_AT, partial(self._cancel, opening))

    def _expect_applications(self, opening: Opening, planned: PlannedRequisition) -> None:
        journeys = draw_journeys(
            self._world.stream("organisation/journeys", opening.requisition.id),
            opened_at=opening.requisition.opened_at,
            applying_until=planned.applying_until,
            number=planned.applications,
            hires=planned.hires,
        )
        for journey in journeys:
            self._world.clock.at(journey.applied_at, partial(self._apply, opening, journey))

    def _cancel(self, opening: Opening) -> None:
        requisition = opening.requisition
        self._workforce.promised[requisition.team_id] -= requisition.openings - opening.hired
        self._pipeline.cancel(opening)

    def _apply(self, opening: Opening, journey: Journey) -> None:
        """Receive an application now, unless the requisition has closed."""
        if not opening.is_open:
            return
        candidate = self._applicant(opening, journey)
        application = Application(
            id=self._world.issue_id("A", width=5),
            candidate_id=candidate.id,
            requisition_id=opening.requisition.id,
            applied_at=self._world.clock.now,
            source=journey.source,
            campaign=self._campaign(journey.source),
        )
        case = self._pipeline.receive(application, opening)
        if journey.source == "referral":
            self._refer(application, opening.requisition)
        first = journey.steps[0] if journey.steps else journey.ends_at
        self._reviews.plan(case, first, goes_on=bool(journey.steps))
        self._world.clock.at(first, partial(self._proceed, case, journey))

    def _applicant(self, opening: Opening, journey: Journey) -> Candidate:
        """Return somebody who has applied before, now and then, or somebody new."""
        requisition = opening.requisition
        earlier = self._earlier[requisition.family]
        candidate = None
        if earlier and self._returns.random() < RETURNING_SHARE:
            known = self._known[earlier[int(self._returns.integers(len(earlier)))]]
            if known.id not in self._to_be_hired and not self._pipeline.is_active(known.id, opening):
                candidate = known
        if candidate is None:
            candidate = self._applicants.draw(requisition.level_id)
            self._known[candidate.id] = candidate
            earlier.append(candidate.id)
            self._pipeline.candidates.append(candidate)
        if journey.outcome == "hired":
            self._to_be_hired.add(candidate.id)
        return candidate

    def _campaign(self, source: Source) -> str:
        campaigns = CAMPAIGNS[source]
        return campaigns[int(self._sources.integers(len(campaigns)))]

    def _refer(self, application: Application, requisition: Requisition) -> None:
        """Record who recommended the candidate, some time before they applied."""
        before = timedelta(minutes=int(self._sources.integers(*REFERRED_BEFORE_MINUTES)))
        employee_id = self._roll.draw_anybody(self._sources)
        joined_at = midnight(self._workforce.directory[employee_id].joined_on)
        self.referrals.append(
            Referral(
                id=self._world.issue_id("RF"),
                application_id=application.id,
                employee_id=employee_id,
                referred_at=max(application.applied_at - before, requisition.opened_at, joined_at),
                relation=RELATIONS[int(self._sources.integers(len(RELATIONS)))],
            )
        )

    def _proceed(self, case: Case, journey: Journey) -> None:
        """Take the next step of an application now, and plan the one after it."""
        if case.is_over:
            return
        if case.stage == len(journey.steps):
            self._finish(case, journey)
            return
        self._pipeline.advance(case)
        following = journey.steps[case.stage] if case.stage < len(journey.steps) else journey.ends_at
        self._on_entry(case, journey, following)
        self._world.clock.at(following, partial(self._proceed, case, journey))

    def _finish(self, case: Case, journey: Journey) -> None:
        if journey.outcome == "rejected":
            self._pipeline.reject(case)
        elif journey.outcome == "withdrawn":
            self._pipeline.withdraw(case)
        else:
            self._pipeline.hire(case)
            self._await(case, journey.joins_on)

    def _await(self, case: Case, joins_on: date | None) -> None:
        """Plan that somebody who was hired now joins."""
        if joins_on is None:
            raise ValueError(f"{case.application.id} is hired without a day to start on")
        requisition = case.opening.requisition
        newcomer = Newcomer(
            name=self._known[case.application.candidate_id].name,
            team_id=requisition.team_id,
            level_id=requisition.level_id,
            family=requisition.family,
            location_id=requisition.location_id,
            application_id=case.application.id,
        )
        self._world.clock.at(midnight(joins_on), partial(self._welcome, newcomer))

    def _welcome(self, newcomer: Newcomer) -> None:
        self._workforce.promised[newcomer.team_id] -= 1
        self._workforce.join(newcomer)
