"""The shapes of the ledger of moves and packages: claims and sources go in, estimates come out. All are frozen."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.market.roles import UNTOLD, RoleReading

__all__ = [
    "CONVENTIONS",
    "GRADES",
    "ClaimKind",
    "ClaimStance",
    "Convention",
    "Copied",
    "Day",
    "Grade",
    "MarketClaim",
    "MarketLedger",
    "MarketSource",
    "MoveEstimate",
    "PackageEstimate",
    "QuoteEstimate",
    "Reading",
    "Relation",
    "RelationKind",
    "SourceRecord",
    "Witness",
]

Day = np.datetime64
Grade = Literal["A", "B", "C", "D", "E", "F"]
GRADES: tuple[Grade, ...] = get_args(Grade)
ClaimKind = Literal["move", "package"]
ClaimStance = Literal["asserts", "denies"]
Convention = Literal["total", "yearly", "first_year", "signing", "base"]
CONVENTIONS: tuple[Convention, ...] = get_args(Convention)
RelationKind = Literal["agrees", "conflicts", "supersedes", "narrows", "copies"]


@dataclass(frozen=True, slots=True)
class MarketSource:
    """Who says things, with the grade that a person gave: A (reliable) to E (unreliable), F where nobody can say."""

    key: str
    grade: Grade = "F"

    def __post_init__(self) -> None:
        checks.check_choice("grade", self.grade, GRADES)


@dataclass(frozen=True, slots=True)
class MarketClaim:
    """What a source says of a move or a package, on a day; people, organisations and sources are named by keys.

    A move goes from `left` to `joined`, one of which may be unknown. A package is what `joined` pays to `person`, or to
    its people where there is none: from `low` to `high` whole units of `currency` (equal where exact, None where open;
    both None where no amount is said), quoted by `convention`, None where the words do not say which. `years` is over
    how many a total runs. `quoted` is whom the source cites, `text` the words of the whole document, `figures` the
    amounts and counts in it, `words` those that the claim rests on: copies are told by them. `truth` is whether what
    it says was found to be so, None where that is open. `role` is what it tells of the field and level of a move.
    """

    key: str
    source: str
    said_on: Day
    kind: ClaimKind
    person: str | None = None
    joined: str | None = None
    left: str | None = None
    stance: ClaimStance = "asserts"
    hedged: bool = False
    low: float | None = None
    high: float | None = None
    currency: str | None = None
    convention: Convention | None = None
    years: float | None = None
    quoted: str | None = None
    document: str = ""
    text: str = ""
    words: str = ""
    figures: frozenset[float] = field(default_factory=frozenset)
    truth: bool | None = None
    role: RoleReading = UNTOLD

    def __post_init__(self) -> None:
        checks.check_choice("kind", self.kind, get_args(ClaimKind))
        checks.check_choice("stance", self.stance, get_args(ClaimStance))
        if np.isnat(self.said_on):
            raise self._fault("has no day; say when it was said")
        if self.kind == "move":
            self._check_move()
        else:
            self._check_package()

    @property
    def has_amount(self) -> bool:
        """Return whether an amount is said."""
        return self.low is not None or self.high is not None

    def _check_move(self) -> None:
        if self.person is None:
            raise self._fault("is of a move and names nobody; say who moved")
        if self.joined is None and self.left is None:
            raise self._fault("is of a move and names no organisation; say where from or where to")
        if self.joined == self.left:
            raise self._fault("is of a move from an organisation to itself; correct one of the two")
        if self.has_amount:
            raise self._fault("is of a move and has an amount; make that a claim about the package")

    def _check_package(self) -> None:
        if self.person is None and self.joined is None:
            raise self._fault("is of a package and names nobody; say who pays, or whom")
        if self.convention is not None:
            checks.check_choice("convention", self.convention, CONVENTIONS)
        for bound in (self.low, self.high):
            if bound is not None and not (math.isfinite(bound) and bound > 0):
                raise self._fault(f"has the amount {bound:,.15g}; it must be above 0")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise self._fault(f"goes from {self.low:,.15g} to {self.high:,.15g}; the second is the larger")
        if self.has_amount and not self.currency:
            raise self._fault("has an amount without a currency; say which it is")
        if not self.has_amount and self.stance == "asserts":
            raise self._fault("is of a package and says no amount; say how much")
        if self.years is not None and not (math.isfinite(self.years) and self.years > 0):
            raise self._fault(f"runs over {self.years:,.15g} years; it must be above 0")

    def _fault(self, what: str) -> InputError:
        return InputError(f"The claim {self.key} of {self.source} {what}.", code="claim", claim=self.key)


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """How often a source was right and wrong where it is known, and how reliable it is held to be: the chance that what
    it says is so, with an interval.
    """

    source: str
    grade: Grade
    right: int
    wrong: int
    reliability: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Copied:
    """A claim that counts for nothing beside the one it repeats, and why it is held to repeat it."""

    key: str
    source: str
    why: Literal["document", "words", "figures", "quoted", "source"]


@dataclass(frozen=True, slots=True)
class Witness:
    """One independent voice: the claim that counts, those that repeat it, and what it adds to the log odds."""

    key: str
    source: str
    stance: ClaimStance
    hedged: bool
    reliability: float
    weight: float
    copies: tuple[Copied, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How the claim `second` stands to `first`, which was said before it."""

    first: str
    second: str
    kind: RelationKind


@dataclass(frozen=True, slots=True)
class MoveEstimate:
    """A move with the probability that it took place; `truth` is set where that is known, and is the probability then.

    `said_first` and `said_last` are the days between which it was spoken of, `superseded` the claims that their own
    source has replaced, `claims` all there are. `rivals` are the numbers of other moves of the same person, in
    time, to somewhere else: not both need be so. `contradicted` tells that claims of it were found to be both so and
    not so; its truth is open then. `role` is what the most reliable voice that names one tells of it.
    """

    person: str
    joined: str | None
    left: str | None
    said_first: Day
    said_last: Day
    probability: float
    low: float
    high: float
    truth: bool | None
    witnesses: tuple[Witness, ...]
    superseded: tuple[str, ...]
    relations: tuple[Relation, ...]
    claims: tuple[str, ...]
    rivals: tuple[int, ...] = ()
    contradicted: bool = False
    role: RoleReading = UNTOLD


@dataclass(frozen=True, slots=True)
class QuoteEstimate:
    """What a package comes to under one convention: the median and an interval, and the probability that something of
    the kind is paid at all. `said_low` and `said_high` are the least and the most that is asserted.
    """

    convention: Convention
    currency: str
    low: float
    median: float
    high: float
    said_low: float
    said_high: float
    probability: float
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What follows if amounts of which nobody says what they are of were meant by `convention`: the pairs of claims
    that cannot both be right. Those that are in every reading exclude one another whatever was meant.
    """

    convention: Convention
    clashes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PackageEstimate:
    """What an organisation pays somebody, as claimed. `readings` has one for each convention where it is open what some
    amount is of, and one where it is not; `disputed` tells whether anybody denies any of it.
    """

    person: str | None
    organisation: str | None
    said_first: Day
    said_last: Day
    quotes: tuple[QuoteEstimate, ...]
    readings: tuple[Reading, ...]
    disputed: bool
    witnesses: tuple[Witness, ...]
    superseded: tuple[str, ...]
    relations: tuple[Relation, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarketLedger:
    """All that is derived from claims: moves and packages, the last spoken of first, and sources by their key."""

    moves: tuple[MoveEstimate, ...]
    packages: tuple[PackageEstimate, ...]
    sources: tuple[SourceRecord, ...]
