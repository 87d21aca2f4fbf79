"""Places by raw mean and by merit, and who moved most between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.explain import severity_shifts
from muster.reports.ranking import candidate_code

__all__ = ["EACH_WAY", "LEAST", "POOL", "Move", "count_raw", "find_moves", "raw_places"]

POOL = 30  # movers are looked for among the first so many, by raw mean or by merit
EACH_WAY = 6
LEAST = 3  # places


@dataclass(frozen=True)
class Move:
    """One candidate's place by raw mean and by merit.

    `uncorrected` is the place by merit without severity taken out; `same` counts those of this raw mean;
    `row` is that in the ranking.
    """

    row: int
    before: int
    after: int
    uncorrected: int
    same: int

    @property
    def places(self) -> int:
        """Places won (positive) or lost."""
        return self.before - self.after


def count_raw(raw_mean: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many have a better raw mean than each candidate, and how many the same, itself included."""
    rounded = np.round(raw_mean, 9)
    ascending = np.sort(rounded)
    better = rounded.size - np.searchsorted(ascending, rounded, side="right")
    not_worse = rounded.size - np.searchsorted(ascending, rounded, side="left")
    return better.astype(np.int64), (not_worse - better).astype(np.int64)


def raw_places(raw_mean: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return each candidate's place by raw mean, 1 the best; ties share the middle of their places."""
    better, same = count_raw(raw_mean)
    return better + same // 2 + 1


def find_moves(estimate: MeritEstimate) -> list[Move]:
    """Return those who moved most, from the most places won to the most lost."""
    ranking = estimate.ranking
    before, after = raw_places(ranking.raw_mean), ranking.rank
    same = count_raw(ranking.raw_mean)[1]
    near = np.flatnonzero(np.minimum(before, after) <= POOL)
    won = (before - after)[near]
    order = near[np.argsort(-won, kind="stable")]
    gain = (before - after)[order]
    chosen = [*order[:EACH_WAY][gain[:EACH_WAY] >= LEAST], *order[-EACH_WAY:][gain[-EACH_WAY:] <= -LEAST]]
    if not chosen:
        return []
    uncorrected = estimate.merit - severity_shifts(estimate)
    codes = [candidate_code(estimate, int(row)) for row in chosen]
    uncorrected_places = [1 + int((uncorrected > uncorrected[code]).sum()) for code in codes]
    return [
        Move(int(row), int(before[row]), int(after[row]), place, int(same[row]))
        for row, place in zip(chosen, uncorrected_places, strict=True)
    ]
