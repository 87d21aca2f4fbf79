"""Decisions or scores, one person a row, with the groups that people say they belong to: what the audit counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from muster.engine.errors import DataError, InputError
from muster.tables.columns import Column, Part, as_text, text_column
from muster.tables.ids import Source, code_ids
from muster.tables.options import ColumnOptions
from muster.tables.problems import Problems, shown
from muster.tables.reading import open_file

__all__ = ["FLAGS", "UNKNOWN", "Decisions", "read_decisions"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "1.0"), True),
    **dict.fromkeys(("no", "n", "false", "f", "0", "0.0"), False),
}
"""What stands for selected and for not selected; case does not matter."""

UNKNOWN = frozenset(
    {
        "unknown",
        "not known",
        "not specified",
        "not disclosed",
        "undisclosed",
        "prefer not to say",
        "prefer not to answer",
        "decline to answer",
        "decline to self-identify",
        "decline to self identify",
        "i don't wish to answer",
        "i do not wish to answer",
        "n/a",
    }
)
"""What stands for a group that is not known, as an empty cell does; case does not matter."""

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, eq=False)
class Decisions:
    """What was read: everybody's group by attribute (None where not known), and either a decision or a score each.

    `selected` or `scores` has length n, the other is None. `rows` counts the records of the file, `missing` those
    without a decision or a score, which are left out. `notes` say what a reader of results should know. `people` are
    their ids, empty where there is none; None where no column of them was named.
    """

    file: str
    groups: dict[str, list[str | None]]
    selected: Flags | None
    scores: Floats | None
    rows: int
    missing: int
    notes: tuple[str, ...]
    people: tuple[str, ...] | None = None

    @property
    def decided(self) -> Flags:
        """The decisions; of nobody where there are scores."""
        return np.zeros(0, bool) if self.selected is None else self.selected


def read_decisions(
    path: Path,
    groups: Sequence[str],
    *,
    selected: str | None = None,
    score: str | None = None,
    person: str | None = None,
) -> Decisions:
    """Read one file: columns of groups, the column of decisions (`selected`) or of scores, that of ids if there is one.

    The format follows from the file's ending, as with `read_scorecards`. A decision is yes or no (see `FLAGS`); a
    score is a number. A row with neither is left out; an empty group, or one of `UNKNOWN`, is not known.

    Raises DataError with all problems of the file, InputError where the columns named make no sense.
    """
    value = selected if selected is not None else score
    if value is None or (selected is not None and score is not None):
        raise InputError("Name either the column of decisions or that of scores.")
    option = "--selected" if selected is not None else "--score"
    if not groups:
        raise InputError("Name one column of groups or more, with --group.")
    named = [*groups, value, *([] if person is None else [person])]
    for name in named:
        if named.count(name) > 1:
            raise InputError(
                f"The column {name!r} is named for two things; name each column once.", column=name
            )
    problems = Problems()
    columns = {**dict.fromkeys(groups, "--group"), value: option}
    if person is not None:
        columns[person] = "--person"
    options = ColumnOptions(columns, (value,))
    part = open_file(Path(path), options, problems)
    if part is None:
        problems.stop()
        raise AssertionError("a file that cannot be opened has a problem")
    return _read(part, groups, value, problems, decided=selected is not None, person=person)


def _read(
    part: Part, groups: Sequence[str], value: str, problems: Problems, *, decided: bool, person: str | None
) -> Decisions:
    values = _values(part, value, problems, decided=decided)
    coded = {name: _groups(part, name, problems) for name in groups}
    ids = None if person is None else _groups(part, person, problems)
    problems.stop()
    there = ~np.isnan(values)
    missing = int((~there).sum())
    notes = list(part.notes)
    if missing:
        what = "decision" if decided else "score"
        notes.append(
            f"{missing:,} of {part.records:,} rows {'has' if missing == 1 else 'have'} no {what} and "
            f"{'is' if missing == 1 else 'are'} left out."
        )
    found: dict[str, list[str | None]] = {}
    for name, (codes, names) in coded.items():
        kept = codes[there]
        known = [None if one.casefold() in UNKNOWN else one for one in names]
        found[name] = [None if code < 0 else known[code] for code in kept.tolist()]
        for one, code in ((one, code) for code, one in enumerate(names) if known[code] is None):
            notes.append(
                f"{int((kept == code).sum()):,} of column {name} are {shown(one)} and count as unknown."
            )
    return Decisions(
        file=part.file,
        groups=found,
        selected=values[there] == 1 if decided else None,
        scores=None if decided else values[there],
        rows=part.records,
        missing=missing,
        notes=tuple(notes),
        people=None if ids is None else _people(part.file, ids, there),
    )


def _people(file: str, ids: tuple[NDArray[np.int32], list[str]], there: Flags) -> tuple[str, ...]:
    """Return the ids of those who count. Raises InputError for one that stands in two rows."""
    codes, names = ids[0][there], ids[1]
    counts = np.bincount(codes[codes >= 0], minlength=len(names))
    if (counts > 1).any():
        twice = shown(names[int(counts.argmax())])
        raise InputError(f"{file}: {twice} stands in {int(counts.max()):,} rows; give each person one row.")
    return tuple("" if code < 0 else names[code] for code in codes.tolist())


def _groups(part: Part, name: str, problems: Problems) -> tuple[NDArray[np.int32], list[str]]:
    """Return everybody's code, -1 where the cell is empty, and what the codes stand for."""
    source = Source(part.file, name, _column(part, name, problems), part.rows)
    coded = code_ids("group", [source], problems)
    return coded.codes[0], [str(one) for one in coded.ids.tolist()]


def _values(part: Part, name: str, problems: Problems, *, decided: bool) -> Floats:
    """Return decisions as 1 and 0, or scores; NaN where the cell is empty. Note what can be neither."""
    column = as_text(_column(part, name, problems))
    values = np.full(part.records, np.nan)
    for chunk in column.chunks:
        texts = [text.strip() for text in chunk.entries.to_pylist()]
        read = [_flag(text) if decided else _number(text) for text in texts]
        table = np.array([np.nan if one is None else one for one in read] + [np.nan])
        wrong = np.array(
            [bool(text) and one is None for text, one in zip(texts, read, strict=True)] + [False]
        )
        codes = column.codes[chunk.start : chunk.stop]
        values[chunk.start : chunk.stop] = table[codes]

        def sentence(
            record: int, texts: list[str] = texts, codes: NDArray[np.int32] = codes, start: int = chunk.start
        ) -> str:
            text = shown(texts[codes[record - start]])
            if decided:
                return (
                    f"{text} is neither yes nor no; write one, or leave the cell empty if nothing is decided"
                )
            return f"the score {text} is not a number; correct it or leave the cell empty"

        problems.add_each(
            "selected" if decided else "score",
            file=part.file,
            column=name,
            records=np.flatnonzero(wrong[codes]) + chunk.start,
            rows=part.rows,
            sentence=sentence,
        )
    return values


def _column(part: Part, name: str, problems: Problems) -> Column:
    """Return a column; an empty one where it cannot be read, which is among the problems."""
    if name not in part.unread:
        try:
            return part.column(name)
        except DataError as error:
            problems.include(error)
    return text_column(pa.nulls(part.records, pa.string()), typed=True)


def _flag(text: str) -> float | None:
    found = FLAGS.get(text.casefold())
    return None if found is None else float(found)


def _number(text: str) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    found = float(text)
    return found if np.isfinite(found) else None
