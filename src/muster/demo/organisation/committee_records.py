"""The facts about committees that the organisation keeps; once written, none of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

__all__ = [
    "Ballot",
    "Conflict",
    "Decision",
    "Declaration",
    "Dissent",
    "Member",
    "Recusal",
    "Signature",
    "Voiding",
    "Vote",
]

Vote = Literal["hire", "no_hire", "one_more"]
Conflict = Literal["referrer", "manager", "family_name", "related", "other"]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a committee, with what may make them partial."""

    employee_id: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A committee is asked to decide on an application. One that is reopened stays, and another follows it."""

    id: str
    application_id: str
    number: int
    convened_at: datetime
    convened_by: str
    chair_id: str
    members: tuple[Member, ...]
    quorum: int
    due_at: datetime
    reopens: str | None = None
    reopen_reason: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A member has voted."""

    decision_id: str
    employee_id: str
    cast_at: datetime
    vote: Vote
    reasons: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """A member says why they vote in spite of what may make them partial."""

    decision_id: str
    employee_id: str
    declared_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Recusal:
    """A member stands aside. `conflict` is one that only the member knew of."""

    decision_id: str
    employee_id: str
    recused_at: datetime
    reason: str
    conflict: Conflict | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The chair has signed. `overrules` is why it goes against most of the votes, `reason` what a candidate may be told
    of a "no", `wanted` what one more interview is to find out.
    """

    decision_id: str
    signed_at: datetime
    outcome: Vote
    rationale: str
    overrules: str = ""
    reason: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Dissent:
    """A member who was outvoted says why they would have decided otherwise."""

    decision_id: str
    employee_id: str
    written_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Voiding:
    """Nothing is left to decide: `reason` is how the application ended, or a sentence."""

    decision_id: str
    at: datetime
    reason: str
