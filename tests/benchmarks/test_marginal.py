from __future__ import annotations

import numpy as np
import pytest

from benchmarks.laplace import fit_laplace
from benchmarks.marginal import find_exact, sample_likelihood
from tests.benchmarks.seasons import VECTOR, drawn_pairs, grid_log_likelihood, small_pairs

STEP = 1e-3


def test_likelihood_and_score_are_those_of_a_fine_grid() -> None:
    pairs = small_pairs()
    found = sample_likelihood(pairs, VECTOR, pairs=4_000, seed=1)
    assert found.error < 0.01
    assert found.log_likelihood == pytest.approx(grid_log_likelihood(pairs, VECTOR), abs=4 * found.error)
    slopes = [
        (grid_log_likelihood(pairs, VECTOR + step) - grid_log_likelihood(pairs, VECTOR - step)) / (2 * STEP)
        for step in STEP * np.eye(VECTOR.size)
    ]
    errors = np.sqrt(np.diagonal(found.score_covariance))
    assert errors.max() < 0.05
    np.testing.assert_array_less(np.abs(found.score - slopes), 4 * errors + 1e-6)
    assert 4_000 < found.effective <= 8_000


def test_the_stated_error_is_the_spread_over_seeds() -> None:
    pairs = small_pairs()
    runs = [sample_likelihood(pairs, VECTOR, pairs=100, seed=seed) for seed in range(60)]
    spread = np.std([run.score for run in runs], axis=0)
    stated = np.sqrt(np.mean([np.diagonal(run.score_covariance) for run in runs], axis=0))
    np.testing.assert_allclose(stated / spread, 1, atol=0.4)


def test_the_maximum_has_no_score_left() -> None:
    pairs = drawn_pairs()
    laplace = fit_laplace(pairs)
    exact = find_exact(pairs, laplace, pairs=300)
    at = np.concatenate([np.log(exact.vector[:2]), exact.vector[2:]])
    left = laplace.covariance @ sample_likelihood(pairs, at, pairs=600, seed=9).score
    scale = np.sqrt(np.diagonal(laplace.covariance))
    np.testing.assert_allclose(left / scale, 0, atol=0.06)
    assert exact.vector[0] > laplace.vector[0]  # Laplace's approximation puts the SD of merit too low
    assert exact.log_likelihood > laplace.log_likelihood
