"""Columns beside the ratings: days, marks, names and numbers, one value a rating, with all that is wrong with them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.tables.contents import PartRows
from muster.tables.days import YEAR_FIRST, day_of, order_of
from muster.tables.ids import CodedInterviews
from muster.tables.options import Fact, FactKind
from muster.tables.problems import Problems, shown

__all__ = ["NO", "YES", "read_fact"]

YES, NO = "yes", "no"
_YES = {"yes", "y", "true", "t", "1", "x", "hired", "accepted", "offered"}
_NO = {"no", "n", "false", "f", "0"}
_QUARTER = re.compile(r"(?:(\d{4})[-_ /]?q([1-4])|q([1-4])[-_ /]?(\d{4}))", re.IGNORECASE)

Parse = Callable[[str], Any]
Ints = NDArray[np.integer[Any]]


def read_fact(
    fact: Fact, coded: CodedInterviews, parts: Sequence[PartRows], problems: Problems
) -> NDArray[Any]:
    """Return the values of the usable rows of all parts, one part after the other; note those that cannot be read.

    Days are of NumPy's kind, with NaT where there is none; names and marks are texts or None; numbers have NaN.
    """
    codes = [_by_row(mine, part) for mine, part in zip(coded.codes, parts, strict=True)]
    used = np.unique(np.concatenate([mine[part.kept()] for mine, part in zip(codes, parts, strict=True)]))
    used = used[used >= 0]
    texts = [str(text).strip() for text in coded.names(used).tolist()]
    parse, faulty = _parser(fact, texts)
    values, wrong = [], {}
    for code, text in zip(used.tolist(), texts, strict=True):
        try:
            values.append(parse(text))
        except ValueError as error:
            values.append(None)
            wrong[code] = str(error)
    if faulty is not None:
        _note_order(fact, faulty, used, codes, parts, problems)
        wrong = {}
    _note_wrong(fact, wrong, codes, parts, problems)
    if fact.needed:
        _note_empty(fact, codes, parts, problems)
    joined = np.concatenate([mine[part.kept()] for mine, part in zip(codes, parts, strict=True)])
    return _column(fact, values)[np.where(joined < 0, used.size, np.searchsorted(used, joined))]


def _by_row(codes: Ints, part: PartRows) -> Ints:
    """Repeat a wide file's record codes for each of its criteria."""
    return np.tile(codes, part.rating.size // part.part.records)


def _column(fact: Fact, values: list[Any]) -> NDArray[Any]:
    """Return the values as an array, with what stands for an empty cell at its end."""
    if fact.kind is FactKind.DAY:
        return np.array([*values, None], "datetime64[D]")
    if fact.kind is FactKind.NUMBER:
        return np.array([*(math.nan if value is None else value for value in values), math.nan], np.float64)
    column = np.empty(len(values) + 1, object)
    column[:-1] = values
    return column


def _parser(fact: Fact, texts: Sequence[str]) -> tuple[Parse, str | None]:
    """Return how to read a cell, and the first day of which the order of day and month is open, if one is."""
    if fact.kind is FactKind.NAME:
        return str, None
    if fact.kind is FactKind.NUMBER:
        return _number, None
    days = [text for text in texts if not _other_than_day(fact, text)]
    # Cells that are no day in any order must not hide in which order the others are.
    readable = [text for text in days if order_of([text]) is not None]
    order = order_of(readable)
    faulty = next((text for text in readable if order_of([text]) != YEAR_FIRST), None) if not order else None

    def parse(text: str) -> Any:
        return _mark(fact, text, order or YEAR_FIRST)

    return parse, faulty


def _other_than_day(fact: Fact, text: str) -> bool:
    marked = fact.kind is FactKind.MARK and text.casefold() in _YES | _NO
    return marked or _QUARTER.fullmatch(text) is not None


def _mark(fact: Fact, text: str, order: str) -> Any:
    """Return a day, or of a mark yes, no or the day as ISO 8601. Raises ValueError with a sentence."""
    if fact.kind is FactKind.MARK and text.casefold() in _YES | _NO:
        return YES if text.casefold() in _YES else NO
    found = _day(fact, text, order)
    if fact.latest is not None and found > fact.latest:
        raise ValueError(
            f"{shown(text)} is after {fact.latest.isoformat()}, in the future; correct it or leave the row out"
        )
    return found.isoformat() if fact.kind is FactKind.MARK else found


def _day(fact: Fact, text: str, order: str) -> date:
    quarter = _QUARTER.fullmatch(text)
    if quarter is not None:
        year, number, other, later = quarter.groups()
        return date(int(year or later), 3 * int(number or other) - 2, 1)
    try:
        return day_of(text, order)
    except ValueError:
        raise ValueError(
            f"{shown(text)} is not {fact.kind.value}; write it like 2026-03-31 or 2026-Q1"
        ) from None


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(
            f"{shown(text)} is no number; write it like 3.5, and leave the cell empty without one"
        )
    return value


def _note_order(
    fact: Fact, text: str, used: Ints, codes: Sequence[Ints], parts: Sequence[PartRows], problems: Problems
) -> None:
    """Note once that the order of day and month cannot be told, at the first day that leaves it open."""
    for mine, part in zip(codes, parts, strict=True):
        if (mine[part.kept()] >= 0).any():
            problems.add(
                "day-order",
                f"in days like {shown(text)} the day cannot be told from the month, or they are written in more than "
                "one order; write days like 2026-03-31",
                file=part.part.file,
                column=fact.column,
            )
            return


def _note_wrong(
    fact: Fact,
    wrong: dict[int, str],
    codes: Sequence[Ints],
    parts: Sequence[PartRows],
    problems: Problems,
) -> None:
    for mine, part in zip(codes, parts, strict=True):
        kept = part.kept()
        rows = kept[np.isin(mine[kept], list(wrong))]

        def sentence(record: int, mine: Ints = mine) -> str:
            return wrong[int(mine[record])]

        problems.add_each(
            f"bad-{fact.kind.name.lower()}",
            file=part.part.file,
            column=fact.column,
            records=_records(rows, part),
            rows=part.part.rows,
            sentence=sentence,
        )


def _note_empty(fact: Fact, codes: Sequence[Ints], parts: Sequence[PartRows], problems: Problems) -> None:
    for mine, part in zip(codes, parts, strict=True):
        if fact.column in part.part.unread:
            continue
        kept = part.kept()
        problems.add_each(
            f"no-{fact.kind.name.lower()}",
            file=part.part.file,
            column=fact.column,
            records=_records(kept[mine[kept] < 0], part),
            rows=part.part.rows,
            sentence=lambda _: f"the cell is empty; give {fact.kind.value}, or remove the row",
        )


def _records(rows: Ints, part: PartRows) -> NDArray[np.int64]:
    """Return the records that rows stand in, each once, and a scorecard of a Greenhouse export once."""
    return part.part.distinct(np.unique(rows.astype(np.int64) % part.part.records))
