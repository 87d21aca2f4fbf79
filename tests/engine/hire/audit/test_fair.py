from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from muster.engine.errors import InputError
from muster.engine.hire.audit.fair import fair_gap, fair_lowest


def enumerate_two(n: int, k: int, rate: float) -> Iterator[tuple[float, int, int]]:
    """Yield every outcome of two groups with its probability, and the lower and the higher rate."""
    first, second = (np.asarray(binom.pmf(np.arange(size + 1), size, rate)) for size in (n, k))
    for x in range(n + 1):
        for y in range(k + 1):
            yield first[x] * second[y], min(x * k, y * n), max(x * k, y * n)


def test_a_fair_process_with_50_and_50_people_and_a_rate_of_a_fifth() -> None:
    """The figure that the pages quote: 56 % of fair processes fail the four-fifths rule, 60 % with the limit itself."""
    outcomes = list(enumerate_two(50, 50, 0.2))
    fails = sum(chance for chance, low, high in outcomes if 5 * low < 4 * high)
    reaches = sum(chance for chance, low, high in outcomes if high and 5 * low <= 4 * high)
    assert fair_lowest([50, 50], 0.2) == pytest.approx(fails, abs=1e-12)
    assert fair_gap([50, 50], 0.2, 0, 0.8) == pytest.approx(reaches, abs=1e-12)
    assert round(fails, 3) == 0.565
    assert round(reaches, 3) == 0.604


@given(st.integers(1, 25), st.integers(1, 25), st.floats(0.01, 0.99), st.fractions(0, 1, max_denominator=40))
def test_two_groups_are_enumerated(n: int, k: int, rate: float, ratio: Fraction) -> None:
    outcomes = list(enumerate_two(n, k, rate))
    wanted = sum(chance for chance, low, high in outcomes if high and low <= ratio * high)
    for group in (0, 1):
        assert fair_gap([n, k], rate, group, float(ratio)) == pytest.approx(wanted, abs=1e-9)
    below = sum(chance for chance, low, high in outcomes if low < ratio * high)
    assert fair_lowest([n, k], rate, float(ratio)) == pytest.approx(below, abs=1e-9)


@pytest.mark.parametrize(
    ("n", "rate", "group", "ratio"),
    [
        ([30, 7, 100], 0.3, 1, 0.5),
        ([30, 7, 100], 0.3, 2, 0.9),
        ([5, 8, 3], 0.1, 0, 0.0),
        ([100, 90, 80, 70, 60], 0.5, 3, 0.85),
    ],
)
def test_several_groups_agree_with_draws(n: list[int], rate: float, group: int, ratio: float) -> None:
    draws = 200_000
    counts = np.random.default_rng(7).binomial(n, rate, (draws, len(n)))
    rates = counts / np.array(n)
    highest, others = rates.max(axis=1), np.delete(rates, group, axis=1).max(axis=1)
    low, high = np.minimum(rates[:, group], others), np.maximum(rates[:, group], others)
    gap = ((high > 0) & (low <= ratio * high * (1 + 1e-9))).mean()
    lowest = ((highest > 0) & (rates.min(axis=1) < 0.8 * highest * (1 - 1e-9))).mean()
    assert fair_gap(n, rate, group, ratio) == pytest.approx(gap, abs=0.006)
    assert fair_lowest(n, rate) == pytest.approx(lowest, abs=0.006)


def test_a_large_fair_process_seldom_fails() -> None:
    assert fair_lowest([20_000, 30_000], 0.3) < 1e-12
    assert fair_lowest([20_000, 30_000, 5], 0.3) > 0.5  # but a handful of people make it


@given(st.lists(st.integers(1, 60), min_size=2, max_size=5), st.floats(0, 1))
def test_equal_rates_are_as_extreme_as_anything(n: list[int], rate: float) -> None:
    nobody = (1 - rate) ** sum(n)
    assert fair_gap(n, rate, 0, 1.0) == pytest.approx(1 - nobody, abs=1e-9)
    assert 0 <= fair_lowest(n, rate) <= 1


def test_everybody_or_nobody() -> None:
    assert fair_lowest([10, 20], 0.0) == 0
    assert fair_lowest([10, 20], 1.0) == 0
    assert fair_gap([10, 20], 0.0, 0, 0.5) == 0


@pytest.mark.parametrize(
    ("n", "rate", "group"), [([5], 0.5, 0), ([5, 0], 0.5, 0), ([5, 5], 1.5, 0), ([5, 5], 0.5, 2)]
)
def test_what_cannot_be_is_refused(n: list[int], rate: float, group: int) -> None:
    with pytest.raises(InputError):
        fair_gap(n, rate, group, 0.5)
