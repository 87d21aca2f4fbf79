"""Simulated seasons hold what was asked for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from muster.engine.errors import InputError
from muster.engine.hire.simulate import TEAM_SIZE, Design, count_ratings, simulate_season


def test_a_balanced_season_is_balanced() -> None:
    season = simulate_season(candidates=60, interviewers=12, interviews=3, criteria=4, seed=1)
    scorecards = season.scorecards
    assert scorecards.ratings == 60 * 3 * 4
    cards = np.unique(np.stack([scorecards.candidate, scorecards.interviewer]), axis=1)
    assert cards.shape[1] == 180
    assert (np.bincount(cards[0]) == 3).all()
    assert np.bincount(cards[1]).max() - np.bincount(cards[1]).min() <= 6
    assert season.merit.shape == (60,)
    assert season.severity.shape == (12,)
    assert season.thresholds.shape == (4, 4)
    assert (np.diff(season.thresholds, axis=1) > 0).all()
    assert season.slopes.tolist() == [1] * 4


def test_ids_and_criteria_are_in_order() -> None:
    scorecards = simulate_season(candidates=3, interviewers=2, interviews=2, criteria=12).scorecards
    assert scorecards.candidate_ids.tolist() == ["C000001", "C000002", "C000003"]
    assert scorecards.interviewer_ids.tolist() == ["R0001", "R0002"]
    names = [criterion.name for criterion in scorecards.criteria]
    assert names == sorted(names)
    assert names[0] == "criterion_01"
    assert {(criterion.low, criterion.high) for criterion in scorecards.criteria} == {(1, 5)}


def test_the_seed_decides() -> None:
    one, same, other = (simulate_season(candidates=20, interviewers=5, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.scorecards.rating, same.scorecards.rating)
    np.testing.assert_array_equal(one.merit, same.merit)
    assert (one.merit != other.merit).any()


@pytest.mark.parametrize("design", ["unbalanced", "teams"])
def test_unbalanced_seasons_have_1_to_twice_as_many_interviews(design: str) -> None:
    season = simulate_season(
        candidates=400, interviewers=60, interviews=3, criteria=1, design=design, seed=3  # type: ignore[arg-type]
    )  # fmt: skip
    counts = np.bincount(season.scorecards.candidate)
    assert counts.min() == 1
    assert counts.max() == 6
    pairs = np.stack([season.scorecards.candidate, season.scorecards.interviewer])
    assert np.unique(pairs, axis=1).shape == pairs.shape


def test_teams_are_weakly_linked_and_share_a_severity() -> None:
    season = simulate_season(
        candidates=3000, interviewers=400, interviews=3, criteria=1, design="teams", seed=3
    )
    team = season.scorecards.interviewer // TEAM_SIZE
    met = np.zeros((3000, 20))
    np.add.at(met, (season.scorecards.candidate, team), 1)
    many = met.sum(axis=1) >= 4
    assert 0.75 < (met[many].max(axis=1) / met[many].sum(axis=1)).mean() < 0.95
    teams = season.severity.reshape(-1, TEAM_SIZE)
    assert np.var(teams.mean(axis=1)) / np.var(season.severity) == pytest.approx(0.5, abs=0.2)
    assert season.severity.std() == pytest.approx(0.7, abs=0.12)


@pytest.mark.parametrize("design", ["balanced", "unbalanced", "teams"])
def test_ratings_can_be_counted_before_they_are_drawn(design: Design) -> None:
    season = simulate_season(
        candidates=2000,
        interviewers=6,
        interviews=4,
        criteria=3,
        criteria_per_interview=2,
        design=design,
        seed=1,
    )
    expected = count_ratings(
        candidates=2000, interviewers=6, interviews=4, criteria_per_interview=2, design=design
    )
    assert season.scorecards.ratings == pytest.approx(expected, rel=0.05 if design != "balanced" else 0)


def test_some_criteria_an_interview() -> None:
    scorecards = simulate_season(
        candidates=200, interviewers=10, interviews=2, criteria=6, criteria_per_interview=2, seed=1
    ).scorecards
    assert scorecards.ratings == 200 * 2 * 2
    both = scorecards.criterion.reshape(-1, 2)
    assert (both[:, 0] != both[:, 1]).all()
    assert (np.bincount(scorecards.criterion) > 80).all()


def test_ratings_follow_the_model() -> None:
    """The share of ratings at or below each category is that of the ordered logit, averaged over the draws."""
    slopes = np.array([0.5, 2.0])
    season = simulate_season(
        candidates=6000, interviewers=20, interviews=2, criteria=2, sd_halo=0.8, slopes=slopes, seed=2
    )
    scorecards = season.scorecards
    halo = 0.8 * np.random.default_rng(0).standard_normal(scorecards.ratings)
    standing = season.merit[scorecards.candidate] - season.severity[scorecards.interviewer] + halo
    for criterion in range(2):
        mine = scorecards.criterion == criterion
        for step in range(4):
            expected = expit(season.thresholds[criterion, step] - slopes[criterion] * standing[mine]).mean()
            assert (scorecards.rating[mine] <= step + 1).mean() == pytest.approx(expected, abs=0.015)


def test_thresholds_may_be_given() -> None:
    thresholds = np.array([[-3.0, 0.0], [1.0, 1.5]])
    season = simulate_season(
        candidates=3000, interviewers=20, interviews=2, criteria=2, categories=3, thresholds=thresholds,
        sd_merit=0.0, sd_severity=0.0, sd_halo=0.0,
    )  # fmt: skip
    np.testing.assert_array_equal(season.thresholds, thresholds)
    for criterion in range(2):
        ratings = season.scorecards.rating[season.scorecards.criterion == criterion]
        shares = [(ratings <= step).mean() for step in (1, 2)]
        np.testing.assert_allclose(shares, expit(thresholds[criterion]), atol=0.02)


def test_sds_of_0_leave_no_differences() -> None:
    season = simulate_season(
        candidates=10, interviewers=3, interviews=2, sd_merit=0.0, sd_severity=0.0, sd_halo=0.0
    )
    assert not season.merit.any()
    assert not season.severity.any()


@pytest.mark.parametrize(("categories", "thresholds"), [(2, 1), (3, 2), (100, 99)])
def test_any_number_of_categories(categories: int, thresholds: int) -> None:
    season = simulate_season(candidates=30, interviewers=3, interviews=2, criteria=2, categories=categories)
    assert season.thresholds.shape == (2, thresholds)
    assert season.scorecards.rating.min() >= 1
    assert season.scorecards.rating.max() <= categories


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"candidates": 0}, "candidates is 0; it must lie between 1 and 2,147,483,647"),
        ({"candidates": 10**21}, "candidates is 1,000,000,000,000,000,000,000; it must lie between 1 and"),
        ({"interviewers": 10**21}, "it must lie between 1 and 2,147,483,647"),
        ({"criteria": 10**21}, "it must lie between 1 and 200"),
        ({"criteria": 5000}, "criteria is 5,000; it must lie between 1 and 200"),
        ({"interviewers": 0}, "interviewers is 0"),
        ({"interviewers": 3, "interviews": 4}, "interviews is 4; it must lie between 1 and 3"),
        ({"criteria": 0}, "criteria is 0"),
        ({"criteria_per_interview": 6}, "criteria_per_interview is 6; it must lie between 1 and 5"),
        ({"categories": 1}, "categories is 1; it must lie between 2 and 100"),
        ({"sd_merit": -1.0}, "sd_merit is -1.0; it must be a finite number, 0 or more"),
        ({"sd_halo": float("nan")}, "sd_halo is nan"),
        ({"design": "circle"}, "design is 'circle'; choose one of balanced, unbalanced, teams"),
        ({"slopes": np.array([1.0, 2.0])}, "slopes must be 5 finite numbers above 0"),
        ({"thresholds": np.zeros((5, 3))}, "thresholds must be 5 rows of 4 ascending, finite numbers"),
        ({"thresholds": np.zeros((5, 4))}, "thresholds must be 5 rows of 4 ascending, finite numbers"),
    ],
    ids=str,
)
def test_sizes_that_make_no_season_are_named(options: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        simulate_season(**options)  # type: ignore[arg-type]
