"""The facts about hiring that the organisation keeps; once written, none of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from muster.demo.people import PersonName

__all__ = [
    "Application",
    "Candidate",
    "Closing",
    "Language",
    "Move",
    "Outcome",
    "Referral",
    "Requisition",
    "RequisitionClosing",
    "RequisitionResult",
    "Review",
    "Source",
    "Verdict",
]

Language = Literal["en", "id", "nl", "fr", "ar", "pt"]
Source = Literal["careers site", "job board", "referral", "sourced", "agency", "event"]
Outcome = Literal["rejected", "withdrawn", "hired"]
Verdict = Literal["advance", "hold", "decline"]
RequisitionResult = Literal["filled", "cancelled"]


@dataclass(frozen=True, slots=True)
class Requisition:
    """An approved opening for one or more people. `plan` names its stages; `blind` hides who applies."""

    id: str
    title: str
    family: str
    level_id: str
    team_id: str
    location_id: str
    openings: int
    hiring_manager_id: str
    recruiter_id: str
    plan: str
    blind: bool
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class RequisitionClosing:
    """The end of a requisition."""

    requisition_id: str
    closed_at: datetime
    result: RequisitionResult
    reason: str
    actor_id: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who has applied, as they told it at their first application.

    `phone` is empty where it was not given. `resume_language` is None for who has sent no résumé.
    """

    id: str
    name: PersonName
    email: str
    phone: str
    country: str
    language: Language
    links: tuple[str, ...]
    years_of_experience: int
    school: str
    employer: str
    resume_language: Language | None


@dataclass(frozen=True, slots=True)
class Application:
    """A candidate's case for one requisition. It begins in the first stage of the plan."""

    id: str
    candidate_id: str
    requisition_id: str
    applied_at: datetime
    source: Source
    campaign: str


@dataclass(frozen=True, slots=True)
class Move:
    """An application goes on from one stage to the next."""

    application_id: str
    at: datetime
    from_stage: str
    to_stage: str
    actor_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of an application, in the stage it had reached. `actor_id` is None where the candidate acts."""

    application_id: str
    at: datetime
    outcome: Outcome
    stage: str
    actor_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Referral:
    """An employee has recommended a candidate for an opening."""

    id: str
    application_id: str
    employee_id: str
    referred_at: datetime
    relation: str


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer made of an application in its first stage. Ratings are by criterion, from 1 up."""

    id: str
    application_id: str
    reviewer_id: str
    reviewed_at: datetime
    verdict: Verdict
    ratings: tuple[tuple[str, int], ...]
    note: str
