"""How long people take to answer: the middle of few numbers, with an interval that assumes nothing of their shape.

Between the k-th smallest and the k-th largest of n independent numbers lies the median of what they are drawn from with
a chance that the binomial distribution tells exactly (Thompson 1936, Annals of Mathematical Statistics 7, 122-128).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr

from muster.engine import checks
from muster.engine.errors import InputError

__all__ = ["MedianInterval", "median_interval"]


@dataclass(frozen=True)
class MedianInterval:
    """The median of `count` numbers, with an interval that covers the true one with a chance of at least `level`.

    `low` and `high` are None where the numbers are too few for any such interval: below 6 at 95 %.
    """

    count: int
    median: float
    low: float | None
    high: float | None


def median_interval(values: ArrayLike, *, level: float = 0.95) -> MedianInterval | None:
    """Return the median of (n) numbers with its interval; None of nothing.

    Raises InputError for numbers that are not finite, or a level that is not between 0 and 1.
    """
    checks.check_between("level", level, 0, 1)
    found = np.sort(np.asarray(values, np.float64))
    if not np.isfinite(found).all():
        raise InputError("The numbers must be finite.", name="values")
    if not found.size:
        return None
    middle, outside = float(np.median(found)), _outside(found.size, level)
    if outside < 1:
        return MedianInterval(int(found.size), middle, None, None)
    return MedianInterval(int(found.size), middle, float(found[outside - 1]), float(found[-outside]))


def _outside(count: int, level: float) -> int:
    """Return the rank of the ends from outside: the largest k with P(fewer than k below the median) <= (1-level)/2."""
    ranks = np.arange(math.ceil(count / 2) + 1)
    below = bdtr(ranks.astype(np.float64), count, 0.5)  # of at most 0, 1, ... below the median
    return int((below <= (1 - level) / 2).sum())
