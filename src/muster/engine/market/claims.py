"""The ledger of moves and packages, derived from claims: `derive_ledger`. docs/methods/claims.md has the equations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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
)
from muster.engine.market.conventions import find_readings
from muster.engine.market.copying import Voice, Voices, find_voices
from muster.engine.market.reliability import Reliability, reliability_of, source_record
from muster.engine.market.subjects import MoveSubject, group_moves, group_packages, in_order, relate
from muster.engine.market.weighing import PRIOR, as_witness, believe

__all__ = ["RIVAL_DAYS", "derive_ledger"]

RIVAL_DAYS = 90
"""Days between two moves of one person to different places within which not both are believed to be so."""

Held = Mapping[str, Reliability]


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
    checks.check_between("prior", prior, 0.01, 0.99)
    checks.check_between("level", level, 0.01, 0.999)
    ordered = in_order(claims)
    _once("claim", (claim.key for claim in ordered))
    given = _graded(ordered, sources)
    moves = [(subject, find_voices(subject.claims), _truths(subject)) for subject in group_moves(ordered)]
    packages = [(group, _package_voices(group)) for group in group_packages(ordered)]
    record = _record(moves, [voices for _, voices in packages])
    held = {
        key: reliability_of(source.grade, record[key, True], record[key, False])
        for key, source in given.items()
    }
    found = [_move(*one, held, prior, level) for one in moves]
    return MarketLedger(
        moves=tuple(sorted(_with_rivals(found), key=lambda move: (-_number(move.said_last), move.person))),
        packages=tuple(
            sorted(
                (_package(group, voices, held, level) for group, voices in packages),
                key=lambda one: (-_number(one.said_last), one.person or "", one.organisation or ""),
            )
        ),
        sources=tuple(
            source_record(given[key], record[key, True], record[key, False], level=level)
            for key in sorted(given)
        ),
    )


def _once(what: str, keys: Iterable[str]) -> None:
    for key, count in Counter(keys).items():
        if count > 1:
            raise InputError(f"The {what} {key!r} is given {count:,} times; give each once.", code="twice")


def _graded(claims: Sequence[MarketClaim], sources: Iterable[MarketSource]) -> dict[str, MarketSource]:
    given = list(sources)
    _once("source", (source.key for source in given))
    found = {source.key: source for source in given}
    for claim in claims:
        found.setdefault(claim.source, MarketSource(claim.source))
    return found


def _truths(subject: MoveSubject) -> set[bool]:
    """Return what claims about a move were found to tell of it; a denial that is right says that it did not happen."""
    return {claim.truth == (claim.stance == "asserts") for claim in subject.claims if claim.truth is not None}


def _package_voices(group: Sequence[MarketClaim]) -> Voices:
    """Return the voices of a package: a source may say several things of it, one by each convention."""
    parts = [
        find_voices([claim for claim in group if claim.convention == convention])
        for convention in (None, *CONVENTIONS)
    ]
    return Voices(
        tuple(voice for part in parts for voice in part.standing),
        tuple(voice for part in parts for voice in part.superseded),
    )


def _record(
    moves: Iterable[tuple[MoveSubject, Voices, set[bool]]], packages: Iterable[Voices]
) -> Counter[tuple[str, bool]]:
    """Count how often each source was right and wrong: once a subject, as it stands by it, and never for a copy."""
    record: Counter[tuple[str, bool]] = Counter()
    for _, voices, truths in moves:
        if len(truths) == 1:
            [truth] = truths
            for voice in voices.standing:
                record[voice.claim.source, truth == (voice.claim.stance == "asserts")] += 1
    for voices in packages:
        for voice in voices.standing:
            if voice.claim.truth is not None:
                record[voice.claim.source, voice.claim.truth] += 1
    return record


def _move(
    subject: MoveSubject, voices: Voices, truths: set[bool], held: Held, prior: float, level: float
) -> MoveEstimate:
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
        relations=relate(subject.claims, _copies(voices)),
        claims=tuple(claim.key for claim in subject.claims),
        contradicted=len(truths) > 1,
    )


def _copies(voices: Voices) -> dict[str, str]:
    """Return the key of the first claim by that of each that repeats it and is another source's."""
    return {
        copy.key: voice.claim.key
        for voice in (*voices.standing, *voices.superseded)
        for copy in voice.copies
        if copy.why != "source"
    }


def _with_rivals(moves: Sequence[MoveEstimate]) -> list[MoveEstimate]:
    """Return moves in the order in which they are told, each with the numbers of those that speak against it."""
    ordered = sorted(moves, key=lambda move: (-_number(move.said_last), move.person))
    return [
        replace(move, rivals=tuple(at for at, other in enumerate(ordered) if _are_rivals(move, other)))
        for move in ordered
    ]


def _are_rivals(move: MoveEstimate, other: MoveEstimate) -> bool:
    if move is other or move.person != other.person or None in (move.joined, other.joined):
        return False
    if move.joined in (other.joined, other.left) or other.joined == move.left:
        return False
    return abs(_number(move.said_first) - _number(other.said_first)) <= RIVAL_DAYS


def _package(group: Sequence[MarketClaim], voices: Voices, held: Held, level: float) -> PackageEstimate:
    standing = [voice.claim for voice in voices.standing]
    return PackageEstimate(
        person=group[0].person,
        organisation=group[0].joined,
        said_first=group[0].said_on,
        said_last=group[-1].said_on,
        quotes=tuple(_quotes(voices.standing, held, level)),
        readings=find_readings(standing),
        disputed=any(claim.stance == "denies" for claim in standing),
        witnesses=tuple(as_witness(voice, held[voice.claim.source]) for voice in voices.standing),
        superseded=tuple(voice.claim.key for voice in voices.superseded),
        relations=relate(group, _copies(voices)),
        claims=tuple(claim.key for claim in group),
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
