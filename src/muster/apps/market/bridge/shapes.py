"""Moves and packages as pages show them: the engine's estimates, opened into the rows that they are of.

Each is a view of an estimate that is kept by keys: what a page does not look at is not read.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

import numpy as np

from muster.apps.market.bridge.ledger import EMPTY, Told
from muster.apps.market.bridge.rows import Rows
from muster.apps.market.bridge.voices import Copy, Related, Voice, related_of, voices_of
from muster.apps.market.models import Claim, Organisation, Outsider, Quote, Source
from muster.engine.market.claim_shapes import (
    MoveEstimate,
    PackageEstimate,
    QuoteEstimate,
    SourceRecord,
)
from muster.engine.market.roles import RoleField, RoleLevel

__all__ = [
    "Copy",
    "Market",
    "MoveEstimate",
    "Moved",
    "Paid",
    "Quoted",
    "Read",
    "Record",
    "Related",
    "RoleField",
    "RoleLevel",
    "Voice",
]

DIGITS = 2  # of an estimated amount that are told

Estimate = TypeVar("Estimate", bound=MoveEstimate | PackageEstimate)


class Said(Generic[Estimate]):
    """What is claimed, by what it rests on. `key` is the claim by which its page is named."""

    __slots__ = ("_rows", "told")

    def __init__(self, told: Estimate, rows: Rows) -> None:
        self.told: Estimate = told
        self._rows = rows

    @property
    def key(self) -> int:
        """Return the first claim about it."""
        return int(self.told.claims[0])

    @property
    def said_first(self) -> date:
        """Return the day on which it was first spoken of."""
        return _day(self.told.said_first)

    @property
    def said_last(self) -> date:
        """Return the day on which it was last spoken of."""
        return _day(self.told.said_last)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """Return the independent voices as they stand."""
        return voices_of(self.told.witnesses, self._rows)

    @property
    def superseded(self) -> tuple[Claim, ...]:
        """Return the claims that their own source has replaced."""
        return tuple(map(self._rows.claim, self.told.superseded))

    @property
    def related(self) -> tuple[Related, ...]:
        """Return how its claims stand to one another."""
        return related_of(self.told.relations, self._rows)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims about it."""
        return tuple(map(self._rows.claim, self.told.claims))


class Moved(Said[MoveEstimate]):
    """A move with its probability; `rivals` are the numbers of others in the market's list."""

    __slots__ = ()

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
    def field(self) -> RoleField | None:
        """Return the field of the role, None where nobody tells."""
        return self.told.role.field

    @property
    def level(self) -> RoleLevel | None:
        """Return the level of the role, None where nobody tells."""
        return self.told.role.level

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
        return voices_of(self.told.witnesses, self._rows)


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


class Paid(Said[PackageEstimate]):
    """A package with what it comes to; the pairs in `always` exclude one another whatever is meant."""

    @property
    def person(self) -> Outsider | None:
        """Return who is paid, None for all its people."""
        return None if self.told.person is None else self._rows.person(self.told.person)

    @property
    def organisation(self) -> Organisation | None:
        """Return who pays, None where nobody says."""
        return _organisation(self.told.organisation, self._rows)

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


class Market:
    """All that is derived: moves and packages, the last spoken of first, and sources by name."""

    def __init__(self, told: Told = EMPTY) -> None:
        self.told, self.rows = told, Rows()

    @cached_property
    def moves(self) -> tuple[Moved, ...]:
        """Return all moves."""
        return tuple(Moved(one, self.rows) for one in self.told.ledger.moves)

    @cached_property
    def packages(self) -> tuple[Paid, ...]:
        """Return all packages."""
        return tuple(Paid(one, self.rows) for one in self.told.ledger.packages)

    @cached_property
    def sources(self) -> tuple[Record, ...]:
        """Return the record of each source."""
        known = self.rows.sources
        found = [Record(one, known[one.source]) for one in self.told.ledger.sources if one.source in known]
        return tuple(sorted(found, key=lambda record: record.source.name))

    def move_of(self, claim: int) -> Moved | None:
        """Return the move that a claim is about, and read what its page shows."""
        at = self.told.move_of.get(str(claim))
        if at is None:
            return None
        move = self.moves[at]
        self.expect([move, *(self.moves[number] for number in move.rivals)], claims=False)
        self.expect([move])
        return move

    def package_of(self, claim: int) -> Paid | None:
        """Return the package that a claim is about, and read what its page shows."""
        at = self.told.package_of.get(str(claim))
        if at is None:
            return None
        package = self.packages[at]
        self.expect([package])
        return package

    def of_person(self, person: int) -> tuple[list[Moved], list[Paid]]:
        """Return the moves and packages of somebody, the last spoken of first, and read what their page shows."""
        moves = [self.moves[at] for at in self.told.moves_of.get(str(person), ())]
        packages = [self.packages[at] for at in self.told.packages_of.get(str(person), ())]
        self.expect([*moves, *packages])
        return moves, packages

    def expect(self, shown: Iterable[Moved | Paid], *, claims: bool = True) -> None:
        """Read the people of what a page shows, and the claims, all at once."""
        told = [one.told for one in shown]
        self.rows.expect(
            claims=[key for one in told for key in one.claims] if claims else (),
            people=[one.person for one in told if one.person is not None],
        )

    def kept(self, name: tuple[str, ...], work: Callable[[], Any]) -> Any:
        """Return what `work` comes to of this ledger, worked out once for as long as it stands. It holds no names."""
        if name not in self.told.memo:
            self.told.memo[name] = work()
        return self.told.memo[name]


def _day(value: np.datetime64) -> date:
    return cast(date, value.astype(object))


def _rounded(value: float) -> float:
    """Return an estimate with the digits that count."""
    digits = DIGITS - 1 - math.floor(math.log10(value))
    return round(value, digits)


def _organisation(key: str | None, rows: Rows) -> Organisation | None:
    return None if key is None else rows.organisations[key]
