"""The records of CSV and TSV files as they stand on lines: where each begins, and what breaks them."""

from __future__ import annotations

import contextlib
import csv
import sys
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

from muster.tables.columns import pieces
from muster.tables.problems import Problems
from muster.tables.text import BOM, check_encoding

__all__ = ["DELIMITERS", "Header", "check_quotes", "find_header", "ragged_sentence", "walk"]

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_BLOCK = 1 << 23


@dataclass(frozen=True)
class Header:
    """A file's first record: what separates cells, the names, and the lines of the file up to and with it."""

    delimiter: str
    names: list[str]
    lines: int


def find_header(
    path: Path,
    file: str,
    known: Set[str],
    problems: Problems,
    *,
    plain: Callable[[str], str] = lambda name: name,
    widest: bool = False,
) -> Header | None:
    """Take the delimiter under which the header has most of the names known; None where `problems` says why not.

    `plain` makes a name of the file comparable with those known. Where two delimiters give as many, the first is taken,
    or the one that gives most cells if `widest`.
    """
    first = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    hint = _separator_hint(path)
    skipped = 1 if hint else 0
    best, most = None, (-1, 0)
    for delimiter in dict.fromkeys((*hint, first, *DELIMITERS)):
        _, last, cells = next(walk(path, Header(delimiter, [], skipped)), (1, 1, []))
        header = Header(delimiter, [cell.strip() for cell in cells], last)
        count = len(known & {plain(name) for name in header.names}), len(header.names) if widest else 0
        if count > most:
            best, most = header, count
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
    return line[4:] if line[:4].lower() == "sep=" and line[4:] in DELIMITERS else ""


def walk(path: Path, header: Header) -> Iterator[tuple[int, int, list[str]]]:
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


@contextlib.contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell have any length: the limit of the csv module would hide where a too long one stands."""
    limit = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


class _Lines:
    """The lines of a text, which remember whether they came to their end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        yield from self._stream
        self.ended = True


def check_quotes(path: Path, file: str, header: Header, problems: Problems) -> None:
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


def ragged_sentence(cells: int, width: int) -> str:
    """Say that a row has not as many cells as the header."""
    more = "more" if cells > width else "fewer"
    return (
        f"the row has {cells:,} cell{'s' if cells != 1 else ''}, {more} than the header's {width:,}; look for"
        " a missing or unwanted separator or quotation mark"
    )
