from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.explain import explain_candidate
from muster.reports.moves import Move
from muster.reports.reasons import criteria_head_start, move_reason, usual_rating

from .conftest import estimate_season


def test_reasons_in_words(estimate: MeritEstimate) -> None:
    explanation = replace(
        explain_candidate(estimate, 0),
        raw_mean=4.5,
        population_raw_mean=3.0,
        prior_share=0.5,
        severity_shift=-0.3,
    )
    fallen = Move(row=0, before=3, after=20, uncorrected=4, same=1)
    lenient = "met lenient interviewers: average severity −0.60"
    few = "few ratings: pulled towards the middle"
    easy = "easier criteria: usually rated 0.20 higher"
    assert move_reason(fallen, explanation, 0.0, 0.5) == lenient
    assert move_reason(fallen, explanation, 0.2, 0.5) == lenient  # severity alone made the move
    assert move_reason(fallen, explanation, 0.0, 0.2) == f"{lenient}; {few}"
    others = replace(fallen, uncorrected=20)
    assert move_reason(others, explanation, 0.0, 0.2) == few
    assert move_reason(others, explanation, 0.2, 0.2) == f"{easy}; {few}"
    halfway = replace(fallen, uncorrected=12)
    assert move_reason(halfway, explanation, 0.2, 0.2) == f"{lenient}; {easy}"
    average = replace(explanation, severity_shift=0.0)
    assert move_reason(fallen, average, 0.0, 0.5) == "others close by had met more severe interviewers"
    assert move_reason(others, average, 0.0, 0.5) == "a close field, where little moves many places"
    assert move_reason(replace(others, same=18), average, 0.0, 0.5) == "raw mean shared with 17 others"
    risen = Move(row=0, before=20, after=3, uncorrected=19, same=1)
    assert move_reason(risen, explanation, -0.2, 0.5) == "others close by had met more lenient interviewers"
    assert move_reason(replace(risen, uncorrected=3), explanation, -0.2, 0.5) == (
        "harder criteria: usually rated 0.20 lower"
    )


def test_usual_ratings_are_those_of_an_average_candidate_by_an_average_interviewer(
    estimate: MeritEstimate,
) -> None:
    thresholds = (np.array([-1.0, 1.0]), np.array([np.nan, 0.0, np.nan]), np.array([np.nan, np.nan]))
    table = replace(
        estimate.criteria, criterion=("a", "b", "c"), low=np.array([1, 0, 3]), thresholds=thresholds
    )
    assert usual_rating(table, 0) == pytest.approx(2.0)
    assert usual_rating(table, 1) == pytest.approx(1.5)  # 0 and 3 never occur
    assert usual_rating(table, 2) == 3.0


def test_head_starts_average_to_nothing_over_the_ratings() -> None:
    season = estimate_season(criteria=6, criteria_per_interview=2)
    starts = np.array([criteria_head_start(season, code) for code in range(60)])
    counts = np.array(
        [season.ranking.ratings[season.ranking.candidate_id == value][0] for value in season.candidate_ids]
    )
    assert np.average(starts, weights=counts) == pytest.approx(0.0, abs=1e-9)
    assert starts.std() > 0.01
