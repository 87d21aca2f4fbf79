"""What can be wrong with the rows of opened files, once their columns are codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.shapes import Criterion, Scorecards
from muster.tables.columns import Codes, Part
from muster.tables.duplicates import repeated_rows
from muster.tables.options import MAX_CATEGORIES, MAX_CRITERIA, ReadOptions
from muster.tables.problems import Problems, Rows, shown

__all__ = [
    "Origins",
    "PartRows",
    "find_spans",
    "note_empty_ids",
    "note_long_spans",
    "note_many_criteria",
    "note_off_scale",
    "note_repeats",
]

Flags = NDArray[np.bool_]


@dataclass
class PartRows:
    """One file's ratings, one a row. A wide file's rows go criterion by criterion, all records in each.

    `usable` marks the rows to be estimated from; None where all are. `bad` marks ratings that are no whole
    numbers: there is nothing to estimate then, but such a row may still repeat another.
    """

    part: Part
    candidate: Codes
    interviewer: Codes
    criterion: NDArray[np.integer[Any]]
    rating: NDArray[np.integer[Any]]
    interview: Codes | None
    usable: Flags | None = None
    bad: Flags | None = None

    def place(self, rows: Rows) -> list[int]:
        """Return these rows as an editor shows them."""
        return self.part.rows(rows % self.part.records)

    def column(self, row: int) -> str | None:
        """Return the name of the column that holds a row's rating in a wide file."""
        return None if self.part.criteria is None else self.part.criteria[row // self.part.records]

    def use_only(self, flags: Flags) -> None:
        """Narrow the usable rows."""
        self.usable = flags if self.usable is None else self.usable & flags

    def kept(self) -> Rows:
        """Return the usable rows."""
        return np.arange(self.rating.size) if self.usable is None else np.flatnonzero(self.usable)


def note_empty_ids(
    field: str, part: Part, name: str, lacking: Flags, blank: Flags | None, problems: Problems
) -> None:
    """Note records that lack an id (flags by record), unless nothing at all stands in them."""
    if name in part.unread:
        return
    empty = lacking if blank is None else lacking & ~blank[: lacking.size]
    problems.add_each(
        f"no-{field.replace(' ', '-')}",
        file=part.file,
        column=name,
        records=part.distinct(np.flatnonzero(empty)),
        rows=part.rows,
        sentence=lambda _: f"the {field} is empty; fill it in or remove the row",
    )


def note_off_scale(rows: PartRows, options: ReadOptions, problems: Problems) -> None:
    """Note ratings outside the scale that was named."""
    if options.scale is None:
        return
    low, high = options.scale
    off = (rows.rating < low) | (rows.rating > high)
    if not off.any():
        return
    if rows.bad is not None:
        off &= ~rows.bad
    if rows.usable is not None:
        off &= rows.usable
    problems.add_each(
        "rating-off-scale",
        file=rows.part.file,
        column=rows.column if rows.part.criteria is not None else options.rating,
        records=np.flatnonzero(off),
        rows=rows.place,
        sentence=lambda row: (
            f"the rating {int(rows.rating[row])} is off the scale {low} to {high}; correct it or the scale"
        ),
    )


class Origins:
    """Where the usable rows of all parts, one part after the other, come from."""

    def __init__(self, parts: Sequence[PartRows]) -> None:
        self.parts = parts
        self.rows = [part.kept() for part in parts]
        self.starts = np.cumsum([0, *(rows.size for rows in self.rows)])

    def place(self, row: int) -> tuple[int, int]:
        """Return the number of the part that a row comes from, and the row in it."""
        at = int(np.searchsorted(self.starts, row, side="right")) - 1
        return at, int(self.rows[at][row - self.starts[at]])

    def named(self, row: int, other_than: str | None = None) -> str:
        """Return a row's place in words; the file is left out where it is `other_than`."""
        at, original = self.place(row)
        part = self.parts[at]
        file = "" if part.part.file == other_than else f"{part.part.file}, "
        return f"{file}row {part.place(np.array([original]))[0]:,}"


def note_repeats(
    parts: Sequence[PartRows], scorecards: Scorecards, options: ReadOptions, problems: Problems
) -> None:
    """Note rows that rate the same criterion of the same scorecard as an earlier row, whatever the ratings.

    `scorecards` holds the usable rows of the parts, one part after the other.
    """
    others: tuple[NDArray[np.integer[Any]], ...] = (scorecards.interviewer, scorecards.criterion)
    others += () if scorecards.interview is None else (scorecards.interview,)
    again, first = repeated_rows(scorecards.candidate, *others, candidates=scorecards.candidate_ids.size)
    if not again.size:
        return
    origins = Origins(parts)
    for at, part in enumerate(parts):
        mine = (again >= origins.starts[at]) & (again < origins.starts[at + 1])
        found = origins.rows[at][again[mine] - origins.starts[at]]
        pairs = zip(again[mine].tolist(), first[mine].tolist(), strict=True)
        repeats = dict(zip(found.tolist(), pairs, strict=True))

        def sentence(
            row: int, file: str = part.part.file, repeats: dict[int, tuple[int, int]] = repeats
        ) -> str:
            here, earlier = repeats[row]
            return _repeat_sentence(scorecards, here, origins.named(earlier, file), options)

        problems.add_each(
            "duplicate",
            file=part.part.file,
            column=part.column if part.part.criteria is not None else options.rating,
            records=found,
            rows=part.place,
            sentence=sentence,
        )


def _repeat_sentence(scorecards: Scorecards, row: int, where: str, options: ReadOptions) -> str:
    candidate = shown(scorecards.candidate_ids[scorecards.candidate[row]])
    interviewer = shown(scorecards.interviewer_ids[scorecards.interviewer[row]])
    criterion = shown(scorecards.criteria[int(scorecards.criterion[row])].name)
    return (
        f"interviewer {interviewer} rates candidate {candidate} on {criterion} again, after {where}, in the"
        f" same interview; remove one, or tell the interviews apart by {options.interview}"
    )


def find_spans(
    names: NDArray[Any], criterion: NDArray[np.integer[Any]], rating: NDArray[np.integer[Any]]
) -> tuple[Criterion, ...]:
    """Return each criterion with its lowest and highest rating."""
    limits = np.iinfo(rating.dtype)
    lows = np.full(names.size, limits.max, rating.dtype)
    highs = np.full(names.size, limits.min, rating.dtype)
    np.minimum.at(lows, criterion, rating)
    np.maximum.at(highs, criterion, rating)
    ends = zip(names, lows.tolist(), highs.tolist(), strict=True)
    return tuple(Criterion(str(name), low, high) for name, low, high in ends)


def note_long_spans(
    parts: Sequence[PartRows], scorecards: Scorecards, options: ReadOptions, problems: Problems
) -> None:
    """Note criteria whose ratings span more than a scale can, at the first of their highest ratings."""
    if options.scale is not None:
        return
    criteria, good = scorecards.criteria, _good(parts)
    if good is not None:
        names = np.array([found.name for found in criteria])
        criteria = find_spans(names, scorecards.criterion[good], scorecards.rating[good])
    for code, found in enumerate(criteria):
        if found.categories <= MAX_CATEGORIES:
            continue
        origins = Origins(parts)
        highest = (scorecards.criterion == code) & (scorecards.rating == found.high)
        highest = highest if good is None else highest & good
        at, row = origins.place(int(np.argmax(highest)))
        problems.add(
            "categories",
            f"the ratings of {shown(found.name)} go from {found.low:,} to {found.high:,}, and a scale has at"
            f" most {MAX_CATEGORIES} categories; check that they are ratings and not points or dates",
            file=parts[at].part.file,
            row=parts[at].place(np.array([row]))[0],
            column=parts[at].column(row) or options.rating,
        )


def _good(parts: Sequence[PartRows]) -> Flags | None:
    """Return which of the usable rows hold whole numbers; None where all do."""
    if all(part.bad is None for part in parts):
        return None
    flags = [np.zeros(part.rating.size, bool) if part.bad is None else part.bad for part in parts]
    return np.concatenate([~mine[part.kept()] for mine, part in zip(flags, parts, strict=True)])


def note_many_criteria(
    parts: Sequence[PartRows], count: int, options: ReadOptions, problems: Problems
) -> None:
    """Note that there are more criteria than a season can have, where the first of them too many stands."""
    if count <= MAX_CRITERIA:
        return
    codes = np.concatenate([part.criterion for part in parts])
    known, first = np.unique(codes, return_index=True)
    row = int(np.sort(first[known >= 0])[MAX_CRITERIA])
    starts = np.cumsum([0, *(part.criterion.size for part in parts)])
    at = int(np.searchsorted(starts, row, side="right")) - 1
    problems.add(
        "criteria",
        f"there are {count:,} different criteria, and the most is {MAX_CRITERIA:,}; this row goes beyond it; check"
        f" that {shown(options.criterion)} is the column of the criteria",
        file=parts[at].part.file,
        row=parts[at].place(np.array([row - starts[at]]))[0],
        column=options.criterion,
    )
