"""Fits of several quarters: what they find, what they refuse, and results on file.

When a change of the engine is meant to change results, write `golden/bar.json` anew and look at the difference:
`python -m tests.engine.hire.test_bar`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from muster.engine.errors import EstimationError, InputError
from muster.engine.hire import bar as module
from muster.engine.hire.bar import Bar, compare_cohorts, estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.dated import DatedScorecards
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate_quarters import SimulatedQuarters
from muster.engine.shapes import Scorecards
from tests.engine.linked import small_quarters
from tests.engine.seasons import take

GOLDEN = Path(__file__).parent / "golden" / "bar.json"
MIDDLING = {"quarters": 4, "candidates": 40, "interviewers": 10, "interviews": 3, "criteria": 3}


@pytest.fixture(scope="module")
def quarters() -> SimulatedQuarters:
    return small_quarters(**MIDDLING, share_hired=0.25)


@pytest.fixture(scope="module")
def estimate(quarters: SimulatedQuarters) -> BarEstimate:
    return estimate_bar(quarters.dated, bars=[Bar(1.0)])


def test_intervals_hold_merit_and_levels(quarters: SimulatedQuarters, estimate: BarEstimate) -> None:
    truth = quarters.merit - quarters.merit.mean()
    assert np.mean((estimate.merit.low < truth) & (truth < estimate.merit.high)) > 0.82
    assert np.corrcoef(truth, estimate.merit.merit)[0, 1] > 0.75
    cohort = quarters.dated.cohorts[0]
    levels = np.array([truth[cohort == group].mean() for group in range(4)])
    applicants = estimate.cohorts.group == "applicants"
    off = (estimate.cohorts.mean[applicants] - levels) / estimate.cohorts.sd[applicants]
    assert np.abs(off).max() < 3


def test_zero_is_the_average_applicant(estimate: BarEstimate) -> None:
    assert estimate.merit.merit.mean() == pytest.approx(0, abs=1e-10)
    applicants = estimate.cohorts.group == "applicants"
    weighted = estimate.cohorts.mean[applicants] * estimate.cohorts.count[applicants]
    assert weighted.sum() == pytest.approx(0, abs=1e-8)


def test_levels_are_means_of_merit(estimate: BarEstimate) -> None:
    table, merit = estimate.cohorts, estimate.merit
    for row in range(table.period.size):
        mine = merit.cohort == table.period[row]
        mine = mine & (merit.hired if table.group[row] == "hires" else table.group[row] == "applicants")
        assert table.count[row] == mine.sum()
        if mine.any():
            assert table.mean[row] == pytest.approx(merit.merit[mine].mean())
            assert table.low[row] < table.mean[row] < table.high[row]


def test_quarters_and_cohorts_agree_where_they_are_the_same(estimate: BarEstimate) -> None:
    for name, column in estimate.quarters.to_frame().items():
        other = getattr(estimate.cohorts, name)
        if column.dtype == np.float64:
            np.testing.assert_allclose(column, other)
        else:
            np.testing.assert_array_equal(column, other)


def test_the_order_of_rows_and_threads_change_nothing(
    quarters: SimulatedQuarters, estimate: BarEstimate
) -> None:
    order = np.random.default_rng(0).permutation(quarters.dated.scorecards.ratings)
    mixed = replace(
        quarters.dated, scorecards=take(quarters.dated.scorecards, order), date=quarters.dated.date[order]
    )
    again = estimate_bar(mixed, bars=[Bar(1.0)], threads=2)
    for name in ("merit", "quarters", "trends", "severities", "changes", "links", "hires"):
        for key, column in getattr(estimate, name).to_frame().items():
            np.testing.assert_array_equal(column, getattr(getattr(again, name), key), err_msg=f"{name}.{key}")


def test_a_trend_is_seen_and_its_absence(quarters: SimulatedQuarters) -> None:
    rising = estimate_bar(small_quarters(**MIDDLING, trend=0.6, sd_level=0.0, turnover=0.0).dated)
    row = rising.trends.group.tolist().index("applicants")
    assert rising.trends.p_rises[row] > 0.98
    assert rising.trends.slope[row] == pytest.approx(2.4, abs=1.0)  # .6 a quarter
    assert (rising.trends.first[row], rising.trends.last[row]) == ("2023-Q1", "2023-Q4")


def test_the_slope_is_that_of_the_weighted_line(estimate: BarEstimate) -> None:
    table = estimate.quarters
    for row, group in enumerate(estimate.trends.group):
        mine = table.group == group
        slope = np.polyfit(np.arange(4) / 4, table.mean[mine], 1, w=np.sqrt(table.count[mine]))[0]
        assert estimate.trends.slope[row] == pytest.approx(slope)


def test_an_interviewer_who_became_severe_is_found() -> None:
    quarters = small_quarters(**MIDDLING, turnover=0.0, sd_drift=0.0)
    cards, quarter = quarters.dated.scorecards, quarters.dated.quarter
    harsh = (cards.interviewer == 0) & (quarter >= quarter.min() + 2)
    rating = np.where(harsh, np.maximum(cards.rating - 2, 1), cards.rating)
    found = estimate_bar(replace(quarters.dated, scorecards=replace(cards, rating=rating)))
    row = found.changes.interviewer_id.tolist().index(cards.interviewer_ids[0])
    assert found.changes.p_more_severe[row] > 0.99
    assert np.argmax(found.changes.change) == row
    severity = found.severities.severity[found.severities.interviewer_id == cards.interviewer_ids[0]]
    assert severity[2:].min() > severity[:2].max()


def test_without_drift_and_in_one_cohort_it_agrees_with_the_ordinary_fit() -> None:
    quarters = small_quarters(quarters=1, candidates=60, interviewers=8, interviews=4, criteria=4)
    found = estimate_bar(quarters.dated, drift=False, integrate=False)
    ordinary = estimate_merit(quarters.dated.scorecards, integrate=False)
    np.testing.assert_allclose(found.merit.merit, ordinary.merit - ordinary.merit.mean(), atol=0.06)
    assert np.isnan(found.model.sd_drift)
    assert np.isnan(found.model.sd_level)
    assert "one_quarter" in [notice.code for notice in found.notices]
    assert not found.trends.part.size
    assert not found.links.first.size
    for table in (found.quarters, found.cohorts):
        applicants = table.group == "applicants"
        assert table.count[applicants].tolist() == [60]
        assert np.isnan([table.mean, table.sd, table.low, table.high])[:, applicants].all()


def test_unlinked_halves_are_not_compared() -> None:
    quarters = small_quarters(**MIDDLING, linked=False, turnover=0.0)
    found = estimate_bar(quarters.dated, bars=[Bar(0.5)])
    assert found.part_of_cohort.tolist() == [0, 0, 1, 1]
    notice = next(notice for notice in found.notices if notice.code == "unlinked")
    assert "2023-Q1, 2023-Q2; 2023-Q3, 2023-Q4" in notice.sentence
    with pytest.raises(EstimationError, match="Nothing links 2023-Q2 and 2023-Q3") as refused:
        compare_cohorts(found, "2023-Q2", "2023-Q3")
    assert refused.value.code == "unlinked_cohorts"
    assert compare_cohorts(found, "2023-Q3", "2023-Q4").sd > 0
    apart = ~found.links.linked
    assert apart.sum() == 4
    assert np.isnan(found.links.difference[apart]).all()
    assert (found.links.strength[apart] == 0).all()
    for part in range(2):
        assert found.merit.merit[found.merit.part == part].mean() == pytest.approx(0, abs=1e-9)
    elsewhere = np.isin(found.hires.cohort.astype(str), ["2023-Q3", "2023-Q4"])
    assert np.isnan(found.hires.p_below[elsewhere]).all()
    assert np.isfinite(found.hires.p_below[~elsewhere]).all()
    assert "bar_elsewhere" in [notice.code for notice in found.notices]
    assert sorted(set(found.trends.part.tolist())) == [0, 1]


def test_no_hires_leave_their_level_open(quarters: SimulatedQuarters) -> None:
    found = estimate_bar(replace(quarters.dated, hired=None), bars=[Bar(0.0)], integrate=False)
    hires = found.quarters.group == "hires"
    assert (found.quarters.count[hires] == 0).all()
    assert np.isnan(found.quarters.mean[hires]).all()
    assert found.trends.group.tolist() == ["applicants"]
    assert "no_hires" in [notice.code for notice in found.notices]
    with pytest.raises(EstimationError, match="2023-Q1 has no hires"):
        compare_cohorts(found, "2023-Q1", "2023-Q2", group="hires")


def test_cohorts_are_compared_as_in_the_links(estimate: BarEstimate) -> None:
    links = estimate.links
    row = next(
        at for at in range(links.first.size) if links.second[at] == "2023-Q4" and links.first[at] == "2023-Q1"
    )
    gap = compare_cohorts(estimate, "2023-Q1", "2023-Q4")
    assert gap.difference == pytest.approx(links.difference[row])
    assert gap.sd == pytest.approx(links.sd[row])
    back = compare_cohorts(estimate, "2023-Q4", "2023-Q1")
    assert back.difference == pytest.approx(-gap.difference)
    assert back.p_higher == pytest.approx(1 - gap.p_higher)
    assert compare_cohorts(estimate, "2023-Q1", "2023-Q4", group="hires").sd > 0
    with pytest.raises(InputError, match="no cohort '2020-Q1'"):
        compare_cohorts(estimate, "2020-Q1", "2023-Q4")


def test_more_shared_interviewers_link_more_strongly() -> None:
    strengths = []
    for turnover in (0.0, 0.8):
        found = estimate_bar(
            small_quarters(**{**MIDDLING, "quarters": 2}, turnover=turnover, sd_drift=0.0).dated
        )
        strengths.append(float(found.links.strength[0]))
    assert 0 <= strengths[1] < strengths[0] <= 1


def test_many_interviewers_move_in_longer_steps(
    quarters: SimulatedQuarters, monkeypatch: pytest.MonkeyPatch
) -> None:
    nodes = np.unique(quarters.dated.scorecards.interviewer).size
    monkeypatch.setattr(module, "MOST_UNKNOWNS", 3)
    with pytest.raises(InputError, match="the most is 3") as refused:
        estimate_bar(quarters.dated)
    assert refused.value.code == "too_many_unknowns"
    monkeypatch.setattr(module, "MOST_UNKNOWNS", 2 * nodes + 4)
    found = estimate_bar(quarters.dated, integrate=False)
    assert found.model.step > 1
    assert "long_steps" in [notice.code for notice in found.notices]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"level": 1.0}, "level is 1.0"),
        ({"threads": 0}, "threads is 0"),
        ({"bars": [Bar(float("nan"))]}, "finite number of logits"),
        ({"bars": [Bar(1.0, family="research")]}, "no families are told apart"),
        ({"bars": [Bar(1.0), Bar(2.0)]}, "Two bars are for the same family"),
    ],
)
def test_bad_options_are_refused(quarters: SimulatedQuarters, options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        estimate_bar(quarters.dated, **options)


def test_one_interviewer_in_two_quarters_is_still_one() -> None:
    quarters = small_quarters(quarters=2, interviewers=1, interviews=1, turnover=0.0)
    with pytest.raises(EstimationError, match="Only one interviewer"):
        estimate_bar(quarters.dated)


def test_nothing_rated_is_refused() -> None:
    empty = np.zeros(0, np.int32)
    cards = Scorecards(empty, empty, empty, empty, np.zeros(0, object), np.zeros(0, object), ())
    with pytest.raises(EstimationError):
        estimate_bar(DatedScorecards(cards, np.zeros(0, "datetime64[D]")))


def test_progress_is_told(quarters: SimulatedQuarters) -> None:
    told: list[tuple[str, float]] = []
    estimate_bar(quarters.dated, progress=lambda stage, done: told.append((stage, done)))
    assert {stage for stage, _ in told} == {"searching", "drift and levels", "levels"}
    assert all(0 <= done <= 1 for _, done in told)


def known(values: np.ndarray) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values.tolist()]


def results_of(estimate: BarEstimate) -> dict[str, Any]:
    """Return what is compared, in plain numbers."""
    model = estimate.model
    return {
        "sds": [model.sd_merit, model.sd_severity, model.sd_halo, model.sd_drift, model.sd_level],
        "merit": [estimate.merit.merit.tolist(), estimate.merit.low.tolist(), estimate.merit.high.tolist()],
        "levels": [known(estimate.quarters.mean), known(estimate.quarters.sd)],
        "trends": [estimate.trends.slope.tolist(), estimate.trends.p_rises.tolist()],
        "changes": [estimate.changes.change.tolist(), estimate.changes.sd.tolist()],
        "links": [estimate.links.sd.tolist(), estimate.links.strength.tolist()],
        "p_below": [estimate.hires.p_below.tolist()],
    }


def golden_estimate() -> BarEstimate:
    return estimate_bar(small_quarters(candidates=12, interviewers=5, share_hired=0.4).dated, bars=[Bar(0.8)])


def test_results_are_those_on_file() -> None:
    stored = json.loads(GOLDEN.read_text())
    found = results_of(golden_estimate())
    assert stored.keys() == found.keys()
    for key, rows in stored.items():
        for row, same in zip(rows, found[key], strict=True):
            np.testing.assert_allclose(
                np.array(row, float), np.array(same, float), atol=2e-3, rtol=1e-3, err_msg=key
            )


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(results_of(golden_estimate()), indent=1) + "\n")
