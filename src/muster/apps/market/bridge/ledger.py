"""Claims -> the engine's ledger of moves and packages, derived in parts so that what did not change is not done again.

All of it is keys and numbers: no name and no word of anybody stays in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

import numpy as np

from muster.apps.market.models import Claim, Outcome, Source
from muster.engine.market.claim_shapes import (
    ClaimKind,
    ClaimStance,
    Convention,
    Grade,
    MarketClaim,
    MarketLedger,
    MarketSource,
)
from muster.engine.market.claims import (
    Estimates,
    HeldSources,
    estimate_subjects,
    gather_ledger,
    hold_sources,
)
from muster.engine.market.roles import read_role
from muster.engine.market.subjects_found import FoundSubjects, Party, find_subjects, party_of, split_claims

__all__ = ["EMPTY", "LEVEL", "Derived", "Party", "Told", "derive_again", "engine_claim", "party_named"]

LEVEL = 0.9


@dataclass(frozen=True)
class Told:
    """A ledger, with where each claim and each person stands in it. `memo` has what was worked out of it since."""

    ledger: MarketLedger
    move_of: Mapping[str, int] = field(default_factory=dict)
    package_of: Mapping[str, int] = field(default_factory=dict)
    moves_of: Mapping[str, list[int]] = field(default_factory=dict)
    packages_of: Mapping[str, list[int]] = field(default_factory=dict)
    memo: dict[tuple[str, ...], Any] = field(default_factory=dict)


EMPTY = Told(MarketLedger((), (), ()))


@dataclass(frozen=True)
class Derived:
    """What the claims about each party come to, how sure that is, and the ledger of all."""

    found: Mapping[Party, FoundSubjects] = field(default_factory=dict)
    estimates: Mapping[Party, Estimates] = field(default_factory=dict)
    held: HeldSources = field(default_factory=lambda: HeldSources({}, ()))
    told: Told = EMPTY


def derive_again(
    before: Derived,
    claims: Iterable[tuple[Claim, frozenset[float]]],
    *,
    changed: Iterable[Party] | None,
    sources: Iterable[Source],
) -> Derived:
    """Return what follows when the claims about the parties in `changed` (None: about all) are these, each with the
    amounts and counts in its document, and all other claims are what they were.
    """
    found = {} if changed is None else {**before.found}
    for party in changed or ():
        found.pop(party, None)
    fresh: set[Party] = set()
    for party, part in _parties(claims):
        found[party] = find_subjects(part)
        fresh.add(party)
    held = hold_sources(
        [MarketSource(str(one.pk), cast(Grade, one.grade)) for one in sources], found.values(), level=LEVEL
    )
    moved = {key for key, value in held.reliability.items() if before.held.reliability.get(key) != value}
    estimates = {
        party: estimate_subjects(one, held.reliability, level=LEVEL)
        if party in fresh or party not in before.estimates or moved & one.sources
        else before.estimates[party]
        for party, one in found.items()
    }
    return Derived(found, estimates, held, _told(gather_ledger(estimates.values(), held)))


def _parties(
    claims: Iterable[tuple[Claim, frozenset[float]]],
) -> Iterable[tuple[Party, list[MarketClaim]]]:
    """Yield the claims of each party. Those of one come together, so that no more than theirs are held at a time; where
    they do not, as for parties of which nobody is named, they are gathered first.
    """
    part: list[MarketClaim] = []
    rest: list[MarketClaim] = []
    for row, figures in claims:
        claim = engine_claim(row, figures)
        if claim.person is None:
            rest.append(claim)
            continue
        if part and part[0].person != claim.person:
            yield party_of(part[0]), part
            part = []
        part.append(claim)
    if part:
        yield party_of(part[0]), part
    yield from split_claims(rest).items()


def _told(ledger: MarketLedger) -> Told:
    moves_of: defaultdict[str, list[int]] = defaultdict(list)
    packages_of: defaultdict[str, list[int]] = defaultdict(list)
    for at, move in enumerate(ledger.moves):
        moves_of[move.person].append(at)
    for at, package in enumerate(ledger.packages):
        if package.person is not None:
            packages_of[package.person].append(at)
    return Told(
        ledger,
        {key: at for at, one in enumerate(ledger.moves) for key in one.claims},
        {key: at for at, one in enumerate(ledger.packages) for key in one.claims},
        moves_of,
        packages_of,
    )


def party_named(person: int | None, joined: int | None) -> Party:
    """Return whom a claim about these is about."""
    return _key(person), None if person is not None else _key(joined)


def engine_claim(row: Claim, figures: frozenset[float]) -> MarketClaim:
    """Return a claim as the engine takes it; it comes with its document and resolution."""
    resolution = getattr(row, "resolution", None)
    document = row.document
    return MarketClaim(
        key=str(row.pk),
        source=str(row.source_id),
        said_on=np.datetime64(row.said_on, "D"),
        kind=cast(ClaimKind, row.kind),
        person=_key(row.person_id),
        joined=_key(row.joined_id),
        left=_key(row.left_id),
        stance=cast(ClaimStance, row.stance),
        hedged=row.hedged,
        low=_float(row.low),
        high=_float(row.high),
        currency=row.currency or None,
        convention=cast(Convention, row.quote) if row.quote else None,
        years=_float(row.years),
        quoted=row.quoted or None,
        document=str(row.document_id),
        text=document.text,
        words=document.text[row.start : row.end],
        figures=figures,
        truth=None if resolution is None else resolution.outcome == Outcome.CONFIRMED,
        role=read_role(row.role),
    )


def _key(value: int | None) -> str | None:
    return None if value is None else str(value)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
