"""Ratings follow the hidden truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import expit

from muster.demo import Company
from muster.demo.criteria import CLUSTERS, CRITERIA, KITS
from muster.demo.rating import SD_HALO, Rater, Rating, standing
from muster.demo.requisitions import CandidateTruth
from muster.demo.staff import InterviewerTruth

KIT = KITS["Systems"]
FAIR = InterviewerTruth(severity=0.0, noise=1.0, missing=0.0, hurried=False, flat=None, load=1.0)
PLAIN = CandidateTruth(merit=0.0, strengths=dict.fromkeys(CLUSTERS, 0.0))
RATER = Rater({name: tuple(range(len(one.anchors) - 1)) for name, one in CRITERIA.items()})


def test_ratings_are_missing_more_so_from_the_hurried(company: Company) -> None:
    shares = {}
    for hurried in (False, True):
        missing = [
            rating.value is None
            for card in company.scorecards
            if company.truth.interviewers[card.interviewer_id].hurried is hurried
            for rating in card.ratings
        ]
        shares[hurried] = sum(missing) / len(missing)
    assert 0.01 < shares[False] < 0.06
    assert shares[True] > 0.12
    assert all(any(rating.value is not None for rating in card.ratings) for card in company.scorecards)


def mean_rating(candidate: CandidateTruth, interviewer: InterviewerTruth) -> float:
    rng = np.random.default_rng(5)
    drawn = [RATER.draw(KIT, candidate, interviewer, rng)[0] for _ in range(400)]
    return float(
        np.mean([rating.value for ratings in drawn for rating in ratings if rating.value is not None])
    )


def test_ratings_rise_with_merit_and_strength_and_fall_with_severity() -> None:
    usual = mean_rating(PLAIN, FAIR)
    strong = replace(PLAIN, strengths={**PLAIN.strengths, "systems": 1.0})
    assert mean_rating(replace(PLAIN, merit=1.0), FAIR) > usual + 0.3
    assert mean_rating(strong, FAIR) > usual + 0.15
    assert mean_rating(PLAIN, replace(FAIR, severity=1.0)) < usual - 0.3


def test_ratings_have_the_probabilities_of_the_merit_model() -> None:
    rng = np.random.default_rng(11)
    drawn = [RATER.draw(KIT, PLAIN, FAIR, rng) for _ in range(4000)]
    expected = np.zeros(5)
    for _, halo in drawn:
        below = np.concatenate([[0.0], expit(np.arange(4) - halo), [1.0]])
        expected += np.diff(below) / len(drawn)
    first = [ratings[0].value for ratings, _ in drawn]
    observed = [first.count(value) / len(drawn) for value in range(1, 6)]
    assert np.allclose(observed, expected, atol=0.035)
    assert abs(np.std([halo for _, halo in drawn]) - SD_HALO) < 0.03


def test_a_flat_rater_gives_one_number_to_everybody() -> None:
    assert mean_rating(replace(PLAIN, merit=3.0), replace(FAIR, flat=3)) == 3.0


def test_no_scorecard_is_empty() -> None:
    rng = np.random.default_rng(2)
    ratings, _ = RATER.draw(KIT, PLAIN, replace(FAIR, missing=1.0), rng)
    assert [rating.value is None for rating in ratings] == [False, True, True, True, True]


def test_standing_is_the_mean_place_on_the_scales() -> None:
    ratings = (Rating("Motivation", 4), Rating("Communication", 2), Rating("Problem solving", None))
    assert standing(ratings) == (1.0 + 0.25) / 2
