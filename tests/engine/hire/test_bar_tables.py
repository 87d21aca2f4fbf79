from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr

from muster.engine.errors import InputError
from muster.engine.hire.bar import Bar, estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate, MeritTable
from muster.engine.hire.dated import DatedScorecards
from muster.engine.hire.outcomes import relate_outcome
from tests.engine.linked import small_quarters

FAMILIES = np.array(["engineering", "research"])


@pytest.fixture(scope="module")
def dated() -> DatedScorecards:
    dated = small_quarters(quarters=3, candidates=20, interviewers=6, share_hired=0.4).dated
    family = np.arange(dated.scorecards.candidate_ids.size) % 2
    return replace(dated, family=family, family_ids=FAMILIES)


def fit(dated: DatedScorecards, *bars: Bar) -> BarEstimate:
    return estimate_bar(dated, bars=bars, integrate=False)


def day(text: str) -> np.datetime64:
    return np.datetime64(text, "D")


def test_hires_meet_the_bar_of_their_day_and_family(dated: DatedScorecards) -> None:
    bars = [
        Bar(1.5, since=day("2023-08-01"), family="research"),
        Bar(0.5),
        Bar(1.0, since=day("2023-05-01")),
        Bar(2.0, since=day("2023-02-01"), family="research"),
    ]
    hires = fit(dated, *bars).hires
    family = dict(zip(dated.scorecards.candidate_ids.tolist(), FAMILIES[dated.family].tolist(), strict=True))
    for name, when, bar in zip(hires.candidate_id.tolist(), hires.decided, hires.bar.tolist(), strict=True):
        if family[name] == "research" and when >= day("2023-02-01"):
            assert bar == (1.5 if when >= day("2023-08-01") else 2.0)
        else:
            assert bar == (1.0 if when >= day("2023-05-01") else 0.5)
    assert set(hires.bar.tolist()) == {0.5, 1.0, 1.5, 2.0}


def test_probability_below_the_bar_is_the_normal_one(dated: DatedScorecards) -> None:
    hires = fit(dated, Bar(0.7)).hires
    np.testing.assert_allclose(hires.p_below, ndtr((0.7 - hires.merit) / hires.sd), atol=1e-9)
    assert ((hires.low < hires.merit) & (hires.merit < hires.high)).all()


def test_a_hire_told_late_meets_the_later_bar(dated: DatedScorecards) -> None:
    assert dated.hired is not None
    first = int(np.flatnonzero(dated.hired)[0])
    decided = np.full(dated.hired.size, np.datetime64("NaT"), "datetime64[D]")
    decided[first] = day("2024-06-01")
    hires = fit(replace(dated, decided=decided), Bar(0.0), Bar(3.0, since=day("2024-01-01"))).hires
    assert hires.bar[0] == 3.0
    assert (hires.bar[1:] == 0.0).all()
    assert hires.decided[0] == day("2024-06-01")


def test_hires_before_the_first_bar_have_none_and_it_is_told(dated: DatedScorecards) -> None:
    found = fit(dated, Bar(1.0, since=day("2023-07-01")))
    early = found.hires.decided < day("2023-07-01")
    assert np.isnan(found.hires.bar[early]).all()
    assert np.isnan(found.hires.p_below[early]).all()
    assert np.isfinite(found.hires.p_below[~early]).all()
    told = next(notice for notice in found.notices if notice.code == "before_bar")
    assert told.params == {"hires": int(early.sum())}


def test_without_a_bar_nobody_is_compared(dated: DatedScorecards) -> None:
    found = fit(dated)
    assert np.isnan(found.hires.p_below).all()
    assert "no_bar" in [notice.code for notice in found.notices]


def test_a_bar_can_be_placed_once_merit_is_known(dated: DatedScorecards) -> None:
    def place(merit: MeritTable) -> list[Bar]:
        return [Bar(float(merit.merit.max()))]

    hires = estimate_bar(dated, bars=place, integrate=False).hires
    plain = fit(dated, Bar(float(hires.bar[0]))).hires
    assert (hires.p_below > 0.4).all()
    np.testing.assert_allclose(hires.p_below, plain.p_below)
    with pytest.raises(InputError, match="family"):
        estimate_bar(dated, bars=lambda _merit: [Bar(0.0, family="nowhere")], integrate=False)


def test_a_bar_for_an_unknown_family_is_refused(dated: DatedScorecards) -> None:
    with pytest.raises(InputError, match="there are engineering, research"):
        fit(dated, Bar(1.0, family="sales"))


def test_offers_hold_the_hires(dated: DatedScorecards) -> None:
    offered = np.zeros(dated.scorecards.candidate_ids.size, bool)
    offered[:3] = True
    found = fit(replace(dated, offered=offered))
    assert dated.hired is not None
    np.testing.assert_array_equal(found.merit.offered, offered | dated.hired)
    table = found.quarters
    count = {group: table.count[table.group == group].sum() for group in ("applicants", "offers", "hires")}
    assert count["hires"] == dated.hired.sum()
    assert count["offers"] == (offered | dated.hired).sum()
    assert count["applicants"] == 60


def test_offers_that_are_not_known_are_not_taken_for_hires(dated: DatedScorecards) -> None:
    table = fit(dated).quarters
    assert table.count[table.group == "offers"].sum() == 0
    assert np.isnan(table.mean[table.group == "offers"]).all()


def test_cohorts_that_are_no_quarters_have_levels_of_their_own(dated: DatedScorecards) -> None:
    requisition = np.arange(dated.scorecards.candidate_ids.size) % 3 % 2
    found = fit(replace(dated, cohort=requisition, cohort_ids=np.array(["REQ-1", "REQ-2"])))
    assert set(found.cohorts.period.tolist()) == {"REQ-1", "REQ-2"}
    assert set(found.quarters.period.tolist()) == {"2023-Q1", "2023-Q2", "2023-Q3"}
    assert found.links.first.tolist() == ["REQ-1"]
    assert found.model.cohorts == 2
    assert found.model.quarters == 3


def test_spreads_have_intervals_around_them(dated: DatedScorecards) -> None:
    for integrate in (False, True):
        model = estimate_bar(dated, integrate=integrate).model
        assert model.integrated is integrate
        assert model.sd_drift_low < model.sd_drift < model.sd_drift_high
        assert model.sd_level_low < model.sd_level < model.sd_level_high
        assert model.sd_severity_low < model.sd_severity < model.sd_severity_high
        assert 0 < model.reliability < 1


def test_an_outcome_needs_hires(dated: DatedScorecards) -> None:
    found = fit(replace(dated, hired=None))
    outcome = np.ones(found.merit.merit.size)
    assert relate_outcome(found, outcome, name="rating_6").rated == 0
