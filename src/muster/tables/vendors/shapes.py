"""A hiring history in the words of no vendor: what readers of dumps hand over, one record at a time.

Ids are the vendor's own, as text; an empty text is what is not known. Times are in UTC. What is UNSET no vendor tells:
it is in Muster's own exports alone, and does not count where two records are compared.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

__all__ = [
    "Answers",
    "Application",
    "Ballot",
    "Candidate",
    "Decision",
    "Department",
    "History",
    "Interview",
    "Job",
    "JobStage",
    "Move",
    "Offer",
    "OfferStatus",
    "Office",
    "Person",
    "Rating",
    "Record",
    "Row",
    "Scorecard",
    "Seat",
    "Time",
    "known",
]

Time = Annotated[datetime, msgspec.Meta(tz=True)]
OfferStatus: TypeAlias = Literal["draft", "open", "accepted", "rejected", "withdrawn"]
Value = TypeVar("Value")


def known(value: Value | UnsetType, default: Value) -> Value:
    """Return a value, or a default where it is not told."""
    return default if isinstance(value, UnsetType) else value


class Person(msgspec.Struct, frozen=True):
    """Somebody who works on hiring. `manager` is the id of another."""

    id: str
    name: str
    email: str
    active: bool = True
    manager: str = ""


class Department(msgspec.Struct, frozen=True):
    """A part of the company; `parent` is the id of the one that it is in."""

    id: str
    name: str
    parent: str = ""


class Office(msgspec.Struct, frozen=True):
    """Where people work; `city` is as it was written."""

    id: str
    name: str
    city: str = ""
    country: str | UnsetType = UNSET
    time_zone: str | UnsetType = UNSET
    currency: str | UnsetType = UNSET


class Job(msgspec.Struct, frozen=True):
    """An opening. `status` is draft, open or closed; `public` is whether it is on the careers site."""

    id: str
    title: str
    status: str
    department: str = ""
    office: str = ""
    managers: tuple[str, ...] = ()
    recruiters: tuple[str, ...] = ()
    openings: int = 1
    opened_at: Time | None = None
    closed_at: Time | None = None
    description: str = ""
    code: str | UnsetType = UNSET
    family: str | UnsetType = UNSET
    level: str | UnsetType = UNSET
    level_title: str | UnsetType = UNSET
    public: bool | UnsetType = UNSET
    hide_schools: bool | UnsetType = UNSET
    hide_employers: bool | UnsetType = UNSET
    close_reason: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET


class JobStage(msgspec.Struct, frozen=True):
    """A step of a job's pipeline; without a `job` it is one of every job's. `steps` are the ids of its interviews, and
    `days` after how many somebody in it is late.
    """

    id: str
    job: str
    name: str
    position: int
    steps: tuple[str, ...] = ()
    kind: str | UnsetType = UNSET
    days: int | UnsetType = UNSET
    blind: bool | UnsetType = UNSET


class Move(msgspec.Struct, frozen=True):
    """A step of an application: into a stage, to an outcome. `by` is the id of whoever did it."""

    id: str
    from_stage: str
    to_stage: str
    outcome: str
    at: Time
    by: str = ""
    reason: str = ""


class Application(msgspec.Struct, frozen=True):
    """A candidate's case for a job. `outcome` is active, rejected, withdrawn or hired; `moved_at` is when it got where
    it is. `school` and `employers` are the candidate's.
    """

    id: str
    job: str
    stage: str
    stage_name: str
    outcome: str
    applied_at: Time
    moved_at: Time
    reason: str = ""
    source: str = ""
    letter: str = ""
    school: str = ""
    employers: tuple[str, ...] = ()
    campaign: str | UnsetType = UNSET
    years: int | UnsetType | None = UNSET
    moves: tuple[Move, ...] | UnsetType = UNSET


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who applied or was found; `email` is the first of theirs."""

    id: str
    name: str
    email: str
    phone: str = ""
    country: str = ""
    links: tuple[str, ...] = ()
    language: str | UnsetType = UNSET
    pronouns: str | UnsetType = UNSET


class History(msgspec.Struct, frozen=True):
    """A candidate with all their applications."""

    candidate: Candidate
    applications: tuple[Application, ...] = ()

    @property
    def id(self) -> str:
        """Return the candidate's id."""
        return self.candidate.id


class Seat(msgspec.Struct, frozen=True):
    """Somebody who interviews, by id or e-mail; `scorecard` is the id of theirs. A seat that was given up has
    `released_at`, one to learn beside somebody else is `shadow`.
    """

    person: str
    email: str = ""
    scorecard: str = ""
    shadow: bool | UnsetType = UNSET
    due_at: Time | UnsetType = UNSET
    released_at: Time | UnsetType | None = UNSET


class Interview(msgspec.Struct, frozen=True):
    """A meeting with a candidate. `step` is the id of the interview in the job's plan, `name` what it is called."""

    id: str
    application: str
    step: str
    name: str
    starts_at: Time
    ends_at: Time
    place: str = ""
    cancelled: bool = False
    seats: tuple[Seat, ...] = ()
    time_zone: str | UnsetType = UNSET
    reason: str | UnsetType = UNSET


class Rating(msgspec.Struct, frozen=True):
    """A rating of a criterion: the place of a word among `words`, which go from worst to best, from 1."""

    criterion: str
    value: int
    words: tuple[str, ...]
    note: str = ""


class Scorecard(msgspec.Struct, frozen=True):
    """What one interviewer said. `recommendation` is strong_yes, yes, no, strong_no or undecided.

    `interview` is the id of the interview where it is known, `name` what it was called. Without `submitted_at` it is a
    draft.
    """

    id: str
    application: str
    person: str
    recommendation: str
    submitted_at: Time | None
    held_at: Time | None = None
    interview: str = ""
    name: str = ""
    email: str = ""
    ratings: tuple[Rating, ...] = ()
    summary: str = ""
    candidate: str | UnsetType = UNSET
    job: str | UnsetType = UNSET


class Ballot(msgspec.Struct, frozen=True):
    """A member's part in a decision; the vote is empty where it is sealed."""

    person: str
    chair: bool
    recused: bool
    vote: str = ""
    reasons: str = ""
    dissent: str = ""
    counted: bool = False


class Decision(msgspec.Struct, frozen=True):
    """What a committee decided, as far as the reader may know it. Nothing reads it back: nobody can sign for others."""

    id: str
    application: str
    number: int
    state: str
    outcome: str
    chair: str
    quorum: int
    due_at: Time
    ballots: tuple[Ballot, ...] = ()
    opened_at: Time | None = None
    signed_by: str = ""
    signed_at: Time | None = None
    rationale: str = ""
    overrules: str = ""
    reason: str = ""
    wanted: str = ""
    void_reason: str = ""
    packet: str = ""
    signature: str = ""


class Offer(msgspec.Struct, frozen=True):
    """An offer. `number` is the vendor's, of several versions; `terms` are what somebody filled in there, by its label.

    `system` and `external` are where an offer that Muster hands out was made, and its id there.
    """

    id: str
    application: str
    status: OfferStatus
    number: int = 1
    sent_on: date | None = None
    resolved_on: date | None = None
    starts_on: date | None = None
    terms: dict[str, str] = msgspec.field(default_factory=dict)
    candidate: str | UnsetType = UNSET
    job: str | UnsetType = UNSET
    system: str | UnsetType = UNSET
    external: str | UnsetType = UNSET


class Answers(msgspec.Struct, frozen=True):
    """What a candidate said of themselves, voluntarily, by the name of the question."""

    application: str
    answers: dict[str, str]

    @property
    def id(self) -> str:
        """Return the application's id, under which they are."""
        return self.application


Record: TypeAlias = (
    Person | Department | Office | Job | JobStage | History | Interview | Scorecard | Offer | Answers
)


class Row(msgspec.Struct, frozen=True):
    """A record and where it stands: the file, and its place in it, counted from 1."""

    file: str
    place: int
    record: Record
