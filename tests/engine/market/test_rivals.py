"""Our list beside a rival's arrivals: counts by probability, and the order with an interval that covers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import kendalltau

from muster.engine.errors import InputError
from muster.engine.market.rivals import compare_lists

NAN = math.nan


def test_moves_count_as_far_as_they_are_probable() -> None:
    found = compare_lists([1, 2, 3, 4], [0.5, 0.0, 1.0, 0.0], [10, NAN, 12, NAN], [0.5, 0.5])
    assert (found.listed, found.claimed, found.found, found.low, found.high) == (4, 2, 1.5, 1, 2)
    assert (found.share_of_list, found.arrivals, found.share_of_arrivals) == (0.375, 2.5, 0.6)
    assert found.order is None
    empty = compare_lists([], [], [])
    assert (empty.share_of_list, empty.share_of_arrivals, empty.high) == (None, None, 0)


def test_the_order_is_kendalls_tau_where_all_is_known() -> None:
    rng = np.random.default_rng(3)
    ranks, days = np.arange(1, 21), rng.integers(0, 8, 20)  # days with ties
    found = compare_lists(ranks, np.ones(20), days).order
    assert found is not None
    assert found.tau == pytest.approx(kendalltau(ranks, days).statistic)
    assert found.people == pytest.approx(20)
    turned = compare_lists(ranks, np.ones(20), -days).order
    assert turned is not None
    assert (turned.tau, turned.low) == pytest.approx((-found.tau, -found.high))
    same = compare_lists(ranks, np.full(20, 0.7), ranks).order
    assert same is not None
    assert (same.tau, same.high) == (1, 1)
    assert 0.7 < same.low < 1  # of a perfect order of twenty one is not certain
    half = compare_lists(ranks, np.where(ranks <= 10, 1.0, 0.02), ranks).order
    assert half is not None
    assert half.people < 11  # what is hardly probable hardly counts
    assert compare_lists(ranks[:9], np.ones(9), ranks[:9]).order is None


def test_the_interval_of_the_order_covers() -> None:
    rng = np.random.default_rng(5)
    true, covered, rounds = 2 / math.pi * math.asin(0.5), 0, 300
    for _round in range(rounds):
        first = rng.normal(size=20)
        second = 0.5 * first + math.sqrt(0.75) * rng.normal(size=20)
        ranks = np.argsort(np.argsort(first)) + 1
        found = compare_lists(ranks, np.ones(20), second).order
        covered += found is not None and found.low <= true <= found.high
    assert covered / rounds == pytest.approx(0.9, abs=0.05)


def test_what_cannot_be_read_is_told() -> None:
    with pytest.raises(InputError, match="differ in length"):
        compare_lists([1], [0.5, 0.5], [1])
    with pytest.raises(InputError, match="must lie between"):
        compare_lists([1], [1.5], [1])
    with pytest.raises(InputError, match="without a day"):
        compare_lists([1], [0.5], [NAN])
