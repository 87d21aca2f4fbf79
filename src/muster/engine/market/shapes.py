"""The shapes of what is read: names that are known, proposals, and what a text was read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "KINDS",
    "LANGUAGES",
    "Kind",
    "KnownName",
    "NameKind",
    "Proposal",
    "Stance",
    "TextReading",
]

LANGUAGES = ("en", "id", "nl", "fr", "ar", "pt")

Kind = Literal["money", "period", "date", "count", "move", "package", "stance"]
KINDS: tuple[Kind, ...] = ("money", "period", "date", "count", "move", "package", "stance")
NameKind = Literal["person", "organisation", "role"]
Stance = Literal["asserts", "denies", "qualifies"]


@dataclass(frozen=True, slots=True)
class KnownName:
    """Somebody or something that the company has a name for, and the other spellings of it."""

    name: str
    kind: NameKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What some words of a text may claim; what does not apply is None.

    `start` and `end` are character offsets into the text as read, and `text` are the words between them. `low` and
    `high` are bounds: of money in whole units of `currency`, of a count in units, of a period in months; equal where
    exact, None where open. `period_months` is how long a period is, or over how long money is paid. `basis` says what
    money is: `total` (of a period), `first_year`, `annual`, `monthly`, `weekly`, `daily`, `hourly`; of a package its
    part; of a move what it is (`joined`, `left`, `poached`, `returned`, `founded`, `leads`); of a date the day in ISO
    8601. `speaker` is who said it, and `hedged` whether the words leave it open.
    """

    kind: Kind
    start: int
    end: int
    text: str
    person: str | None = None
    role: str | None = None
    organisation: str | None = None
    from_organisation: str | None = None
    to_organisation: str | None = None
    low: float | None = None
    high: float | None = None
    currency: str | None = None
    period_months: float | None = None
    basis: str | None = None
    stance: Stance | None = None
    speaker: str | None = None
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class TextReading:
    """A text's language (one of `LANGUAGES`, `mixed`, None where unknown) and its proposals in order."""

    language: str | None
    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...] = ()
