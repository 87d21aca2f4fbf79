"""What no way to spend interviews can do better: a bound by Lagrange multipliers.

Relaxed are two constraints: k candidates are chosen on average only, at a price for each, and the interviews are held
on average only, at a cost for each. Then every candidate is a problem of optimal stopping of their own, and the sum of
their values bounds what any policy reaches from there, whatever the multipliers (Whittle 1988; Adelman & Mersereau
2008, "Relaxations of weakly coupled stochastic dynamic programs", Operations Research 56(3), 712-727). Severities are
known, which no policy can do worse with. Everybody has had one interview.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from benchmarks.choosing_policies import SD_MERIT
from muster.engine.shapes import IntArray

__all__ = ["least_shortfall", "stopping_values"]

Floats = NDArray[np.float64]

COSTS = np.concatenate([[0.0], np.geomspace(1e-4, 0.5, 40)])
PRICES = np.arange(-0.5, 3.5, 0.05)
FINE = 0.02
ABOVE = np.arange(-5.0, 5.0 + FINE / 2, FINE)
"""Distances of a posterior mean from the price. Between them values are straight, which is above what they are, for
they are convex; before them they are flat, and beyond them they rise as the distance does.
"""


def stopping_values(noise: float, interviews: int) -> Floats:
    """Return E[max(0, merit - price) - cost of interviews] under the best stopping, (COSTS, ABOVE), of a candidate who
    had one interview and can have up to `interviews`; `noise` is the variance of one.
    """
    told = 1 / (
        1 / SD_MERIT**2 + np.arange(1, interviews + 1) / noise
    )  # variances after 1, 2, ... interviews
    taken = np.maximum(ABOVE, 0.0)
    values = np.tile(taken, (COSTS.size, 1))
    for before, after in zip(told[-2::-1], told[:0:-1], strict=True):
        values = np.maximum(taken, _expected(values, float(np.sqrt(before - after))) - COSTS[:, None])
    return values


def _expected(values: Floats, sd: float) -> Floats:
    """Return values after a Gaussian step, exactly: each is a sum of hinges, one wherever its slope changes."""
    slopes = np.diff(values, axis=1) / FINE
    turns = np.diff(slopes, axis=1, prepend=0.0, append=1.0)
    z = (ABOVE[:, None] - ABOVE) / sd
    hinges = sd * (np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi) + z * ndtr(z))
    stepped: Floats = values[:, :1] + turns @ hinges.T
    return stepped


def least_shortfall(
    candidates: int, k: int, interviewers: int, noise: float, seeds: int, stops: IntArray
) -> Floats:
    """Return a shortfall, for each number of interviews in `stops`, that no policy's mean is below; in logits, summed
    over the k chosen, a mean of `seeds` fields.
    """
    values = stopping_values(noise, interviewers)
    found = np.zeros(stops.size)
    for seed in range(seeds):
        rng = np.random.default_rng([seed, 10])
        merit = SD_MERIT * rng.standard_normal(candidates)
        seen = merit + np.sqrt(noise) * rng.standard_normal(candidates)
        mean = seen * SD_MERIT**2 / (SD_MERIT**2 + noise)
        found += np.sort(merit)[-k:].sum() - _most(values, mean, k, stops - candidates)
    return found / seeds


def _most(values: Floats, mean: Floats, k: int, more: IntArray) -> Floats:
    """Return a bound on the expected merit of the k chosen after `more` interviews than everybody's first."""
    above = mean - PRICES[:, None]
    sums = np.array([np.interp(above, ABOVE, of_cost).sum(axis=1) for of_cost in values])
    priced = (sums + k * PRICES).min(axis=1)
    bound: Floats = (priced[:, None] + COSTS[:, None] * more).min(axis=0)
    return bound
