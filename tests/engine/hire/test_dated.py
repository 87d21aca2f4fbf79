from dataclasses import replace

import numpy as np
import pytest

from muster.engine.errors import InputError
from muster.engine.hire.dated import DatedScorecards, lay_units, quarter_names, quarters_of
from tests.engine.linked import small_quarters
from tests.engine.seasons import from_rows

CARDS = from_rows([(0, 0, 0, 3), (0, 1, 0, 4), (1, 1, 0, 2), (1, 0, 0, 5)])
DAYS = np.array(["2025-12-31", "2026-01-01", "2026-04-01", "2026-09-30"], "datetime64[D]")


def test_quarters_are_those_of_the_calendar() -> None:
    assert quarter_names(quarters_of(DAYS)).tolist() == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
    assert quarter_names(quarters_of(np.array(["1969-12-31"], "datetime64[D]"))).tolist() == ["1969-Q4"]


def test_a_cohort_is_the_quarter_of_the_first_interview() -> None:
    codes, names = DatedScorecards(CARDS, DAYS).cohorts
    assert names[codes].tolist() == ["2025-Q4", "2026-Q2"]


def test_cohorts_told_are_kept() -> None:
    dated = DatedScorecards(CARDS, DAYS, cohort=np.array([1, 0]), cohort_ids=np.array(["REQ-1", "REQ-2"]))
    codes, names = dated.cohorts
    assert names[codes].tolist() == ["REQ-2", "REQ-1"]


def test_a_decision_is_of_the_last_interview_unless_told() -> None:
    dated = DatedScorecards(CARDS, DAYS)
    assert dated.decision_day.tolist() == DAYS[[1, 3]].tolist()
    told = np.array(["2026-02-01", "NaT"], "datetime64[D]")
    assert replace(dated, decided=told).decision_day.tolist() == [told[0].item(), DAYS[3].item()]


def test_an_interviewer_has_a_node_a_quarter() -> None:
    units = lay_units(DatedScorecards(CARDS, DAYS), drift=True)
    assert units.interviewer.tolist() == [0, 0, 1, 1]
    assert quarter_names(units.quarter).tolist() == ["2025-Q4", "2026-Q3", "2026-Q1", "2026-Q2"]
    assert units.gap.tolist() == [0, 3, 0, 1]
    assert units.first.tolist() == [True, False, True, False]


def test_without_drift_an_interviewer_has_one_node() -> None:
    units = lay_units(DatedScorecards(CARDS, DAYS), drift=False)
    assert units.interviewer.tolist() == [0, 1]
    assert units.first.all()
    assert units.node.size == 4  # with the candidates of two cohorts each


def test_longer_steps_join_quarters() -> None:
    units = lay_units(DatedScorecards(CARDS, DAYS), drift=True, step=4)
    assert units.nodes == 3
    assert set(units.gap[~units.first].tolist()) == {4}
    assert (units.quarter % 4 == 0).all()


def test_rows_keep_their_interviewer_and_quarter() -> None:
    dated = small_quarters(turnover=0.4).dated
    units = lay_units(dated, drift=True)
    node = units.node[units.scorecards.interviewer]
    np.testing.assert_array_equal(units.interviewer[node], dated.scorecards.interviewer)
    np.testing.assert_array_equal(units.quarter[node], dated.quarter)
    cohort = units.cohort[units.scorecards.interviewer]
    np.testing.assert_array_equal(cohort, dated.cohorts[0][dated.scorecards.candidate])


def test_cut_units_share_no_node_between_cohorts() -> None:
    dated = DatedScorecards(
        CARDS, np.full(4, DAYS[0]), cohort=np.array([0, 1]), cohort_ids=np.array(["A", "B"])
    )
    units = lay_units(dated, drift=True)
    assert (units.nodes, units.cut().nodes) == (2, 4)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"date": DAYS[:3]}, "differ in length"),
        ({"hired": np.array([True])}, "hired has 1 entries for 2 candidates"),
        ({"cohort": np.array([0, 1])}, "cohort has codes without ids"),
        ({"cohort": np.array([0, 2]), "cohort_ids": np.array(["A", "B"])}, "outside 0 to 1"),
        ({"date": np.array(["NaT", *DAYS[1:].astype(str)], "datetime64[D]")}, "1 ratings have no date"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        replace(DatedScorecards(CARDS, DAYS), **change)  # type: ignore[arg-type]


def test_a_candidate_without_ratings_has_no_quarter() -> None:
    with pytest.raises(InputError, match="no rating"):
        _ = DatedScorecards(from_rows([(0, 0, 0, 3)], candidates=2), DAYS[:1]).cohorts
