"""Compiled loops over windows of days, for `waves`."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["best_from", "log_ratio", "strongest_windows"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@njit(cache=True, nogil=True, error_model="numpy")
def log_ratio(inside: float, expected: float, total: float) -> float:
    """Return Kulldorff's log likelihood ratio of a window with more inside than expected; 0 of any other."""
    if inside <= expected or expected <= 0.0:
        return 0.0
    found = inside * math.log(inside / expected)
    outside = total - inside
    if outside > 1e-9:
        found += outside * math.log(outside / (total - expected))
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def best_from(
    at: Whole, carried: Floats, curve: Floats, longest: int, fewest: int, first: int
) -> tuple[float, int]:
    """Return the strongest window of a group that begins on the day of one event, and its last event (-1 without any).

    The group's events are in time, and expect `curve[t]` before day t. Of windows that hold the same events the
    shortest is the strongest, so only those are looked at that begin and end with one.
    """
    value, end, inside, total = 0.0, -1, 0.0, curve[-1]
    if first > 0 and at[first - 1] == at[first]:
        return value, end
    for last in range(first, at.size):
        if at[last] - at[first] >= longest:
            break
        inside += carried[last]
        if last - first + 1 < fewest or (last + 1 < at.size and at[last + 1] == at[last]):
            continue
        found = log_ratio(inside, curve[at[last] + 1] - curve[at[first]], total)
        if found > value:
            value, end = found, last
    return value, end


@njit(cache=True, nogil=True, error_model="numpy")
def strongest_windows(
    days: Whole, weights: Floats, starts: Whole, members: Whole, curves: Floats, longest: int, fewest: int
) -> Floats:
    """Return the largest log likelihood ratio of all windows of all groups, for each row of days.

    `days` is (rows, events); group g has the events `members[starts[g]:starts[g + 1]]` and the curve `curves[g]`.
    """
    groups, found = starts.size - 1, np.zeros(days.shape[0])
    first_of = np.zeros(
        weights.size + 1, np.int64
    )  # event e is in the groups belongs[first_of[e]:first_of[e + 1]]
    for event in members:
        first_of[event + 1] += 1
    first_of = np.cumsum(first_of)
    belongs, filled = np.empty(members.size, np.int64), first_of.copy()
    for group in range(groups):
        for place in range(starts[group], starts[group + 1]):
            belongs[filled[members[place]]] = group
            filled[members[place]] += 1
    at, carried = np.empty(members.size, np.int64), np.empty(members.size)
    for row in range(days.shape[0]):
        free = starts.copy()
        for event in np.argsort(days[row]):
            for place in range(first_of[event], first_of[event + 1]):
                group = belongs[place]
                at[free[group]], carried[free[group]] = days[row, event], weights[event]
                free[group] += 1
        for group in range(groups):
            held = slice(starts[group], starts[group + 1])
            for first in range(starts[group + 1] - starts[group]):
                value = best_from(at[held], carried[held], curves[group], longest, fewest, first)[0]
                found[row] = max(found[row], value)
    return found
