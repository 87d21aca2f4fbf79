"""At how many rates any interval for a ratio of two rates can cover within a point of nominal: an integer program.

Whether an interval holds a ratio depends on the outcome alone, not on the rates behind it. So for each ratio there is
one set of outcomes whose intervals hold it, and it must serve at every rate. Where an outcome turns a ratio down as too
low, one with more selected in the first group, or fewer in the reference group, does so too (Barnard 1947). Among all
such sets the program finds one that covers within the point at most rates. Sets of different ratios need not fit
together, so no interval does better.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.stats import binom

__all__ = ["most_within"]

Floats = NDArray[np.float64]

SECONDS = 60  # for one program; what it knows by then bounds the number


def most_within(
    sizes: tuple[int, int], rates: Sequence[float], ratio: float, *, level: float, point: float
) -> int:
    """Return the most of `rates`, of the reference group, at which an interval can cover `ratio` within `point` of
    `level`, for groups of n and k people.
    """
    chances = np.array([_chances(sizes, rate, ratio) for rate in rates])
    wanted, outcomes = chances.shape
    # All are 0 or 1: an outcome turns the ratio down as too low, or as too high; a rate is within the point.
    missed = np.hstack([chances, chances])
    within = np.eye(wanted)
    falls = _falls(sizes)
    none, once = np.zeros_like(falls), np.eye(outcomes)
    sensible = np.block([[falls, none], [none, -falls], [once, once]])
    most = np.concatenate([np.zeros(2 * falls.shape[0]), np.ones(outcomes)])
    found = milp(
        np.concatenate([np.zeros(2 * outcomes), -np.ones(wanted)]),
        constraints=[
            LinearConstraint(np.pad(sensible, ((0, 0), (0, wanted))), -np.inf, most),
            LinearConstraint(np.hstack([missed, (level - point) * within]), -np.inf, 1.0),
            LinearConstraint(np.hstack([missed, -(1 - level - point) * within]), 0.0, np.inf),
        ],
        integrality=np.ones(2 * outcomes + wanted),
        bounds=Bounds(0, 1),
        options={"time_limit": SECONDS},
    )
    if found.mip_dual_bound is None:
        raise RuntimeError(f"no bound for groups of {sizes}: {found.message}")
    return int(np.floor(-found.mip_dual_bound + 1e-6))


def _chances(sizes: tuple[int, int], rate: float, ratio: float) -> Floats:
    """Return the probability of each outcome, (n + 1) * (k + 1), those of the first group's numbers in rows."""
    n, k = sizes
    first, reference = np.arange(n + 1), np.arange(k + 1)
    return np.outer(binom.pmf(first, n, rate * ratio), binom.pmf(reference, k, rate)).ravel()


def _falls(sizes: tuple[int, int]) -> Floats:
    """Return rows, at most 0 where a mark stays, once set, for more in the first group and fewer in the other."""
    number = np.arange((sizes[0] + 1) * (sizes[1] + 1)).reshape(sizes[0] + 1, -1)
    pairs = np.concatenate(
        [
            np.stack([number[:-1].ravel(), number[1:].ravel()], axis=1),
            np.stack([number[:, 1:].ravel(), number[:, :-1].ravel()], axis=1),
        ]
    )
    rows = np.zeros((pairs.shape[0], number.size))
    rows[np.arange(pairs.shape[0]), pairs[:, 0]] = 1
    rows[np.arange(pairs.shape[0]), pairs[:, 1]] = -1
    return rows
