"""Scales of which half and more never occurs: a sign that a rating was mistyped, or that they are points."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.shapes import Scorecards
from muster.tables.columns import pieces
from muster.tables.contents import Origins, PartRows
from muster.tables.problems import shown

__all__ = ["odd_scales"]

_PIECE = 1 << 16
_LEAST_GAP = 3

Flags = NDArray[np.bool_]


def odd_scales(parts: Sequence[PartRows], scorecards: Scorecards, known: Collection[int]) -> tuple[str, ...]:
    """Return a note on each criterion whose scale, taken from its ratings, is mostly empty.

    `scorecards` holds the usable rows of the parts, one part after the other; of the criteria `known` (codes)
    the scale is not taken from the ratings.
    """
    codes = [code for code in range(len(scorecards.criteria)) if code not in known]
    found = _occurring(scorecards, codes)
    return tuple(_note(parts, scorecards, code, found[code]) for code in codes if _is_odd(found[code]))


def _occurring(scorecards: Scorecards, codes: Sequence[int]) -> list[Flags]:
    """Return which categories of each criterion occur; no further than until none of `codes` can be odd."""
    sizes = np.array([criterion.categories for criterion in scorecards.criteria])
    starts = np.cumsum(sizes) - sizes
    flags = np.zeros(int(sizes.sum()), bool)
    found: list[Flags] = np.split(flags, starts[1:])
    offsets = starts - np.array([criterion.low for criterion in scorecards.criteria])
    for start, stop in pieces(scorecards.ratings, _PIECE):
        flags[offsets[scorecards.criterion[start:stop]] + scorecards.rating[start:stop]] = True
        if not any(_is_odd(found[code]) for code in codes):
            break
    return found


def _is_odd(occurs: Flags) -> bool:
    """Whether half of a scale lies in one gap, or more than half of it in several. Less so the more occurs."""
    _, gap = _longest_gap(occurs)
    many = 2 * int(np.count_nonzero(occurs)) < occurs.size
    return gap >= _LEAST_GAP and (2 * gap >= occurs.size - 1 or many)


def _longest_gap(occurs: Flags) -> tuple[int, int]:
    """Return where the longest run of categories that never occur starts, and its length."""
    ends = np.flatnonzero(np.concatenate([[True], occurs, [True]]))
    gaps = np.diff(ends) - 1
    at = int(np.argmax(gaps))
    return int(ends[at]), int(gaps[at])


def _note(parts: Sequence[PartRows], scorecards: Scorecards, code: int, occurs: Flags) -> str:
    criterion = scorecards.criteria[code]
    gap, _ = _longest_gap(occurs)
    mine = scorecards.criterion == code
    above = mine & (scorecards.rating >= criterion.low + gap)
    few_above = 2 * int(np.count_nonzero(above)) <= int(np.count_nonzero(mine))
    value = criterion.high if few_above else criterion.low
    first: NDArray[Any] = mine & (scorecards.rating == value)
    return (
        f"The ratings of {shown(criterion.name)} go from {criterion.low:,} to {criterion.high:,}, and most of"
        f" these {criterion.categories} categories never occur; {value:,} stands in"
        f" {Origins(parts).named(int(np.argmax(first)))}. Correct it if it is a slip, or name the scale, such as"
        " --scale 1:5."
    )
