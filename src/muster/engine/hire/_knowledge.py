"""What an interview is worth before it is held: the knowledge gradient for choosing the k best.

Compiled, for it is asked of every candidate with every interviewer, again after every interview of a batch; the
equations are in docs/methods/choosing.md. The joint Gaussian holds n merits, then m severities.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["LOOKAHEAD", "learn", "score_pairs", "worth"]

Floats = NDArray[np.float64]

LOOKAHEAD = 4  # interviews of one candidate in a row that a value may count on
BOUNDARY = 0.5  # of a candidate's variance, the boundary's: the best of several moves less than any of them


@njit(cache=True, nogil=True, error_model="numpy")
def worth(gap: float, sd: float) -> float:
    """Return E[max(0, sd Z - gap)] for gap >= 0: sd (phi(z) + z Phi(z)) with z = -gap / sd."""
    if sd <= 0.0:
        return 0.0
    z = gap / sd
    if z > 37.0:
        return 0.0
    found = math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi) - 0.5 * z * math.erfc(z / math.sqrt(2.0))
    return sd * max(found, 0.0)


@njit(cache=True, nogil=True, error_model="numpy")
def score_pairs(
    mean: Floats,
    covariance: Floats,
    n: int,
    k: int,
    noise: Floats,
    cost: Floats,
    may: Any,
    lookahead: int,
    moving: Floats,
    value: Floats,
    learned: Floats,
) -> None:
    """Put the value per unit of cost of every pair into `value` (n, m), and by how much the interview would lower
    the variance of the candidate's merit into `learned` (n, m); -1 where `may` forbids it.

    `noise` (n, m) is the variance of one interview about merit less severity, `cost` (m), `moving` (n) that of the
    steps which means of merit will make by interviews decided on and not held. Needs k < n.
    """
    order = np.argsort(-mean[:n], kind="mergesort")
    last_in, first_out = order[k - 1], order[k]
    inside = np.zeros(n, np.bool_)
    inside[order[:k]] = True
    for p in range(n):
        q = first_out if inside[p] else last_in
        gap = abs(mean[p] - mean[q])
        own = covariance[p, p]
        shift = BOUNDARY * moving[q]
        anyway = worth(gap, math.sqrt(shift))
        for r in range(cost.size):
            value[p, r] = learned[p, r] = -1.0
            if not may[p, r]:
                continue
            at = n + r
            told = own - covariance[p, at]
            total = told - covariance[at, p] + covariance[at, at] + noise[p, r]
            less = told * told / total
            # A single interview that says as much of merit alone has this variance; several like it divide it.
            alone = max(own * own / max(less, 1e-12) - own, 0.0)
            best = 0.0
            for times in range(1, lookahead + 1):
                step = own * own / (own + alone / times)
                best = max(best, (worth(gap, math.sqrt(step + shift)) - anyway) / times)
            value[p, r] = best / cost[r]
            learned[p, r] = less


@njit(cache=True, nogil=True, error_model="numpy")
def learn(mean: Floats, covariance: Floats, p: int, at: int, noise: float, surprise: float) -> None:
    """Take one interview of candidate `p` by the interviewer at `at` into account, in place.

    `surprise` is what was observed less what was expected; nought where only the variance is known beforehand.
    """
    size = mean.size
    told = covariance[:, p] - covariance[:, at]
    total = told[p] - told[at] + noise
    for i in range(size):
        pull = told[i] / total
        mean[i] += pull * surprise
        for j in range(size):
            covariance[i, j] -= pull * told[j]
