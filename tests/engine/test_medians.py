"""The middle of few numbers, with an interval."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from muster.engine.errors import InputError
from muster.engine.medians import median_interval


@given(st.lists(st.floats(0, 90), min_size=1, max_size=60), st.sampled_from([0.8, 0.9, 0.95]))
def test_it_is_scipys_interval_of_the_quantile_test(days: list[float], level: float) -> None:
    found = median_interval(days, level=level)
    assert found is not None
    assert (found.count, found.median) == (len(days), np.median(days))
    greater = stats.quantile_test(days, p=0.5, alternative="greater").confidence_interval((1 + level) / 2)
    less = stats.quantile_test(days, p=0.5, alternative="less").confidence_interval((1 + level) / 2)
    low, high = getattr(greater, "low"), getattr(less, "high")  # noqa: B009  # scipy has no types for them
    assert (found.low is None, found.high is None) == (math.isnan(low), math.isnan(high))
    if found.low is not None:
        assert (found.low, found.high) == (low, high)


def test_five_are_too_few_and_six_are_not() -> None:
    five, six = (median_interval(range(1, n + 1)) for n in (5, 6))
    assert five is not None
    assert six is not None
    assert (five.median, five.low, five.high) == (3.0, None, None)
    assert (six.median, six.low, six.high) == (3.5, 1.0, 6.0)


def test_it_covers_as_often_as_it_says() -> None:
    rng = np.random.default_rng(5)
    found = [median_interval(row) for row in rng.exponential(size=(2_000, 15))]
    inside = [one.low <= math.log(2) <= one.high for one in found if one and one.low and one.high]
    assert 0.95 <= np.mean(inside) <= 0.985  # exactly .9648


def test_nothing_and_what_is_no_number() -> None:
    assert median_interval([]) is None
    with pytest.raises(InputError, match="finite"):
        median_interval([1.0, math.inf])
    with pytest.raises(InputError, match="level"):
        median_interval([1.0], level=1.5)
