"""A job family whose hires become worse is found, with the slope of a straight line through their merits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from muster.engine.hire.bar import estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.dated import DatedScorecards
from muster.engine.hire.simulate_quarters import SimulatedQuarters
from tests.engine.linked import small_quarters

YEAR = 365.25


@pytest.fixture(scope="module")
def quarters() -> SimulatedQuarters:
    return small_quarters(
        quarters=4, candidates=40, interviewers=10, interviews=3, criteria=3, share_hired=0.4
    )


@pytest.fixture(scope="module")
def dated(quarters: SimulatedQuarters) -> DatedScorecards:
    """Return hires of two families, of which one took the better early on and the other late."""
    dated = quarters.dated
    assert dated.hired is not None
    days = dated.decision_day.astype(np.int64)
    better = quarters.merit > np.median(quarters.merit[dated.hired])
    late = days > np.median(days[dated.hired])
    return replace(
        dated, family=(better == late).astype(np.int64), family_ids=np.array(["falls", "rises"], object)
    )


@pytest.fixture(scope="module")
def estimate(dated: DatedScorecards) -> BarEstimate:
    return estimate_bar(dated)


def test_slopes_are_those_of_lines_through_the_merits(dated: DatedScorecards, estimate: BarEstimate) -> None:
    table, hires = estimate.families, estimate.hires
    assert table.family.tolist() == ["falls", "rises"]
    assert table.count.sum() == hires.merit.size
    assert dated.family is not None
    assert dated.hired is not None
    family = dated.family[dated.hired]
    for code in (0, 1):
        mine = family == code
        years = hires.decided[mine].astype(np.float64) / YEAR
        slope = np.polyfit(years - years.mean(), hires.merit[mine], 1)[0]
        assert table.slope[code] == pytest.approx(slope)
        assert (table.first[code], table.last[code]) == (hires.decided[mine].min(), hires.decided[mine].max())
    assert (table.low < table.slope).all()
    assert (table.slope < table.high).all()


def test_which_family_falls_is_told(estimate: BarEstimate) -> None:
    falls, rises = estimate.families.p_rises
    assert falls < 0.1
    assert rises > 0.85
    assert estimate.families.slope[0] < 0 < estimate.families.slope[1]


def test_a_family_with_one_day_of_decisions_or_no_hire_has_no_slope(dated: DatedScorecards) -> None:
    assert dated.hired is not None
    single = np.zeros(dated.hired.size, np.int64)
    single[np.flatnonzero(dated.hired)[0]] = 1
    names = np.array(["many", "one", "nobody"], object)
    found = estimate_bar(replace(dated, family=single, family_ids=names), integrate=False)
    assert found.families.family.tolist() == ["many"]
    alone = estimate_bar(replace(dated, hired=None), integrate=False)
    assert alone.families.slope.size == alone.families.low.size == 0


def test_without_families_all_hires_are_one(dated: DatedScorecards) -> None:
    found = estimate_bar(replace(dated, family=None, family_ids=None), integrate=False)
    assert found.families.family.tolist() == [""]
    assert found.families.count.tolist() == [found.hires.merit.size]
