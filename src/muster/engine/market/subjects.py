"""What claims are about: which of them speak of one move, and which of one package."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from muster.engine.market.claim_shapes import Day, MarketClaim, Relation, RelationKind
from muster.engine.market.copying import may_both_be_so, says_the_same

__all__ = ["ONE_MOVE_DAYS", "MoveSubject", "group_moves", "group_packages", "in_order", "relate"]

ONE_MOVE_DAYS = 365
"""Days without a word after which what is said of the same ends is another move."""

MOST_RELATED = 200  # claims of one subject that are compared with one another


@dataclass(slots=True)
class MoveSubject:
    """A person's move: its ends as far as anybody has named them, and what is said of it in order."""

    person: str
    joined: str | None
    left: str | None
    first: Day
    last: Day
    claims: list[MarketClaim] = field(default_factory=list)

    def takes(self, claim: MarketClaim) -> bool:
        """Whether a claim speaks of this move: no end differs, one is the same, and it is said in time."""
        ends = ((self.joined, claim.joined), (self.left, claim.left))
        if any(None not in pair and pair[0] != pair[1] for pair in ends):
            return False
        if not any(pair[0] is not None and pair[0] == pair[1] for pair in ends):
            return False
        return (
            _days(self.last, claim.said_on) <= ONE_MOVE_DAYS
            and _days(claim.said_on, self.first) <= ONE_MOVE_DAYS
        )

    def add(self, claim: MarketClaim) -> None:
        """Take a claim in, and, where it asserts, the end that it names and the day."""
        self.claims.append(claim)
        if claim.stance == "asserts":
            self.joined = self.joined or claim.joined
            self.left = self.left or claim.left
            self.last = max(self.last, claim.said_on)


def in_order(claims: Iterable[MarketClaim]) -> list[MarketClaim]:
    """Return claims in the order in which they were said; of one day, by source and key."""
    return sorted(claims, key=lambda claim: (claim.said_on, claim.source, claim.key))


def group_moves(claims: Iterable[MarketClaim]) -> list[MoveSubject]:
    """Return the moves that claims speak of. Of several moves that a claim may speak of it is the last begun.

    What is asserted is sorted first and denials after that, so that no denial says what others speak of.
    """
    by_person: defaultdict[str, list[MoveSubject]] = defaultdict(list)
    ordered = [claim for claim in in_order(claims) if claim.kind == "move"]
    for stance in ("asserts", "denies"):
        for claim in ordered:
            if claim.stance == stance and claim.person is not None:
                _take(by_person[claim.person], claim)
    found = [subject for known in by_person.values() for subject in known]
    for subject in found:
        subject.claims = in_order(subject.claims)
    return found


def _take(known: list[MoveSubject], claim: MarketClaim) -> None:
    found = next((subject for subject in reversed(known) if subject.takes(claim)), None)
    if found is None:
        found = MoveSubject(
            claim.person or "", claim.joined, claim.left, first=claim.said_on, last=claim.said_on
        )
        known.append(found)
    found.add(claim)


def group_packages(claims: Iterable[MarketClaim]) -> list[list[MarketClaim]]:
    """Return the claims about each package, in order: of what an organisation pays somebody."""
    groups: defaultdict[tuple[str | None, str | None], list[MarketClaim]] = defaultdict(list)
    for claim in in_order(claims):
        if claim.kind == "package":
            groups[claim.person, claim.joined].append(claim)
    return list(groups.values())


def relate(claims: Sequence[MarketClaim], copies: dict[str, str]) -> tuple[Relation, ...]:
    """Return how each claim of a subject stands to the earlier ones; `copies` has the first of each that repeats one.

    Two of one convention agree where both can be so, and the later narrows the earlier where its amount lies inside.
    """
    found: list[Relation] = []
    shown = claims[-MOST_RELATED:]
    for at, later in enumerate(shown):
        for first in shown[:at]:
            kind = _relation(first, later, copies)
            if kind is not None:
                found.append(Relation(first.key, later.key, kind))
    return tuple(found)


def _relation(first: MarketClaim, later: MarketClaim, copies: dict[str, str]) -> RelationKind | None:
    if copies.get(later.key) == first.key:
        return "copies"
    known = None not in (first.convention, later.convention)
    if known and first.convention != later.convention:
        return None
    fits = may_both_be_so(first, later)
    same = first.stance == later.stance
    if first.source == later.source:
        return (
            None
            if says_the_same(first, later)
            else "narrows"
            if same and _inside(later, first)
            else "supersedes"
        )
    if not same:
        return "conflicts" if fits else None
    if later.stance == "denies":
        return "agrees"
    if not fits:
        return "conflicts"
    return "narrows" if _inside(later, first) else "agrees"


def _inside(later: MarketClaim, first: MarketClaim) -> bool:
    """Whether the amount of the later claim lies inside the earlier one's and is narrower."""
    if not (later.has_amount and first.has_amount) or later.currency != first.currency:
        return False
    inner, outer = (later.low or 0.0, later.high or np.inf), (first.low or 0.0, first.high or np.inf)
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def _days(first: Day, later: Day) -> int:
    return int((later - first).astype(np.int64))
