"""The facts about offers that the organisation keeps; once written, none of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

__all__ = [
    "Answer",
    "Band",
    "DeclineReason",
    "Ending",
    "Offer",
    "OfferSending",
    "OfferVersion",
    "PayClaim",
    "SignOff",
]

DeclineReason = Literal["pay", "role", "place", "other_offer", "staying", "personal", "other"]


@dataclass(frozen=True, slots=True)
class Band:
    """What a level of a family is paid a year, in one currency: its base pay, or the whole package."""

    family: str
    level_id: str
    part: Literal["base", "total"]
    currency: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class PayClaim:
    """What a source says that somebody else pays for a level of a family."""

    family: str
    level_id: str
    company: str
    quote: Literal["total", "yearly", "first_year", "signing", "base"]
    currency: str
    low: int
    high: int
    source: str
    said_on: date
    stance: Literal["asserts", "disputes"]


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody signed a version, sent it back or did not approve it; who and when are None while it waits."""

    step: int
    role: Literal["people_partner", "executive"]
    asked_at: datetime | None
    verdict: Literal["sign", "send_back", "refuse"] | None = None
    signer_id: str | None = None
    decided_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OfferVersion:
    """A package as it was proposed; `content` is what a package file holds. `signoffs` is empty before it was put into
    sign-off.
    """

    made_at: datetime
    content: dict[str, Any]
    note: str
    reason: str
    signoffs: tuple[SignOff, ...]


@dataclass(frozen=True, slots=True)
class OfferSending:
    """The signed package went to the candidate, who can answer until the end of a day."""

    sent_at: datetime
    last_day: date


@dataclass(frozen=True, slots=True)
class Answer:
    """The candidate answered: with a reason where they declined, and perhaps whom they go to."""

    answered_at: datetime
    accepted: bool
    reason: DeclineReason | None = None
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """An offer ended without an answer: it ran out, or was withdrawn with a reason."""

    at: datetime
    state: Literal["expired", "withdrawn"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer to the candidate of an application, on a signed decision, with all that came of it. `by_id` made it."""

    application_id: str
    decision_id: str
    number: int
    by_id: str
    opened_at: datetime
    versions: tuple[OfferVersion, ...]
    sending: OfferSending | None = None
    answer: Answer | None = None
    ending: Ending | None = None
