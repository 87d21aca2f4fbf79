"""The moves and packages that the claims about somebody speak of, with their voices: all that does not depend on how
reliable sources are, so that it is found once for as long as these claims stay what they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from muster.engine.market.claim_shapes import CONVENTIONS, MarketClaim, Reading, Relation
from muster.engine.market.conventions import find_readings
from muster.engine.market.copying import Voice, Voices, find_voices
from muster.engine.market.subjects import MoveSubject, group_moves, group_packages, in_order, relate

__all__ = ["FoundMove", "FoundPackage", "FoundSubjects", "Party", "find_subjects", "party_of", "split_claims"]

Party = tuple[str | None, str | None]
"""Whom claims are about: a person, or, where nobody is named, who pays. Claims of two parties never meet."""


@dataclass(frozen=True, slots=True)
class FoundMove:
    """A move with its voices; `truths` is what claims about it were found to tell of it."""

    subject: MoveSubject
    voices: Voices
    truths: frozenset[bool]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class FoundPackage:
    """A package with its voices, one by each convention that a source speaks of."""

    claims: tuple[MarketClaim, ...]
    voices: Voices
    readings: tuple[Reading, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class FoundSubjects:
    """What the claims about one party come to. `record` is how often each source was right and wrong in it, `sources`
    all that speak. The texts that copies were told by are let go.
    """

    moves: tuple[FoundMove, ...] = ()
    packages: tuple[FoundPackage, ...] = ()
    record: Mapping[tuple[str, bool], int] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()


def party_of(claim: MarketClaim) -> Party:
    """Return whom a claim is about."""
    return claim.person, None if claim.person is not None else claim.joined


def split_claims(claims: Iterable[MarketClaim]) -> dict[Party, list[MarketClaim]]:
    """Return the claims about each party."""
    found: defaultdict[Party, list[MarketClaim]] = defaultdict(list)
    for claim in claims:
        found[party_of(claim)].append(claim)
    return found


def find_subjects(claims: Iterable[MarketClaim]) -> FoundSubjects:
    """Return the moves and packages that the claims about one party speak of; their order does not matter."""
    ordered = in_order(claims)
    moves = [_move(subject) for subject in group_moves(ordered)]
    packages = [_package(group) for group in group_packages(ordered)]
    return FoundSubjects(
        moves=tuple(moves),
        packages=tuple(packages),
        record=_record(moves, packages),
        sources=frozenset(claim.source for claim in ordered),
    )


def _move(subject: MoveSubject) -> FoundMove:
    voices = find_voices(subject.claims)
    truths = {
        claim.truth == (claim.stance == "asserts") for claim in subject.claims if claim.truth is not None
    }
    relations = relate(subject.claims, _copies(voices))
    bare = {claim.key: _bare(claim) for claim in subject.claims}
    subject.claims = list(bare.values())
    return FoundMove(subject, _with(voices, bare), frozenset(truths), relations)


def _package(group: Sequence[MarketClaim]) -> FoundPackage:
    """Return a package with its voices: a source may say several things of it, one by each convention."""
    parts = [
        find_voices([claim for claim in group if claim.convention == convention])
        for convention in (None, *CONVENTIONS)
    ]
    voices = Voices(
        tuple(voice for part in parts for voice in part.standing),
        tuple(voice for part in parts for voice in part.superseded),
    )
    readings = find_readings([voice.claim for voice in voices.standing])
    bare = {claim.key: _bare(claim) for claim in group}
    return FoundPackage(tuple(bare.values()), _with(voices, bare), readings, relate(group, _copies(voices)))


def _bare(claim: MarketClaim) -> MarketClaim:
    """Return a claim without its words, whom it cites and its figures: what copies are told by."""
    return replace(claim, text="", words="", quoted=None, figures=frozenset())


def _with(voices: Voices, claims: Mapping[str, MarketClaim]) -> Voices:
    def put(found: Iterable[Voice]) -> tuple[Voice, ...]:
        return tuple(Voice(claims[voice.claim.key], voice.copies) for voice in found)

    return Voices(put(voices.standing), put(voices.superseded))


def _copies(voices: Voices) -> dict[str, str]:
    """Return the key of the first claim by that of each that repeats it and is another source's."""
    return {
        copy.key: voice.claim.key
        for voice in (*voices.standing, *voices.superseded)
        for copy in voice.copies
        if copy.why != "source"
    }


def _record(moves: Iterable[FoundMove], packages: Iterable[FoundPackage]) -> Counter[tuple[str, bool]]:
    """Count how often each source was right and wrong: once a subject, as it stands by it, and never for a copy."""
    record: Counter[tuple[str, bool]] = Counter()
    for move in moves:
        if len(move.truths) == 1:
            [truth] = move.truths
            for voice in move.voices.standing:
                record[voice.claim.source, truth == (voice.claim.stance == "asserts")] += 1
    for package in packages:
        for voice in package.voices.standing:
            if voice.claim.truth is not None:
                record[voice.claim.source, voice.claim.truth] += 1
    return record
