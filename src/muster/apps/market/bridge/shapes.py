"""Moves and packages as pages show them: the engine's estimates, opened into the rows that they are of.

Each is a view of an estimate that is kept by keys: what a page does not look at is not read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import cast

import numpy as np
from django_stubs_ext import StrPromise

from muster.apps.market.bridge.rows import Rows
from muster.apps.market.models import Claim, Organisation, Outsider, Quote, Source
from muster.apps.market.words import RELATIONS, WHY
from muster.engine.market.claim_shapes import (
    MoveEstimate,
    PackageEstimate,
    QuoteEstimate,
    Relation,
    SourceRecord,
    Witness,
)

__all__ = ["Copy", "Moved", "Paid", "Quoted", "Read", "Record", "Related", "Voice"]

DIGITS = 2  # of an estimated amount that are told


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


class Moved:
    """A move with its probability and what it rests on. `key` is the claim by which its page is named; `rivals` are
    the numbers of others in the market's list.
    """

    __slots__ = ("_rows", "told")

    def __init__(self, told: MoveEstimate, rows: Rows) -> None:
        self.told, self._rows = told, rows

    @property
    def key(self) -> int:
        """Return the first claim about it."""
        return int(self.told.claims[0])

    @property
    def person(self) -> Outsider:
        """Return who moved."""
        return self._rows.person(self.told.person)

    @property
    def joined(self) -> Organisation | None:
        """Return where they went, None where nobody says."""
        return _organisation(self.told.joined, self._rows)

    @property
    def left(self) -> Organisation | None:
        """Return where they were, None where nobody says."""
        return _organisation(self.told.left, self._rows)

    @property
    def said_first(self) -> date:
        """Return the day on which it was first spoken of."""
        return _day(self.told.said_first)

    @property
    def said_last(self) -> date:
        """Return the day on which it was last spoken of."""
        return _day(self.told.said_last)

    @property
    def probability(self) -> float:
        """Return how probable it is."""
        return self.told.probability

    @property
    def low(self) -> float:
        """Return the lower end of the interval of its probability."""
        return self.told.low

    @property
    def high(self) -> float:
        """Return the upper end."""
        return self.told.high

    @property
    def truth(self) -> bool | None:
        """Return whether it is so, None where that is open."""
        return self.told.truth

    @property
    def rivals(self) -> tuple[int, ...]:
        """Return the numbers of the moves that speak against it."""
        return self.told.rivals

    @property
    def contradicted(self) -> bool:
        """Whether claims of it were found to be both so and not so."""
        return self.told.contradicted

    @property
    def heard(self) -> int:
        """Return how many voices there are."""
        return len(self.told.witnesses)

    @property
    def copies(self) -> int:
        """Return how many claims repeat others."""
        return sum(len(one.copies) for one in self.told.witnesses)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Return the independent voices as they stand."""
        return _voices(self.told.witnesses, self._rows)

    @property
    def superseded(self) -> tuple[Claim, ...]:
        """Return the claims that their own source has replaced."""
        return tuple(map(self._rows.claim, self.told.superseded))

    @property
    def related(self) -> tuple[Related, ...]:
        """Return how its claims stand to one another."""
        return _related(self.told.relations, self._rows)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims about it."""
        return tuple(map(self._rows.claim, self.told.claims))


class Quoted:
    """What a package comes to under one convention. `said_high` is None where it is open."""

    __slots__ = ("_rows", "told")

    def __init__(self, told: QuoteEstimate, rows: Rows) -> None:
        self.told, self._rows = told, rows

    @property
    def quote(self) -> str:
        """Return the convention."""
        return self.told.convention

    @property
    def label(self) -> str:
        """Return the convention in words."""
        return str(Quote(self.told.convention).label)

    @property
    def currency(self) -> str:
        """Return the currency's code."""
        return self.told.currency

    @property
    def low(self) -> float:
        """Return the lower end of the interval."""
        return _rounded(self.told.low)

    @property
    def median(self) -> float:
        """Return the median."""
        return _rounded(self.told.median)

    @property
    def high(self) -> float:
        """Return the upper end of the interval."""
        return _rounded(self.told.high)

    @property
    def said_low(self) -> float:
        """Return the least that is asserted."""
        return self.told.said_low

    @property
    def said_high(self) -> float | None:
        """Return the most that is asserted."""
        return None if math.isinf(self.told.said_high) else self.told.said_high

    @property
    def probability(self) -> float:
        """Return how probable it is that something of the kind is paid."""
        return self.told.probability

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Return the voices that count for it."""
        return _voices(self.told.witnesses, self._rows)


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


class Paid:
    """A package with what it comes to. `key` is the claim by which its page is named; the pairs in `always` exclude one
    another whatever is meant.
    """

    def __init__(self, told: PackageEstimate, rows: Rows) -> None:
        self.told, self._rows = told, rows

    @property
    def key(self) -> int:
        """Return the first claim about it."""
        return int(self.told.claims[0])

    @property
    def person(self) -> Outsider | None:
        """Return who is paid, None for all its people."""
        return None if self.told.person is None else self._rows.person(self.told.person)

    @property
    def organisation(self) -> Organisation | None:
        """Return who pays, None where nobody says."""
        return _organisation(self.told.organisation, self._rows)

    @property
    def said_first(self) -> date:
        """Return the day on which it was first spoken of."""
        return _day(self.told.said_first)

    @property
    def said_last(self) -> date:
        """Return the day on which it was last spoken of."""
        return _day(self.told.said_last)

    @property
    def disputed(self) -> bool:
        """Whether anybody denies any of it."""
        return self.told.disputed

    @property
    def quotes(self) -> tuple[Quoted, ...]:
        """Return what it comes to, by each convention."""
        return tuple(Quoted(one, self._rows) for one in self.told.quotes)

    @cached_property
    def readings(self) -> tuple[Read, ...]:
        """Return which claims exclude one another under each reading."""
        always = self._always
        return tuple(
            Read(one.convention, self._pairs(pair for pair in one.clashes if pair not in always))
            for one in self.told.readings
        )

    @cached_property
    def always(self) -> tuple[tuple[Claim, Claim], ...]:
        """Return which claims exclude one another under every reading."""
        return self._pairs(sorted(self._always))

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Return the independent voices as they stand."""
        return _voices(self.told.witnesses, self._rows)

    @property
    def superseded(self) -> tuple[Claim, ...]:
        """Return the claims that their own source has replaced."""
        return tuple(map(self._rows.claim, self.told.superseded))

    @property
    def related(self) -> tuple[Related, ...]:
        """Return how its claims stand to one another."""
        return _related(self.told.relations, self._rows)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims about it."""
        return tuple(map(self._rows.claim, self.told.claims))

    @cached_property
    def _always(self) -> set[tuple[str, str]]:
        told = self.told.readings
        return set.intersection(*(set(one.clashes) for one in told)) if told else set()

    def _pairs(self, pairs: Iterable[tuple[str, str]]) -> tuple[tuple[Claim, Claim], ...]:
        return tuple((self._rows.claim(first), self._rows.claim(second)) for first, second in pairs)


class Record:
    """How often a source was right and wrong, and how reliable it is held to be, with an interval."""

    __slots__ = ("high", "low", "reliability", "right", "source", "wrong")

    def __init__(self, told: SourceRecord, source: Source) -> None:
        self.source = source
        self.right, self.wrong = told.right, told.wrong
        self.reliability, self.low, self.high = told.reliability, told.low, told.high


def _day(value: np.datetime64) -> date:
    return cast(date, value.astype(object))


def _rounded(value: float) -> float:
    """Return an estimate with the digits that count."""
    digits = DIGITS - 1 - math.floor(math.log10(value))
    return round(value, digits)


def _organisation(key: str | None, rows: Rows) -> Organisation | None:
    return None if key is None else rows.organisations[key]


def _voices(told: Sequence[Witness], rows: Rows) -> tuple[Voice, ...]:
    return tuple(
        Voice(
            rows.claim(one.key),
            one.reliability,
            one.weight,
            tuple(Copy(rows.claim(copy.key), copy.why) for copy in one.copies),
        )
        for one in told
    )


def _related(told: Sequence[Relation], rows: Rows) -> tuple[Related, ...]:
    return tuple(Related(rows.claim(one.first), rows.claim(one.second), one.kind) for one in told)
