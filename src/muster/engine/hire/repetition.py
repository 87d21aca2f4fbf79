"""Ratings that repeat: one rating copied to every criterion, and interviewers who never vary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit

from muster.engine.hire.layout import Layout
from muster.engine.shapes import IntArray

__all__ = ["COPIED", "Repetition", "find_repetition"]

COPIED = 0.9  # agreement within scorecards from which a scorecard counts as one rating
SELDOM = 0.01  # the chance of one rating throughout, below which an interviewer is said never to vary
LONGEST = 64  # ratings of a scorecard; beyond, chance makes no more of them equal


@dataclass(frozen=True, eq=False)
class Repetition:
    """`copied` is how often all ratings of a scorecard with several are equal, beyond chance: 0 is as often as
    among ratings drawn at random, 1 always. `constant` are the codes of interviewers who always gave the same
    rating, and met so many that chance seldom does that.
    """

    copied: float
    constant: IntArray


def find_repetition(layout: Layout) -> Repetition:
    """Look at each scorecard and each interviewer, in one pass."""
    values = layout.cells.value.astype(np.int64)
    low = np.full(layout.interviewers, np.iinfo(np.int64).max)
    high = np.full(layout.interviewers, np.iinfo(np.int64).min)
    cards = np.zeros(layout.interviewers, np.int64)
    lengths = np.zeros(LONGEST + 1, np.int64)
    equal = _scan(layout.ratings_of, layout.interviewer, layout.cell, values, low, high, cards, lengths)
    _, place = np.unique(values, return_inverse=True)
    shares = np.bincount(place, layout.cells.count) / max(layout.ratings, 1)
    chances = (shares[:, None] ** np.arange(LONGEST + 1)).sum(axis=0)
    several = int(lengths[2:].sum())
    by_chance = float((chances * lengths)[2:].sum()) / max(several, 1)
    copied = (equal / several - by_chance) / (1 - by_chance) if several and by_chance < 1 else 0.0
    seldom = chances[np.minimum(cards, LONGEST)] < SELDOM
    return Repetition(copied, np.flatnonzero((low == high) & seldom))


@njit(cache=True, nogil=True)
def _scan(
    ratings_of: Any,
    interviewer: Any,
    cell: Any,
    values: Any,
    low: Any,
    high: Any,
    cards: Any,
    lengths: Any,
) -> int:
    """Fill the interviewers' lowest and highest ratings and scorecards and how many scorecards have each number
    of ratings; return on how many with several all are equal.
    """
    equal = 0
    for card in range(interviewer.size):
        r = interviewer[card]
        lowest = highest = values[cell[ratings_of[card]]]
        count = ratings_of[card + 1] - ratings_of[card]
        for row in range(ratings_of[card] + 1, ratings_of[card + 1]):
            value = values[cell[row]]
            lowest, highest = min(lowest, value), max(highest, value)
        low[r], high[r] = min(low[r], lowest), max(high[r], highest)
        cards[r] += 1
        lengths[min(count, LONGEST)] += 1
        if count > 1 and lowest == highest:
            equal += 1
    return equal
