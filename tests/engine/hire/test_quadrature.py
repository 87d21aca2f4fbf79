"""Nodes against a normal density: their moments, and integrals known otherwise."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit

from muster.engine.hire.quadrature import NODES, PANELS, normal_nodes, panelled_nodes


def test_nodes_are_evenly_spaced_about_0_and_weights_sum_to_1() -> None:
    nodes, weights = normal_nodes()
    assert nodes.shape == weights.shape == (NODES,)
    assert weights.sum() == pytest.approx(1, abs=1e-14)
    np.testing.assert_allclose(np.diff(nodes), nodes[1] - nodes[0], rtol=1e-14)
    np.testing.assert_allclose(nodes, -nodes[::-1], atol=1e-15)
    np.testing.assert_allclose(weights, weights[::-1], rtol=1e-14)


@pytest.mark.parametrize(
    ("power", "moment", "tolerance"), [(1, 0, 1e-14), (2, 1, 1e-8), (3, 0, 1e-13), (4, 3, 0.02), (6, 15, 0.7)]
)
def test_moments_of_the_normal(power: int, moment: float, tolerance: float) -> None:
    nodes, weights = normal_nodes()
    assert weights @ nodes**power == pytest.approx(moment, abs=tolerance)


def integral(function: Callable[[float], float]) -> float:
    def integrand(z: float) -> float:
        return function(z) * float(np.exp(-z * z / 2)) / float(np.sqrt(2 * np.pi))

    return float(quad(integrand, -12, 12, epsabs=1e-12, limit=200)[0])


@pytest.mark.parametrize("sd", [0.3, 0.7, 1.4])
@pytest.mark.parametrize("mean", [-3.0, -0.5, 0.0, 1.2])
def test_expected_logistic(mean: float, sd: float) -> None:
    nodes, weights = normal_nodes()
    exact = integral(lambda z: float(expit(mean + sd * z)))
    assert weights @ expit(mean + sd * nodes) == pytest.approx(exact, abs=3e-4)


@pytest.mark.parametrize("pitch", [-0.8, 0.0, 0.5, 1.0])
def test_expected_exponential(pitch: float) -> None:
    nodes, weights = normal_nodes()
    assert weights @ np.exp(pitch * nodes) == pytest.approx(np.exp(pitch**2 / 2), rel=2e-3)


def test_expected_gaussian() -> None:
    """E[exp(-z^2/2)] = 1/sqrt(2), and with a slope 1 it is exp(1/4)/sqrt(2)."""
    nodes, weights = normal_nodes()
    assert weights @ np.exp(-(nodes**2) / 2) == pytest.approx(np.sqrt(0.5), rel=2e-3)
    assert weights @ np.exp(nodes - nodes**2 / 2) == pytest.approx(np.exp(0.25) * np.sqrt(0.5), rel=2e-3)


@pytest.mark.parametrize("count", [8, 16, 32])
def test_more_nodes_are_finer_and_reach_further(count: int) -> None:
    nodes, weights = normal_nodes(count)
    assert nodes.size == count
    assert weights @ nodes**2 == pytest.approx(1, abs=1e-8)
    if count > NODES:
        coarse, _ = normal_nodes()
        assert nodes[-1] > coarse[-1]
        assert nodes[1] - nodes[0] < coarse[1] - coarse[0]
        assert weights @ nodes**4 == pytest.approx(3, abs=1e-4)


def test_the_fine_rule_is_dealt_out_to_evenly_spaced_rows() -> None:
    nodes, weights = panelled_nodes()
    assert nodes.shape == weights.shape == (1 + PANELS, NODES)
    coarse, coarse_weights = normal_nodes()
    np.testing.assert_array_equal(nodes[0], coarse)
    np.testing.assert_array_equal(weights[0], coarse_weights)
    for row in nodes:
        np.testing.assert_allclose(np.diff(row), row[1] - row[0], rtol=1e-12)
    fine, fine_weights = normal_nodes(NODES * PANELS)
    order = np.argsort(nodes[1:].ravel())
    np.testing.assert_array_equal(nodes[1:].ravel()[order], fine)
    np.testing.assert_array_equal(weights[1:].ravel()[order], fine_weights)


@pytest.mark.parametrize("mean", [-3.0, 0.0, 2.0])
def test_the_fine_rule_serves_wide_standings(mean: float) -> None:
    nodes, weights = panelled_nodes()
    exact = integral(lambda z: float(expit(mean + 5 * z)))
    assert (weights[1:] * expit(mean + 5 * nodes[1:])).sum() == pytest.approx(exact, abs=1e-4)
