"""The level of a season: how uncertain it is, and who follows it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire.draws import draw_posterior
from muster.engine.hire.level import find_level
from muster.engine.hire.posterior import Posterior
from muster.engine.hire.prior import DEFAULT_PRIOR
from muster.engine.hire.simulate import simulate_season
from tests.engine.exact import join_gaussian
from tests.engine.seasons import Fixed


@pytest.fixture(scope="module")
def case() -> Fixed:
    return Fixed(simulate_season(candidates=30, interviewers=6, interviews=2, criteria=2, seed=4).scorecards)


@pytest.mark.parametrize("dense", [True, False], ids=["factored", "by conjugate gradients"])
def test_merits_and_severities_follow_as_in_the_joint_gaussian(case: Fixed, dense: bool) -> None:
    """A shift of the standings adds the sites' precisions to the linear terms."""
    joint = join_gaussian(case.layout, case.at.sites, case.parameters.sds)
    precision = case.at.sites.precision
    level = find_level(case.setup, case.parameters, case.at.sites, dense=dense)
    shifted = join_gaussian(
        case.layout, replace(case.at.sites, linear=case.at.sites.linear + precision), case.parameters.sds
    )
    moved = shifted.mean - joint.mean
    np.testing.assert_allclose(level.merit, moved[joint.merit], rtol=1e-5)
    np.testing.assert_allclose(level.severity, moved[joint.severity], rtol=1e-5)


def test_the_information_is_the_evidences_curvature(case: Fixed) -> None:
    """Within a tenth: the sites' precisions are taken to stay when the standings move."""
    level = find_level(case.setup, case.parameters, case.at.sites, dense=True)
    slopes = []
    for shift in (0.01, -0.01):
        moved = replace(case.parameters, thresholds=case.parameters.thresholds + shift)
        slopes.append(case.propagate_at(moved).gradient[case.free.sds :].sum())
    assert level.information == pytest.approx((slopes[1] - slopes[0]) / 0.02, rel=0.1)
    assert level.prior_information == 0


def test_the_prior_on_thresholds_knows_some_of_it(case: Fixed) -> None:
    setup = replace(case.setup, prior=DEFAULT_PRIOR)
    level = find_level(setup, case.parameters, case.at.sites, dense=True)
    vector = case.free.pack(case.parameters)
    expected = DEFAULT_PRIOR.information(vector, case.free)[case.free.sds :].sum()
    assert level.prior_information == pytest.approx(expected)
    assert level.sd == pytest.approx((level.information + expected) ** -0.5)


def test_draws_share_the_level(case: Fixed) -> None:
    level = find_level(case.setup, case.parameters, case.at.sites, dense=True)
    known = case.component
    unknown = replace(known, level=level)
    drawn = draw_posterior(Posterior(case.layout, (unknown,), 1), 20_000, seed=3)
    np.testing.assert_allclose(drawn.var(axis=0), unknown.total_merit_variance, rtol=0.06)
    without = draw_posterior(Posterior(case.layout, (known,), 1), 20_000, seed=3)
    added = drawn.mean(axis=1).var() - without.mean(axis=1).var()
    assert added == pytest.approx((level.sd * level.merit.mean()) ** 2, rel=0.2)
    np.testing.assert_array_equal(known.total_merit_variance, known.merit_variance)
    np.testing.assert_array_equal(known.total_severity_variance, known.severity_variance)
