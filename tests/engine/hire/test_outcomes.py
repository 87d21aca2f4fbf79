"""Case 2 against published and simulated values.

Sources: Thorndike, R. L. (1949), Personnel selection; Sackett, P. R. & Yang, H. (2000), Correction for range
restriction: an expanded typology, Journal of Applied Psychology 85(1), 112-118; the value .3399501 for r = .25 and
u = 1.40 is printed in the documentation of the R package personnelSelectionUtility 0.4.0,
`correct_r_direct_range_restriction`. Fisher's z: Fisher, R. A. (1921), Metron 1, 3-32.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from muster.engine.errors import InputError
from muster.engine.hire.bar import estimate_bar
from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.outcomes import correct_restriction, fisher_interval, relate_outcome
from tests.engine.linked import small_quarters

correlations = st.floats(-0.99, 0.99)
ratios = st.floats(0.2, 5)


def test_case_2_gives_the_published_value() -> None:
    assert correct_restriction(0.25, 1.40) == pytest.approx(0.3399501, abs=5e-8)


@given(correlations, ratios)
def test_case_2_is_thorndikes_own_formula(r: float, u: float) -> None:
    thorndike = r * u / np.sqrt(1 - r**2 + r**2 * u**2)
    assert correct_restriction(r, u) == pytest.approx(thorndike)


@given(correlations, ratios)
def test_correcting_back_returns_where_it_came_from(r: float, u: float) -> None:
    assert correct_restriction(correct_restriction(r, u), 1 / u) == pytest.approx(r, abs=1e-9)


@given(correlations, correlations, ratios)
def test_correction_keeps_order_and_bounds(r: float, s: float, u: float) -> None:
    low, high = sorted((r, s))
    assert -1 <= correct_restriction(low, u) <= correct_restriction(high, u) <= 1
    assert correct_restriction(r, 1.0) == pytest.approx(r)


def test_selection_by_truncation_is_undone() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=4_000_000)
    y = 0.5 * x + np.sqrt(0.75) * rng.normal(size=x.size)
    chosen = x > np.quantile(x, 0.8)
    r = np.corrcoef(x[chosen], y[chosen])[0, 1]
    assert r < 0.3
    assert correct_restriction(float(r), float(x.std() / x[chosen].std())) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("size", [4, 30])
def test_fisher_interval_is_scipys(size: int) -> None:
    rng = np.random.default_rng(size)
    x, y = rng.normal(size=(2, size))
    found = pearsonr(x, y)
    same = found.confidence_interval(0.9)
    assert fisher_interval(float(found.statistic), size, 0.9) == pytest.approx((same.low, same.high))


def test_corrected_limits_cover() -> None:
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(400):
        x = rng.normal(size=300)
        y = 0.5 * x + np.sqrt(0.75) * rng.normal(size=x.size)
        chosen = x > np.quantile(x, 0.7)
        r = float(np.corrcoef(x[chosen], y[chosen])[0, 1])
        u = float(x.std() / x[chosen].std())
        low, high = (correct_restriction(end, u) for end in fisher_interval(r, int(chosen.sum()), 0.9))
        held += low < 0.5 < high
    assert 0.86 < held / 400 < 0.94


@pytest.mark.parametrize(("r", "u"), [(1.1, 1.5), (0.5, 0.0), (0.5, float("inf")), (float("nan"), 1.0)])
def test_what_is_no_correlation_or_ratio_is_refused(r: float, u: float) -> None:
    with pytest.raises(InputError):
        correct_restriction(r, u)


def test_three_pairs_have_no_interval() -> None:
    with pytest.raises(InputError, match="size is 3"):
        fisher_interval(0.5, 3, 0.9)


@pytest.fixture(scope="module")
def estimate() -> BarEstimate:
    quarters = small_quarters(quarters=2, candidates=60, interviewers=6, interviews=3, share_hired=0.3)
    return estimate_bar(quarters.dated, integrate=False)


def test_an_outcome_is_related_to_merit_at_hire(estimate: BarEstimate) -> None:
    merit, hired = estimate.merit.merit, estimate.merit.hired
    rng = np.random.default_rng(2)
    outcome = np.where(hired, merit + rng.normal(size=merit.size), np.nan)
    found = relate_outcome(estimate, outcome, name="rating_6")
    assert found.rated == found.hires == hired.sum()
    assert found.correlation == pytest.approx(np.corrcoef(merit[hired], outcome[hired])[0, 1])
    assert found.restriction == pytest.approx(merit.std() / merit[hired].std())
    assert found.low < found.correlation < found.high
    assert found.corrected == pytest.approx(correct_restriction(found.correlation, found.restriction))
    assert found.corrected_low == pytest.approx(correct_restriction(found.low, found.restriction))
    assert 0 < found.correlation < found.corrected < found.corrected_true <= 1
    assert found.corrected_true == pytest.approx(found.corrected / np.sqrt(found.reliability))
    assert found.reliability == pytest.approx(estimate.model.reliability)
    assert "case_2" in [notice.code for notice in found.notices]


def test_a_correlation_is_not_corrected_beyond_1(estimate: BarEstimate) -> None:
    outcome = np.where(estimate.merit.hired, estimate.merit.merit, np.nan)
    outcome += 0.01 * np.random.default_rng(0).normal(size=outcome.size)
    found = relate_outcome(estimate, outcome, name="rating_6")
    assert found.corrected / np.sqrt(found.reliability) > 1
    assert found.corrected_true == found.corrected_true_high == 1


def test_a_negative_relation_has_its_limits_in_order(estimate: BarEstimate) -> None:
    outcome = np.where(estimate.merit.hired, -estimate.merit.merit, np.nan)
    outcome += np.random.default_rng(0).normal(size=outcome.size)
    found = relate_outcome(estimate, outcome, name="rating_6")
    assert found.low < found.correlation < found.high < 1
    assert found.corrected_low < found.corrected < found.corrected_high
    assert found.corrected_true_low < found.corrected_true < found.corrected_true_high


def test_few_equal_and_missing_outcomes_are_told(estimate: BarEstimate) -> None:
    hired = np.flatnonzero(estimate.merit.hired)
    outcome = np.full(estimate.merit.merit.size, np.nan)
    outcome[hired[:5]] = 1.0
    few = relate_outcome(estimate, outcome, name="rating_6")
    assert [notice.code for notice in few.notices] == ["few_outcomes"]
    assert np.isnan(few.correlation)
    assert np.isnan(few.corrected_true_high)
    outcome[hired] = 3.0
    equal = relate_outcome(estimate, outcome, name="rating_6")
    assert [notice.code for notice in equal.notices] == ["equal_outcomes"]
    outcome[hired] = np.arange(hired.size)
    outcome[hired[0]] = np.nan
    missing = relate_outcome(estimate, outcome, name="rating_6")
    assert "missing_outcomes" in [notice.code for notice in missing.notices]
    assert missing.rated == hired.size - 1


def test_ratings_of_other_parts_are_told_and_not_counted(estimate: BarEstimate) -> None:
    hired = np.flatnonzero(estimate.merit.hired)
    assert hired.size > 13
    part = estimate.merit.part.copy()
    part[hired[1:13]] = 1
    apart = replace(estimate, merit=replace(estimate.merit, part=part))
    outcome = np.full(part.size, np.nan)
    outcome[hired[:13]] = np.arange(13)
    found = relate_outcome(apart, outcome, name="rating_12")
    assert (found.rated, found.hires) == (1, hired.size - 12)
    assert [notice.sentence for notice in found.notices] == [
        "Only hires of the largest part count here; 12 more with rating_12 are of parts that nothing links to it.",
        "1 hire has rating_12; a correlation needs 10 or more.",
    ]


def test_hires_as_mixed_as_applicants_are_told(estimate: BarEstimate) -> None:
    everybody = replace(
        estimate, merit=replace(estimate.merit, hired=np.ones(estimate.merit.merit.size, bool))
    )
    found = relate_outcome(everybody, estimate.merit.merit + np.arange(estimate.merit.merit.size), name="x")
    assert found.restriction == pytest.approx(1)
    assert found.corrected == pytest.approx(found.correlation)
    assert "not_restricted" in [notice.code for notice in found.notices]


def test_hires_more_mixed_than_applicants_have_nothing_corrected(estimate: BarEstimate) -> None:
    merit = estimate.merit.merit
    best_and_worst = replace(estimate.merit, hired=np.abs(merit) > np.quantile(np.abs(merit), 0.6))
    found = relate_outcome(
        replace(estimate, merit=best_and_worst), merit + np.sin(np.arange(merit.size)), name="x"
    )
    assert found.restriction < 0.9
    assert found.corrected == pytest.approx(found.correlation)
    assert (found.corrected_low, found.corrected_high) == pytest.approx((found.low, found.high))
    assert "not_restricted" in [notice.code for notice in found.notices]


def test_bad_outcomes_are_refused(estimate: BarEstimate) -> None:
    with pytest.raises(InputError, match="entries for"):
        relate_outcome(estimate, np.zeros(3), name="rating_6")
    with pytest.raises(InputError, match="infinite"):
        relate_outcome(estimate, np.full(estimate.merit.merit.size, np.inf), name="rating_6")
