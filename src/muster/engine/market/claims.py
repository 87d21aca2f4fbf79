"""The ledger of moves and packages, derived from claims: `derive_ledger`. docs/methods/claims.md has the equations.

It is derived in three steps, which whoever keeps the result can take one by one: `find_subjects` for each party by
itself, `hold_sources` over all, `estimate_subjects` for each again, and `gather_ledger`. A new claim changes the first
for its party alone; a new grade or record the third for those of whom that source speaks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.market.amounts import estimate_quote
from muster.engine.market.claim_shapes import (
    CONVENTIONS,
    Convention,
    MarketClaim,
    MarketLedger,
    MarketSource,
    MoveEstimate,
    PackageEstimate,
    QuoteEstimate,
    SourceRecord,
)
from muster.engine.market.copying import Voice
from muster.engine.market.reliability import Reliability, reliability_of, source_record
from muster.engine.market.roles import UNTOLD, RoleReading
from muster.engine.market.subjects_found import (
    FoundMove,
    FoundPackage,
    FoundSubjects,
    find_subjects,
    split_claims,
)
from muster.engine.market.weighing import PRIOR, as_witness, believe

__all__ = [
    "RIVAL_DAYS",
    "Estimates",
    "HeldSources",
    "derive_ledger",
    "estimate_subjects",
    "gather_ledger",
    "hold_sources",
]

RIVAL_DAYS = 90
"""Days between two moves of one person to different places within which not both are believed to be so."""

Held = Mapping[str, Reliability]


@dataclass(frozen=True, slots=True)
class HeldSources:
    """How reliable each source is held to be, and the record of each by its key, in order."""

    reliability: Held
    records: tuple[SourceRecord, ...]


@dataclass(frozen=True, slots=True)
class Estimates:
    """The moves and packages of one party; the numbers of rivals are not set yet."""

    moves: tuple[MoveEstimate, ...]
    packages: tuple[PackageEstimate, ...]


def derive_ledger(
    claims: Iterable[MarketClaim],
    sources: Iterable[MarketSource] = (),
    *,
    prior: float = PRIOR,
    level: float = 0.9,
) -> MarketLedger:
    """Return the moves and packages that claims speak of, how sure each is, and the record of each source.

    The order of claims and sources does not matter. A source that is not among `sources` has the grade F. `prior` is
    the chance of a move that somebody speaks of before it is known who; `level` that of all intervals.

    Raises InputError for two claims or sources of one key, or a prior or level that is not between 0 and 1.
    """
    given = list(claims)
    _once("claim", (claim.key for claim in given))
    found = [find_subjects(part) for part in split_claims(given).values()]
    held = hold_sources(sources, found, level=level)
    estimates = [estimate_subjects(one, held.reliability, prior=prior, level=level) for one in found]
    return gather_ledger(estimates, held)


def hold_sources(
    sources: Iterable[MarketSource], found: Iterable[FoundSubjects], *, level: float = 0.9
) -> HeldSources:
    """Return how reliable sources are held to be by their grades and by what became known of all that they said."""
    checks.check_between("level", level, 0.01, 0.999)
    listed = list(sources)
    _once("source", (source.key for source in listed))
    given = {source.key: source for source in listed}
    record: Counter[tuple[str, bool]] = Counter()
    for one in found:
        record.update(one.record)
        for key in one.sources:
            given.setdefault(key, MarketSource(key))
    return HeldSources(
        {
            key: reliability_of(source.grade, record[key, True], record[key, False])
            for key, source in given.items()
        },
        tuple(
            source_record(given[key], record[key, True], record[key, False], level=level)
            for key in sorted(given)
        ),
    )


def estimate_subjects(
    found: FoundSubjects, held: Held, *, prior: float = PRIOR, level: float = 0.9
) -> Estimates:
    """Return how sure the moves and packages of one party are; `held` has at least the sources that speak of it."""
    checks.check_between("prior", prior, 0.01, 0.99)
    checks.check_between("level", level, 0.01, 0.999)
    return Estimates(
        tuple(_move(one, held, prior, level) for one in found.moves),
        tuple(_package(one, held, level) for one in found.packages),
    )


def gather_ledger(estimates: Iterable[Estimates], held: HeldSources) -> MarketLedger:
    """Return the ledger of all parties: what was last spoken of first, rivals by their numbers in it."""
    parts = list(estimates)
    return MarketLedger(
        moves=tuple(_with_rivals([move for one in parts for move in one.moves])),
        packages=tuple(
            sorted(
                (package for one in parts for package in one.packages),
                key=lambda one: (-_number(one.said_last), one.person or "", one.organisation or ""),
            )
        ),
        sources=held.records,
    )


def _once(what: str, keys: Iterable[str]) -> None:
    for key, count in Counter(keys).items():
        if count > 1:
            raise InputError(f"The {what} {key!r} is given {count:,} times; give each once.", code="twice")


def _move(found: FoundMove, held: Held, prior: float, level: float) -> MoveEstimate:
    subject, voices, truths = found.subject, found.voices, found.truths
    belief = believe(voices.standing, held, prior=prior, level=level)
    truth = next(iter(truths)) if len(truths) == 1 else None
    known = None if truth is None else float(truth)
    return MoveEstimate(
        person=subject.person,
        joined=subject.joined,
        left=subject.left,
        said_first=subject.claims[0].said_on,
        said_last=subject.claims[-1].said_on,
        probability=belief.probability if known is None else known,
        low=belief.low if known is None else known,
        high=belief.high if known is None else known,
        truth=truth,
        witnesses=tuple(
            as_witness(voice, held[voice.claim.source], prior=prior) for voice in voices.standing
        ),
        superseded=tuple(voice.claim.key for voice in voices.superseded),
        relations=found.relations,
        claims=tuple(claim.key for claim in subject.claims),
        contradicted=len(truths) > 1,
        role=_role(found, held),
    )


def _role(found: FoundMove, held: Held) -> RoleReading:
    """Return the role of the most reliable voice that names one, else of the last claim that does."""
    named = [voice.claim for voice in found.voices.standing if voice.claim.role]
    if named:
        return max(named, key=lambda one: (held[one.source].mean, _number(one.said_on), one.key)).role
    return next((claim.role for claim in reversed(found.subject.claims) if claim.role), UNTOLD)


def _with_rivals(moves: Sequence[MoveEstimate]) -> Iterator[MoveEstimate]:
    """Yield moves in the order in which they are told, each with the numbers of those that speak against it."""
    ordered = sorted(moves, key=lambda move: (-_number(move.said_last), move.person))
    of_person: defaultdict[str, list[int]] = defaultdict(list)
    for at, move in enumerate(ordered):
        of_person[move.person].append(at)
    begun = [_number(move.said_first) for move in ordered]
    for at, move in enumerate(ordered):
        rivals = tuple(
            other
            for other in of_person[move.person]
            if abs(begun[at] - begun[other]) <= RIVAL_DAYS and _differ(move, ordered[other])
        )
        yield replace(move, rivals=rivals) if rivals else move


def _differ(move: MoveEstimate, other: MoveEstimate) -> bool:
    """Whether two moves of a person lead to different places, neither from where the other led."""
    if move is other or None in (move.joined, other.joined):
        return False
    return move.joined not in (other.joined, other.left) and other.joined != move.left


def _package(found: FoundPackage, held: Held, level: float) -> PackageEstimate:
    standing, first = found.voices.standing, found.claims[0]
    return PackageEstimate(
        person=first.person,
        organisation=first.joined,
        said_first=first.said_on,
        said_last=found.claims[-1].said_on,
        quotes=tuple(_quotes(standing, held, level)),
        readings=found.readings,
        disputed=any(voice.claim.stance == "denies" for voice in standing),
        witnesses=tuple(as_witness(voice, held[voice.claim.source]) for voice in standing),
        superseded=tuple(voice.claim.key for voice in found.voices.superseded),
        relations=found.relations,
        claims=tuple(claim.key for claim in found.claims),
    )


def _quotes(voices: Sequence[Voice], held: Held, level: float) -> Iterable[QuoteEstimate]:
    """Yield an estimate for each convention and currency in which an amount is asserted.

    An amount of which nobody says what it is of counts under that of the total, and, as one that its words leave open,
    under every one that anybody names, for that is what the dispute is about. A denial without a convention is of all.
    """
    named = {voice.claim.convention or "total" for voice in voices}
    for convention in CONVENTIONS:
        if convention not in named:
            continue
        of_it = [
            _said_as(voice, convention) for voice in voices if voice.claim.convention in (None, convention)
        ]
        for currency in sorted({voice.claim.currency or "" for voice in of_it if _asserts_amount(voice)}):
            part = [
                voice for voice in of_it if not voice.claim.has_amount or voice.claim.currency == currency
            ]
            yield estimate_quote(
                _one_a_source(part), held, convention=convention, currency=currency, level=level
            )


def _said_as(voice: Voice, convention: Convention) -> Voice:
    claim = voice.claim
    if claim.convention is not None or convention == "total" or claim.stance == "denies":
        return voice
    return Voice(replace(claim, hedged=True), voice.copies)


def _one_a_source(voices: Sequence[Voice]) -> list[Voice]:
    """Return the last voice of each source: what it says by this convention, or without saying by which."""
    last: dict[tuple[str, str], Voice] = {}
    for voice in voices:
        claim = voice.claim
        known = last.get((claim.source, claim.stance))
        if known is None or known.claim.said_on <= claim.said_on:
            last[claim.source, claim.stance] = voice
    return list(last.values())


def _asserts_amount(voice: Voice) -> bool:
    return voice.claim.stance == "asserts" and voice.claim.has_amount


def _number(day: np.datetime64) -> int:
    return int(day.astype("datetime64[D]").astype(np.int64))
