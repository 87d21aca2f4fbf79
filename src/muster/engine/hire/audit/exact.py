"""Boschloo's exact test of two selection rates, at any size.

The statistic is Fisher's one-sided p; what it refuses forms a staircase (Barnard's convexity), so that its
probability is a sum over one group's counts of the other's tail: linear in the number of people, where a table of
all outcomes would be quadratic. Boschloo (1970), Statistica Neerlandica 24, 1; two-sided as SciPy has it: twice the
smaller of the two sides.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.special import gammaln

from muster.engine.errors import InputError

__all__ = ["boschloo_p", "least_p"]

Floats = NDArray[np.float64]

RATES = 129  # common rates at which the probability is looked at first
PEAKS = 6  # of them, around which it is looked at closely
CLOSE = 33  # points of a closer look,
LOOKS = 5  # each over two steps of the one before
TIE = 1e-9  # relative difference below which two tables are as extreme as each other


def boschloo_p(selected: int, n: int, reference_selected: int, reference_n: int) -> float:
    """Return Boschloo's two-sided p of the hypothesis that two groups have one rate.

    Time and memory are linear in the number of people. Raises InputError for more selected than there are people,
    or for a group of nobody.
    """
    if not (0 <= selected <= n and 0 <= reference_selected <= reference_n and n and reference_n):
        raise InputError(
            "A group needs at least one person, and as many selected as it has people at the most."
        )
    lower = _one_sided(selected, n, reference_selected, reference_n)
    upper = _one_sided(n - selected, n, reference_n - reference_selected, reference_n)
    return min(1.0, 2 * min(lower, upper))


def least_p(n: int, reference_n: int) -> float:
    """Return the smallest p that two groups of this size can have: that of nobody selected in one, all in the other.

    No other outcome is as extreme, so its p is its probability at the worst common rate, in either direction.
    """
    people = n + reference_n
    logarithm = n * np.log(n / people) + reference_n * np.log(reference_n / people)
    return float(min(1.0, 2 * np.exp(logarithm)))


def _one_sided(x: int, n: int, y: int, k: int) -> float:
    """Return the p against the first group's rate being the lower one."""
    table = gammaln(np.arange(n + k + 2) + 1.0)  # logarithms of factorials
    steps = _staircase(x, n, y, k, table, TIE)
    first, second = _choices(n, table), _choices(k, table)

    def chance(angles: Floats) -> Floats:
        found: Floats = _refused(np.sin(angles) ** 2, first, second, steps)
        return found

    angles = np.linspace(0, np.pi / 2, RATES + 2)[1:-1]
    step = angles[1] - angles[0]
    chances = chance(angles)
    best = float(chances.max())
    for peak in angles[_peaks(chances)]:
        centre, width = peak, step
        for _ in range(LOOKS):
            close = np.linspace(centre - width, centre + width, CLOSE)
            close = close[(close > 0) & (close < np.pi / 2)]
            found = chance(close)
            centre, width = close[found.argmax()], 2 * width / (CLOSE - 1)
            best = max(best, float(found.max()))
    return best


def _choices(n: int, table: Floats) -> Floats:
    counts = np.arange(n + 1)
    logarithms: Floats = table[n] - table[counts] - table[n - counts]
    return logarithms


def _peaks(values: Floats) -> NDArray[np.intp]:
    """Return the places of the highest local maxima."""
    around = np.pad(values, 1, constant_values=-1.0)
    tops = np.flatnonzero((values >= around[:-2]) & (values >= around[2:]))
    return tops[np.argsort(-values[tops])[:PEAKS]]


@njit(cache=True, nogil=True)
def _fisher(x: Any, n: Any, y: Any, k: Any, table: Any) -> Any:
    """Return P(X <= x) of the hypergeometric distribution with x + y drawn."""
    drawn = x + y
    least, most = max(0, drawn - k), min(n, drawn)
    mean = drawn * n / (n + k)
    everything = table[n + k] - table[drawn] - table[n + k - drawn]
    # The tail is summed on its shorter side, from the border outwards.
    low = x <= mean
    at = x if low else x + 1
    if at < least or at > most:
        return 0.0 if low else 1.0
    term = np.exp(
        table[n] - table[at] - table[n - at]
        + table[k] - table[drawn - at] - table[k - drawn + at]
        - everything
    )  # fmt: skip
    total = term
    while term > 1e-17 * total:
        if low:
            if at == least:
                break
            term *= at * (k - drawn + at) / ((n - at + 1.0) * (drawn - at + 1.0))
            at -= 1
        else:
            if at == most:
                break
            term *= (n - at) * (drawn - at) / ((at + 1.0) * (k - drawn + at + 1.0))
            at += 1
        total += term
    return total if low else 1.0 - total


@njit(cache=True, nogil=True)
def _staircase(x: Any, n: Any, y: Any, k: Any, table: Any, tie: Any) -> Any:
    """Return for each count of the first group the least of the second, k + 1 for none, that is as extreme."""
    observed = _fisher(x, n, y, k, table) * (1 + tie)
    steps = np.full(n + 1, k + 1, np.int64)
    reached = 0
    for count in range(n + 1):
        while reached <= k and _fisher(count, n, reached, k, table) > observed:
            reached += 1
        steps[count] = reached
        if reached > k:
            break
    return steps


@njit(cache=True, nogil=True)
def _refused(rates: Any, first: Any, second: Any, steps: Any) -> Any:
    """Return the probability of the staircase at each common rate."""
    n, k = first.size - 1, second.size - 1
    found = np.zeros(rates.size)
    for place in range(rates.size):
        rate = rates[place]
        odds, none = np.log(rate / (1 - rate)), np.log1p(-rate)
        spread = rate * (1 - rate)
        # Counts farther out than this have no weight in a double.
        reach, other = 9 * np.sqrt(n * spread) + 40, 9 * np.sqrt(k * spread) + 40
        least, most = max(0, int(n * rate - reach)), min(n, int(n * rate + reach))
        tail, at, total = 0.0, min(k, int(k * rate + other)) + 1, 0.0
        for count in range(most, least - 1, -1):
            while at > steps[count]:
                at -= 1
                tail += np.exp(second[at] + at * odds + k * none)
            if tail > 0:
                total += tail * np.exp(first[count] + count * odds + n * none)
        found[place] = total
    return found
