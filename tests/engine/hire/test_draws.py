"""Joint draws of merit and the ranks they give."""

from __future__ import annotations

import numpy as np
import pytest

from muster.engine.errors import InputError
from muster.engine.hire import draws, posterior, runs
from muster.engine.hire.draws import draw_merit, draw_posterior
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.posterior import Posterior
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards
from tests.engine.exact import join_gaussian
from tests.engine.seasons import Fixed


@pytest.fixture(scope="module")
def season() -> Scorecards:
    return simulate_season(candidates=50, interviewers=8, interviews=2, criteria=2, seed=5).scorecards


@pytest.fixture(scope="module")
def estimate(season: Scorecards) -> MeritEstimate:
    return estimate_merit(season)


@pytest.mark.parametrize("dense", [True, False], ids=["factored", "perturbed and solved"])
def test_draws_have_the_joint_mean_and_covariance(
    season: Scorecards, monkeypatch: pytest.MonkeyPatch, dense: bool
) -> None:
    case = Fixed(season)
    if not dense:
        monkeypatch.setattr(posterior, "DENSE", 1)
    component = case.component
    assert (component.gaussian.factor is not None) == dense
    joint = join_gaussian(case.layout, case.at.sites, case.parameters.sds)
    exact = joint.covariance[joint.merit, joint.merit]
    drawn = draw_posterior(case.posterior, 20_000, seed=3)
    scale = np.sqrt(np.diagonal(exact))
    np.testing.assert_allclose((drawn.mean(axis=0) - joint.mean[joint.merit]) / scale, 0, atol=0.035)
    correlation = np.cov(drawn.T) / np.outer(scale, scale)
    np.testing.assert_allclose(correlation, exact / np.outer(scale, scale), atol=0.045)


def test_draws_of_a_mixture_have_its_moments(estimate: MeritEstimate) -> None:
    drawn = draw_merit(estimate, 20_000, seed=1)
    assert drawn.shape == (20_000, estimate.candidate_ids.size)
    np.testing.assert_allclose((drawn.mean(axis=0) - estimate.merit) / estimate.sd, 0, atol=0.035)
    np.testing.assert_allclose(drawn.std(axis=0), estimate.sd, rtol=0.04)
    inside = ((drawn > estimate.low) & (drawn < estimate.high)).mean(axis=0)
    np.testing.assert_allclose(inside, 0.9, atol=0.012)


@pytest.mark.parametrize("most_dense", [1500, 1], ids=["factored", "perturbed and solved"])
def test_draws_are_the_same_for_any_number_of_threads(
    season: Scorecards, monkeypatch: pytest.MonkeyPatch, most_dense: int
) -> None:
    monkeypatch.setattr(runs, "LEAST_RATINGS", 30)
    monkeypatch.setattr(posterior, "DENSE", most_dense)
    one, two = (
        draw_merit(estimate_merit(season, threads=threads, integrate=False), 300, seed=7)
        for threads in (1, 2)
    )
    np.testing.assert_allclose(one, two, atol=1e-9)


def test_the_seed_decides(estimate: MeritEstimate) -> None:
    np.testing.assert_array_equal(draw_merit(estimate, 10, seed=4), draw_merit(estimate, 10, seed=4))
    assert (draw_merit(estimate, 10, seed=4) != draw_merit(estimate, 10, seed=5)).any()


def test_chosen_candidates_are_columns_of_all(estimate: MeritEstimate) -> None:
    chosen = np.array([7, 0, 31])
    every = draw_merit(estimate, 600, seed=2)
    np.testing.assert_array_equal(draw_merit(estimate, 600, seed=2, candidates=chosen), every[:, chosen])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"draws": 0}, "draws is 0"),
        ({"draws": 5, "candidates": [50]}, "candidates holds codes outside 0 to 49"),
    ],
)
def test_bad_arguments_are_named(estimate: MeritEstimate, options: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        draw_merit(estimate, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [0, 1])
def test_ranks_are_consistent(seed: int) -> None:
    scorecards = simulate_season(
        candidates=40, interviewers=6, interviews=2, criteria=2, seed=seed
    ).scorecards
    ranking = estimate_merit(scorecards).ranking
    assert (ranking.rank_low >= 1).all()
    assert (ranking.rank_low <= ranking.rank).all()
    assert (ranking.rank <= ranking.rank_high).all()
    assert (ranking.rank_high <= 40).all()
    assert ranking.rank.tolist() == list(range(1, 41))
    assert (np.diff(ranking.merit) <= 0).all()


def test_rank_intervals_come_from_joint_draws(estimate: MeritEstimate) -> None:
    ranks = (-draw_merit(estimate, 40_000, seed=11)).argsort(axis=1).argsort(axis=1) + 1
    low, high = np.quantile(ranks, [0.05, 0.95], axis=0)
    order = np.searchsorted(estimate.candidate_ids, estimate.ranking.candidate_id)
    np.testing.assert_allclose(estimate.ranking.rank_low, low[order], atol=1.6)
    np.testing.assert_allclose(estimate.ranking.rank_high, high[order], atol=1.6)


def test_the_mean_curve_gives_about_the_same_ranks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: they differ by 1 % of the field on average, by 7 % at most."""
    scorecards = simulate_season(
        candidates=1500, interviewers=40, interviews=3, criteria=2, seed=1
    ).scorecards
    drawn = estimate_merit(scorecards, integrate=False).ranking
    monkeypatch.setattr(draws, "RANKED_BY_DRAWS", 100)
    curve = estimate_merit(scorecards, integrate=False).ranking
    assert (curve.rank_low >= 1).all()
    assert (curve.rank_high <= 1500).all()
    for name in ("rank_low", "rank_high"):
        gap = getattr(curve, name) - getattr(drawn, name)
        assert np.abs(gap).mean() < 0.015 * 1500
        assert np.abs(gap).max() < 0.08 * 1500


def test_a_mixture_draws_from_every_component(season: Scorecards) -> None:
    case = Fixed(season)
    far = case.component
    shifted = type(far)(**{**vars(far), "weight": 0.25, "merit": far.merit + 100})
    near = type(far)(**{**vars(far), "weight": 0.75})
    drawn = draw_posterior(Posterior(case.layout, (near, shifted), 1), 4000, seed=0)
    assert (drawn > 50).mean() == pytest.approx(0.25, abs=0.03)
