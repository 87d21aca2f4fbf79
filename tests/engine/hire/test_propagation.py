"""Expectation propagation against dense numerical integration, and its gradient against differences."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit, logsumexp

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.propagation import MOST_PASSES, propagate
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards
from tests.engine.exact import integrate_two_interviewers, join_gaussian, sample_log_evidence
from tests.engine.seasons import Fixed, Row, from_rows

Floats = NDArray[np.float64]


def two_interviewers(candidates: int, categories: int, seed: int) -> Scorecards:
    """Return a season in which two interviewers rate two criteria, with gaps."""
    rng = np.random.default_rng(seed)
    rows: list[Row] = [
        (p, r, k, int(rng.integers(1, categories + 1)))
        for p in range(candidates)
        for r in range(2)
        for k in range(2)
        if p < 2 or rng.random() < 0.8
    ]
    return from_rows(rows, scale=(1, categories), candidates=candidates)


@pytest.mark.parametrize("categories", [2, 3, 5])
@pytest.mark.parametrize("candidates", [2, 5])
@pytest.mark.parametrize("sds", [(1.0, 0.7, 0.6), (1.0, 0.7, 0.0), (0.4, 1.2, 0.3), (2.0, 1.5, 1.0)], ids=str)
def test_moments_and_evidence_agree_with_numerical_integration(
    candidates: int, categories: int, sds: tuple[float, float, float]
) -> None:
    """Seen: within .003 nats and .003 SDs, the SDs themselves within .7 %."""
    case = Fixed(two_interviewers(candidates, categories, seed=candidates), sds=sds)
    exact = integrate_two_interviewers(case.layout, case.parameters)
    component = case.component
    assert case.at.log_evidence == pytest.approx(exact.log_evidence, abs=5e-3)
    np.testing.assert_allclose((component.merit - exact.merit) / exact.merit_sd, 0, atol=5e-3)
    np.testing.assert_allclose((component.severity - exact.severity) / exact.severity_sd, 0, atol=5e-3)
    np.testing.assert_allclose(np.sqrt(component.merit_variance), exact.merit_sd, rtol=1e-2)
    np.testing.assert_allclose(np.sqrt(component.severity_variance), exact.severity_sd, rtol=1e-2)


@pytest.mark.parametrize(
    ("slopes", "weights"), [((0.6, 1 / 0.6), None), (None, (1.6, 0.4)), ((1.5, 1 / 1.5), (0.5, 1.5))], ids=str
)
def test_slopes_and_weights_agree_with_numerical_integration(
    slopes: tuple[float, ...] | None, weights: tuple[float, ...] | None
) -> None:
    case = Fixed(two_interviewers(4, 4, seed=1), slopes=slopes, weights=weights)
    exact = integrate_two_interviewers(case.layout, case.parameters)
    assert case.at.log_evidence == pytest.approx(exact.log_evidence, abs=5e-3)
    np.testing.assert_allclose((case.component.merit - exact.merit) / exact.merit_sd, 0, atol=5e-3)
    np.testing.assert_allclose(np.sqrt(case.component.merit_variance), exact.merit_sd, rtol=1e-2)


def test_forty_extreme_ratings_agree_with_numerical_integration() -> None:
    rows: list[Row] = [(p, r, 0, 1 + (2 * p + r) % 5) for p in range(4) for r in range(2)]
    case = Fixed(from_rows([*rows, *[(0, 0, 0, 5)] * 40, *[(1, 1, 0, 1)] * 40]))
    exact = integrate_two_interviewers(case.layout, case.parameters)
    np.testing.assert_allclose((case.component.merit - exact.merit) / exact.merit_sd, 0, atol=0.02)
    np.testing.assert_allclose(np.sqrt(case.component.merit_variance), exact.merit_sd, rtol=0.02)
    assert case.at.log_evidence == pytest.approx(exact.log_evidence, abs=0.02)


@pytest.mark.parametrize("halo", [0.6, 0.0])
def test_evidence_of_a_whole_season_agrees_with_importance_sampling(halo: float) -> None:
    """Draws from the propagated Gaussian, weighted by the exact density: their weights are nearly equal."""
    scorecards = simulate_season(candidates=40, interviewers=8, interviews=3, criteria=2, seed=4).scorecards
    case = Fixed(scorecards, sds=(1.0, 0.7, halo))
    people, drawn = case.layout.candidates, 400
    # A halo of 1e-4 is as good as none, and has a precision.
    joint = join_gaussian(case.layout, case.at.sites, np.array([1.0, 0.7, max(halo, 1e-4)]))
    kept = np.r_[joint.merit, joint.severity]
    mean, covariance = joint.mean[kept], joint.covariance[np.ix_(kept, kept)]
    root = np.linalg.cholesky(covariance)
    noise = np.random.default_rng(0).standard_normal((drawn, mean.size))
    values = mean + noise @ root.T
    log_density = (
        -0.5 * (noise**2).sum(axis=1) - np.log(np.diagonal(root)).sum() - 0.5 * mean.size * np.log(2 * np.pi)
    )
    exact, spread = sample_log_evidence(
        case.layout, case.parameters, values[:, :people], values[:, people:], log_density
    )
    assert spread < 0.3
    assert case.at.log_evidence == pytest.approx(exact, abs=0.06)


def one_interview_each(scorecards: Scorecards, case: Fixed) -> float:
    """Return the log evidence of a season of single ratings: interviewers part it into one-dimensional ones."""
    nodes, masses = np.polynomial.hermite_e.hermegauss(100)
    bounds = np.concatenate([[-np.inf], case.parameters.thresholds, [np.inf]])
    merit = case.sds[0] * nodes
    severity = np.linspace(-6, 6, 201)
    spacing = severity[1] - severity[0]
    total = 0.0
    for interviewer in range(scorecards.interviewer_ids.size):
        counts = np.bincount(scorecards.rating[scorecards.interviewer == interviewer], minlength=6)[1:]
        standing = merit - case.sds[1] * severity[:, None]
        chances = [
            (expit(high - standing) - expit(low - standing)) @ (masses / masses.sum())
            for low, high in itertools.pairwise(bounds)
        ]
        logs = counts @ np.log(chances) - severity**2 / 2
        total += float(logsumexp(logs)) + np.log(spacing / np.sqrt(2 * np.pi))
    return total


@pytest.mark.parametrize("sd", [0.5, 1.0, 2.0, 4.0])
def test_evidence_of_a_thousand_single_ratings_is_right_at_any_sd(sd: float) -> None:
    """In a thin design the data hardly speak about SDs, so errors of a fraction of a nat would decide."""
    scorecards = simulate_season(
        candidates=1000, interviewers=10, interviews=1, criteria=1, seed=0
    ).scorecards
    stretch = np.sqrt((1 + 0.3 * (sd**2 + 0.36)) / (1 + 0.3 * 1.36))
    start = Fixed(scorecards, sds=(1.0, 0.6, 0.0)).parameters.thresholds
    case = Fixed(scorecards, sds=(sd, 0.6, 0.0), thresholds=start * stretch)
    assert case.at.log_evidence == pytest.approx(one_interview_each(scorecards, case), abs=0.1)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"sds": (1.0, 0.7, 0.0)},
        {"sds": (1.5, 1.0, 0.9)},
        {"weights": (0.5, 1.5, 1.0)},
        {"slopes": (0.7, 1.2, 1 / 0.84), "free_slopes": True},
        {"slopes": (0.7, 1.2, 1 / 0.84), "free_slopes": True, "weights": (0.5, 1.5, 1.0), "sds": (1.0, 0.7, 0.0)},
    ],
    ids=["plain", "no halo", "wide", "weights", "slopes", "all"],
)  # fmt: skip
def test_gradient_is_the_slope_of_the_evidence(changes: dict[str, tuple[float, ...]]) -> None:
    scorecards = simulate_season(
        candidates=20, interviewers=5, interviews=3, criteria=3, categories=4, design="unbalanced", seed=2
    ).scorecards
    case = Fixed(scorecards, tolerance=1e-7, **changes)  # type: ignore[arg-type]
    vector = case.free.pack(case.parameters)
    nudge = 1e-3
    differences = []
    for entry in range(vector.size):
        ends = []
        for sign in (1, -1):
            moved = vector.copy()
            moved[entry] += sign * nudge
            ends.append(case.propagate_at(case.free.unpack(moved, case.parameters)).log_evidence)
        differences.append((ends[0] - ends[1]) / (2 * nudge))
    assert np.abs(case.at.gradient).max() > 1
    np.testing.assert_allclose(case.at.gradient, differences, atol=5e-3)


def test_a_fit_at_rest_stays_there() -> None:
    case = Fixed(two_interviewers(5, 4, seed=3))
    rested = case.at
    sites = Sites(rested.sites.precision.copy(), rested.sites.linear.copy())
    again = propagate(case.setup, case.parameters, sites, tolerance=1e-6)
    assert again.passes <= 2
    np.testing.assert_allclose(sites.precision, rested.sites.precision, rtol=1e-6)
    assert again.log_evidence == pytest.approx(rested.log_evidence, abs=1e-9)


def test_passes_are_bounded() -> None:
    case = Fixed(two_interviewers(5, 4, seed=3))
    endless = propagate(case.setup, case.parameters, Sites.blank(case.layout), tolerance=0.0)
    assert endless.passes == MOST_PASSES


def test_only_a_factored_system_gives_the_evidence() -> None:
    assert np.isnan(Fixed(two_interviewers(5, 4, seed=3), dense=False).at.log_evidence)


def test_the_diagonal_is_near_the_truth_where_interviewers_are_many() -> None:
    scorecards = simulate_season(candidates=600, interviewers=80, interviews=3, criteria=3, seed=5).scorecards
    dense, quick = Fixed(scorecards), Fixed(scorecards, dense=False)
    np.testing.assert_allclose(quick.component.merit, dense.component.merit, atol=5e-3)
    curvature = np.sqrt(dense.at.information[2])
    assert abs(quick.at.gradient[0] - dense.at.gradient[0]) < 0.1 * curvature
