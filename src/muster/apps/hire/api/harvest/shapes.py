"""Harvest's shapes: its names of fields, its words for ratings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field, PlainSerializer

from muster.apps.accounts.models import User
from muster.apps.core.api import Out
from muster.apps.hire.models import Application, Candidate, Member, Outcome, Requisition, Scorecard, Source
from muster.apps.hire.models.scorecards import Recommendation
from muster.apps.hire.selectors.scorecards import CardRating

__all__ = [
    "ApplicationOut",
    "CandidateOut",
    "JobOut",
    "ScorecardOut",
    "show_application",
    "show_candidate",
    "show_job",
    "show_scorecard",
    "spelled",
    "split_name",
    "word_of",
]

WORDS = ("definitely_not", "no", "mixed", "yes", "strong_yes")
RECOMMENDED = {
    Recommendation.STRONG_HIRE: "strong_yes",
    Recommendation.HIRE: "yes",
    Recommendation.NO_HIRE: "no",
    Recommendation.STRONG_NO_HIRE: "definitely_not",
    Recommendation.UNDECIDED: "no_decision",
}
STATUSES = {
    Outcome.ACTIVE: "active",
    Outcome.HIRED: "hired",
    Outcome.REJECTED: "rejected",
    Outcome.WITHDRAWN: "rejected",
}
ENDED = {Outcome.REJECTED: (1, "We rejected them"), Outcome.WITHDRAWN: (2, "They rejected us")}
SOURCES = list(Source)


def spelled(moment: datetime) -> str:
    """Return a time as Harvest writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Moment = Annotated[datetime, PlainSerializer(spelled, return_type=str)]


class RefOut(Out):
    """Something by its number and name."""

    id: int
    name: str


class UserOut(RefOut):
    """A colleague."""

    employee_id: str | None = None


class RecruiterOut(UserOut):
    """A recruiter or coordinator; `responsible` is the one who answers for the job."""

    responsible: bool


class ValueOut(Out):
    """An address or a number."""

    value: str
    type: str


class CandidateOut(Out):
    """Harvest's candidate."""

    id: int
    first_name: str
    last_name: str
    company: None = None
    title: None = None
    is_private: bool = False
    created_at: Moment
    updated_at: Moment
    last_activity: Moment
    photo_url: None = None
    attachments: list[ValueOut] = Field(default_factory=list)
    application_ids: list[int]
    phone_numbers: list[ValueOut]
    addresses: list[ValueOut] = Field(default_factory=list)
    email_addresses: list[ValueOut]
    website_addresses: list[ValueOut]
    social_media_addresses: list[ValueOut] = Field(default_factory=list)
    recruiter: None = None
    coordinator: None = None
    tags: list[str] = Field(default_factory=list)
    custom_fields: dict[str, str] = Field(default_factory=dict)
    keyed_custom_fields: dict[str, str] = Field(default_factory=dict)


class SourceOut(Out):
    """How an application came about."""

    id: int
    public_name: str


class ReasonOut(RefOut):
    """Why an application ended."""

    type: RefOut


class ApplicationOut(Out):
    """Harvest's application. Who withdrew is `rejected`, for a reason of the type "They rejected us"."""

    id: int
    candidate_id: int
    prospect: bool = False
    applied_at: Moment
    rejected_at: Moment | None
    last_activity_at: Moment
    location: None = None
    source: SourceOut
    credited_to: None = None
    rejection_reason: ReasonOut | None
    rejection_details: None = None
    jobs: list[RefOut]
    status: str = Field(description="active, rejected or hired")
    current_stage: RefOut
    answers: list[ValueOut] = Field(default_factory=list)
    custom_fields: dict[str, str] = Field(default_factory=dict)
    keyed_custom_fields: dict[str, str] = Field(default_factory=dict)


class AttributeOut(Out):
    """A criterion with its rating in Harvest's words."""

    name: str
    type: str
    note: str | None
    rating: str


class QuestionOut(Out):
    """A question of a scorecard."""

    id: int | None
    question: str
    answer: str


class ScorecardOut(Out):
    """Harvest's scorecard."""

    id: int
    updated_at: Moment
    created_at: Moment
    interview: str
    interview_step: RefOut
    candidate_id: int
    application_id: int
    interviewed_at: Moment
    submitted_by: UserOut
    interviewer: UserOut
    submitted_at: Moment
    overall_recommendation: str
    attributes: list[AttributeOut]
    ratings: dict[str, list[str]]
    questions: list[QuestionOut]


class PlaceOut(Out):
    """A place by its name."""

    name: str


class OfficeOut(RefOut):
    """An office."""

    location: PlaceOut


class TeamOut(Out):
    """Who works on a job."""

    hiring_managers: list[UserOut]
    recruiters: list[RecruiterOut]
    coordinators: list[RecruiterOut]
    sourcers: list[UserOut] = Field(default_factory=list)


class OpeningOut(Out):
    """One of the places of a job."""

    id: int
    opening_id: str
    status: str
    opened_at: Moment | None
    closed_at: Moment | None
    application_id: None = None


class JobOut(Out):
    """Harvest's job."""

    id: int
    name: str
    requisition_id: str
    notes: None = None
    confidential: bool
    status: str
    created_at: Moment
    opened_at: Moment | None
    closed_at: Moment | None
    updated_at: Moment
    departments: list[RefOut]
    offices: list[OfficeOut]
    hiring_team: TeamOut
    openings: list[OpeningOut]
    custom_fields: dict[str, str] = Field(default_factory=dict)
    keyed_custom_fields: dict[str, str] = Field(default_factory=dict)


def word_of(value: int, most: int) -> str:
    """Return a rating from 1 to `most` in Harvest's five words, from the lowest to the highest."""
    return WORDS[round((value - 1) / (most - 1) * (len(WORDS) - 1))]


def split_name(name: str) -> tuple[str, str]:
    """Return a name in two. The last word stands for the family name, unless there is no other."""
    first, _space, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def show_candidate(one: Candidate, applications: Sequence[int]) -> CandidateOut:
    """Return a candidate in Harvest's shape."""
    first, last = split_name(one.name)
    return CandidateOut(
        id=one.pk,
        first_name=first,
        last_name=last,
        created_at=one.created_at,
        updated_at=one.created_at,
        last_activity=one.created_at,
        application_ids=list(applications),
        phone_numbers=[ValueOut(value=one.phone, type="mobile")] if one.phone else [],
        email_addresses=[ValueOut(value=one.email, type="personal")] if one.email else [],
        website_addresses=[ValueOut(value=link, type="other") for link in one.links],
    )


def show_application(one: Application, ended_at: datetime | None) -> ApplicationOut:
    """Return an application in Harvest's shape."""
    outcome, source = Outcome(one.outcome), Source(one.source)
    came = one.campaign if source == Source.IMPORT and one.campaign else str(source.label)
    ended = outcome in ENDED
    return ApplicationOut(
        id=one.pk,
        candidate_id=one.candidate_id,
        applied_at=one.applied_at,
        rejected_at=(ended_at or one.stage_since) if ended else None,
        last_activity_at=max(one.stage_since, ended_at or one.stage_since),
        source=SourceOut(id=SOURCES.index(source) + 1, public_name=came),
        rejection_reason=_reason(outcome, one.reason) if ended else None,
        jobs=[RefOut(id=one.requisition.pk, name=one.requisition.title)],
        status=STATUSES[outcome],
        current_stage=RefOut(id=one.stage.pk, name=one.stage.name),
    )


def show_scorecard(card: Scorecard, ratings: Sequence[CardRating], submitted_at: datetime) -> ScorecardOut:
    """Return a submitted scorecard in Harvest's shape."""
    interview, person = card.seat.interview, _user(card.seat.interviewer)
    words = [(one.criterion.name, word_of(one.value, one.most), one.note) for one in ratings]
    return ScorecardOut(
        id=card.pk,
        updated_at=submitted_at,
        created_at=card.created_at,
        interview=interview.kit.name,
        interview_step=RefOut(id=interview.stage.pk, name=interview.stage.name),
        candidate_id=interview.application.candidate_id,
        application_id=interview.application_id,
        interviewed_at=interview.starts_at,
        submitted_by=person,
        interviewer=person,
        submitted_at=submitted_at,
        overall_recommendation=RECOMMENDED[Recommendation(card.recommendation)],
        attributes=[
            AttributeOut(name=name, type="Skills", note=note or None, rating=word)
            for name, word, note in words
        ],
        ratings={word: [name for name, given, _note in words if given == word] for word in WORDS},
        questions=[QuestionOut(id=None, question="Key Take-Aways", answer=card.summary)],
    )


def show_job(one: Requisition, coordinators: Sequence[Member]) -> JobOut:
    """Return an opening in Harvest's shape."""
    status = "closed" if one.status == Requisition.Status.CLOSED else "open"
    return JobOut(
        id=one.pk,
        name=one.title,
        requisition_id=one.code,
        confidential=not one.public,
        status=one.status,
        created_at=one.created_at,
        opened_at=one.opened_at,
        closed_at=one.closed_at,
        updated_at=one.closed_at or one.opened_at or one.created_at,
        departments=[RefOut(id=one.team.pk, name=one.team.name)],
        offices=[
            OfficeOut(id=one.location.pk, name=one.location.name, location=PlaceOut(name=one.location.city))
        ],
        hiring_team=TeamOut(
            hiring_managers=[_user(one.hiring_manager)],
            recruiters=[_responsible(one.recruiter)],
            coordinators=[_responsible(member.user) for member in coordinators],
        ),
        openings=[
            OpeningOut(
                id=number,
                opening_id=f"{one.code}-{number}",
                status=status,
                opened_at=one.opened_at,
                closed_at=one.closed_at,
            )
            for number in range(1, one.openings + 1)
        ],
    )


def _reason(outcome: Outcome, text: str) -> ReasonOut:
    number, name = ENDED[outcome]
    return ReasonOut(id=number, name=text or str(outcome.label), type=RefOut(id=number, name=name))


def _user(user: User) -> UserOut:
    return UserOut(id=user.pk, name=user.get_full_name())


def _responsible(user: User) -> RecruiterOut:
    return RecruiterOut(id=user.pk, name=user.get_full_name(), responsible=True)
