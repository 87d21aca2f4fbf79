"""The joint Gaussian of a few people agrees with that of everybody."""

from __future__ import annotations

import numpy as np
import pytest

from muster.engine.hire import posterior
from muster.engine.hire._joint import join
from muster.engine.hire.draws import draw_merit
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards
from tests.engine.exact import join_gaussian
from tests.engine.seasons import Fixed


@pytest.fixture(scope="module")
def season() -> Scorecards:
    return simulate_season(candidates=30, interviewers=7, interviews=2, criteria=2, seed=5).scorecards


@pytest.mark.parametrize("dense", [True, False], ids=["factored", "solved"])
def test_means_and_covariances_are_those_of_the_whole_season(
    season: Scorecards, monkeypatch: pytest.MonkeyPatch, dense: bool
) -> None:
    case = Fixed(season)
    if not dense:
        monkeypatch.setattr(posterior, "DENSE", 1)
    assert (case.component.gaussian.factor is not None) == dense
    exact = join_gaussian(case.layout, case.at.sites, case.parameters.sds)
    candidates, interviewers = np.array([7, 0, 29]), np.array([3, 6])
    chosen = np.concatenate(
        [
            np.arange(exact.mean.size)[exact.merit][candidates],
            np.arange(exact.mean.size)[exact.severity][interviewers],
        ]
    )
    mean, covariance = join(case.posterior, candidates, interviewers).moments()
    np.testing.assert_allclose(mean, exact.mean[chosen], atol=2e-5)
    np.testing.assert_allclose(covariance, exact.covariance[np.ix_(chosen, chosen)], atol=2e-5)


def test_whoever_nobody_met_is_as_the_prior_has_it(season: Scorecards) -> None:
    case = Fixed(season, sds=(1.0, 0.7, 0.6))
    mean, covariance = join(case.posterior, np.array([4]), np.array([2, -1])).moments()
    assert mean[2] == 0
    np.testing.assert_allclose(covariance[2], [0, 0, 0.49])


def test_draws_of_a_mixture_are_those_of_the_estimate(season: Scorecards) -> None:
    estimate = estimate_merit(season)
    assert estimate.model.integrated
    joint = join(estimate.posterior, np.arange(30), np.zeros(0, np.int64))
    drawn = joint.draw(40_000, seed=3)
    other = draw_merit(estimate, 40_000, seed=4)
    np.testing.assert_allclose((drawn.mean(axis=0) - estimate.merit) / estimate.sd, 0, atol=0.03)
    np.testing.assert_allclose(drawn.std(axis=0), estimate.sd, rtol=0.03)
    np.testing.assert_allclose(np.corrcoef(drawn.T), np.corrcoef(other.T), atol=0.03)
    np.testing.assert_array_equal(drawn, joint.draw(40_000, seed=3))


def test_the_odds_of_pairs_are_those_of_draws(season: Scorecards) -> None:
    estimate = estimate_merit(season)
    joint = join(estimate.posterior, np.arange(30), np.zeros(0, np.int64))
    better = joint.better(np.array([0, 5]), np.array([1, 2, 9]))
    drawn = draw_merit(estimate, 40_000, seed=1)
    for row, one in enumerate((0, 5)):
        for column, other in enumerate((1, 2, 9)):
            share = (drawn[:, one] > drawn[:, other]).mean()
            assert better[row, column] == pytest.approx(share, abs=0.012)


def test_a_candidate_without_scorecards_is_as_the_prior_has_it() -> None:
    scorecards = simulate_season(candidates=12, interviewers=4, interviews=2, criteria=2, seed=2).scorecards
    rows = scorecards.candidate != 3
    case = Fixed(
        Scorecards(
            scorecards.candidate[rows],
            scorecards.interviewer[rows],
            scorecards.criterion[rows],
            scorecards.rating[rows],
            scorecards.candidate_ids,
            scorecards.interviewer_ids,
            scorecards.criteria,
        )
    )
    mean, covariance = join(case.posterior, np.array([3, 4]), np.array([0])).moments()
    assert mean[0] == 0
    np.testing.assert_allclose(covariance[0], [1, 0, 0], atol=1e-12)
