"""Acceptance by rank and how far down: all orders counted by hand, closed forms, and what no answer may change."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, mannwhitneyu

from muster.engine.errors import InputError
from muster.engine.market.targets import estimate_acceptance, estimate_reach

ANSWERS = st.lists(st.sampled_from(["joined", "declined", "open"]), min_size=1, max_size=14)


def told(joined: tuple[int, ...], size: int) -> list[str]:
    """Return the outcomes of ranks 1 to `size` of which these joined."""
    return ["joined" if rank in joined else "declined" for rank in range(1, size + 1)]


def test_shares_have_jeffreys_interval() -> None:
    found = estimate_acceptance(range(1, 13), told((2, 7, 9, 11, 12), 12), level=0.95)
    assert found.share == pytest.approx(5 / 12)
    assert (found.low, found.high) == pytest.approx(tuple(beta(5.5, 7.5).ppf([0.025, 0.975])))
    top, bottom = found.groups
    assert [(one.first, one.last, one.joined, one.declined) for one in found.groups] == [
        (1, 6, 1, 5),
        (7, 12, 4, 2),
    ]
    assert (bottom.low, bottom.high) == pytest.approx(tuple(beta(4.5, 2.5).ppf([0.025, 0.975])))
    assert top.share == pytest.approx(1 / 6)


def test_the_interval_covers_on_average() -> None:
    """Coverage of 20 answers over chances from .1 to .9, by adding up: on average what it says (Brown and
    others 2001).
    """
    ends = [estimate_acceptance([1] * 20, told(tuple(range(1, k + 1)), 20)) for k in range(21)]
    chances = np.linspace(0.1, 0.9, 81)
    covered = [
        sum(
            comb(20, k) * p**k * (1 - p) ** (20 - k)
            for k, one in enumerate(ends)
            if one.low is not None and one.high is not None and one.low <= p <= one.high
        )
        for p in chances
    ]
    assert float(np.mean(covered)) == pytest.approx(0.9, abs=0.01)


def test_whether_the_top_refuses_is_counted_over_all_orders() -> None:
    orders = list(combinations(range(1, 8), 3))
    chances = []
    for joined in orders:
        found = estimate_acceptance(range(1, 8), told(joined, 7))
        deeper = sum(sum(other) >= sum(joined) for other in orders) / len(orders)
        higher = sum(sum(other) <= sum(joined) for other in orders) / len(orders)
        assert (found.p_refuse, found.p_accept) == pytest.approx((deeper, higher))
        chances.append(deeper)
    for alarm in (0.05, 0.1, 0.25):  # where nothing is, it is said as seldom as promised
        assert sum(one <= alarm + 1e-12 for one in chances) / len(orders) <= alarm


def test_many_answers_go_by_the_normal_limit() -> None:
    rng = np.random.default_rng(2)
    ranks, joined = np.arange(1, 101), rng.random(100) < np.linspace(0.2, 0.6, 100)
    found = estimate_acceptance(ranks, np.where(joined, "joined", "declined"))
    known = mannwhitneyu(ranks[joined], ranks[~joined], alternative="greater", method="asymptotic")
    assert found.p_refuse == pytest.approx(known.pvalue, rel=1e-6)
    assert found.slope is not None
    assert found.slope.low > 1  # those further down accept more readily, and it is found
    assert [point.share for point in found.curve] == sorted(point.share for point in found.curve)


def test_how_far_down_is_negative_hypergeometric() -> None:
    joined, size = (3, 5, 6), 9
    found = estimate_reach(range(1, size + 1), told(joined, size))
    orders = list(combinations(range(1, size + 1), len(joined)))
    assert [(one.joined, one.rank, one.place) for one in found.steps] == [(1, 3, 3), (2, 5, 5), (3, 6, 6)]
    for at, step in enumerate(found.steps):
        places = sorted(order[at] for order in orders)
        assert step.expected == pytest.approx(sum(places) / len(orders))
        assert step.p_value == pytest.approx(sum(place >= step.place for place in places) / len(orders))
        inside = sum(step.low <= place <= step.high for place in places) / len(orders)
        assert inside >= 0.9
        assert (step.rank_low, step.rank_high) == (step.low, step.high)  # everybody answered


def test_who_has_not_answered_is_no_refusal() -> None:
    found = estimate_reach([1, 2, 3, 6, 8], ["declined", "open", "joined", "open", "joined"])
    assert (found.deepest, found.passed_over, found.answered, found.open) == (8, 3, 3, 2)
    first, second = found.steps
    assert (first.rank, first.best, first.place) == (3, 2, 2)
    assert (second.rank, second.best, second.place) == (8, 3, 3)


@given(ANSWERS, st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_neither_order_of_rows_nor_open_cases_change_an_estimate(answers: list[str], random: object) -> None:
    rows = list(enumerate(answers, 1))
    known = estimate_acceptance(*zip(*rows, strict=True))
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert estimate_acceptance(*zip(*rows, strict=True)) == known
    answered = [row for row in rows if row[1] != "open"]
    assert sum(one.approached for one in known.groups) == len(answers)
    if answered:
        alone = estimate_acceptance(*zip(*answered, strict=True))
        assert (alone.share, alone.low, alone.slope, alone.p_refuse, alone.curve) == (
            known.share, known.low, known.slope, known.p_refuse, known.curve,
        )  # fmt: skip
        steps = estimate_reach(*zip(*answered, strict=True)).steps
        assert [one.rank for one in steps] == [
            one.rank for one in estimate_reach(*zip(*rows, strict=True)).steps
        ]


def test_everyone_accepted_nobody_approached_and_thousands() -> None:
    none = estimate_acceptance([], [])
    assert (none.share, none.groups, none.slope, none.p_refuse) == (None, (), None, None)
    assert estimate_reach([], []).steps == ()
    everyone = estimate_acceptance(range(1, 9), ["joined"] * 8)
    assert (everyone.share, everyone.high, everyone.slope, everyone.p_refuse) == (1, 1, None, None)
    waiting = estimate_acceptance([1, 2], ["open", "open"])
    assert [(one.first, one.last, one.open, one.share) for one in waiting.groups] == [(1, 2, 2, None)]
    ranks = np.arange(1, 5_001)
    many = estimate_reach(ranks, np.where(ranks % 3 == 0, "joined", "declined"))
    assert len(many.steps) == 20
    assert (many.steps[0].rank, many.steps[-1].joined) == (3, 1_666)
    frame = estimate_acceptance(ranks, np.where(ranks % 3 == 0, "joined", "declined")).to_frame()
    assert frame["joined"].sum() == 1_666
    assert np.isfinite(frame["low"]).all()


def test_what_cannot_be_read_is_told() -> None:
    for ranks, outcomes, sentence in (
        ([1, 2], ["joined"], "one outcome a rank"),
        ([0], ["joined"], "from 1"),
        ([1.5], ["joined"], "whole numbers"),
        ([1], ["maybe"], "choose one of"),
    ):
        with pytest.raises(InputError, match=sentence):
            estimate_acceptance(ranks, outcomes)
        with pytest.raises(InputError, match=sentence):
            estimate_reach(ranks, outcomes)
