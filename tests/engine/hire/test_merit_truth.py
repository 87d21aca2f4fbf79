"""The whole fit on seasons whose truth is known: what it recovers, and how honest its intervals are."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from muster.engine.hire import merit
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import Design, simulate_season
from tests.engine.seasons import cover

Floats = NDArray[np.float64]
SDS = ("sd_merit", "sd_severity", "sd_halo")


@pytest.mark.parametrize("design", ["balanced", "unbalanced", "teams"])
def test_two_thousand_candidates_tell_the_truth(design: Design) -> None:
    truth = simulate_season(
        candidates=2000, interviewers=150, interviews=4, criteria=3, design=design, seed=21
    )
    estimate = estimate_merit(truth.scorecards)
    assert estimate.model.converged
    assert not estimate.model.integrated
    for name, true in zip(SDS, (truth.merit.std(), truth.severity.std(), 0.6), strict=True):
        assert getattr(estimate.model, name) == pytest.approx(true, rel=0.1)
        assert getattr(estimate.model, f"{name}_low") < true < getattr(estimate.model, f"{name}_high")
    assert 0.87 < cover(estimate, truth.merit) < 0.93
    # Severities are known among themselves; what all have in common is in the thresholds.
    severities, true_severity = estimate.interviewers, truth.severity - truth.severity.mean()
    inside = (severities.low < true_severity) & (true_severity < severities.high)
    if design != "teams":  # there severities are alike within a team, which the model does not know
        assert 0.83 < inside.mean() < 0.97
    assert np.corrcoef(severities.severity, truth.severity)[0, 1] > 0.9
    raw = np.empty(2000)
    raw[np.searchsorted(estimate.candidate_ids, estimate.ranking.candidate_id)] = estimate.ranking.raw_mean
    better = np.corrcoef(estimate.merit, truth.merit)[0, 1] - np.corrcoef(raw, truth.merit)[0, 1]
    assert better > (0.05 if design == "teams" else 0.015)
    error = np.sqrt(((estimate.merit - truth.merit) ** 2).mean())
    assert error == pytest.approx(np.sqrt((estimate.sd**2).mean()), rel=0.06)


def test_small_seasons_cover_the_truth() -> None:
    """Ninety per cent intervals of thirty candidates, over a dozen seasons."""
    covered = []
    for seed in range(12):
        truth = simulate_season(candidates=30, interviewers=8, interviews=3, criteria=3, seed=seed)
        estimate = estimate_merit(truth.scorecards)
        assert estimate.model.integrated
        covered.append(cover(estimate, truth.merit))
    assert 0.84 < np.mean(covered) < 0.96


def test_slopes_are_recovered_and_make_merit_more_accurate() -> None:
    slopes = np.array([0.3, 0.6, 1.0, 1.8, 3.0])
    truth = simulate_season(
        candidates=500, interviewers=25, interviews=3, criteria=5, slopes=slopes, sd_halo=0.3, seed=5
    )
    plain = estimate_merit(truth.scorecards, integrate=False)
    sloped = estimate_merit(truth.scorecards, integrate=False, slopes=True)
    assert np.corrcoef(np.log(sloped.criteria.slope), np.log(slopes))[0, 1] > 0.98
    assert np.exp(np.log(sloped.criteria.slope).mean()) == pytest.approx(1)
    plain_r, sloped_r = (np.corrcoef(one.merit, truth.merit)[0, 1] for one in (plain, sloped))
    assert sloped_r > plain_r + 0.01
    assert sloped.model.log_likelihood > plain.model.log_likelihood + 50


def test_slopes_do_no_harm_where_there_are_none() -> None:
    truth = simulate_season(candidates=400, interviewers=25, interviews=3, criteria=4, seed=6)
    plain = estimate_merit(truth.scorecards, integrate=False)
    sloped = estimate_merit(truth.scorecards, integrate=False, slopes=True)
    np.testing.assert_allclose(sloped.criteria.slope, 1, rtol=0.15)
    assert np.corrcoef(plain.merit, sloped.merit)[0, 1] > 0.998
    errors = [np.sqrt(((one.merit - truth.merit) ** 2).mean()) for one in (plain, sloped)]
    assert errors[1] < errors[0] * 1.01


def test_a_third_of_a_million_ratings_start_from_a_sample() -> None:
    truth = simulate_season(candidates=17_500, interviewers=200, interviews=5, criteria=4, seed=7)
    stages = set()
    estimate = estimate_merit(truth.scorecards, progress=lambda stage, done: stages.add(stage))
    assert truth.scorecards.ratings == 350_000
    assert "searching on a sample" in stages
    assert estimate.model.converged
    for name, true in zip(SDS, (truth.merit.std(), truth.severity.std(), 0.6), strict=True):
        assert getattr(estimate.model, name) == pytest.approx(true, rel=0.03)
    assert 0.89 < cover(estimate, truth.merit) < 0.91


def test_the_diagonal_gives_what_the_whole_covariance_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many interviewers in a large season only the diagonal of their covariance is used in the search."""
    scorecards = simulate_season(
        candidates=1500, interviewers=55, interviews=4, criteria=4, seed=8
    ).scorecards
    exact = estimate_merit(scorecards)
    monkeypatch.setattr(merit, "DENSE_AT_ANY_SIZE", 10)
    quick = estimate_merit(scorecards)
    assert np.isnan(quick.model.log_likelihood)
    assert np.isfinite(exact.model.log_likelihood)
    for name in SDS:
        assert getattr(quick.model, name) == pytest.approx(getattr(exact.model, name), rel=0.02)
    np.testing.assert_allclose(quick.merit, exact.merit, atol=0.02)
    np.testing.assert_allclose(quick.sd, exact.sd, rtol=0.02)
