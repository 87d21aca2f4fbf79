"""What a perfectly fair process looks like: everybody has the same chance, and the groups are as large as they are.

All probabilities are exact sums, given the common rate.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, gammaln

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.shapes import IntArray

__all__ = ["FOUR_FIFTHS", "fair_gap", "fair_lowest"]

Floats = NDArray[np.float64]

FOUR_FIFTHS = 0.8
TIE = 1e-9  # relative difference below which two rates are the same
REACH, MARGIN = 9.0, 40.0  # SDs, and people, from the expected count beyond which nothing has weight


def fair_lowest(n: ArrayLike, rate: float, limit: float = FOUR_FIFTHS) -> float:
    """Return how often the lowest rate of a fair process is below `limit` times the highest.

    `n` (K) are the sizes of the groups, `rate` is everybody's chance. A process in which nobody is selected has no
    ratio and does not count as below. Raises InputError for a group of nobody or a chance outside 0 to 1.
    """
    sizes = _sizes(n, rate)
    highest = np.unique(np.concatenate([_plausible(size, rate) / size for size in sizes.tolist()]))
    highest = highest[highest > 0]
    everybody = sizes.tolist()
    floor = np.stack([_chance(_under(limit * highest, size), size, rate) for size in everybody])
    at_most = np.stack([_chance(np.floor(highest * size * (1 + TIE)), size, rate) for size in everybody])
    under = np.stack([_chance(_under(highest, size), size, rate) for size in everybody])
    # That all are within reach of a rate, less that all are and none is it: that it is the highest.
    passing = np.prod(np.maximum(at_most - floor, 0), axis=0) - np.prod(np.maximum(under - floor, 0), axis=0)
    nobody = float(np.prod((1 - rate) ** sizes.astype(np.float64)))
    passed = float(passing.sum()) + nobody
    return float(np.clip(1 - passed, 0, 1))


def fair_gap(n: ArrayLike, rate: float, group: int, ratio: float) -> float:
    """Return how often a fair process leaves a group and the best of the others as far apart as `ratio`, or farther.

    The ratio is that of the lower to the higher of the group's rate and the highest rate of the other groups,
    whichever way it goes; `ratio` is at most 1. So that the best of the others was chosen after the fact is taken
    into account. With two groups this is `fair_lowest`, with `ratio` itself included. A process in which nobody is
    selected does not count.

    `n` (K) are the sizes of the groups, `group` is one of them. Raises InputError as `fair_lowest` does.
    """
    sizes = _sizes(n, rate)
    checks.check_codes("group", np.array([group]), sizes.size)
    checks.check_between("ratio", ratio, 0, 1)
    others = np.delete(sizes, group)
    nobody = float(np.prod((1 - rate) ** sizes.astype(np.float64)))
    if ratio >= 1 - TIE:
        return 1 - nobody
    size = int(sizes[group])
    counts = _plausible(size, rate)
    chance = _mass(counts, size, rate)
    own = counts / size
    # The group is the lower one,
    above = np.ones(own.size)
    if ratio > 0:
        above = 1 - _below(others, rate, own / ratio)
    above[own == 0] = 1 - np.prod((1 - rate) ** others.astype(np.float64))
    above[(own > 0) & (ratio == 0)] = 0.0
    # or the higher one.
    under = np.prod(
        [_chance(np.floor(own * ratio * other * (1 + TIE)), other, rate) for other in others.tolist()], axis=0
    )
    under[own == 0] = 0.0
    return float(np.clip(chance @ (above + under), 0, 1))


def _sizes(n: ArrayLike, rate: float) -> IntArray:
    sizes = np.asarray(n, np.int64)
    if sizes.ndim != 1 or sizes.size < 2 or (sizes < 1).any():
        raise InputError("A comparison needs two groups or more, with at least one person in each.")
    checks.check_between("rate", rate, 0, 1)
    return sizes


def _plausible(size: int, rate: float) -> Floats:
    """Return the counts that have any weight."""
    reach = REACH * np.sqrt(size * rate * (1 - rate)) + MARGIN
    least, most = max(0, int(size * rate - reach)), min(size, int(size * rate + reach) + 1)
    return np.arange(least, most + 1, dtype=np.float64)


def _mass(counts: Floats, size: int, rate: float) -> Floats:
    if rate in (0.0, 1.0):
        return np.asarray(counts == size * rate, np.float64)
    choices = gammaln(size + 1.0) - gammaln(counts + 1) - gammaln(size - counts + 1)
    mass: Floats = np.exp(choices + counts * np.log(rate) + (size - counts) * np.log1p(-rate))
    return mass


def _chance(counts: Floats, size: int, rate: float) -> Floats:
    """Return P(X <= count); counts may lie outside what is possible."""
    inside = np.clip(counts, 0, size)
    return np.where(counts < 0, 0.0, np.where(counts >= size, 1.0, bdtr(inside, size, rate)))


def _under(rates: Floats, size: int) -> Floats:
    """Return the highest count whose rate is below each of these."""
    return np.asarray(np.ceil(rates * size * (1 - TIE)) - 1)


def _below(sizes: IntArray, rate: float, limits: Floats) -> Floats:
    """Return the probability that every group's rate lies below a limit, one a limit."""
    parts = [_chance(_under(limits, size), size, rate) for size in sizes.tolist()]
    return np.asarray(np.prod(parts, axis=0), np.float64)
