"""Moves and packages as pages show them: the engine's estimates with the rows that they are of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from django_stubs_ext import StrPromise

from muster.apps.market.models import Claim, Organisation, Outsider, Quote, Source
from muster.apps.market.words import RELATIONS, WHY

__all__ = ["Copy", "Market", "Moved", "Paid", "Quoted", "Read", "Record", "Related", "Voice"]


@dataclass(frozen=True)
class Copy:
    """A claim that repeats another, and the rule by which it is held to (docs/methods/claims.md)."""

    claim: Claim
    why: str

    @property
    def label(self) -> StrPromise:
        """Return the rule in words."""
        return WHY[self.why]


@dataclass(frozen=True)
class Voice:
    """An independent voice: its claim, how reliable its source is held to be, and what it adds to the log odds."""

    claim: Claim
    reliability: float
    weight: float
    copies: tuple[Copy, ...]

    @property
    def times(self) -> float:
        """Return by what it multiplies the odds: above 1 where it speaks for it, below 1 against."""
        return math.exp(self.weight)


@dataclass(frozen=True)
class Related:
    """How a claim stands to an earlier one."""

    first: Claim
    second: Claim
    kind: str

    @property
    def label(self) -> StrPromise:
        """Return how the second stands to the first, in words."""
        return RELATIONS[self.kind]


@dataclass(frozen=True)
class Moved:
    """A move with its probability and what it rests on. `key` is the claim by which its page is named."""

    key: int
    person: Outsider
    joined: Organisation | None
    left: Organisation | None
    said_first: date
    said_last: date
    probability: float
    low: float
    high: float
    truth: bool | None
    voices: tuple[Voice, ...]
    superseded: tuple[Claim, ...]
    related: tuple[Related, ...]
    claims: tuple[Claim, ...]
    rivals: tuple[int, ...]
    contradicted: bool

    @property
    def copies(self) -> int:
        """Return how many claims repeat others."""
        return sum(len(voice.copies) for voice in self.voices)


@dataclass(frozen=True)
class Quoted:
    """What a package comes to under one convention. `said_high` is None where it is open."""

    quote: str
    currency: str
    low: float
    median: float
    high: float
    said_low: float
    said_high: float | None
    probability: float
    voices: tuple[Voice, ...]

    @property
    def label(self) -> str:
        """Return the convention in words."""
        return str(Quote(self.quote).label)


@dataclass(frozen=True)
class Read:
    """Which two claims cannot both be right if amounts of which nobody says are of this, leaving out those that cannot
    whatever is meant; without any, all can be right.
    """

    quote: str
    clashes: tuple[tuple[Claim, Claim], ...]

    @property
    def label(self) -> str:
        """Return the convention in words."""
        return str(Quote(self.quote).label)


@dataclass(frozen=True)
class Paid:
    """A package with what it comes to. `key` is the claim by which its page is named; the pairs in `always` exclude one
    another whatever is meant.
    """

    key: int
    person: Outsider | None
    organisation: Organisation | None
    said_first: date
    said_last: date
    quotes: tuple[Quoted, ...]
    readings: tuple[Read, ...]
    always: tuple[tuple[Claim, Claim], ...]
    disputed: bool
    voices: tuple[Voice, ...]
    superseded: tuple[Claim, ...]
    related: tuple[Related, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Record:
    """How often a source was right and wrong, and how reliable it is held to be, with an interval."""

    source: Source
    right: int
    wrong: int
    reliability: float
    low: float
    high: float


@dataclass(frozen=True)
class Market:
    """All that is derived: moves and packages, the last spoken of first, and sources by name."""

    moves: tuple[Moved, ...]
    packages: tuple[Paid, ...]
    sources: tuple[Record, ...]

    def move_of(self, claim: int) -> Moved | None:
        """Return the move that a claim is about."""
        return next((one for one in self.moves if any(each.pk == claim for each in one.claims)), None)

    def package_of(self, claim: int) -> Paid | None:
        """Return the package that a claim is about."""
        return next((one for one in self.packages if any(each.pk == claim for each in one.claims)), None)
