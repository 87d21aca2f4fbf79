from dataclasses import replace

import numpy as np

from muster.engine.hire.bar import Bar, estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.bar_notices import WEAK
from tests.engine.linked import small_quarters


def codes(found: BarEstimate) -> list[str]:
    return [notice.code for notice in found.notices]


def test_several_quarters_are_told_what_no_model_can() -> None:
    found = estimate_bar(
        small_quarters(turnover=0.0, share_hired=0.5).dated, bars=[Bar(0.0)], integrate=False
    )
    assert "shared_drift" in codes(found)
    assert not {"one_quarter", "unlinked", "no_bar", "no_hires"} & set(codes(found))


def test_drift_left_out_is_told() -> None:
    assert "no_drift" in codes(estimate_bar(small_quarters().dated, drift=False, integrate=False))


def test_weak_neighbours_are_named() -> None:
    quarters = small_quarters(quarters=2, candidates=40, interviewers=12, interviews=2, turnover=0.0)
    cards = quarters.dated.scorecards
    late = quarters.dated.cohorts[0][cards.candidate] == 1
    # In the second quarter everybody is new, but for one interview by an interviewer of the first.
    fresh = np.where(late, cards.interviewer + 12, cards.interviewer)
    fresh[np.flatnonzero(late)[:2]] = 0
    ids = np.array([f"R{number:02d}" for number in range(24)])
    dated = replace(quarters.dated, scorecards=replace(cards, interviewer=fresh, interviewer_ids=ids))
    found = estimate_bar(dated, integrate=False)
    assert found.model.parts == 1
    assert 0 <= found.links.strength[0] < WEAK
    told = next(notice for notice in found.notices if notice.code == "weak_link")
    assert told.params["pairs"] == ["2023-Q1 and 2023-Q2"]


def test_an_unsettled_fit_is_told() -> None:
    from muster.engine.hire import spreads

    before, spreads.MOST_STEPS = spreads.MOST_STEPS, 1
    try:
        assert "not_settled" in codes(estimate_bar(small_quarters().dated, integrate=False))
    finally:
        spreads.MOST_STEPS = before
