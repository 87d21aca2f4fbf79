"""How much an interview would tell: closed forms, and what refitting after real draws of it shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.errors import InputError
from muster.engine.hire._joint import join
from muster.engine.hire._telling import consistency, find_kits, interview_noise, usual_kit
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season
from muster.engine.shapes import Kit, Scorecards
from tests.engine.seasons import Fixed, add_rows, from_rows

SDS = (1.0, 0.7, 0.6)
THRESHOLDS = np.tile([-2.0, -0.7, 0.7, 2.0], 3)


@pytest.fixture(scope="module")
def scorecards() -> Scorecards:
    return simulate_season(candidates=12, interviewers=5, interviews=2, criteria=3, seed=4).scorecards


def test_two_categories_have_the_information_of_a_coin() -> None:
    """p (1 - p) a rating, at a standing that is all but known."""
    rows = [(c, r, 0, (c + r) % 2 + 1) for c in range(6) for r in range(3)]
    case = Fixed(from_rows(rows, scale=(1, 2)), sds=(1.0, 0.7, 0.0), thresholds=np.array([0.4]))
    estimate = replace(estimate_merit(case.scorecards, integrate=False), posterior=case.posterior)
    mean = np.array([0.9, -0.5, 0.2])
    noise, _ = interview_noise(estimate, [np.array([0])], mean, np.eye(3) * 1e-9, 2, np.ones(1))
    chance = 1 / (1 + np.exp(0.4 - (mean[:2] - 0.2)))
    np.testing.assert_allclose(noise[:, 0], 1 / (chance * (1 - chance)), rtol=2e-3)


def test_the_expected_variance_is_what_refits_show(scorecards: Scorecards) -> None:
    """The mean of the variance after an interview, over its possible ratings, at the same SDs and thresholds."""
    case = Fixed(scorecards, sds=SDS, thresholds=THRESHOLDS)
    estimate = replace(estimate_merit(scorecards, integrate=False), posterior=case.posterior)
    layout = case.layout
    p = 7
    met = layout.interviewer[layout.cards_of[p] : layout.cards_of[p + 1]]
    r = int(np.setdiff1d(np.arange(5), met)[0])
    mean, covariance = join(case.posterior, np.array([p]), np.array([r])).moments()
    noise, _ = interview_noise(estimate, [np.arange(3)], mean, covariance, 1, np.ones(1))
    told = covariance[0, 0] - covariance[0, 1]
    after = covariance[0, 0] - told**2 / (told - covariance[0, 1] + covariance[1, 1] + noise[0, 0])

    rng = np.random.default_rng(2)
    found = []
    for _ in range(150):
        pair = rng.multivariate_normal(mean, covariance)
        standing = pair[0] - pair[1] + SDS[2] * rng.standard_normal()
        ratings = 1 + (standing + rng.logistic(size=3)[:, None] > THRESHOLDS[:4]).sum(axis=1)
        again = Fixed(
            add_rows(scorecards, [(p, r, c, int(rating)) for c, rating in enumerate(ratings)]),
            sds=SDS,
            thresholds=THRESHOLDS,
            tolerance=1e-5,
        )
        found.append(float(again.component.merit_variance[p]))
    lowered = covariance[0, 0] - np.mean(found)
    assert lowered == pytest.approx(covariance[0, 0] - after, rel=0.06)


def test_more_criteria_tell_more_and_the_best_kit_is_taken(scorecards: Scorecards) -> None:
    estimate = estimate_merit(scorecards, integrate=False)
    mean, covariance = join(estimate.posterior, np.arange(12), np.arange(5)).moments()
    one, _ = interview_noise(estimate, [np.array([0])], mean, covariance, 12, np.ones(5))
    three, kit = interview_noise(estimate, [np.array([0]), np.arange(3)], mean, covariance, 12, np.ones(5))
    assert (three < one).all()
    assert (kit == 1).all()
    assert (three > estimate.model.sd_halo**2).all()
    noisy, _ = interview_noise(estimate, [np.arange(3)], mean, covariance, 12, np.array([1, 1, 2, 1, 1.0]))
    halo = estimate.model.sd_halo**2
    np.testing.assert_allclose(noisy[:, 2] - halo, 2 * (three[:, 2] - halo))


def test_inconsistent_interviewers_are_drawn_to_the_average_while_ratings_are_few() -> None:
    table = estimate_merit(
        simulate_season(candidates=60, interviewers=5, interviews=3, criteria=3, seed=4).scorecards
    ).interviewers
    changed = replace(
        table, infit=np.array([2.0, 2.0, 0.3, np.nan, 1.0]), ratings=np.array([20, 180, 500, 0, 40])
    )
    np.testing.assert_allclose(consistency(changed), [1.5, 1.9, 1.0, 1.0, 1.0])


def test_the_usual_kit_is_what_most_scorecards_rate() -> None:
    rows = [(c, r, k, (c + r + k) % 5 + 1) for c in range(6) for r in range(2) for k in (0, 2)]
    rows += [(c, 2, k, (c + k) % 5 + 1) for c in range(3) for k in range(3)]
    assert usual_kit(estimate_merit(from_rows(rows)).posterior).tolist() == [0, 2]


def test_kits_are_found_by_their_criteria(scorecards: Scorecards) -> None:
    estimate = estimate_merit(scorecards, integrate=False)
    codes, names = find_kits(
        estimate, [Kit("whole", ("criterion_3", "criterion_1")), Kit("half", ("criterion_2",))]
    )
    assert [code.tolist() for code in codes] == [[0, 2], [1]]
    assert names == ["whole", "half"]
    assert find_kits(estimate, None)[1] == [""]
    for kits, words in (
        ([], "kits is empty"),
        ([Kit("a", ())], "'a' rates nothing"),
        ([Kit("a", ("charm",))], "'charm', which nobody rated"),
    ):
        with pytest.raises(InputError, match=words):
            find_kits(estimate, kits)


def test_a_criterion_on_which_all_ratings_are_equal_tells_nothing() -> None:
    rows = [(c, r, 0, (c + r) % 5 + 1) for c in range(6) for r in range(3)] + [
        (c, r, 1, 3) for c in range(6) for r in range(3)
    ]
    estimate = estimate_merit(from_rows(rows), integrate=False)
    mean, covariance = join(estimate.posterior, np.arange(6), np.arange(3)).moments()
    both, _ = interview_noise(estimate, [np.arange(2)], mean, covariance, 6, np.ones(3))
    one, _ = interview_noise(estimate, [np.array([0])], mean, covariance, 6, np.ones(3))
    none, _ = interview_noise(estimate, [np.array([1])], mean, covariance, 6, np.ones(3))
    np.testing.assert_allclose(both, one)
    assert (none > 1e5).all()
