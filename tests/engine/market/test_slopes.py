"""Firth's slope: closed forms, where the profile ends, separation, and coverage by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import chdtri, expit

from muster.engine.market.slopes import fit_slope


def likelihood(x: np.ndarray, y: np.ndarray, a: float, b: float) -> float:
    """Return the penalised log likelihood, worked out apart from the engine."""
    share = expit(a + b * x)
    design = np.column_stack([np.ones_like(x), x])
    _sign, size = np.linalg.slogdet(design.T @ (design * (share * (1 - share))[:, None]))
    return float(np.log(np.where(y == 1, share, 1 - share)).sum() + 0.5 * size)


def test_two_ranks_are_half_an_answer_more_in_each_cell() -> None:
    """With two values of x the estimate is that of a table with 1/2 added to each cell (Firth 1993)."""
    x = np.array([0.0] * 10 + [1.0] * 12)
    y = np.array([1.0] * 2 + [0.0] * 8 + [1.0] * 9 + [0.0] * 3)
    fit = fit_slope(x, y, level=0.9)
    assert fit.intercept == pytest.approx(math.log(2.5 / 8.5), abs=1e-6)
    assert fit.slope == pytest.approx(math.log(9.5 * 8.5 / (3.5 * 2.5)), abs=1e-6)
    assert fit.share_at(1.0)[0] == pytest.approx(9.5 / 13, abs=1e-6)


def test_the_interval_ends_where_the_profile_has_lost_what_chi_squared_allows() -> None:
    rng = np.random.default_rng(4)
    x = np.log2(np.arange(1.0, 26))
    y = (rng.random(25) < expit(-1 + 0.5 * x)).astype(float)
    fit = fit_slope(x, y, level=0.9)
    highest = likelihood(x, y, fit.intercept, fit.slope)
    for end in (fit.low, fit.high):
        best = minimize_scalar(lambda a, b=end: -likelihood(x, y, a, b), bracket=(-2.0, 2.0))
        assert 2 * (highest + float(best.fun)) == pytest.approx(float(chdtri(1, 0.1)), abs=1e-3)
    share, low, high = fit.share_at(2.0)
    assert low < share < high
    assert share == pytest.approx(float(expit(fit.intercept + 2 * fit.slope)))


def test_a_perfect_order_has_a_finite_slope() -> None:
    x = np.arange(8.0)
    fit = fit_slope(x, (x > 3).astype(float), level=0.9)
    assert 0 < fit.low < fit.slope < fit.high < math.inf
    mirrored = fit_slope(x, (x < 4).astype(float), level=0.9)
    assert (mirrored.slope, mirrored.low) == pytest.approx((-fit.slope, -fit.high), rel=1e-3)


def test_intervals_cover_what_was_drawn() -> None:
    rng = np.random.default_rng(1)
    x = np.log2(np.arange(1.0, 31))
    share, covered, rounds = expit(-1.5 + 0.5 * x), 0, 200
    for _round in range(rounds):
        fit = fit_slope(x, (rng.random(30) < share).astype(float), level=0.9)
        covered += fit.low <= 0.5 <= fit.high
    assert covered / rounds == pytest.approx(0.9, abs=0.055)
