"""Find rows that rate the same criterion of the same scorecard twice, without sorting all rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.tables.columns import pieces

__all__ = ["repeated_rows"]

_SPAN = 1 << 16
_PASS = 1 << 22
_MIXERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)

Ints = NDArray[np.integer[Any]]
Rows = NDArray[np.int64]


def repeated_rows(candidate: Ints, *others: Ints, candidates: int) -> tuple[Rows, Rows]:
    """Return rows that repeat an earlier row, and that earlier row; both of the same length, by row.

    A row repeats another where it agrees with it in `candidate` (codes below `candidates`) and up to three
    `others`. Rows of one candidate are looked at together, some thousand rows at a time: a hash of each row
    is sorted, and only rows whose hashes meet are compared for what they are.
    """
    if _ascends(candidate):
        spans = list(_spans(candidate))
        suspects = _in_threads(
            lambda span: span[0] + _suspects([c[slice(*span)] for c in (candidate, *others)]), spans
        )
    else:

        def suspects_between(bounds: tuple[int, int]) -> Rows:
            rows = _rows_of(candidate, *bounds)
            return rows[_suspects([column[rows] for column in (candidate, *others)])]

        suspects = _in_threads(suspects_between, _bounds(candidate.size, candidates))
    return _confirmed(np.sort(suspects), (candidate, *others))


def _in_threads(work: Callable[[tuple[int, int]], Rows], tasks: list[tuple[int, int]]) -> Rows:
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        return np.concatenate(
            [np.empty(0, np.int64), *(found for found in pool.map(work, tasks) if found.size)]
        )


def _ascends(values: Ints) -> bool:
    return all(
        bool((values[start : min(stop, values.size - 1)] <= values[start + 1 : stop + 1]).all())
        for start, stop in pieces(values.size)
    )


def _spans(candidate: Ints) -> Iterator[tuple[int, int]]:
    """Yield spans of about `_SPAN` rows that cut no candidate in two; `candidate` ascends."""
    start = 0
    while start < candidate.size:
        stop = min(start + _SPAN, candidate.size)
        stop = int(np.searchsorted(candidate, candidate[stop - 1], side="right"))
        yield start, stop
        start = stop


def _bounds(rows: int, candidates: int) -> list[tuple[int, int]]:
    """Return ranges of candidates with a few million rows each, if candidates have about equally many."""
    ends = np.linspace(0, candidates, -(-rows // _PASS) + 1).astype(np.int64).tolist()
    return list(pairwise(ends))


def _rows_of(candidate: Ints, low: int, high: int) -> Rows:
    """Return the rows of the candidates from `low` to below `high`."""
    found = []
    for start, stop in pieces(candidate.size):
        piece = candidate[start:stop]
        found.append(start + np.flatnonzero((piece >= low) & (piece < high)))
    return np.concatenate(found)


def _suspects(columns: list[Ints]) -> Rows:
    """Return the rows whose hashes occur more than once."""
    mixed = np.zeros(columns[0].size, np.uint64)
    for column, mixer in zip(columns, _MIXERS, strict=False):
        mixed += column.astype(np.uint64) * np.uint64(mixer)
        mixed ^= mixed >> np.uint64(29)
    keys = mixed if mixed.size > _PASS >> 3 else (mixed >> np.uint64(32)).astype(np.uint32)
    ordered = np.sort(keys)
    met = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not met.size:
        return np.empty(0, np.int64)
    place = np.minimum(np.searchsorted(met, keys), met.size - 1)
    return np.flatnonzero(met[place] == keys)


def _confirmed(rows: Rows, columns: tuple[Ints, ...]) -> tuple[Rows, Rows]:
    """Return those of the ascending `rows` that agree with an earlier one in every column, and that one."""
    cells = [column[rows] for column in columns]
    order = np.lexsort(cells)
    same = np.ones(max(order.size - 1, 0), bool)
    for column in cells:
        same &= column[order[1:]] == column[order[:-1]]
    repeats = np.flatnonzero(same) + 1
    begins = np.flatnonzero(np.append(True, ~same))
    earliest = begins[np.searchsorted(begins, repeats, side="right") - 1]
    again, first = rows[order[repeats]], rows[order[earliest]]
    by_row = np.argsort(again, kind="stable")
    return again[by_row], first[by_row]
