from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import boschloo_exact, norm

from muster.engine.errors import InputError
from muster.engine.hire.audit.exact import boschloo_p, least_p

Table = tuple[int, int, int, int]


def scipys(x: int, n: int, y: int, k: int, *, points: int = 64) -> float:
    return boschloo_exact([[x, y], [n - x, k - y]], n=points).pvalue


@pytest.mark.parametrize(
    "table",
    [
        (74, 117, 31, 63),
        (7, 12, 8, 9),
        (1, 8, 7, 8),
        (0, 5, 5, 5),
        (10, 50, 18, 50),
        (3, 40, 9, 25),
        (2, 4, 30, 60),
    ],
)
def test_agrees_with_scipy(table: Table) -> None:
    assert boschloo_p(*table) == pytest.approx(scipys(*table), rel=1e-5)


def test_agrees_with_scipy_on_small_tables_drawn_at_random() -> None:
    rng = np.random.default_rng(3)
    for _ in range(25):
        n, k = rng.integers(1, 40, 2).tolist()
        x, y = int(rng.integers(0, n + 1)), int(rng.integers(0, k + 1))
        assert boschloo_p(x, n, y, k) == pytest.approx(scipys(x, n, y, k), rel=1e-4)


def test_a_published_value() -> None:
    # SciPy's documentation: 74 of 117 professors and 31 of 63 scientists are satisfied; one-sided p = 0.0355.
    assert boschloo_p(74, 117, 31, 63) == pytest.approx(2 * 0.0355, abs=2e-4)


def test_the_test_keeps_its_size() -> None:
    """Under one rate, p is at most alpha no more often than alpha, whatever the rate."""
    n, k = 12, 17
    p = np.array([[boschloo_p(x, n, y, k) for y in range(k + 1)] for x in range(n + 1)])
    for rate in np.linspace(0.02, 0.98, 49):
        first = _choices(n) * rate ** np.arange(n + 1) * (1 - rate) ** np.arange(n, -1, -1)
        second = _choices(k) * rate ** np.arange(k + 1) * (1 - rate) ** np.arange(k, -1, -1)
        chance = np.outer(first, second)
        for alpha in (0.01, 0.05, 0.1, 0.3):
            assert chance[p <= alpha].sum() <= alpha + 1e-7


def _choices(m: int) -> NDArray[np.float64]:
    return np.array([comb(m, i) for i in range(m + 1)], float)


@settings(deadline=None)
@given(st.data())
def test_exchanging_groups_or_outcomes_changes_nothing(data: st.DataObject) -> None:
    n, k = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 30))
    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, k))
    p = boschloo_p(x, n, y, k)
    assert 0 <= p <= 1
    assert boschloo_p(y, k, x, n) == pytest.approx(p, rel=1e-6)
    assert boschloo_p(n - x, n, k - y, k) == pytest.approx(p, rel=1e-6)


def test_large_groups_come_near_the_chi_square() -> None:
    n = 40_000
    x, y = 10_000, 10_150
    z = (y - x) / n / np.sqrt(2 * (x + y) / (2 * n) * (1 - (x + y) / (2 * n)) / n)
    assert boschloo_p(x, n, y, n) == pytest.approx(2 * norm.sf(z), rel=0.02)


@pytest.mark.parametrize("table", [(3, 2, 1, 5), (1, 2, 6, 5), (0, 0, 1, 5), (-1, 3, 1, 5)])
def test_impossible_counts_are_refused(table: Table) -> None:
    with pytest.raises(InputError, match="as many selected as it has people"):
        boschloo_p(*table)


@pytest.mark.parametrize(("n", "k"), [(1, 1), (2, 2), (3, 3), (1, 9), (4, 2)])
def test_the_least_p_is_that_of_the_most_extreme_outcome(n: int, k: int) -> None:
    outcomes = [boschloo_p(x, n, y, k) for x in range(n + 1) for y in range(k + 1)]
    assert least_p(n, k) == pytest.approx(min(outcomes), rel=1e-4)
