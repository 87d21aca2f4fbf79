"""From the posterior to the tables: counts, means, thresholds, intervals, reliability."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Criterion, Scorecards
from tests.engine.seasons import Row, from_rows


@pytest.fixture(scope="module")
def season() -> Scorecards:
    return simulate_season(
        candidates=40, interviewers=8, interviews=2, criteria=3, design="unbalanced", seed=9
    ).scorecards


@pytest.fixture(scope="module")
def estimate(season: Scorecards) -> MeritEstimate:
    return estimate_merit(season)


def test_the_ranking_counts_what_a_candidate_had(estimate: MeritEstimate, season: Scorecards) -> None:
    ranking = estimate.ranking
    for place in range(40):
        mine = season.candidate_ids[season.candidate] == ranking.candidate_id[place]
        assert ranking.ratings[place] == mine.sum()
        assert ranking.interviews[place] == np.unique(season.interviewer[mine]).size
        assert ranking.raw_mean[place] == pytest.approx(season.rating[mine].mean())


def test_interviewers_are_counted(estimate: MeritEstimate, season: Scorecards) -> None:
    table = estimate.interviewers
    assert table.interviewer_id.tolist() == season.interviewer_ids.tolist()
    assert table.ratings.tolist() == np.bincount(season.interviewer).tolist()
    assert (table.interviews * 3).tolist() == table.ratings.tolist()
    assert ((table.low < table.severity) & (table.severity < table.high)).all()


def test_candidates_with_equal_ratings_share_the_better_rank() -> None:
    rows: list[Row] = [(p, r, 0, 1 + (p // 2 + r) % 5) for p in range(10) for r in range(3)]
    ranking = estimate_merit(from_rows(rows)).ranking
    for first in range(0, 10, 2):
        pair = [np.flatnonzero(ranking.candidate_id == f"C{code}")[0] for code in (first, first + 1)]
        assert ranking.merit[pair[0]] == pytest.approx(ranking.merit[pair[1]], abs=1e-12)
        if ranking.merit[pair[0]] == ranking.merit[pair[1]]:
            assert ranking.rank[pair[0]] == ranking.rank[pair[1]]
    assert ranking.rank[0] == 1
    assert (np.diff(ranking.rank) >= 0).all()
    assert (ranking.rank <= np.arange(1, 11)).all()


def test_reliability_and_separation_are_as_defined(season: Scorecards) -> None:
    estimate = estimate_merit(season, integrate=False)
    model = estimate.model
    assert model.reliability == pytest.approx(1 - (estimate.sd**2).mean() / model.sd_merit**2)
    assert model.separation == pytest.approx(np.sqrt(model.reliability / (1 - model.reliability)))


def test_the_model_says_what_was_fitted(estimate: MeritEstimate, season: Scorecards) -> None:
    model = estimate.model
    assert (model.ratings, model.candidates, model.interviewers) == (season.ratings, 40, 8)
    assert model.scorecards * 3 == model.ratings
    assert model.converged
    assert model.iterations > 0
    assert model.weights is None
    assert model.notes == ()
    assert model.log_likelihood < 0
    for name in ("sd_merit", "sd_severity", "sd_halo"):
        low, middle, high = (getattr(model, name + end) for end in ("_low", "", "_high"))
        assert 0 < low < middle < high


def test_the_level_widens_every_interval(season: Scorecards, estimate: MeritEstimate) -> None:
    wide = estimate_merit(season, level=0.99)
    assert wide.model.level == 0.99
    np.testing.assert_allclose(wide.merit, estimate.merit, atol=1e-12)
    for table in ("ranking", "interviewers"):
        one, other = getattr(estimate, table), getattr(wide, table)
        assert (other.low < one.low).all()
        assert (other.high > one.high).all()
    assert (wide.ranking.rank_low <= estimate.ranking.rank_low).all()
    assert (wide.ranking.rank_high >= estimate.ranking.rank_high).all()
    assert wide.model.sd_merit_high > estimate.model.sd_merit_high


def test_thresholds_of_categories_that_never_occur() -> None:
    """At the ends of the scale they are unknown; an inner one gives two equal thresholds."""
    rows: list[Row] = [(p, r, 0, (2, 3, 5)[(p + r * r) % 3]) for p in range(12) for r in range(4)]
    estimate = estimate_merit(from_rows(rows, scale=(1, 6)))
    thresholds = estimate.criteria.thresholds[0]
    assert np.isnan(thresholds).tolist() == [True, False, False, False, True]
    assert thresholds[2] == thresholds[3]
    assert thresholds[1] < thresholds[2]
    assert estimate.criteria.difficulty[0] == pytest.approx(np.nanmean(thresholds))
    assert estimate.criteria.low.tolist() == [1]


def test_a_constant_criterion_has_no_thresholds() -> None:
    rows: list[Row] = [(p, r, 0, 1 + (p * 3 + r * r) % 4) for p in range(12) for r in range(4)]
    rows += [(p, 0, 1, 3) for p in range(12)]
    criteria = estimate_merit(from_rows(rows)).criteria
    assert np.isnan(criteria.thresholds[1]).all()
    assert np.isnan(criteria.difficulty[1])
    assert criteria.ratings.tolist() == [48, 12]


def test_a_criterion_without_ratings_is_listed(season: Scorecards) -> None:
    more = replace(season, criteria=(*season.criteria, Criterion("unused", 1, 4)))
    criteria = estimate_merit(more).criteria
    assert criteria.criterion[-1] == "unused"
    assert criteria.thresholds[-1].shape == (3,)
    assert np.isnan(criteria.thresholds[-1]).all()
    assert criteria.ratings[-1] == 0
    assert np.isnan(criteria.infit[-1])


def test_thresholds_ascend_and_harder_criteria_are_more_difficult() -> None:
    simulated = simulate_season(candidates=300, interviewers=20, interviews=3, criteria=4, seed=3)
    criteria = estimate_merit(simulated.scorecards, integrate=False).criteria
    # Merit and severity are taken to be 0 on average, so the thresholds hold what they really are.
    level = simulated.severity.mean() - simulated.merit.mean()
    for fitted, true in zip(criteria.thresholds, simulated.thresholds, strict=True):
        assert (np.diff(fitted) > 0).all()
        np.testing.assert_allclose(fitted, true + level, atol=0.35)
    assert np.corrcoef(criteria.difficulty, simulated.thresholds.mean(axis=1))[0, 1] > 0.9
    assert criteria.slope.tolist() == [1] * 4
    assert criteria.weight.tolist() == [1] * 4
