import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, chi2

from muster.engine.errors import InputError
from muster.engine.hire.audit.ratio import (
    koopman_interval,
    probability_below,
    score_statistic,
    wald_log_interval,
)

Table = tuple[int, int, int, int]

# (selected, n, reference_selected, reference_n), and the ends of the 95 % score interval for the ratio.
PUBLISHED = [
    # Koopman 1984, Biometrics 40, table 1 (2.94, 7.15), as DescTools::BinomRatioCI has it.
    ((36, 40, 16, 80), (2.939581, 7.152209), 2e-5),
    # Perondi et al. 2004, in Fagerland, Lydersen & Laake 2017, table 4.12; R's PropCIs::riskscoreci(7, 34, 1, 34).
    ((7, 34, 1, 34), (1.220853, 42.575718), 5e-7),
]

tables = st.tuples(st.integers(1, 60), st.integers(1, 60)).flatmap(
    lambda sizes: st.tuples(
        st.integers(0, sizes[0]), st.just(sizes[0]), st.integers(0, sizes[1]), st.just(sizes[1])
    )
)


@pytest.mark.parametrize(("table", "ends", "tolerance"), PUBLISHED)
def test_published_score_intervals(table: Table, ends: tuple[float, float], tolerance: float) -> None:
    assert koopman_interval(*table) == pytest.approx(ends, rel=tolerance)


def test_published_wald_intervals() -> None:
    # DescTools::BinomRatioCI(method = "katz"), and Fagerland, Lydersen & Laake 2017, table 4.12.
    assert wald_log_interval(36, 40, 16, 80) == pytest.approx((2.868550, 7.059315), abs=5e-7)
    assert wald_log_interval(7, 34, 1, 34) == pytest.approx((0.9096, 53.8695), abs=5e-5)


def test_nobody_selected_ends_the_interval_at_0_or_infinity() -> None:
    low, high = koopman_interval([0, 0, 5], [16, 5, 5], [15, 0, 0], [72, 5, 5])
    assert low[:2].tolist() == [0.0, 0.0]
    assert high[1:].tolist() == [np.inf, np.inf]
    assert 0 < high[0] < 1
    assert low[2] > 1
    assert np.isnan(wald_log_interval(0, 16, 15, 72)).any()


def test_everybody_selected_still_has_an_interval_around_1() -> None:
    low, high = koopman_interval(5, 5, 5, 5)
    assert low < 1 < high
    assert low == pytest.approx(1 / high)


@given(tables, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_ends_are_where_the_test_begins_to_refuse(table: Table, level: float) -> None:
    x, _, y, _ = table
    low, high = koopman_interval(*table, level=level)
    limit = chi2.ppf(level, 1)
    if x:
        assert score_statistic(low, *table) == pytest.approx(limit, rel=1e-6)
    if y:
        assert score_statistic(high, *table) == pytest.approx(limit, rel=1e-6)


@given(tables)
def test_exchanging_the_groups_inverts_the_interval(table: Table) -> None:
    x, n, y, k = table
    low, high = koopman_interval(x, n, y, k)
    other_low, other_high = koopman_interval(y, k, x, n)
    with np.errstate(divide="ignore"):
        assert low == pytest.approx(1 / other_high, rel=1e-9)
        assert high == pytest.approx(1 / other_low, rel=1e-9)
    if x and y:
        assert low <= (x / n) / (y / k) <= high


def test_a_higher_level_is_wider() -> None:
    narrow, wide = (koopman_interval(10, 40, 15, 50, level=level) for level in (0.9, 0.99))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize(
    "table",
    [(10, 50, 14, 50), (0, 10, 5, 20), (400, 2000, 3, 5), (3, 5, 400, 2000), (20, 20, 30, 30), (1, 9, 0, 7)],
)
def test_the_posterior_agrees_with_draws(table: Table) -> None:
    x, n, y, k = table
    rng, draws = np.random.default_rng(4), 400_000
    first = beta.rvs(x + 0.5, n - x + 0.5, size=draws, random_state=rng)
    second = beta.rvs(y + 0.5, k - y + 0.5, size=draws, random_state=rng)
    share = (first < 0.8 * second).mean()
    error = 5 * np.sqrt(share * (1 - share) / draws) + 1e-5
    assert probability_below(0.8, *table) == pytest.approx(share, abs=error)


@given(tables, st.floats(0.3, 3))
def test_the_posterior_is_the_same_from_either_side(table: Table, limit: float) -> None:
    x, n, y, k = table
    other = 1 - probability_below(1 / limit, y, k, x, n)
    assert probability_below(limit, x, n, y, k) == pytest.approx(other, abs=1e-5)


@pytest.mark.parametrize("table", [(3, 2, 1, 5), (1, 2, 6, 5), (0, 0, 1, 5), (-1, 3, 1, 5)])
def test_impossible_counts_are_refused(table: Table) -> None:
    with pytest.raises(InputError, match="as many selected as it has people"):
        koopman_interval(*table)
    with pytest.raises(InputError, match="as many selected as it has people"):
        probability_below(0.8, *table)


def test_a_level_outside_what_makes_sense_is_refused() -> None:
    with pytest.raises(InputError, match="level"):
        koopman_interval(1, 2, 1, 2, level=1.0)
