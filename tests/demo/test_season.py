"""The season has everything a real one has, and its hidden truth can be recovered."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from muster.demo import Company, RatingRow, build_company, season_columns, season_scorecards
from muster.demo.criteria import CRITERIA, KITS
from muster.engine.hire.merit import estimate_merit
from muster.engine.shapes import Scorecards


def true_merit(company: Company, ids: NDArray[np.str_]) -> NDArray[np.float64]:
    return np.array([company.truth.candidates[str(one)].merit for one in ids])


def raw_means(scorecards: Scorecards) -> NDArray[np.float64]:
    return np.bincount(scorecards.candidate, scorecards.rating) / np.bincount(scorecards.candidate)


def correlation(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    return float(np.corrcoef(left, right)[0, 1])


def test_size(company: Company) -> None:
    rows = company.season().rows
    assert 400 <= len({row.candidate_id for row in rows}) <= 440
    assert 40 <= len({row.interviewer_id for row in rows}) <= 50
    assert 1500 <= len({row.interview_id for row in rows}) <= 1900
    assert 7000 <= len(rows) <= 8700
    assert len({row.requisition_id for row in rows}) == 12
    assert len({requisition.family for requisition in company.requisitions}) == 4


def test_columns_are_the_long_format_and_nothing_hidden(company: Company) -> None:
    columns = season_columns(company)
    assert tuple(columns) == (
        "candidate_id",
        "interviewer_id",
        "criterion",
        "rating",
        "interview_id",
        "requisition_id",
        "stage",
        "submitted_at",
    )
    rows = [RatingRow(*values) for values in zip(*columns.values(), strict=True)]
    assert tuple(rows) == company.season().rows
    assert columns["submitted_at"] == sorted(columns["submitted_at"])


def test_every_rating_is_on_its_scale_and_in_the_kit_of_its_stage(company: Company) -> None:
    for row in company.season().rows:
        assert row.criterion in KITS[row.stage].criteria
        assert 1 <= row.rating <= len(CRITERIA[row.criterion].anchors)


def test_scorecards_hold_the_rows_with_full_scales(company: Company) -> None:
    scorecards = season_scorecards(company)
    assert scorecards.interview is not None
    assert all(one.high == len(CRITERIA[one.name].anchors) and one.low == 1 for one in scorecards.criteria)
    rows = company.season().rows
    interviews = sorted({row.interview_id for row in rows})
    rebuilt = zip(
        scorecards.candidate_ids[scorecards.candidate],
        scorecards.interviewer_ids[scorecards.interviewer],
        [scorecards.criteria[code].name for code in scorecards.criterion],
        scorecards.rating,
        [interviews[code] for code in scorecards.interview],
        strict=True,
    )
    assert list(rebuilt) == [row[:5] for row in rows]


def test_scales_are_full_even_where_a_category_never_occurs() -> None:
    scorecards = season_scorecards(build_company(until=date(2026, 1, 23)))
    assert 0 < scorecards.ratings < 200
    assert any(
        np.unique(scorecards.rating[scorecards.criterion == code]).size < one.categories
        for code, one in enumerate(scorecards.criteria)
    )
    assert all(one == CRITERIA[one.name].shape for one in scorecards.criteria)


def test_a_season_without_ratings_has_empty_columns_and_scorecards() -> None:
    company = build_company(until=date(2026, 1, 2))
    assert set(map(len, season_columns(company).values())) == {0}
    assert season_scorecards(company).ratings == 0


def test_raw_means_carry_the_truth(company: Company) -> None:
    scorecards = season_scorecards(company)
    assert correlation(raw_means(scorecards), true_merit(company, scorecards.candidate_ids)) > 0.6


def test_planted_truth_is_recovered_by_the_engine() -> None:
    company = build_company()
    scorecards = season_scorecards(company)
    estimate = estimate_merit(scorecards, integrate=False)
    truth = true_merit(company, estimate.candidate_ids)
    recovered = correlation(estimate.merit, truth)
    assert recovered > 0.75
    assert recovered > correlation(raw_means(scorecards), truth) + 0.05
    assert estimate.components.connected
    table = estimate.interviewers
    hidden = [company.truth.interviewers[str(one)] for one in table.interviewer_id]
    real = np.array([one.flat is None for one in hidden]) & (table.interviews >= 15)
    severity = np.array([one.severity for one in hidden])
    noise = np.array([one.noise for one in hidden])
    assert correlation(table.severity[real], severity[real]) > 0.85
    assert correlation(table.infit[real], noise[real]) > 0.7
    assert np.all(table.infit[[one.flat is not None for one in hidden]] < 0.5)
