"""The whole of Halcyon Labs as it stands at the end of a day: people and hiring since its founding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from muster.demo.company import Company, build_company
from muster.demo.criteria import AnchoredCriterion, Kit
from muster.demo.organisation.applicants import Applicants
from muster.demo.organisation.bars import Bar, set_bars
from muster.demo.organisation.committee_records import (
    Ballot,
    Decision,
    Declaration,
    Dissent,
    Recusal,
    Signature,
    Voiding,
)
from muster.demo.organisation.growth import ENDS_ON, WINDOW_OPENS_ON, plan_growth
from muster.demo.organisation.hiring_plan import plan_hiring
from muster.demo.organisation.hiring_records import (
    Application,
    Candidate,
    Closing,
    Move,
    Referral,
    Requisition,
    RequisitionClosing,
    Review,
)
from muster.demo.organisation.interview_records import (
    Cancellation,
    Correction,
    Draft,
    Interview,
    InterviewerTerms,
    Release,
    Rescheduling,
    RestDays,
    Scorecard,
    Seat,
)
from muster.demo.organisation.ladders import FAMILIES, LEVELS, JobFamily, Level
from muster.demo.organisation.meeting import Meeting
from muster.demo.organisation.on_the_job import JobRating, rate_on_the_job
from muster.demo.organisation.pipeline import Pipeline
from muster.demo.organisation.places import PLACES, Place
from muster.demo.organisation.plans import CRITERIA, KITS, PLANS, Plan
from muster.demo.organisation.planted import Truth
from muster.demo.organisation.records import Assignment, Departure, Employee, Leadership, Spell, Team
from muster.demo.organisation.recruiting import Recruiting
from muster.demo.organisation.reviews import Reviews
from muster.demo.organisation.roll import Roll
from muster.demo.organisation.season import RESERVED_IDS, SeasonPart
from muster.demo.organisation.season_interviews import SeasonInterviews
from muster.demo.organisation.self_identification import (
    FORM,
    SEEN,
    Question,
    SelfIdentification,
    draw_answers,
)
from muster.demo.organisation.units import COMPANY_ID
from muster.demo.organisation.workforce import Workforce
from muster.demo.people import Namer
from muster.demo.staff import FOUNDED_ON
from muster.demo.workdays import midnight
from muster.demo.world import World
from muster.engine.errors import InputError

__all__ = ["Organisation", "build_organisation", "populate_organisation"]


@dataclass(frozen=True)
class Organisation:
    """Everything on record by the end of the day `until`.

    The first group of fields is what the company is made of; every other one is a list of facts in the order in
    which they came about. A fact never changes: what ends has a departure or a closing.
    """

    seed: int
    until: date
    places: tuple[Place, ...]
    levels: tuple[Level, ...]
    families: tuple[JobFamily, ...]
    plans: tuple[Plan, ...]
    criteria: tuple[AnchoredCriterion, ...]
    kits: tuple[Kit, ...]

    teams: tuple[Team, ...]
    leaderships: tuple[Leadership, ...]
    employees: tuple[Employee, ...]
    spells: tuple[Spell, ...]
    departures: tuple[Departure, ...]
    assignments: tuple[Assignment, ...]

    requisitions: tuple[Requisition, ...]
    requisition_closings: tuple[RequisitionClosing, ...]
    candidates: tuple[Candidate, ...]
    applications: tuple[Application, ...]
    moves: tuple[Move, ...]
    closings: tuple[Closing, ...]
    referrals: tuple[Referral, ...]
    reviews: tuple[Review, ...]

    terms: tuple[InterviewerTerms, ...]
    rest_days: tuple[RestDays, ...]
    interviews: tuple[Interview, ...]
    seats: tuple[Seat, ...]
    releases: tuple[Release, ...]
    reschedulings: tuple[Rescheduling, ...]
    cancellations: tuple[Cancellation, ...]
    drafts: tuple[Draft, ...]
    scorecards: tuple[Scorecard, ...]
    corrections: tuple[Correction, ...]

    decisions: tuple[Decision, ...]
    ballots: tuple[Ballot, ...]
    declarations: tuple[Declaration, ...]
    recusals: tuple[Recusal, ...]
    signatures: tuple[Signature, ...]
    dissents: tuple[Dissent, ...]
    voidings: tuple[Voiding, ...]

    bars: tuple[Bar, ...]
    job_ratings: tuple[JobRating, ...]

    self_identification: Mapping[str, SelfIdentification]
    truth: Truth

    def staff_on(self, day: date) -> dict[str, Assignment]:
        """Return what everybody who is employed at the end of `day` does then, by employee id."""
        over = {one.spell_id for one in self.departures if one.last_day <= day}
        present = {
            one.id: one.employee_id for one in self.spells if one.started_on <= day and one.id not in over
        }
        return {
            present[one.spell_id]: one
            for one in self.assignments
            if one.spell_id in present and one.from_on <= day
        }


def build_organisation(seed: int = 1, *, until: date = ENDS_ON) -> Organisation:
    """Generate the company from `seed` and let it live from its founding to the end of the day `until`.

    The same seed gives the same organisation; an earlier `until` gives the past of the same organisation.
    Raises InputError when `seed` is negative or `until` lies outside the months that have records.
    """
    if seed < 0:
        raise InputError(f"the seed must be a whole number from 0 up, not {seed!r}", seed=seed)
    if not WINDOW_OPENS_ON <= until <= ENDS_ON:
        raise InputError(
            f"the whole demo company can be seen from {WINDOW_OPENS_ON} to {ENDS_ON}, not on {until}; "
            "choose a date between them",
            until=until,
        )
    season = build_company(seed, until=ENDS_ON)
    return populate_organisation(World(seed, start=FOUNDED_ON, until=until), season)


def populate_organisation(world: World, season: Company, *, form: Sequence[Question] = FORM) -> Organisation:
    """Set the organisation's parts going in a new world, run its clock to the end, and collect the facts.

    `season` is lived to the end of the organisation's time; what lies after the world's end is not seen. `form`
    is what candidates are asked about themselves.
    """
    for kind, up_to in RESERVED_IDS.items():
        world.reserve_ids(kind, up_to)
    namer = Namer()
    workforce = Workforce(world, namer)
    pipeline = Pipeline(world, workforce.directory)
    applicants = Applicants(world, namer)
    roll = Roll(world.clock, workforce.directory)
    reviews = Reviews(world, workforce.directory, roll)
    meeting = Meeting(world, workforce, pipeline, season)
    recruiting = Recruiting(
        world,
        workforce,
        pipeline,
        applicants=applicants,
        reviews=reviews,
        roll=roll,
        on_entry=meeting.enter,
        on_opening=meeting.planting.open,
    )
    meeting.plan(lambda: recruiting.referrals)
    months = plan_growth(world, (employee.joined_on for employee in season.employees))
    hiring = plan_hiring(
        world,
        months,
        other_requisitions=len(season.requisitions),
        other_applications=len(season.applications),
    )
    for day in hiring.direct:
        world.clock.at(midnight(day), workforce.join_directly)
    for day in hiring.returning:
        world.clock.at(midnight(day), workforce.rejoin)
    workforce.plan(months)
    part = SeasonPart(
        world,
        workforce,
        pipeline,
        applicants=applicants,
        assign_recruiter=recruiting.assign_recruiter,
        interviews=SeasonInterviews(world, meeting.interviews, season),
        committees=meeting.committees,
    )
    part.plan(season)
    meeting.planting.plan(hiring.requisitions)
    recruiting.plan(hiring.requisitions)
    world.clock.run()
    interviews, committees = meeting.interviews, meeting.committees
    candidate_ids = [candidate.id for candidate in pipeline.candidates]
    truth = _tell_truth(meeting, season)
    return Organisation(
        seed=world.seed,
        until=world.until,
        places=PLACES,
        levels=tuple(LEVELS.values()),
        families=tuple(FAMILIES.values()),
        plans=tuple(PLANS.values()),
        criteria=tuple(CRITERIA.values()),
        kits=tuple(KITS.values()),
        teams=tuple(workforce.directory.teams),
        leaderships=tuple(workforce.directory.leaderships),
        employees=tuple(workforce.employees),
        spells=tuple(workforce.spells),
        departures=tuple(workforce.departures),
        assignments=tuple(workforce.directory.assignments),
        requisitions=tuple(pipeline.requisitions),
        requisition_closings=tuple(pipeline.requisition_closings),
        candidates=tuple(pipeline.candidates),
        applications=tuple(pipeline.applications),
        moves=tuple(pipeline.moves),
        closings=tuple(pipeline.closings),
        referrals=tuple(recruiting.referrals),
        reviews=tuple(reviews.reviews),
        terms=tuple(meeting.interviewers.terms),
        rest_days=tuple(meeting.interviewers.rest_days),
        interviews=tuple(interviews.interviews),
        seats=tuple(interviews.seats),
        releases=tuple(interviews.releases),
        reschedulings=tuple(interviews.reschedulings),
        cancellations=tuple(interviews.cancellations),
        drafts=tuple(interviews.drafts),
        scorecards=tuple(interviews.scorecards),
        corrections=tuple(interviews.corrections),
        decisions=tuple(committees.decisions),
        ballots=tuple(committees.ballots),
        declarations=tuple(committees.declarations),
        recusals=tuple(committees.recusals),
        signatures=tuple(committees.signatures),
        dissents=tuple(committees.dissents),
        voidings=tuple(committees.voidings),
        bars=set_bars(world.until, workforce.directory.leads[COMPANY_ID]),
        job_ratings=rate_on_the_job(
            world,
            spells=workforce.spells,
            departures=workforce.departures,
            assignments=workforce.directory.assignments,
            candidate_of={one.id: one.candidate_id for one in pipeline.applications},
            truth=truth.candidates,
        ),
        self_identification=draw_answers(world, candidate_ids, form, {SEEN.name: meeting.looks.chances()}),
        truth=truth,
    )


def _tell_truth(meeting: Meeting, season: Company) -> Truth:
    """Return what is true of everybody who has interviewed or been interviewed by now."""
    interviews = meeting.interviews
    met = {one.application_id for one in interviews.interviews}
    known = {one.id: one.candidate_id for one in season.applications if one.id in met}
    theirs = {one: season.truth.candidates[one] for one in known.values()}
    return Truth({**theirs, **interviews.truth}, dict(meeting.interviewers.truth), meeting.planting.planted())
