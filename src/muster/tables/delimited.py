"""CSV and TSV files: the delimiter is found from the header, everything is read as text."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from muster.tables.columns import Chunk, Column, TextColumn, text_column
from muster.tables.formulas import NEUTRALISED
from muster.tables.layout import (
    SAMPLE,
    check_names,
    optional_names,
    rating_names,
    readable_names,
    required_names,
)
from muster.tables.lines import DELIMITERS, Header, check_quotes, find_header, ragged_sentence, walk
from muster.tables.options import ColumnOptions, ReadOptions
from muster.tables.problems import LISTED, Problems, shown
from muster.tables.text import check_encoding, check_start

__all__ = ["DelimitedPart", "open_delimited"]

_BLOCK = 1 << 23
_FAULTS = (pa.ArrowException, OSError, ValueError)


@dataclass
class DelimitedPart:
    """A CSV or TSV file, its columns in memory as texts."""

    file: str
    path: Path
    header: Header
    criteria: tuple[str, ...] | None
    columns: dict[str, TextColumn]
    records: int
    notes: tuple[str, ...]
    unread: set[str]
    span: tuple[int, int] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._names = frozenset(self.columns)

    def has(self, name: str) -> bool:
        """Whether the file has this column."""
        return name in self._names

    def column(self, name: str) -> Column:
        """Hand over a column; each can be had once, so that nothing is kept in memory twice."""
        return self.columns.pop(name)

    def distinct(self, records: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the records: each stands for itself."""
        return records

    def rows(self, records: NDArray[np.int64]) -> list[int]:
        """Return the lines on which records begin, by reading the file once more up to the last of them."""
        if not records.size:
            return []
        wanted = set(records.tolist())
        lines: dict[int, int] = {}
        width = len(self.header.names)
        whole = (line for line, _, cells in walk(self.path, self.header) if len(cells) == width)
        for record, line in enumerate(whole):
            if record in wanted:
                lines[record] = line
                if len(lines) == len(wanted):
                    break
        return [lines[record] for record in records.tolist()]


def open_delimited(
    path: Path, file: str, options: ReadOptions | ColumnOptions, problems: Problems
) -> DelimitedPart | None:
    """Read a CSV or TSV file; None where `problems` says why it cannot be read."""
    if not check_start(path, file, problems):
        return None
    known = {*required_names(options), *optional_names(options)}
    header = find_header(path, file, known, problems)
    if header is None:
        return None
    unread = check_names(
        header.names, options, file, problems, sample=lambda: _sample(path, header), row=header.lines
    )
    wanted = readable_names(header.names, unread, options)
    if not wanted:
        return None
    table = _read_or_explain(path, file, header, wanted, problems)
    if table is None or not table.num_rows:
        return None
    check_quotes(path, file, header, problems)
    ratings = rating_names(options)
    columns = {
        name: text_column(column, typed=False)
        if name in ratings
        else _plain_ids(text_column(column, typed=False))
        for name, column in zip(wanted, table.columns, strict=True)
    }
    expected = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    notes = (
        ()
        if header.delimiter == expected
        else (f"{file} separates its cells with {DELIMITERS[header.delimiter]}.",)
    )
    return DelimitedPart(file, path, header, options.criteria, columns, table.num_rows, notes, unread)


def _read_or_explain(
    path: Path, file: str, header: Header, wanted: Sequence[str], problems: Problems
) -> pa.Table | None:
    """Read the columns wanted. Rows with more or fewer cells than the header are noted and left out."""
    with contextlib.suppress(*_FAULTS):
        table = _read(path, header, wanted)
        if table.num_rows:
            return table
    if not check_encoding(path, file, problems):
        return None
    if next(walk(path, header), None) is None:
        problems.add("no-rows", "the file has a header but no rows; export it again", file=file)
        return None
    ragged = _Ragged()
    try:
        table = _read(path, header, wanted, ragged)
    except _FAULTS as error:
        reason = shown(str(error).splitlines()[0] if str(error) else type(error).__name__, 120)
        problems.add(
            "unreadable", f"the file cannot be read as a table ({reason}); export it again", file=file
        )
        return None
    _note_ragged(path, file, header, ragged.count, problems)
    return table


class _Ragged:
    """Counts and skips the rows with more or fewer cells than the header."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _row: arrow_csv.InvalidRow) -> str:
        self.count += 1
        return "skip"


def _read(
    path: Path,
    header: Header,
    wanted: Sequence[str],
    ragged: Callable[[arrow_csv.InvalidRow], str] | None = None,
) -> pa.Table:
    places = [str(header.names.index(name)) for name in wanted]
    return arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(
            block_size=_BLOCK, skip_rows=header.lines, column_names=[str(i) for i in range(len(header.names))]
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=header.delimiter, newlines_in_values=True, invalid_row_handler=ragged
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(places, pa.dictionary(pa.int32(), pa.string())), include_columns=places
        ),
    )


def _plain_ids(column: TextColumn) -> TextColumn:
    """Take back the apostrophe that Muster's files put before what a spreadsheet would run."""
    chunks = []
    for chunk in column.chunks:
        entries = chunk.entries
        if pc.any(pc.starts_with(entries, "'")).as_py():
            entries = pc.replace_substring_regex(entries, pattern=NEUTRALISED, replacement=r"\1")
        chunks.append(Chunk(chunk.start, chunk.stop, entries))
    return TextColumn(column.codes, tuple(chunks), column.typed)


def _sample(path: Path, header: Header) -> dict[str, tuple[str, ...]]:
    """Return the first cells of each column."""
    rows = (cells for _, _, cells in walk(path, header) if len(cells) == len(header.names))
    first = list(itertools.islice(rows, SAMPLE))
    return dict(zip(header.names, zip(*first, strict=True), strict=True)) if first else {}


def _note_ragged(path: Path, file: str, header: Header, count: int, problems: Problems) -> None:
    width = len(header.names)
    wrong = ((line, len(cells)) for line, _, cells in walk(path, header) if len(cells) != width)
    listed = list(itertools.islice(wrong, LISTED))
    for line, cells in listed:
        problems.add("cells", ragged_sentence(cells, width), file=file, row=line)
    if not listed:
        problems.add(
            "cells", "some rows have more or fewer cells than the header; export the file again", file=file
        )
    problems.count("cells", count - max(len(listed), 1), file=file)
