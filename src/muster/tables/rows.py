"""Any table with a header as rows of texts: what the web application imports (employees, candidates).

Such files have thousands of rows, not millions, so rows are plain Python objects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from muster.tables.formulas import restored
from muster.tables.lines import Header, check_quotes, find_header, ragged_sentence, walk
from muster.tables.problems import Problems, shown
from muster.tables.text import check_encoding, check_start

__all__ = [
    "ColumnName",
    "Fault",
    "Row",
    "Shape",
    "Sheet",
    "cell_text",
    "plain_name",
    "read_sheet",
    "told_apart",
]

LONGEST_CELL = 5_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class ColumnName:
    """A column wanted. `names` are what its header may be; case, spaces, hyphens and underscores make no difference.

    `also` are names by which it is guessed: those of other systems and languages. `kind` is text, email or day.
    """

    key: str
    names: tuple[str, ...]
    required: bool = True
    kind: str = "text"
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong with the columns of a file: `code` is twice, missing or beside, `key` the column's."""

    code: str
    key: str


@dataclass(frozen=True)
class Shape:
    """The columns wanted. `either` are sets of columns that say the same; a file needs one of the sets, whole.

    `left_out` are headings that are known to be of no use here.
    """

    columns: tuple[ColumnName, ...]
    either: tuple[tuple[str, ...], ...] = ()
    left_out: tuple[str, ...] = ()

    def column(self, key: str) -> ColumnName:
        """Return a column by its key."""
        return next(column for column in self.columns if column.key == key)

    def faults(self, keys: Sequence[str]) -> list[Fault]:
        """Return what is wrong with the columns that a file has: `keys`, empty for what is not kept."""
        found = [Fault("twice", column.key) for column in self.columns if keys.count(column.key) > 1]
        needed = [column.key for column in self.columns if column.required]
        nearest = max(self.either, key=lambda one: sum(key in keys for key in one) / len(one), default=())
        found += [Fault("missing", key) for key in (*needed, *nearest) if key not in keys]
        beside = {key for one in self.either if one != nearest for key in one} - {*nearest}
        return found + [Fault("beside", key) for key in dict.fromkeys(keys) if key in beside]

    def without_beside(self, keys: Sequence[str]) -> list[str]:
        """Return keys without those of columns that say what others say whole."""
        beside = {fault.key for fault in self.faults(keys) if fault.code == "beside"}
        return ["" if key in beside else key for key in keys]


@dataclass(frozen=True)
class Row:
    """A record: the line on which it begins and its cells by the keys of the columns, without white space around."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """The rows of a file. `headers` are the names that the file gives to the columns found, by key; `unknown` those of
    the columns that nobody asked for.
    """

    headers: Mapping[str, str]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(
    path: Path,
    file: str,
    shape: Shape,
    problems: Problems,
    chosen: Mapping[str, str] | None = None,
) -> Sheet | None:
    """Read a CSV or TSV file in UTF-8; None where `problems` says why it cannot be read.

    Rows that are broken are noted and left out. `file` is what to call the file. `chosen` says which column each
    heading is (see `told_apart`), where a person did; else they are known by their names.
    """
    known = {plain_name(name): column.key for column in shape.columns for name in column.names}
    if not check_start(path, file, problems) or not check_encoding(path, file, problems):
        return None
    wanted = known.keys() if chosen is None else {plain_name(name) for name in chosen}
    header = find_header(path, file, wanted, problems, plain=plain_name)
    if header is None:
        return None
    keys = _keys(header, shape, known, chosen)
    if not _check_header(keys, shape, header, file, problems):
        return None
    check_quotes(path, file, header, problems)
    rows = _rows(path, file, header, keys, problems)
    if not rows and not problems:
        problems.add("no-rows", "the file has a header but no rows; export it again", file=file)
    return Sheet(
        headers={key: name for key, name in zip(keys, header.names, strict=True) if key},
        unknown=tuple(name for key, name in zip(keys, header.names, strict=True) if not key and name),
        rows=tuple(rows),
    )


def plain_name(name: str) -> str:
    """Return a column's name as it is compared."""
    return re.sub(r"[\s_\-]+", " ", name).strip().casefold()


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return a file's headings, each different: the second `E-mail` is `E-mail (2)`, an empty one its place."""
    found: dict[str, None] = {}
    for place, name in enumerate(names, start=1):
        own = name or f"#{place}"
        again = (f"{own} ({number})" for number in count(2))
        found[own if own not in found else next(one for one in again if one not in found)] = None
    return tuple(found)


def _keys(
    header: Header, shape: Shape, known: Mapping[str, str], chosen: Mapping[str, str] | None
) -> list[str]:
    if chosen is not None:
        return [chosen.get(name, "") for name in told_apart(header.names)]
    return shape.without_beside([known.get(plain_name(name), "") for name in header.names])


def _check_header(keys: Sequence[str], shape: Shape, header: Header, file: str, problems: Problems) -> bool:
    faults = [fault for fault in shape.faults(keys) if fault.code != "beside"]
    for fault in faults:
        name = shape.column(fault.key).names[0]
        if fault.code == "twice":
            sentence = "two columns have this name; remove one or rename it"
            problems.add("column-twice", sentence, file=file, row=header.lines, column=name)
        else:
            sentence = "the file has no such column; add it"
            problems.add("no-column", sentence, file=file, row=header.lines, column=name)
    return not faults


def _rows(path: Path, file: str, header: Header, keys: Sequence[str], problems: Problems) -> list[Row]:
    rows = []
    for line, _, cells in walk(path, header):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(keys):
            sentence = ragged_sentence(len(cells), len(keys))
            problems.add("cells", sentence, file=file, row=line, cells=len(cells), width=len(keys))
            continue
        texts = {key: cell_text(cell) for key, cell in zip(keys, cells, strict=True) if key}
        rows.append(Row(line, texts))
        _check_texts(texts, file, line, problems)
    return rows


def _check_texts(texts: Mapping[str, str], file: str, line: int, problems: Problems) -> None:
    for key, text in texts.items():
        if _CONTROL.search(text):
            sentence = f"{shown(text)} has a character that cannot be printed; remove it"
            problems.add("control", sentence, file=file, row=line, column=key, value=shown(text))
        elif len(text) > LONGEST_CELL:
            sentence = f"the cell has {len(text):,} characters; at most {LONGEST_CELL:,} fit"
            problems.add("long", sentence, file=file, row=line, column=key, length=len(text))


def cell_text(cell: str) -> str:
    """Strip a cell, and take back the apostrophe before what a spreadsheet would run."""
    return restored(cell.strip())
