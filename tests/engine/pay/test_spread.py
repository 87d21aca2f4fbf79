"""What a package does to the spread of pay among peers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.pay.spread import gini, spread_change

AMOUNTS = st.lists(st.floats(1, 1e9), min_size=5, max_size=30)


def test_gini_of_known_groups() -> None:
    assert gini([7.0] * 4) == pytest.approx(0.0, abs=1e-15)
    assert gini([0.0, 0.0, 0.0, 1.0]) == pytest.approx(0.75)  # one of n has all: 1 - 1/n
    assert gini([1.0, 2.0, 3.0, 4.0]) == pytest.approx(0.25)
    assert math.isnan(gini([0.0, 0.0]))


@given(AMOUNTS)
def test_gini_is_half_the_mean_difference_over_the_mean(amounts: list[float]) -> None:
    values = np.array(amounts)
    apart = np.abs(values[:, None] - values[None, :]).mean()
    assert gini(amounts) == pytest.approx(apart / (2 * values.mean()), abs=1e-9)


@given(AMOUNTS, st.floats(1, 1e9))
def test_after_is_the_group_with_the_amount(amounts: list[float], amount: float) -> None:
    found = spread_change(amount, amounts)
    assert found == spread_change(amount, amounts[::-1])  # in no order that tells who
    assert found.below == sum(one < amount for one in amounts)
    assert found.median_before == np.median(amounts)
    assert found.median_after == np.median([*amounts, amount])
    assert found.gini_after == pytest.approx(gini([*amounts, amount]))
    assert found.ratio == pytest.approx(amount / np.median(amounts))


def test_what_all_get_changes_nothing_and_far_more_widens() -> None:
    same = spread_change(100.0, [100.0] * 6)
    assert (same.below, same.ratio) == (0, 1.0)
    assert same.gini_after == pytest.approx(0.0, abs=1e-15)
    wide = spread_change(1_000.0, [90.0, 95.0, 100.0, 105.0, 110.0])
    assert (wide.below, wide.ratio) == (5, 10.0)
    assert wide.gini_after > 5 * wide.gini_before


def test_of_few_or_of_nothing_only_their_number_is_told() -> None:
    for peers, least in (([90.0] * 4, 5), ([90.0] * 9, 10), ([0.0] * 5, 5)):
        found = spread_change(100.0, peers, least=least)
        assert (found.count, found.hidden, found.below) == (len(peers), True, 0)
        assert all(math.isnan(one) for one in (found.ratio, found.median_after, found.gini_after))
    with pytest.raises(InputError, match="least is 4"):
        spread_change(1.0, [1.0] * 9, least=4)
    with pytest.raises(InputError, match="peers get"):
        spread_change(1.0, [1.0, math.nan])
