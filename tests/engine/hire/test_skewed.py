"""Distributions by three moments, against scipy's Pearson III."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import pearson3

from muster.engine.hire.skewed import Skewed

SKEWS = [-1.5, -0.4, -0.02, 0.0, 0.005, 0.3, 2.0]


@pytest.mark.parametrize("skew", SKEWS)
def test_quantiles_and_probabilities_are_pearsons(skew: float) -> None:
    ours, theirs = Skewed(0.3, 0.7, skew), pearson3(skew, 0.3, 0.7)
    for probability in (0.01, 0.05, 0.5, 0.9, 0.999):
        quantile = ours.quantile(probability)
        assert quantile == pytest.approx(theirs.ppf(probability), abs=0.005)
        assert ours.below(quantile) == pytest.approx(probability, abs=1e-9)


def test_nothing_lies_beyond_the_end() -> None:
    """With a skew of 2 it is an exponential, which begins one SD below the mean."""
    assert Skewed(0.0, 1.0, 2.0).below(-1.1) == 0
    assert Skewed(0.0, 1.0, -2.0).below(1.1) == 1


def test_moments_are_those_of_the_values() -> None:
    values, weights = np.array([0.0, 1.0, 4.0]), np.array([0.5, 0.3, 0.2])
    moments = Skewed.of(values, weights)
    assert moments.mean == pytest.approx(1.1)
    assert moments.sd**2 == pytest.approx(0.5 * 1.1**2 + 0.3 * 0.1**2 + 0.2 * 2.9**2)
    assert moments.skew * moments.sd**3 == pytest.approx(-0.5 * 1.1**3 - 0.3 * 0.1**3 + 0.2 * 2.9**3)
    assert Skewed.of(np.array([2.0]), np.ones(1)) == Skewed(2.0, 0.0, 0.0)
