"""Fit statistics: against a plain computation, for model data, and for interviewers who break the model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.fitting import WORST, judge_fit
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Scorecards
from tests.engine.exact import rating_probabilities
from tests.engine.seasons import Fixed, from_rows

SEASON = {"candidates": 300, "interviewers": 15, "interviews": 4, "criteria": 4}


def rate_anew(scorecards: Scorecards, interviewer: int, rating: np.ndarray | int) -> Scorecards:
    """Return the season with all ratings of one interviewer replaced."""
    ratings = scorecards.rating.astype(np.int64)
    ratings[scorecards.interviewer == interviewer] = rating
    return replace(scorecards, rating=ratings)


@pytest.fixture(scope="module")
def modelled() -> MeritEstimate:
    return estimate_merit(simulate_season(**SEASON, seed=1).scorecards, integrate=False)  # type: ignore[arg-type]


def test_mean_squares_are_near_1_for_data_of_the_model(modelled: MeritEstimate) -> None:
    for table in (modelled.interviewers, modelled.criteria):
        for column in (table.infit, table.outfit):
            assert column.mean() == pytest.approx(1, abs=0.05)
            assert ((column > 0.75) & (column < 1.25)).all()


def test_mean_squares_are_near_1_in_a_small_season() -> None:
    means = []
    for seed in range(8):
        simulated = simulate_season(candidates=25, interviewers=6, interviews=3, criteria=3, seed=seed)
        means.append(estimate_merit(simulated.scorecards).interviewers.outfit.mean())
    assert np.mean(means) == pytest.approx(1, abs=0.1)


def test_who_rates_everything_3_is_too_uniform(modelled: MeritEstimate) -> None:
    season = rate_anew(simulate_season(**SEASON, seed=1).scorecards, 4, 3)  # type: ignore[arg-type]
    table = estimate_merit(season, integrate=False).interviewers
    assert table.infit[4] < 0.5
    assert table.outfit[4] < 0.5
    assert np.delete(table.infit, 4).min() > 0.7


def test_who_rates_at_random_is_erratic() -> None:
    """Whole scorecards at random: every rating 1 or 5 by the toss of a coin, whoever the candidate is."""
    season = simulate_season(**SEASON, seed=1).scorecards  # type: ignore[arg-type]
    count = int((season.interviewer == 4).sum())
    tossed = 1 + 4 * np.random.default_rng(0).integers(0, 2, count)
    table = estimate_merit(rate_anew(season, 4, tossed), integrate=False).interviewers
    assert table.infit[4] > 1.5
    assert table.outfit[4] > 1.5
    assert np.delete(table.outfit, 4).max() < 1.5


def test_planted_absurd_ratings_are_the_worst_fitting() -> None:
    season = simulate_season(**SEASON, seed=2).scorecards  # type: ignore[arg-type]
    clean = estimate_merit(season, integrate=False)
    # Where a high rating is the surest: a strong candidate, a lenient interviewer, an easy criterion.
    ease = clean.merit[season.candidate] - clean.interviewers.severity[season.interviewer]
    surest = np.argsort(-(ease - clean.criteria.difficulty[season.criterion]), kind="stable")
    planted = [int(row) for row in surest if season.rating[row] == 5][:40:10]
    rating = season.rating.astype(np.int64)
    rating[planted] = 1
    worst = estimate_merit(replace(season, rating=rating), integrate=False).worst_fitting
    assert worst.rating.size == WORST
    found = set(
        zip(worst.candidate_id, worst.interviewer_id, worst.criterion, worst.rating.tolist(), strict=True)
    )
    for row in planted:
        one = season.candidate_ids[season.candidate[row]], season.interviewer_ids[season.interviewer[row]]
        assert (*one, season.criteria[season.criterion[row]].name, 1) in found
    assert (np.diff(np.abs(worst.residual)) <= 0).all()
    assert (np.sign(worst.residual) == np.sign(worst.rating - worst.expected)).all()
    assert ((worst.probability > 0) & (worst.probability < 0.1)).all()


def leave_one_out(case: Fixed, card: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a standing's mean and variance as all other sites predict it, by dense algebra."""
    layout, sds = case.layout, case.parameters.sds
    precision = case.at.sites.precision.copy()
    linear = case.at.sites.linear.copy()
    precision[card] = linear[card] = 0.0
    people, cards = layout.candidates, layout.scorecards
    design = np.zeros((cards, people + layout.interviewers))
    design[np.arange(cards), layout.candidate] = 1
    design[np.arange(cards), people + layout.interviewer] = -1
    shrink = 1 / (1 + precision * sds[2] ** 2)
    own = np.diag(np.repeat([sds[0], sds[1]], [people, layout.interviewers]) ** -2.0)
    covariance = np.linalg.inv(own + design.T @ ((precision * shrink)[:, None] * design))
    mean = covariance @ (design.T @ (linear * shrink))
    return design[card] @ mean, design[card] @ covariance @ design[card] + sds[2] ** 2


def test_mean_squares_are_those_of_leaving_a_scorecard_out() -> None:
    """Exact but for the other interviewers' uncertainty, which is small where they have many scorecards."""
    simulated = simulate_season(candidates=120, interviewers=5, interviews=2, criteria=2, seed=4)
    case = Fixed(simulated.scorecards)
    fit = judge_fit(case.layout, case.runs, case.component)
    layout, cells = case.layout, case.layout.cells
    nodes, masses = np.polynomial.hermite_e.hermegauss(40)
    square, variance, standard = (np.zeros(layout.interviewers) for _ in range(3))
    count = np.zeros(layout.interviewers)
    for card in range(layout.scorecards):
        mean, spread = leave_one_out(case, card)
        chances = rating_probabilities(layout, case.parameters, mean + np.sqrt(spread) * nodes)
        chances = chances @ (masses / masses.sum())
        for cell in layout.cell[layout.ratings_of[card] : layout.ratings_of[card + 1]]:
            mine = cells.criterion == cells.criterion[cell]
            expected = chances[mine] @ cells.value[mine]
            spare = chances[mine] @ cells.value[mine] ** 2 - expected**2
            off = cells.value[cell] - expected
            who = layout.interviewer[card]
            square[who] += off**2
            variance[who] += spare
            standard[who] += off**2 / spare
            count[who] += 1
    np.testing.assert_allclose(fit.interviewer_infit, square / variance, rtol=0.02)
    np.testing.assert_allclose(fit.interviewer_outfit, standard / count, rtol=0.03)


def test_slopes_are_in_the_predictions() -> None:
    """With their true slopes criteria fit; the same data without slopes misfit in both directions."""
    slopes = np.array([0.4, 1.0, 2.5])
    simulated = simulate_season(
        candidates=500, interviewers=20, interviews=4, criteria=3, slopes=slopes, seed=0
    )
    plain = estimate_merit(simulated.scorecards, integrate=False)
    sloped = estimate_merit(simulated.scorecards, integrate=False, slopes=True)
    np.testing.assert_allclose(sloped.criteria.outfit, 1, atol=0.08)
    assert plain.criteria.outfit[0] > 1.1
    assert plain.criteria.outfit[2] < 0.9


def test_nothing_is_known_of_who_rated_nothing_that_varies() -> None:
    """A criterion with one category, and whoever rated only it, have no mean squares."""
    rows = [(p, r, 0, 1 + (2 * p + r) % 5) for p in range(10) for r in range(3)]
    rows += [(p, 3, 1, 4) for p in range(10)]
    estimate = estimate_merit(from_rows(rows))
    assert np.isnan(estimate.interviewers.infit[3])
    assert np.isnan(estimate.interviewers.outfit[3])
    assert np.isfinite(estimate.interviewers.infit[:3]).all()
    assert np.isnan(estimate.criteria.infit[1])
    assert "criterion_1" not in estimate.worst_fitting.criterion
