"""A hiring history in the words of no vendor: what readers of dumps hand over, one record at a time.

Ids are the vendor's own, as text; an empty text is what is not known. Times are in UTC.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

import msgspec

__all__ = [
    "Answers",
    "Application",
    "Candidate",
    "Department",
    "History",
    "Interview",
    "Job",
    "JobStage",
    "Offer",
    "Office",
    "Person",
    "Rating",
    "Record",
    "Row",
    "Scorecard",
    "Seat",
]


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


class Job(msgspec.Struct, frozen=True):
    """An opening. `status` is draft, open or closed."""

    id: str
    title: str
    status: str
    department: str = ""
    office: str = ""
    managers: tuple[str, ...] = ()
    recruiters: tuple[str, ...] = ()
    openings: int = 1
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    description: str = ""


class JobStage(msgspec.Struct, frozen=True):
    """A step of a job's pipeline; without a `job` it is one of every job's. `steps` are the ids of its interviews."""

    id: str
    job: str
    name: str
    position: int
    steps: tuple[str, ...] = ()


class Application(msgspec.Struct, frozen=True):
    """A candidate's case for a job. `outcome` is active, rejected, withdrawn or hired; `moved_at` is when it got where
    it is. `school` and `employers` are the candidate's.
    """

    id: str
    job: str
    stage: str
    stage_name: str
    outcome: str
    applied_at: datetime
    moved_at: datetime
    reason: str = ""
    source: str = ""
    letter: str = ""
    school: str = ""
    employers: tuple[str, ...] = ()


class Candidate(msgspec.Struct, frozen=True):
    """Somebody who applied or was found; `email` is the first of theirs."""

    id: str
    name: str
    email: str
    phone: str = ""
    country: str = ""
    links: tuple[str, ...] = ()


class History(msgspec.Struct, frozen=True):
    """A candidate with all their applications."""

    candidate: Candidate
    applications: tuple[Application, ...] = ()

    @property
    def id(self) -> str:
        """Return the candidate's id."""
        return self.candidate.id


class Seat(msgspec.Struct, frozen=True):
    """Somebody who interviews, by id or e-mail; `scorecard` is the id of theirs."""

    person: str
    email: str = ""
    scorecard: str = ""


class Interview(msgspec.Struct, frozen=True):
    """A meeting with a candidate. `step` is the id of the interview in the job's plan, `name` what it is called."""

    id: str
    application: str
    step: str
    name: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    cancelled: bool = False
    seats: tuple[Seat, ...] = ()


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
    submitted_at: datetime | None
    held_at: datetime | None = None
    interview: str = ""
    name: str = ""
    email: str = ""
    ratings: tuple[Rating, ...] = ()
    summary: str = ""


class Offer(msgspec.Struct, frozen=True):
    """An offer. `status` is draft, open, accepted, rejected or withdrawn; `number` the vendor's, of several versions.

    `terms` are what somebody filled in there, by its label.
    """

    id: str
    application: str
    status: str
    number: int = 1
    sent_on: date | None = None
    resolved_on: date | None = None
    starts_on: date | None = None
    terms: dict[str, str] = msgspec.field(default_factory=dict)


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
