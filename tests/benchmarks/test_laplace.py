from __future__ import annotations

import numpy as np
import pytest

from benchmarks.laplace import find_mode, fit_laplace
from tests.benchmarks.seasons import VECTOR, drawn_pairs, grid_log_likelihood, joint_log_density, small_pairs

STEP = 1e-3


def test_pairs_are_sorted_by_candidate_and_categories_count_from_nought() -> None:
    pairs = small_pairs()
    assert pairs.candidate.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 5]
    assert pairs.interviewer.tolist() == [0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0]
    assert pairs.category.tolist() == [0, 1, 1, 2, 2, 2, 0, 0, 1, 2, 2]


def test_the_likelihood_is_the_modes_height_times_the_volume_of_its_curvature() -> None:
    """Mode and curvature by differences of the joint density, all unknowns together."""
    pairs = small_pairs()
    mode = find_mode(pairs, VECTOR)
    at = np.concatenate([mode.merit, mode.severity])

    def density(x: np.ndarray) -> float:
        return joint_log_density(pairs, VECTOR, x[: pairs.candidates], x[pairs.candidates :])

    steps = STEP * np.eye(at.size)
    slope = [(density(at + step) - density(at - step)) / (2 * STEP) for step in steps]
    np.testing.assert_allclose(slope, 0, atol=1e-6)
    hessian = np.array(
        [
            [
                density(at + one + other) - density(at + one - other)
                - density(at - one + other) + density(at - one - other)
                for other in steps
            ]
            for one in steps
        ]
    ) / (4 * STEP**2)  # fmt: skip
    volume = at.size * np.log(2 * np.pi) - np.linalg.slogdet(-hessian)[1]
    assert mode.log_likelihood == pytest.approx(density(at) + volume / 2, abs=1e-5)
    sds = np.sqrt(np.diagonal(np.linalg.inv(-hessian)))[: pairs.candidates]
    np.testing.assert_allclose(mode.merit_sd, sds, rtol=1e-4)


def test_the_fit_is_where_the_likelihood_is_highest() -> None:
    pairs = drawn_pairs()
    fit = fit_laplace(pairs)
    best = np.concatenate([np.log(fit.vector[:2]), fit.vector[2:]])
    assert fit.log_likelihood == pytest.approx(find_mode(pairs, best).log_likelihood)
    for entry in range(best.size):
        for way in (-0.05, 0.05):
            moved = best.copy()
            moved[entry] += way
            assert find_mode(pairs, moved).log_likelihood < fit.log_likelihood


def test_it_is_only_an_approximation() -> None:
    pairs = small_pairs()
    off = find_mode(pairs, VECTOR).log_likelihood - grid_log_likelihood(pairs, VECTOR)
    assert 0.001 < abs(off) < 0.5
