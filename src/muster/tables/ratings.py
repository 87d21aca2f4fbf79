"""Ratings as they stand in a file -> whole numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.tables.columns import TextColumn, WholeColumn
from muster.tables.ids import Source
from muster.tables.problems import Problems, shown

__all__ = ["Ratings", "read_ratings"]

_WHOLE = re.compile(r"([+-]?)([0-9]+)(\.0*)?")
_DIGITS = 18  # what 64 bits hold in any case


@dataclass(frozen=True)
class Ratings:
    """Whole numbers, length n, with the empty and the unusable ones marked (None: there are none)."""

    values: NDArray[np.integer[Any]]
    missing: NDArray[np.bool_] | None = None
    bad: NDArray[np.bool_] | None = None


def read_ratings(source: Source, problems: Problems) -> Ratings:
    """Return a column's ratings; note each that is not a whole number. Empty cells are missing."""
    if isinstance(source.column, WholeColumn):
        return Ratings(source.column.values, source.column.missing)
    return _from_texts(source, source.column, problems)


def _from_texts(source: Source, column: TextColumn, problems: Problems) -> Ratings:
    texts = [[text.strip() for text in chunk.entries.to_pylist()] for chunk in column.chunks]
    tables = [_table(mine) for mine in texts]
    low = min((int(table.numbers.min()) for table in tables), default=0)
    high = max((int(table.numbers.max()) for table in tables), default=0)
    small = np.iinfo(np.int8).min <= low and high <= np.iinfo(np.int8).max
    values: NDArray[np.integer[Any]] = np.empty(column.codes.size, np.int8 if small else np.int64)
    missing = np.empty(column.codes.size, bool)
    bad = np.empty(column.codes.size, bool)
    for chunk, table, mine in zip(column.chunks, tables, texts, strict=True):
        codes = column.codes[chunk.start : chunk.stop]
        values[chunk.start : chunk.stop] = table.numbers[codes]
        missing[chunk.start : chunk.stop] = table.empty[codes]
        bad[chunk.start : chunk.stop] = table.wrong[codes]
        if table.wrong.any():
            _note(source, chunk.start, codes, table, mine, problems)
    return Ratings(values, missing if missing.any() else None, bad if bad.any() else None)


@dataclass(frozen=True)
class _Table:
    """What each entry of a chunk means; the last place is what the code -1 points at."""

    numbers: NDArray[np.int64]
    empty: NDArray[np.bool_]
    wrong: NDArray[np.bool_]


def _table(texts: list[str]) -> _Table:
    numbers = [_whole(text) for text in texts]
    return _Table(
        numbers=np.array([0 if number is None else number for number in numbers] + [0], np.int64),
        empty=np.array([not text for text in texts] + [True]),
        wrong=np.array(
            [bool(text) and number is None for text, number in zip(texts, numbers, strict=True)] + [False]
        ),
    )


def _whole(text: str) -> int | None:
    match = _WHOLE.fullmatch(text)
    digits = match[2].lstrip("0") if match else ""
    return int(match[1] + (digits or "0")) if match and len(digits) <= _DIGITS else None


def _note(
    source: Source, start: int, codes: NDArray[np.int32], table: _Table, texts: list[str], problems: Problems
) -> None:
    def sentence(record: int) -> str:
        text = texts[codes[record - start]]
        if _WHOLE.fullmatch(text):
            return f"the rating {shown(text)} is too large for any scale; correct it or leave the cell empty"
        return f"the rating {shown(text)} is not a whole number; write a whole number or leave the cell empty"

    problems.add_each(
        "rating-not-whole",
        file=source.file,
        column=source.name,
        records=np.flatnonzero(table.wrong[codes]) + start,
        rows=source.rows,
        sentence=sentence,
    )
