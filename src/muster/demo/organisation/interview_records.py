"""The facts about interviews that the organisation keeps; once written, none of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

__all__ = [
    "Cancellation",
    "Content",
    "Correction",
    "Draft",
    "Interview",
    "InterviewerTerms",
    "Recommendation",
    "Release",
    "Rescheduling",
    "RestDays",
    "Scorecard",
    "Seat",
]

Recommendation = Literal["strong_hire", "hire", "no_hire", "strong_no"]


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview as it was booked, in a stage of the plan. Its times are read in those of the place."""

    id: str
    application_id: str
    stage: str
    kit: str
    booked_at: datetime
    starts_at: datetime
    ends_at: datetime
    location_id: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody sits in an interview; a `shadow` learns beside the others."""

    interview_id: str
    employee_id: str
    given_at: datetime
    shadow: bool


@dataclass(frozen=True, slots=True)
class Release:
    """Somebody has given up their seat."""

    interview_id: str
    employee_id: str
    released_at: datetime


@dataclass(frozen=True, slots=True)
class Rescheduling:
    """An interview has been moved to another time."""

    interview_id: str
    moved_at: datetime
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Cancellation:
    """An interview has been called off."""

    interview_id: str
    cancelled_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a scorecard says. Ratings from 1 and notes are by criterion; `recommendation` is empty in a draft."""

    ratings: tuple[tuple[str, int], ...]
    notes: tuple[tuple[str, str], ...]
    recommendation: Recommendation | Literal[""]
    summary: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A scorecard that somebody has begun to write."""

    interview_id: str
    employee_id: str
    begun_at: datetime
    content: Content


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A scorecard as it was submitted."""

    id: str
    interview_id: str
    employee_id: str
    submitted_at: datetime
    content: Content


@dataclass(frozen=True, slots=True)
class Correction:
    """A submitted scorecard has been changed, with a reason."""

    scorecard_id: str
    changed_at: datetime
    content: Content
    reason: str


@dataclass(frozen=True, slots=True)
class InterviewerTerms:
    """How much somebody takes on from a day on, until they say otherwise; who is not `trained` shadows."""

    employee_id: str
    from_on: date
    weekly: int
    trained: bool
    paused_from: date | None = None
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class RestDays:
    """Days on which somebody does not interview, both included; `told_on` is when they said so."""

    employee_id: str
    told_on: date
    first_day: date
    last_day: date
