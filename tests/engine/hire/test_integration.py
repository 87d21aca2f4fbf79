"""The SDs' own uncertainty: the lattice of points against a fine one, and the curvature at the mode."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from muster.engine.hire import integration
from muster.engine.hire.gaussian import Sites
from muster.engine.hire.integration import measure_information, spread_parameters
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.prior import DEFAULT_PRIOR, FLAT_PRIOR, Prior
from muster.engine.hire.propagation import Propagated
from muster.engine.hire.search import Found, find_parameters
from muster.engine.hire.setup import Setup
from muster.engine.hire.simulate import simulate_season
from tests.engine.seasons import Fixed


@cache
def small_case() -> tuple[Setup, Found]:
    """Return a season of 40 candidates without halo and its mode under the default prior."""
    simulated = simulate_season(candidates=40, interviewers=6, interviews=2, criteria=2, sd_halo=0.0, seed=8)
    case = Fixed(simulated.scorecards, sds=(1.0, 0.7, 0.0))
    setup = replace(case.setup, prior=DEFAULT_PRIOR)
    return setup, find_parameters(setup, case.parameters, Sites.blank(case.layout))


def test_the_curvature_at_the_mode_is_that_of_the_log_posterior() -> None:
    setup, found = small_case()
    information = measure_information(setup, found)
    mode = setup.free.pack(found.at.parameters)

    def log_posterior(vector: np.ndarray) -> float:
        sites = Sites(found.at.sites.precision.copy(), found.at.sites.linear.copy())
        there = find_parameters(
            setup, setup.free.unpack(vector, found.at.parameters), sites, fixed=mode.size, stop=1.0
        )
        return there.at.log_evidence + setup.prior.log_density(vector, setup.free)

    np.testing.assert_allclose(information, information.T)
    assert np.linalg.eigvalsh(information).min() > 0
    for entry in (0, 1, 3):
        step = np.zeros(mode.size)
        step[entry] = 0.1
        second = log_posterior(mode + step) - 2 * log_posterior(mode) + log_posterior(mode - step)
        assert -second / 0.01 == pytest.approx(information[entry, entry], rel=0.05)


def test_the_lattice_says_what_a_fine_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    setup, found = small_case()
    information = measure_information(setup, found)
    moments, counts = [], []
    for step, inside in ((integration.STEP, integration.INSIDE), (0.5, 8.0)):
        monkeypatch.setattr(integration, "STEP", step)
        monkeypatch.setattr(integration, "INSIDE", inside)
        monkeypatch.setattr(integration, "FARTHEST", 12)
        points = spread_parameters(setup, found, information)
        weights = np.array([point.weight for point in points])
        logs = np.log([point.parameters.sds[:2] for point in points])
        assert weights.sum() == pytest.approx(1)
        counts.append(weights.size)
        mean = weights @ logs
        moments.append((mean, np.sqrt(weights @ (logs - mean) ** 2)))
    (mean, spread), (fine_mean, fine_spread) = moments
    assert counts[0] < 30 < 100 < counts[1]
    np.testing.assert_allclose((mean - fine_mean) / fine_spread, 0, atol=0.03)
    np.testing.assert_allclose(spread, fine_spread, rtol=0.03)


def test_the_lattice_ends_even_where_the_density_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a prior a season may leave an SD's logarithm without a lower end."""
    setup, found = small_case()
    visited = []

    def visit(*_: object) -> tuple[Propagated, float]:
        visited.append(0)
        return found.at, 0.0

    monkeypatch.setattr(integration, "_visit", visit)
    points = spread_parameters(setup, found, measure_information(setup, found))
    assert len(points) == len(visited) == (2 * integration.FARTHEST + 1) ** 2


def test_where_nothing_can_be_evaluated_the_mode_must_do(monkeypatch: pytest.MonkeyPatch) -> None:
    setup, found = small_case()
    monkeypatch.setattr(integration, "_visit", lambda *_: (found.at, -np.inf))
    (point,) = spread_parameters(setup, found, measure_information(setup, found))
    assert point.weight == 1
    assert point.parameters is found.at.parameters


@pytest.mark.parametrize(
    ("candidates", "criteria", "seed"), [(1000, 1, 0), (1000, 1, 1), (300, 8, 0), (300, 8, 1)]
)
def test_a_thin_design_leaves_the_sd_of_merit_to_the_prior(candidates: int, criteria: int, seed: int) -> None:
    """One rating a candidate says next to nothing about the SD of merit: the prior's median, 1, must remain."""
    truth = simulate_season(
        candidates=candidates, interviewers=10, interviews=1, criteria=criteria, criteria_per_interview=1,
        seed=seed,
    )  # fmt: skip
    estimate = estimate_merit(truth.scorecards)
    assert estimate.model.converged
    assert 0.6 < estimate.model.sd_merit < 1.6
    covered = (estimate.low < truth.merit) & (truth.merit < estimate.high)
    assert 0.85 < covered.mean() < 0.97


@pytest.mark.parametrize("prior", [DEFAULT_PRIOR, FLAT_PRIOR], ids=["default", "flat"])
def test_intervals_grow_when_the_sds_are_integrated_over(prior: Prior) -> None:
    scorecards = simulate_season(candidates=30, interviewers=6, interviews=3, criteria=3, seed=2).scorecards
    plugged = estimate_merit(scorecards, integrate=False, prior=prior)
    spread = estimate_merit(scorecards, integrate=True, prior=prior)
    assert spread.model.integrated
    assert not plugged.model.integrated
    assert len(plugged.posterior.components) == 1
    assert len(spread.posterior.components) > 5
    assert (spread.sd**2).mean() > (plugged.sd**2).mean()
    np.testing.assert_allclose(spread.merit, plugged.merit, atol=0.1)


def test_many_parameters_are_not_measured_one_by_one() -> None:
    scorecards = simulate_season(candidates=30, interviewers=6, interviews=3, criteria=30, seed=2).scorecards
    estimate = estimate_merit(scorecards, integrate=True)
    assert sum(span.size for span in estimate.criteria.thresholds) > integration.MOST_MEASURED
    assert estimate.model.converged
    assert np.isfinite(estimate.sd).all()
