"""The records of CSV and TSV files as they stand on lines: where each begins, and what breaks them."""

from __future__ import annotations

import contextlib
import csv
import itertools
import sys
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from muster.tables.problems import Problems
from muster.tables.text import check_encoding

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
    path: Path, file: str, known: Set[str], problems: Problems, *, plain: Callable[[str], str] = str.strip
) -> Header | None:
    """Take the delimiter under which the header has most of the names known; None where `problems` says why not.

    `plain` makes a name of the file comparable with those known.
    """
    first = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    best: Header | None = None
    for delimiter in dict.fromkeys((first, *DELIMITERS)):
        _, last, cells = next(walk(path, Header(delimiter, [], 0)), (1, 1, []))
        header = Header(delimiter, [plain(cell) for cell in cells], last)
        if best is None or len(known & {*header.names}) > len(known & {*best.names}):
            best = header
    if (
        best is not None
        and any("�" in name for name in best.names)
        and not check_encoding(path, file, problems)
    ):
        return None
    return best


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


def check_quotes(path: Path, file: str, header: Header, problems: Problems) -> None:
    """Note a quotation mark that is never closed: what follows it would silently be one cell."""
    with path.open("rb") as stream:
        marks = sum(block.count(b'"') for block in iter(lambda: stream.read(_BLOCK), b""))
    if marks % 2 == 0:
        return
    first, last, cells = 1, 0, list[str]()
    end = ["\n", "end of the file\n"]
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream, _long_cells():
        reader = csv.reader(itertools.chain(stream, end), delimiter=header.delimiter)
        for record in reader:
            first, last, cells = last + 1, reader.line_num, record
    if cells != ["end of the file"]:
        sentence = "a quotation mark that opens here is never closed; close it or remove it"
        problems.add("open-quote", sentence, file=file, row=first)


def ragged_sentence(cells: int, width: int) -> str:
    """Say that a row has not as many cells as the header."""
    more = "more" if cells > width else "fewer"
    return (
        f"the row has {cells:,} cell{'s' if cells != 1 else ''}, {more} than the header's {width:,}; look for"
        " a missing or unwanted separator or quotation mark"
    )
