"""Claims and sources -> moves, packages, records: closed forms and properties."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.market.claim_shapes import MarketClaim, MarketLedger, MarketSource
from muster.engine.market.claims import derive_ledger
from muster.engine.market.reliability import GRADE_PRIORS, reliability_of
from muster.engine.market.weighing import PRIOR

GRADES = [
    MarketSource("wire", "A"),
    MarketSource("post", "B"),
    MarketSource("blog", "E"),
    MarketSource("corp", "C"),
]


def day(number: int) -> np.datetime64:
    return np.datetime64("2026-01-01") + np.timedelta64(number, "D")


def move(key: str, source: str, at: int = 0, **changes: Any) -> MarketClaim:
    given: dict[str, Any] = {
        "person": "ada",
        "joined": "halcyon",
        "left": "nimbus",
        "text": f"{source} {key} says",
    }
    return MarketClaim(key, source, day(at), "move", **{**given, **changes})


def package(key: str, source: str, at: int = 0, **changes: Any) -> MarketClaim:
    given: dict[str, Any] = {
        "person": "ada",
        "joined": "halcyon",
        "currency": "USD",
        "text": f"{source} {key} says",
    }
    return MarketClaim(key, source, day(at), "package", **{**given, **changes})


def derive(*claims: MarketClaim) -> MarketLedger:
    return derive_ledger(claims, GRADES)


def probability(*claims: MarketClaim) -> float:
    [found] = derive(*claims).moves
    return found.probability


def mean(grade: str) -> float:
    alpha, beta = GRADE_PRIORS[grade]  # type: ignore[index]
    return alpha / (alpha + beta)


def test_a_lone_claim_is_as_probable_as_its_source_is_reliable() -> None:
    assert probability(move("1", "post")) == pytest.approx(mean("B"))
    assert probability(move("1", "blog")) == pytest.approx(mean("E"))
    assert probability(move("1", "nobody", hedged=True)) == pytest.approx(
        1 / (1 + math.sqrt((1 - PRIOR) / PRIOR))  # half the way, in log odds, to a coin
    )


def test_independent_voices_multiply_the_odds_and_a_denial_divides_them() -> None:
    wire, post, corp = mean("A"), mean("B"), mean("C")
    odds = PRIOR / (1 - PRIOR) * wire / (1 - wire) * post / (1 - post) * ((1 - PRIOR) / PRIOR) ** 2
    assert probability(move("1", "wire"), move("2", "post")) == pytest.approx(odds / (1 + odds))
    odds *= (1 - corp) / corp
    told = (move("1", "wire"), move("2", "post"), move("3", "corp", 1, stance="denies"))
    assert probability(*told) == pytest.approx(odds / (1 + odds))
    [found] = derive(*told).moves
    assert found.low < found.probability < found.high
    assert [one.kind for one in found.relations] == ["agrees", "conflicts", "conflicts"]


def test_what_is_resolved_makes_a_record() -> None:
    told = [move(str(at), "blog", person=f"p{at}", truth=at < 8) for at in range(10)]
    found = derive(*told, move("x", "blog"))
    [blog] = [one for one in found.sources if one.source == "blog"]
    alpha, beta = GRADE_PRIORS["E"]
    assert (blog.right, blog.wrong) == (8, 2)
    assert blog.reliability == pytest.approx((alpha + 8) / (alpha + beta + 10))
    held = reliability_of("E", 8, 2)
    assert (blog.low, blog.high) == pytest.approx((held.quantile(0.05), held.quantile(0.95)))
    [open_one] = [one for one in found.moves if one.person == "ada"]
    assert open_one.probability == pytest.approx(blog.reliability)
    assert {one.probability for one in found.moves if one.truth is not None} == {0.0, 1.0}


def test_what_was_found_both_so_and_not_so_is_open() -> None:
    [found] = derive(move("1", "post", truth=True), move("2", "wire", truth=False)).moves
    assert (found.contradicted, found.truth) == (True, None)
    assert found.probability == pytest.approx(0.5)


WIRE = "Halcyon has hired {} away from Nimbus for at least 300 million dollars over four years, people say."


def test_the_same_story_in_other_words_languages_and_papers_is_one_witness() -> None:
    story = move("1", "wire", text=WIRE.format("Ada"), figures=frozenset({3e8, 4.0}))
    alone = probability(story)
    copies = (
        move("2", "post", 1, text=WIRE.format("Ada B."), document="x"),
        move("3", "corp", 2, text="كلام آخر", figures=frozenset({3e8, 4.0})),
        move("4", "blog", 3, text="Quite other words", quoted="Bo"),
    )
    quoted = replace(story, quoted="BO")
    assert probability(story, *copies[:2]) == alone
    [found] = derive(quoted, *copies).moves
    [witness] = found.witnesses
    assert [(one.key, one.why) for one in witness.copies] == [
        ("2", "words"),
        ("3", "figures"),
        ("4", "quoted"),
    ]
    assert [one.kind for one in found.relations if one.first == "1"] == ["copies"] * 3
    late = move("5", "post", 30, text=WIRE.format("Ada"))
    assert probability(story, late) > alone  # long after, somebody has looked again


def test_a_source_is_heard_once_and_as_it_stands_by_it_now() -> None:
    first, again = move("1", "post"), move("2", "post", 3)
    assert probability(first, again) == probability(first)
    back = move("3", "post", 5, stance="denies")
    [found] = derive(first, again, back).moves
    assert found.superseded == ("1",)
    assert found.probability == pytest.approx(
        PRIOR * (1 - mean("B")) / (PRIOR * (1 - mean("B")) + (1 - PRIOR) * mean("B"))
    )


def test_ends_that_nobody_names_yet_are_filled_and_other_ends_are_rivals() -> None:
    left = move("1", "post", joined=None)
    found = derive(left, move("2", "wire", 4), move("3", "corp", 9, joined="vela")).moves
    assert [(one.joined, one.left, one.claims, one.rivals) for one in found] == [
        ("vela", "nimbus", ("3",), (1,)),
        ("halcyon", "nimbus", ("1", "2"), (0,)),
    ]


def test_an_amount_that_one_source_names_lies_there_as_surely_as_it_is_reliable() -> None:
    [one] = derive(package("1", "post", low=1e8, high=4e8, convention="total")).packages
    [quote] = one.quotes
    width = math.log(4) / math.log(4 * 100)
    inside = mean("B") + (1 - mean("B")) * width
    outside = (1 - inside) / 2  # either side of the middle
    low = math.log(1e7) + math.log(10) * 0.05 / outside if outside > 0.05 else math.log(1e8)
    assert math.log(quote.low) == pytest.approx(low)
    assert quote.median == pytest.approx(2e8)
    assert quote.probability == pytest.approx(mean("B"))


def test_two_that_overlap_narrow_and_a_denied_amount_is_avoided() -> None:
    wide = package("1", "post", low=1e8, high=9e8, convention="total")
    narrow = package("2", "wire", 2, low=2e8, high=3e8, convention="total")
    both = derive(wide, narrow).packages[0]
    assert [one.kind for one in both.relations] == ["narrows"]
    assert both.quotes[0].high - both.quotes[0].low < 2e8
    denied = derive(wide, package("3", "wire", 2, low=3e8, convention="total", stance="denies")).packages[0]
    assert denied.disputed
    assert denied.quotes[0].high < 3.01e8 < derive(wide).packages[0].quotes[0].high


def test_under_which_reading_both_sides_are_right() -> None:
    paper = package("1", "post", low=1e8, high=999_999_999)
    firm = package("2", "corp", 1, low=1e8, stance="denies", convention="signing")
    [one] = derive(paper, firm).packages
    assert {each.convention: each.clashes for each in one.readings} == {
        "total": (), "yearly": (), "first_year": (), "signing": (("1", "2"),), "base": (),
    }  # fmt: skip
    memo = package("3", "wire", 2, low=2e7, high=2e7, convention="total")
    [told] = derive(paper, memo).packages  # a year's pay of nine figures is no total of eight
    assert all(each.clashes == (("1", "3"),) for each in told.readings)
    blog = package("4", "blog", 2, low=1e8, high=1e8, convention="signing", hedged=True)
    [always] = derive(paper, firm, blog).packages
    assert all(("2", "4") in each.clashes for each in always.readings)  # whatever the paper meant
    assert [quote.convention for quote in one.quotes] == ["total", "signing"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: move("1", "post", person=None), "names nobody"),
        (lambda: move("1", "post", joined=None, left=None), "no organisation"),
        (lambda: move("1", "post", joined="nimbus"), "from an organisation to itself"),
        (lambda: package("1", "post", low=1.0, currency=None), "without a currency"),
        (lambda: package("1", "post", low=2.0, high=1.0), "the second is the larger"),
        (lambda: package("1", "post"), "says no amount"),
        (lambda: derive(move("1", "post"), move("1", "wire")), "given 2 times"),
        (lambda: MarketSource("x", "Z"), "choose one of"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(make: Any, told: str) -> None:
    with pytest.raises(InputError, match=told):
        make()


@st.composite
def claims(draw: st.DrawFn) -> list[MarketClaim]:
    """Draw claims of one or two people by few sources, no two of the same words."""
    size = draw(st.integers(1, 7))
    return [
        move(
            f"c{at}",
            draw(st.sampled_from(["wire", "post", "blog", "corp"])),
            draw(st.integers(0, 40)),
            person=draw(st.sampled_from(["ada", "bo"])),
            left=draw(st.sampled_from(["nimbus", None])),
            stance=draw(st.sampled_from(["asserts", "asserts", "denies"])),
            hedged=draw(st.booleans()),
            text=f"w{at} " * 5,
        )
        for at in range(size)
    ]


@settings(max_examples=40, deadline=None)
@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(told: list[MarketClaim], random: Any) -> None:
    mixed = list(told)
    random.shuffle(mixed)
    assert derive(*mixed) == derive(*told)


@settings(max_examples=40, deadline=None)
@given(claims(), st.data())
def test_a_copy_changes_nothing(told: list[MarketClaim], data: st.DataObject) -> None:
    first = data.draw(st.sampled_from(told))
    copy = replace(first, key="copy", source="zine", said_on=first.said_on + np.timedelta64(1, "D"))
    after = derive(*told, copy)
    before = {(one.person, one.joined, one.said_first): one.probability for one in derive(*told).moves}
    assert {(one.person, one.joined, one.said_first): one.probability for one in after.moves} == before


@settings(max_examples=60, deadline=None)
@given(claims(), st.sampled_from(["wire", "post", "blog", "corp", "new"]), st.integers(0, 60), st.booleans())
def test_a_denial_never_raises_the_probability(
    told: list[MarketClaim], source: str, at: int, hedged: bool
) -> None:
    """Somebody who denied it already may deny it more softly now, which does raise it: they are left out."""
    assume(not any(claim.source == source and claim.stance == "denies" for claim in told))
    denial = move("deny", source, at, stance="denies", hedged=hedged, text="never never never never")
    before, after = derive(*told).moves, derive(*told, denial).moves
    for one in before:
        if any(claim.key in one.claims and claim.stance == "asserts" for claim in told):
            [same] = [each for each in after if set(one.claims) <= set(each.claims)]
            assert same.probability <= one.probability + 1e-12
