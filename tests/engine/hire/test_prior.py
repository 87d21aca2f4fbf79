"""The prior on SDs, thresholds and log slopes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import logistic

from muster.engine.hire.parameters import Free
from muster.engine.hire.prior import DEFAULT_PRIOR, FLAT_PRIOR, SLOPE_SD, Prior

FREE = [Free(True, 0), Free(False, 0), Free(True, 3), Free(False, 2)]
PRIORS = [DEFAULT_PRIOR, FLAT_PRIOR, Prior(even_shares=False), Prior((2.0, 0.5, 0.1), 1.0)]


def some_vector(free: Free) -> np.ndarray:
    return np.random.default_rng(0).normal(size=free.sds + 5 + free.slopes)


@pytest.mark.parametrize("free", FREE, ids=str)
@pytest.mark.parametrize("prior", PRIORS, ids=str)
def test_the_gradient_is_the_slope_of_the_density(prior: Prior, free: Free) -> None:
    vector = some_vector(free)
    differences = [
        (prior.log_density(vector + step, free) - prior.log_density(vector - step, free)) / 2e-4
        for step in 1e-4 * np.eye(vector.size)
    ]
    np.testing.assert_allclose(prior.gradient(vector, free), differences, atol=1e-7)


@pytest.mark.parametrize("free", FREE, ids=str)
@pytest.mark.parametrize("prior", PRIORS, ids=str)
def test_the_information_is_minus_the_second_derivative(prior: Prior, free: Free) -> None:
    """Of the SDs it is that of their own prior, without what the thresholds' adds."""
    vector = some_vector(free)
    differences = np.array(
        [
            (prior.gradient(vector - step, free) - prior.gradient(vector + step, free))[entry] / 2e-4
            for entry, step in enumerate(1e-4 * np.eye(vector.size))
        ]
    )
    information = prior.information(vector, free)
    np.testing.assert_allclose(information[free.sds :], differences[free.sds :], atol=1e-6)
    np.testing.assert_allclose(information[: free.sds], prior.spread**-2)
    np.testing.assert_allclose(information[information.size - free.slopes :], SLOPE_SD**-2)


def test_the_density_of_sds_is_highest_at_the_medians() -> None:
    free = Free(True, 0)
    for prior in (Prior(even_shares=False), Prior((2.0, 0.5, 0.1), 1.0, even_shares=False)):
        vector = np.log(prior.medians)
        assert not prior.gradient(vector, free).any()
        assert prior.log_density(vector, free) == 0
        assert prior.log_density(vector + 0.1, free) < 0


@pytest.mark.parametrize("sds", [(1e-6, 1e-6, 1e-6), (1.0, 0.7, 0.6), (5.0, 2.0, 1.0)], ids=str)
def test_shares_are_uniform_for_the_average_candidate(sds: tuple[float, float, float]) -> None:
    """Thresholds are the order statistics of logistics whose scale is the stretch of the marginal logit."""
    free = Free(True, 0)
    stretch = np.sqrt(1 + 3 / np.pi**2 * np.sum(np.square(sds)))
    even, uneven = Prior(), Prior(even_shares=False)

    def thresholds_alone(thresholds: list[float]) -> float:
        vector = np.concatenate([np.log(sds), thresholds])
        return even.log_density(vector, free) - uneven.log_density(vector, free)

    one, other = [-2.0, -0.3, 1.1], [-0.7, 0.0, 4.0]
    expected = np.sum(logistic.logpdf(one, scale=stretch)) - np.sum(logistic.logpdf(other, scale=stretch))
    assert thresholds_alone(one) - thresholds_alone(other) == pytest.approx(expected)
    # Scaled with the SDs they lose the density that room gains: the prior does not favour a large scale.
    scaled = thresholds_alone([stretch * each for each in one])
    assert scaled == pytest.approx(
        thresholds_alone([0.0] * 3) + np.sum(logistic.logpdf(one)) - 3 * logistic.logpdf(0)
    )


def test_the_flat_prior_says_nothing_of_sds_and_thresholds() -> None:
    free = Free(True, 0)
    vector = some_vector(free)
    assert FLAT_PRIOR.log_density(vector, free) == 0
    assert not FLAT_PRIOR.gradient(vector, free).any()
    assert not FLAT_PRIOR.information(vector, free).any()
