"""CSV and TSV files: the delimiter is found from the header, everything is read as text."""

from __future__ import annotations

import contextlib
import csv
import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from numpy.typing import NDArray

from muster.tables.columns import Chunk, Column, TextColumn, pieces, text_column
from muster.tables.layout import (
    SAMPLE,
    check_names,
    optional_names,
    rating_names,
    readable_names,
    required_names,
)
from muster.tables.options import ReadOptions
from muster.tables.problems import LISTED, Problems, shown
from muster.tables.text import BOM, check_encoding, check_start

__all__ = ["DelimitedPart", "open_delimited"]

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_BLOCK = 1 << 23
_FAULTS = (pa.ArrowException, OSError, ValueError)
_NEUTRALISED = r"^'('*[=+\-@\t\r])"


@dataclass(frozen=True)
class _Header:
    delimiter: str
    names: list[str]
    lines: int
    """Lines of the file up to and with the header."""


@dataclass
class DelimitedPart:
    """A CSV or TSV file, its columns in memory as texts."""

    file: str
    path: Path
    header: _Header
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
        whole = (line for line, _, cells in _walk(self.path, self.header) if len(cells) == width)
        for record, line in enumerate(whole):
            if record in wanted:
                lines[record] = line
                if len(lines) == len(wanted):
                    break
        return [lines[record] for record in records.tolist()]


def open_delimited(path: Path, file: str, options: ReadOptions, problems: Problems) -> DelimitedPart | None:
    """Read a CSV or TSV file; None where `problems` says why it cannot be read."""
    if not check_start(path, file, problems):
        return None
    header = _find_header(path, file, options, problems)
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
    _check_quotes(path, file, header, problems)
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
        else (f"{file} separates its cells with {_DELIMITERS[header.delimiter]}.",)
    )
    return DelimitedPart(file, path, header, options.criteria, columns, table.num_rows, notes, unread)


def _read_or_explain(
    path: Path, file: str, header: _Header, wanted: Sequence[str], problems: Problems
) -> pa.Table | None:
    """Read the columns wanted. Rows with more or fewer cells than the header are noted and left out."""
    with contextlib.suppress(*_FAULTS):
        table = _read(path, header, wanted)
        if table.num_rows:
            return table
    if not check_encoding(path, file, problems):
        return None
    if next(_walk(path, header), None) is None:
        problems.add("no-rows", "the file has a header but no rows; export the scorecards again", file=file)
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
    header: _Header,
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
            entries = pc.replace_substring_regex(entries, pattern=_NEUTRALISED, replacement=r"\1")
        chunks.append(Chunk(chunk.start, chunk.stop, entries))
    return TextColumn(column.codes, tuple(chunks), column.typed)


def _find_header(path: Path, file: str, options: ReadOptions, problems: Problems) -> _Header | None:
    """Take the delimiter under which the header has most of the columns wanted."""
    known = {*required_names(options), *optional_names(options)}
    first = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    hint = _separator_hint(path)
    best: _Header | None = None
    for delimiter in dict.fromkeys((*hint, first, *_DELIMITERS)):
        _, last, cells = next(_walk(path, _Header(delimiter, [], len(hint))), (1, 1, []))
        header = _Header(delimiter, [cell.strip() for cell in cells], last)
        if best is None or len(known & {*header.names}) > len(known & {*best.names}):
            best = header
    if (
        best is not None
        and any("�" in name for name in best.names)
        and not check_encoding(path, file, problems)
    ):
        return None
    return best


def _separator_hint(path: Path) -> str:
    """Return the separator that a spreadsheet names in a line `sep=;` of its own, or nothing."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        line = stream.readline(20).rstrip("\r\n").strip('"')
    return line[4:] if line[:4].lower() == "sep=" and line[4:] in _DELIMITERS else ""


def _walk(path: Path, header: _Header) -> Iterator[tuple[int, int, list[str]]]:
    """Yield each record after the header: first and last line, cells. Empty lines are no records."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream, _long_cells():
        for _ in range(header.lines):
            stream.readline()
        reader = csv.reader(stream, delimiter=header.delimiter)
        last = header.lines
        for cells in reader:
            first, last = last + 1, header.lines + reader.line_num
            if cells:
                yield first, last, cells


def _sample(path: Path, header: _Header) -> dict[str, tuple[str, ...]]:
    """Return the first cells of each column."""
    rows = (cells for _, _, cells in _walk(path, header) if len(cells) == len(header.names))
    first = list(itertools.islice(rows, SAMPLE))
    return dict(zip(header.names, zip(*first, strict=True), strict=True)) if first else {}


@contextlib.contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell have any length: the limit of the csv module would hide where a too long one stands."""
    limit = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _note_ragged(path: Path, file: str, header: _Header, count: int, problems: Problems) -> None:
    width = len(header.names)
    wrong = ((line, len(cells)) for line, _, cells in _walk(path, header) if len(cells) != width)
    listed = list(itertools.islice(wrong, LISTED))
    for line, cells in listed:
        problems.add("cells", _ragged_sentence(cells, width), file=file, row=line)
    if not listed:
        problems.add(
            "cells", "some rows have more or fewer cells than the header; export the file again", file=file
        )
    problems.count("cells", count - max(len(listed), 1), file=file)


class _Lines:
    """The lines of a text, which remember whether they came to their end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        yield from self._stream
        self.ended = True


def _check_quotes(path: Path, file: str, header: _Header, problems: Problems) -> None:
    """Note quotation marks by which a cell is silently another than it seems: unclosed, or closed too early."""
    if _well_quoted(path, header.delimiter):
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream, _long_cells():
        lines = _Lines(stream)
        reader = csv.reader(iter(lines), delimiter=header.delimiter, strict=True)
        while True:
            first = reader.line_num + 1
            try:
                next(reader)
            except StopIteration:
                return
            except csv.Error:
                if lines.ended:
                    sentence = "a quotation mark that opens here is never closed; close it or remove it"
                    problems.add("open-quote", sentence, file=file, row=first)
                    return
                sentence = "letters follow a closing quotation mark; double the marks inside of a cell, or remove them"
                problems.add("quote", sentence, file=file, row=first)


def _well_quoted(path: Path, delimiter: str) -> bool:
    """Whether every other quotation mark begins a cell and the next ends one, or they stand side by side."""
    data = np.memmap(path, np.uint8, mode="r")
    edge = np.zeros(256, bool)
    edge[list(f'{delimiter}\r\n"'.encode())] = True
    start_of_text = len(BOM) if data[: len(BOM)].tobytes() == BOM else 0
    count = 0
    for start, stop in pieces(data.size, _BLOCK):
        marks = start + np.flatnonzero(data[start:stop] == ord('"'))
        opening, closing = marks[count % 2 :: 2], marks[1 - count % 2 :: 2]
        begins = edge[data[np.maximum(opening - 1, 0)]] | (opening == start_of_text)
        ends = edge[data[np.minimum(closing + 1, data.size - 1)]] | (closing == data.size - 1)
        if not begins.all() or not ends.all():
            return False
        count += marks.size
    return count % 2 == 0


def _ragged_sentence(cells: int, width: int) -> str:
    more = "more" if cells > width else "fewer"
    return (
        f"the row has {cells:,} cell{'s' if cells != 1 else ''}, {more} than the header's {width:,}; look for"
        " a missing or unwanted separator or quotation mark"
    )
