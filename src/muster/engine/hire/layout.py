"""Scorecards as the fit wants them: candidate by candidate, scorecard by scorecard, one small code a rating."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.shapes import Criterion, IntArray, Scorecards

__all__ = ["Cells", "Layout", "lay_out"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cells:
    """The categories that occur, numbered through all criteria: a rating's cell is its criterion and category.

    Shapes: `criterion`, `value` (the rating as given) and `count` have one entry a cell; `bounds` (C + 1)
    are the cells where criteria begin. Categories that never occur have no cell: the ordered logit gives
    them no probability, whatever the thresholds beside them.
    """

    criterion: IntArray
    value: IntArray
    count: IntArray
    bounds: IntArray

    @property
    def top(self) -> NDArray[np.bool_]:
        """Whether each cell is the highest of its criterion (it has no upper threshold)."""
        top = np.zeros(self.count.size, bool)
        top[self.bounds[1:] - 1] = True
        return top

    def recount(self, cell: IntArray) -> Cells:
        """Return the same cells with the counts of other ratings; a cell may be empty."""
        return replace(self, count=np.bincount(cell, minlength=self.count.size))


@dataclass(frozen=True, eq=False)
class Layout:
    """Sorted ratings. `cell` (n) is ordered by candidate, scorecard and cell.

    Shapes: `cards_of` (P + 1) and `ratings_of` (J + 1) are where each candidate's scorecards and each
    scorecard's ratings begin; `interviewer` and `interview` (J), its code as given or -1 where there are none;
    `interviews` (P) counts distinct interviews.
    """

    cell: IntArray
    cards_of: IntArray
    ratings_of: IntArray
    interviewer: IntArray
    interview: IntArray
    interviews: IntArray
    interviewers: int
    cells: Cells

    @property
    def candidates(self) -> int:
        """Number of candidates, P."""
        return int(self.cards_of.size - 1)

    @property
    def scorecards(self) -> int:
        """Number of scorecards, J."""
        return int(self.interviewer.size)

    @property
    def ratings(self) -> int:
        """Number of ratings, n."""
        return int(self.cell.size)

    @property
    def ratings_before(self) -> IntArray:
        """Ratings before each candidate, (P + 1)."""
        before: IntArray = self.ratings_of[self.cards_of]
        return before

    @property
    def candidate(self) -> IntArray:
        """Candidate of each scorecard, (J)."""
        return np.repeat(np.arange(self.candidates, dtype=np.int32), np.diff(self.cards_of))


def lay_out(scorecards: Scorecards) -> Layout:
    """Check and sort. Raises InputError for columns that do not fit together or a rating off its scale."""
    _check(scorecards)
    cell, cells = _number_cells(scorecards)
    candidate = np.ascontiguousarray(scorecards.candidate, np.int32)
    interviewer = np.ascontiguousarray(scorecards.interviewer, np.int32)
    interview = np.zeros(0, np.int32) if scorecards.interview is None else scorecards.interview
    interview = np.ascontiguousarray(interview, np.int32)
    ends = np.zeros(scorecards.candidate_ids.size + 1, np.int64)
    if not _count_candidates(candidate, ends):
        cell, interviewer, interview = _gather(candidate, ends, cell, interviewer, interview)
    else:
        interviewer, interview = interviewer.copy(), interview.copy()
    cards = np.zeros(ends.size, np.int64)
    interviews = np.zeros(ends.size - 1, np.int64)
    _sort_within(ends, cell, interviewer, interview, cards, interviews)
    np.cumsum(cards, out=cards)
    ratings_of, who, which = _find_scorecards(ends, cards, interviewer, interview)
    return Layout(cell, cards, ratings_of, who, which, interviews, scorecards.interviewer_ids.size, cells)


def _check(scorecards: Scorecards) -> None:
    checks.check_lengths(
        candidate=scorecards.candidate,
        interviewer=scorecards.interviewer,
        criterion=scorecards.criterion,
        rating=scorecards.rating,
        interview=scorecards.interview,
    )
    checks.check_codes("candidate", scorecards.candidate, scorecards.candidate_ids.size)
    checks.check_codes("interviewer", scorecards.interviewer, scorecards.interviewer_ids.size)
    checks.check_codes("criterion", scorecards.criterion, len(scorecards.criteria))
    for criterion in scorecards.criteria:
        if criterion.high < criterion.low:
            raise InputError(
                f"The scale of {criterion.name!r} goes from {criterion.low} to {criterion.high}; give the lower first.",
                criterion=criterion.name,
            )


def _number_cells(scorecards: Scorecards) -> tuple[IntArray, Cells]:
    """Return each rating's cell, in the order given, and the cells."""
    spans = np.array([criterion.categories for criterion in scorecards.criteria], np.int64)
    offsets = np.concatenate([[0], np.cumsum(spans)])
    lows = np.array([criterion.low for criterion in scorecards.criteria], np.int64)
    rating = scorecards.rating
    if not np.issubdtype(rating.dtype, np.integer):
        raise InputError("rating must be whole numbers; round or recode the ratings before the fit.")
    cell: NDArray[Any] = np.empty(rating.size, np.uint32)
    counts = np.zeros(offsets[-1], np.int64)
    off = _count_cells(np.ascontiguousarray(scorecards.criterion), rating, lows, spans, offsets, cell, counts)
    if off >= 0:
        raise _off_the_scale(scorecards.criteria[int(scorecards.criterion[off])], int(rating[off]), off)
    seen = np.flatnonzero(counts)
    number = np.cumsum(counts > 0) - 1
    cell = number.astype(np.uint16 if seen.size <= np.iinfo(np.uint16).max else np.uint32)[cell]
    criterion = np.repeat(np.arange(spans.size), spans)
    value = np.arange(offsets[-1]) - np.repeat(offsets[:-1], spans) + np.repeat(lows, spans)
    bounds = np.concatenate([[0], np.cumsum(np.bincount(criterion[seen], minlength=spans.size))])
    return cell, Cells(criterion[seen], value[seen], counts[seen], bounds)


def _off_the_scale(criterion: Criterion, rating: int, row: int) -> InputError:
    return InputError(
        f"rating {row:,} is {rating}, off the scale {criterion.low} to {criterion.high} of "
        f"{criterion.name!r}; correct it or widen the scale.",
        row=row,
        rating=rating,
        criterion=criterion.name,
    )


@njit(cache=True, nogil=True)
def _count_cells(
    criterion: Any, rating: Any, lows: Any, spans: Any, offsets: Any, cell: Any, counts: Any
) -> int:
    """Fill `cell` and `counts`; return the first row off its scale, or -1."""
    for row in range(rating.size):
        c = criterion[row]
        category = rating[row] - lows[c]
        if category < 0 or category >= spans[c]:
            return row
        cell[row] = offsets[c] + category
        counts[cell[row]] += 1
    return -1


@njit(cache=True, nogil=True)
def _count_candidates(candidate: Any, ends: Any) -> bool:
    """Put where each candidate's rows begin into `ends`; return whether the rows are in that order."""
    ordered = True
    last = 0
    for row in range(candidate.size):
        ordered &= candidate[row] >= last
        last = candidate[row]
        ends[last + 1] += 1
    for p in range(1, ends.size):
        ends[p] += ends[p - 1]
    return ordered


@njit(cache=True, nogil=True)
def _gather(candidate: Any, ends: Any, cell: Any, interviewer: Any, interview: Any) -> tuple[Any, Any, Any]:
    """Return the columns with each candidate's rows together (a counting sort)."""
    free = ends[:-1].copy()
    new_cell = np.empty_like(cell)
    new_interviewer = np.empty_like(interviewer)
    new_interview = np.empty_like(interview)
    for row in range(candidate.size):
        to = free[candidate[row]]
        free[candidate[row]] += 1
        new_cell[to] = cell[row]
        new_interviewer[to] = interviewer[row]
        if interview.size:
            new_interview[to] = interview[row]
    return new_cell, new_interviewer, new_interview


@njit(cache=True, nogil=True)
def _sort_within(ends: Any, cell: Any, interviewer: Any, interview: Any, cards: Any, interviews: Any) -> None:
    """Shell-sort each candidate's rows by interviewer, interview and cell, in place.

    Counts scorecards into `cards[1:]` and distinct interviews into `interviews`.
    """
    told = interview.size > 0
    for p in range(ends.size - 1):
        start, stop = ends[p], ends[p + 1]
        gap = 1
        while gap < (stop - start) // 3:
            gap = 3 * gap + 1
        while gap > 0:
            for row in range(start + gap, stop):
                c, r = cell[row], interviewer[row]
                v = interview[row] if told else 0
                at = row
                while at - gap >= start:
                    below = at - gap
                    u = interview[below] if told else 0
                    if (interviewer[below], u, cell[below]) <= (r, v, c):
                        break
                    cell[at], interviewer[at] = cell[below], interviewer[below]
                    if told:
                        interview[at] = u
                    at = below
                cell[at], interviewer[at] = c, r
                if told:
                    interview[at] = v
            gap //= 3
        for row in range(start, stop):
            if (
                row == start
                or interviewer[row] != interviewer[row - 1]
                or (told and interview[row] != interview[row - 1])
            ):
                cards[p + 1] += 1
        interviews[p] = cards[p + 1]
        if told and cards[p + 1] > 1:
            seen = np.sort(interview[start:stop])
            interviews[p] = 1 + (seen[1:] != seen[:-1]).sum()


@njit(cache=True, nogil=True)
def _find_scorecards(ends: Any, cards: Any, interviewer: Any, interview: Any) -> tuple[Any, Any, Any]:
    """Return where each scorecard's ratings begin (J + 1), its interviewer and its interview (J)."""
    told = interview.size > 0
    begins = np.empty(cards[-1] + 1, np.int64)
    who = np.empty(cards[-1], np.int32)
    which = np.full(cards[-1], -1, np.int32)
    at = 0
    for p in range(ends.size - 1):
        for row in range(ends[p], ends[p + 1]):
            if (
                row == ends[p]
                or interviewer[row] != interviewer[row - 1]
                or (told and interview[row] != interview[row - 1])
            ):
                begins[at], who[at] = row, interviewer[row]
                if told:
                    which[at] = interview[row]
                at += 1
    begins[at] = interviewer.size
    return begins, who, which
