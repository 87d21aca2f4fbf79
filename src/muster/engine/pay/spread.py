"""What a package does to the spread of pay among those who do the same work.

Nothing here knows who the others are, or of which group. The Gini coefficient is half the mean difference between two
people over the mean (Gini 1912); its closed form on sorted amounts is in Dorfman (1979), Review of Economics and
Statistics 61, 146-149.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.pay.references import LEAST_PEERS

__all__ = ["SpreadChange", "gini", "spread_change"]


@dataclass(frozen=True)
class SpreadChange:
    """A group of peers without and with an amount: how many of them get less, the amount's ratio to their median, the
    median and the Gini coefficient before and after. All but the count and `hidden` are NaN (`below`: 0) where the
    peers are too few to tell of, or get nothing.
    """

    count: int
    hidden: bool
    below: int
    ratio: float
    median_before: float
    median_after: float
    gini_before: float
    gini_after: float


def gini(amounts: ArrayLike) -> float:
    """Return the Gini coefficient of (n) amounts of 0 or more: 0 where all are equal, NaN where all are nought."""
    values = np.sort(np.asarray(amounts, np.float64))
    total = float(values.sum())
    if total <= 0:
        return math.nan
    ranks = 2 * np.arange(1, values.size + 1) - values.size - 1
    return float(ranks @ values) / (values.size * total)


def spread_change(amount: float, peers: ArrayLike, *, least: int = LEAST_PEERS) -> SpreadChange:
    """Return what an amount does to the pay of its peers, (n) amounts without names, in any order.

    With fewer than `least` nothing but their number is told. Raises InputError for `least` below `LEAST_PEERS`, or
    amounts that are no numbers of 0 or more.
    """
    checks.check_not_negative("amount", amount)
    checks.check_at_least("least", least, LEAST_PEERS)
    values = np.asarray(peers, np.float64)
    if not (np.isfinite(values).all() and (values >= 0).all()):
        raise InputError("What peers get must be finite numbers of 0 or more.", name="peers")
    if values.size < least or not values.any():
        return SpreadChange(int(values.size), True, 0, *[math.nan] * 5)
    return _change(amount, values)


def _change(amount: float, values: NDArray[np.float64]) -> SpreadChange:
    after = np.append(values, amount)
    middle = float(np.median(values))
    return SpreadChange(
        count=int(values.size),
        hidden=False,
        below=int((values < amount).sum()),
        ratio=amount / middle if middle else math.nan,
        median_before=middle,
        median_after=float(np.median(after)),
        gini_before=gini(values),
        gini_after=gini(after),
    )
