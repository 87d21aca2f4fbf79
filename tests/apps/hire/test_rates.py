"""Wilson's interval."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest

from muster.apps.hire.rates import rate_of


@given(st.integers(0, 2_000), st.integers(0, 2_000))
def test_it_is_the_interval_of_wilson(successes: int, failures: int) -> None:
    trials = successes + failures
    assume(trials)
    rate = rate_of(successes, trials)
    expected = binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    assert rate is not None
    assert (rate.low, rate.high) == pytest.approx((expected.low, expected.high), abs=1e-9)
    assert rate.low <= rate.share <= rate.high


def test_there_is_no_rate_of_nothing() -> None:
    assert rate_of(0, 0) is None
