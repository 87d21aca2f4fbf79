"""Deriving in parts: the quick way says what the plain one does, and what did not change is not done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.market.claim_shapes import ClaimKind, Copied, MarketClaim, MarketSource
from muster.engine.market.claims import (
    derive_ledger,
    estimate_subjects,
    gather_ledger,
    hold_sources,
)
from muster.engine.market.copying import WINDOW_DAYS, fold_name, may_both_be_so, runs_of, says_the_same
from muster.engine.market.copying import find_voices as find_quickly
from muster.engine.market.subjects import in_order
from muster.engine.market.subjects_found import find_subjects, party_of, split_claims

KINDS: list[ClaimKind] = ["move", "move", "package"]
SOURCES = [MarketSource("s0", "A"), MarketSource("s1", "B"), MarketSource("s2", "E")]
STORIES = (
    "one two three four five six",
    "seven eight nine ten eleven twelve",
    "one two three four five nine",
)


@st.composite
def claims(draw: st.DrawFn, *, people: int = 3) -> list[MarketClaim]:
    """Draw claims of which many repeat one another, by every rule there is."""
    found = []
    for at in range(draw(st.integers(1, 14))):
        kind: ClaimKind = draw(st.sampled_from(KINDS))
        common: dict[str, Any] = {
            "person": f"p{draw(st.integers(0, people - 1))}",
            "joined": draw(st.sampled_from(["x", "y", "z"])),
            "stance": draw(st.sampled_from(["asserts", "asserts", "denies"])),
            "hedged": draw(st.booleans()),
            "document": draw(st.sampled_from(["", "", "d1", "d2"])),
            "text": draw(st.sampled_from([*STORIES, f"own{at} words{at} of{at} its{at}"])),
            "quoted": draw(st.sampled_from([None, None, "Bo", "BO"])),
            "figures": draw(
                st.sampled_from([frozenset(), frozenset({3e8, 4.0}), frozenset({3e8, 4.0, 7.0})])
            ),
            "truth": draw(st.sampled_from([None, None, None, True, False])),
        }
        if kind == "package":
            low = draw(st.sampled_from([1e8, 3e8, 9e8]))
            common |= {
                "low": low,
                "high": low,
                "currency": "USD",
                "convention": draw(st.sampled_from([None, "total"])),
            }
        else:
            common["left"] = draw(st.sampled_from([None, "w"]))
        day = np.datetime64("2026-01-01") + np.timedelta64(draw(st.integers(0, 40)), "D")
        found.append(MarketClaim(f"c{at:02}", f"s{draw(st.integers(0, 3))}", day, kind, **common))
    return found


def repeats(first: MarketClaim, later: MarketClaim) -> str | None:
    """Say why a claim repeats another, word for word as docs/methods/claims.md has it."""
    if first.document and first.document == later.document:
        return "document"
    if (later.said_on - first.said_on).astype(int) > WINDOW_DAYS:
        return None
    if first.quoted and later.quoted and fold_name(first.quoted) == fold_name(later.quoted):
        return "quoted"
    one, other = runs_of(first.text), runs_of(later.text)
    if one & other and len(one & other) >= 0.4 * len(one | other):
        return "words"
    shared, most = len(first.figures & later.figures), max(len(first.figures), len(later.figures))
    return "figures" if shared >= 2 and shared >= most - 1 else None


def find_plainly(said: Sequence[MarketClaim]) -> tuple[list[tuple[str, list[Copied]]], list[str]]:
    """Hold every claim against every voice before it; return those that stand with their copies, and those replaced."""
    voices: list[tuple[MarketClaim, list[Copied], list[MarketClaim]]] = []
    latest: dict[str, int] = {}
    gone: list[int] = []
    for claim in said:
        copied = False
        for first, copies, again in voices:
            if (
                first.source == claim.source
                or first.stance != claim.stance
                or not may_both_be_so(first, claim)
            ):
                continue
            why = next((why for one in (first, *again) if (why := repeats(one, claim))), None)
            if why is not None:
                copies.append(Copied(claim.key, claim.source, why))  # type: ignore[arg-type]
                copied = True
                break
        if copied:
            continue
        own = latest.get(claim.source)
        if own is not None and says_the_same(voices[own][0], claim):
            voices[own][1].append(Copied(claim.key, claim.source, "source"))
            voices[own][2].append(claim)
            continue
        if own is not None:
            gone.append(own)
        latest[claim.source] = len(voices)
        voices.append((claim, [], []))
    standing = [(one.key, copies) for at, (one, copies, _) in enumerate(voices) if at not in gone]
    return standing, [voices[at][0].key for at in gone]


@settings(max_examples=150, deadline=None)
@given(claims(people=1))
def test_voices_are_those_that_every_claim_against_every_other_gives(told: list[MarketClaim]) -> None:
    said = in_order(one for one in told if one.kind == "move")
    found = find_quickly(said)
    standing, replaced = find_plainly(said)
    assert [(one.claim.key, one.copies) for one in found.standing] == standing
    assert [one.claim.key for one in found.superseded] == replaced


@settings(max_examples=60, deadline=None)
@given(claims(), st.data())
def test_what_is_derived_again_for_one_party_is_what_all_anew_gives(
    told: list[MarketClaim], data: st.DataObject
) -> None:
    changed = data.draw(st.sampled_from(told))
    other = replace(changed, truth=data.draw(st.sampled_from([None, True, False])), hedged=not changed.hedged)
    after = [other if one.key == changed.key else one for one in told]
    kept = {party: find_subjects(part) for party, part in split_claims(told).items()}
    kept[party_of(other)] = find_subjects(split_claims(after)[party_of(other)])
    held = hold_sources(SOURCES, kept.values())
    parts = [estimate_subjects(one, held.reliability) for one in kept.values()]
    assert gather_ledger(parts, held) == derive_ledger(after, SOURCES)


def test_rivals_are_of_one_person_and_nothing_is_kept_of_words() -> None:
    def said(key: str, person: str, joined: str, at: int) -> MarketClaim:
        day = np.datetime64("2026-01-01") + np.timedelta64(at, "D")
        return MarketClaim(key, "s0", day, "move", person, joined, text="Ada Bo leaves", quoted="Bo")

    told = [
        said("1", "ada", "x", 0),
        said("2", "ada", "y", 20),
        said("3", "bo", "z", 10),
        said("4", "ada", "z", 200),
    ]
    moves = derive_ledger(told, SOURCES).moves
    assert [(one.claims, one.rivals) for one in moves] == [
        (("4",), ()), (("2",), (3,)), (("3",), ()), (("1",), (1,)),
    ]  # fmt: skip
    assert "leaves" not in repr([find_subjects(part) for part in split_claims(told).values()])
