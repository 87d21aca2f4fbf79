"""Mixtures of Gaussians: their intervals, averages and draws of severity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from muster.engine.hire import posterior
from muster.engine.hire.gaussian import solve_severities
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.posterior import draw_severity, mixture_interval
from muster.engine.hire.simulate import simulate_season
from tests.engine.exact import join_gaussian
from tests.engine.seasons import Fixed


def test_the_interval_of_one_normal_is_the_textbooks() -> None:
    low, high = mixture_interval(np.array([[2.0]]), np.array([[4.0]]), np.ones(1), 0.9)
    assert low[0] == pytest.approx(2 - 2 * 1.6448536, abs=1e-6)
    assert high[0] == pytest.approx(2 + 2 * 1.6448536, abs=1e-6)


@given(
    st.lists(st.tuples(st.floats(-5, 5), st.floats(0.05, 4), st.floats(0.05, 1)), min_size=2, max_size=6),
    st.sampled_from([0.5, 0.9, 0.99]),
)
def test_the_interval_of_a_mixture_leaves_out_equal_tails(
    parts: list[tuple[float, float, float]], level: float
) -> None:
    means, sds, weights = np.array(parts).T
    weights /= weights.sum()
    low, high = mixture_interval(means[:, None], sds[:, None] ** 2, weights, level)
    assert weights @ ndtr((low[0] - means) / sds) == pytest.approx((1 - level) / 2, abs=1e-9)
    assert weights @ ndtr((high[0] - means) / sds) == pytest.approx((1 + level) / 2, abs=1e-9)


def test_the_main_component_is_the_most_probable() -> None:
    scorecards = simulate_season(candidates=12, interviewers=4, interviews=2, criteria=2, seed=0).scorecards
    mixture = estimate_merit(scorecards).posterior
    assert mixture.weights.sum() == pytest.approx(1)
    assert mixture.main.weight == mixture.weights.max()
    average = mixture.average([component.merit for component in mixture.components])
    expected = sum(component.weight * component.merit for component in mixture.components)
    np.testing.assert_allclose(average, expected)


@pytest.mark.parametrize("dense", [True, False], ids=["factored", "perturbed and solved"])
def test_drawn_severities_have_the_posterior_covariance(dense: bool) -> None:
    scorecards = simulate_season(candidates=40, interviewers=6, interviews=2, criteria=2, seed=5).scorecards
    case = Fixed(scorecards)
    gaussian = solve_severities(
        case.layout, case.runs, case.at.sites, case.parameters.sds, dense=dense, tolerance=1e-10
    )
    joint = join_gaussian(case.layout, case.at.sites, case.parameters.sds)
    exact = joint.covariance[joint.severity, joint.severity]
    drawn = draw_severity(case.layout, case.runs, gaussian, np.random.SeedSequence(1), 20_000)
    scale = np.sqrt(np.diagonal(exact))
    np.testing.assert_allclose(drawn.mean(axis=1) / scale, 0, atol=0.03)
    np.testing.assert_allclose(
        np.cov(drawn) / np.outer(scale, scale), exact / np.outer(scale, scale), atol=0.04
    )


def test_variances_by_draws_are_good_in_a_whole_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    scorecards = simulate_season(candidates=150, interviewers=30, interviews=3, criteria=2, seed=2).scorecards
    exact = estimate_merit(scorecards, integrate=False)
    monkeypatch.setattr(posterior, "DENSE", 1)
    drawn = estimate_merit(scorecards, integrate=False)
    assert drawn.posterior.main.gaussian.factor is None
    np.testing.assert_allclose(drawn.merit, exact.merit, atol=1e-6)
    np.testing.assert_allclose(drawn.sd, exact.sd, rtol=0.05)
    np.testing.assert_allclose(drawn.interviewers.sd, exact.interviewers.sd, rtol=0.1)
