"""Any table with a header as rows of texts: what the web application imports (employees, candidates).

Such files have thousands of rows, not millions, so rows are plain Python objects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from muster.tables.formulas import restored
from muster.tables.lines import Header, check_quotes, find_header, ragged_sentence, walk
from muster.tables.problems import Problems, shown
from muster.tables.text import check_encoding, check_start

__all__ = ["ColumnName", "Row", "Sheet", "read_sheet"]

LONGEST_CELL = 5_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class ColumnName:
    """A column wanted. `names` are what its header may be; case, spaces, hyphens and underscores make no difference."""

    key: str
    names: tuple[str, ...]
    required: bool = True


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


def read_sheet(path: Path, file: str, columns: Sequence[ColumnName], problems: Problems) -> Sheet | None:
    """Read a CSV or TSV file in UTF-8; None where `problems` says why it cannot be read.

    Rows that are broken are noted and left out. `file` is what to call the file.
    """
    known = {_plain(name): column.key for column in columns for name in column.names}
    if not check_start(path, file, problems) or not check_encoding(path, file, problems):
        return None
    header = find_header(path, file, known.keys(), problems, plain=_plain)
    if header is None:
        return None
    keys = [known.get(_plain(name), "") for name in header.names]
    if not _check_header(keys, columns, header, file, problems):
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


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]+", " ", name).strip().casefold()


def _check_header(
    keys: Sequence[str], columns: Sequence[ColumnName], header: Header, file: str, problems: Problems
) -> bool:
    fine = True
    for column in columns:
        count = keys.count(column.key)
        if count > 1:
            sentence = "two columns have this name; remove one or rename it"
            problems.add("column-twice", sentence, file=file, row=header.lines, column=column.names[0])
        elif column.required and not count:
            sentence = "the file has no such column; add it"
            problems.add("no-column", sentence, file=file, row=header.lines, column=column.names[0])
        else:
            continue
        fine = False
    return fine


def _rows(path: Path, file: str, header: Header, keys: Sequence[str], problems: Problems) -> list[Row]:
    rows = []
    for line, _, cells in walk(path, header):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(keys):
            sentence = ragged_sentence(len(cells), len(keys))
            problems.add("cells", sentence, file=file, row=line, cells=len(cells), width=len(keys))
            continue
        texts = {key: _text(cell) for key, cell in zip(keys, cells, strict=True) if key}
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


def _text(cell: str) -> str:
    """Strip a cell, and take back the apostrophe before what a spreadsheet would run."""
    return restored(cell.strip())
