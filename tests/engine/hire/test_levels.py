import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import norm

from muster.engine.hire.levels import (
    Contrasts,
    Individuals,
    contrast_merit,
    contrast_unknowns,
    individual_merit,
)
from muster.engine.hire.spreads import SettledPoint
from tests.engine.linked import SDS, Linked, small_quarters, whole_gaussian


@pytest.fixture(scope="module")
def linked() -> Linked:
    return Linked(small_quarters().dated)


def test_contrasts_of_merit_agree_with_the_whole_gaussian(linked: Linked) -> None:
    settled = linked.settled()
    # The Gaussian was made of the sites before the last pass moved them, which at rest is the same.
    mean, covariance = whole_gaussian(linked, settled.sites, SDS)
    merits = slice(linked.structure.size, None)
    weights = np.random.default_rng(0).normal(size=(linked.layout.candidates, 3))
    found = contrast_merit(linked.structure, [SettledPoint(1.0, settled)], weights)
    np.testing.assert_allclose(found.mean, weights.T @ mean[merits], atol=1e-6)
    np.testing.assert_allclose(found.covariance, weights.T @ covariance[merits, merits] @ weights, atol=1e-6)


def test_individuals_agree_with_contrasts(linked: Linked) -> None:
    people = linked.layout.candidates
    half = np.arange(people) % 2
    zeros = np.zeros((people, 2))
    zeros[np.arange(people), half] = 1 / np.bincount(half)[half]
    weights = np.eye(people) - zeros @ np.stack([half == 0, half == 1]).astype(float)
    points = [SettledPoint(0.4, linked.settled()), SettledPoint(0.6, linked.settled(1.3 * SDS))]
    own = individual_merit(linked.structure, points, zeros)
    whole = contrast_merit(linked.structure, points, weights)
    np.testing.assert_allclose(own.mean, whole.mean, atol=1e-10)
    np.testing.assert_allclose(own.sd, whole.sd, atol=1e-10)
    for ends, same in zip(own.interval(0.9), whole.interval(0.9), strict=True):
        np.testing.assert_allclose(ends, same, atol=1e-10)


def test_contrasts_of_unknowns_are_read_off_the_solution(linked: Linked) -> None:
    solved = linked.point.at.solved
    factors = csr_array(np.eye(linked.structure.size)[:, :2] - np.eye(linked.structure.size)[:, 2:4])
    found = contrast_unknowns([linked.point], factors)
    np.testing.assert_allclose(found.mean, solved.mean[:2] - solved.mean[2:4])
    difference = factors.toarray()
    expected = np.diagonal(difference.T @ solved.covariance @ difference)
    np.testing.assert_allclose(found.sd**2, expected, atol=1e-12)


def test_combined_sums_are_sums() -> None:
    sums = Contrasts(np.ones(1), np.array([[1.0, 3.0]]), np.array([[[2.0, 0.5], [0.5, 1.0]]]))
    gap = sums.combine(np.array([[-1.0], [1.0]]))
    assert gap.mean[0] == 2.0
    assert gap.sd[0] ** 2 == pytest.approx(2.0 + 1.0 - 2 * 0.5)
    assert gap.above(0.0)[0] == pytest.approx(norm.cdf(2 / np.sqrt(2.0)))
    low, high = gap.interval(0.9)
    assert (low[0], high[0]) == pytest.approx(norm.interval(0.9, 2.0, np.sqrt(2.0)))


def test_a_mixture_has_the_spread_between_its_points() -> None:
    sums = Contrasts(np.array([0.5, 0.5]), np.array([[-1.0], [1.0]]), np.full((2, 1, 1), 0.25))
    assert sums.mean[0] == 0
    assert sums.sd[0] ** 2 == pytest.approx(1.25)
    assert sums.above(0.0)[0] == pytest.approx(0.5)


def test_probability_below_is_that_of_the_mixture() -> None:
    own = Individuals(np.array([0.25, 0.75]), np.array([[0.0], [1.0]]), np.ones((2, 1)))
    expected = 0.25 * norm.cdf(0.5) + 0.75 * norm.cdf(-0.5)
    assert own.below(np.array([0.5]))[0] == pytest.approx(expected)
    assert own.mean[0] == pytest.approx(0.75)
    assert own.sd[0] ** 2 == pytest.approx(1 + 0.25 * 0.75)
