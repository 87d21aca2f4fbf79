"""A file's columns as they come from a reader: whole numbers, or texts coded by a dictionary a chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

__all__ = [
    "CHUNK",
    "Chunk",
    "Column",
    "Part",
    "TextColumn",
    "WholeColumn",
    "as_text",
    "code_chunk",
    "pieces",
    "text_column",
]

CHUNK = 1 << 20
"""Rows handled at a time, so that working arrays stay small beside the columns."""

Ints = NDArray[np.integer[Any]]
Codes = NDArray[np.int32]


@dataclass(frozen=True)
class Chunk:
    """Rows `start` to `stop` of a text column, and the texts (a pyarrow StringArray) that they code."""

    start: int
    stop: int
    entries: pa.StringArray


@dataclass(frozen=True)
class TextColumn:
    """Texts: `codes` (length n, -1 where missing) count within their chunk's entries.

    `typed` says that the file knows text from numbers (Parquet, JSON); in a CSV file everything is text.
    """

    codes: Codes
    chunks: tuple[Chunk, ...]
    typed: bool


@dataclass(frozen=True)
class WholeColumn:
    """Whole numbers of any width, length n; `missing` marks the empty cells, None where there are none."""

    values: Ints
    missing: NDArray[np.bool_] | None = None


Column = TextColumn | WholeColumn


class Part(Protocol):
    """One opened file whose columns were found."""

    @property
    def file(self) -> str:
        """The file as it was named."""

    @property
    def records(self) -> int:
        """Number of records."""

    @property
    def criteria(self) -> tuple[str, ...] | None:
        """The rating columns of a wide file; None for a long one."""

    @property
    def span(self) -> tuple[int, int] | None:
        """The scale that the format itself fixes, `(low, high)`, if it does."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of results should know about this file."""

    @property
    def unread(self) -> set[str]:
        """Columns that are needed and cannot be read; why is among the problems."""

    def has(self, name: str) -> bool:
        """Whether the file has this column."""

    def column(self, name: str) -> Column:
        """Read a column; the file has it. Raises DataError where it cannot be read."""

    def rows(self, records: NDArray[np.int64]) -> list[int]:
        """Return the rows, as an editor shows them, of records counted from 0."""

    def distinct(self, records: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the first of those records that share everything but their ratings, as the file has them."""


def text_column(array: pa.Array | pa.ChunkedArray, *, typed: bool) -> TextColumn:
    """Return a pyarrow array or chunked array of strings, or of dictionaries of strings, as a column."""
    codes = np.empty(len(array), np.int32)
    chunks = []
    start = 0
    for piece in array.chunks if isinstance(array, pa.ChunkedArray) else [array]:
        stop = start + len(piece)
        chunks.append(Chunk(start, stop, code_chunk(piece, codes[start:stop])))
        start = stop
    return TextColumn(codes, tuple(chunks), typed)


def code_chunk(piece: pa.Array, codes: Codes) -> pa.StringArray:
    """Write the codes of one pyarrow array of texts into `codes` (-1 where missing); return its entries.

    Entries may repeat. Only those that occur are kept: a dictionary may hold all categories of a much longer
    column. Raises ValueError or an ArrowException where the array contradicts itself.
    """
    plain = pa.types.is_dictionary(piece.type) or piece.type in (pa.string(), pa.large_string())
    entries = _write_codes(piece if plain else piece.cast(pa.string()), codes)
    if codes.size and int(codes.max()) >= len(entries):
        raise ValueError("a code points beyond its dictionary")
    used = np.zeros(len(entries) + 1, bool)
    used[codes] = True
    used[-1] = False
    if entries.null_count:
        used[:-1] &= entries.is_valid().to_numpy(zero_copy_only=False)
    if not used[:-1].all():
        kept = np.flatnonzero(used)
        table = np.full(used.size, -1, np.int32)
        table[kept] = np.arange(kept.size, dtype=np.int32)
        codes[:] = table[codes]
        entries = entries.take(pa.array(kept))
    return entries if entries.type == pa.string() else entries.cast(pa.string())


def _write_codes(piece: pa.Array, codes: Codes) -> pa.Array:
    """Code an array by its dictionary if it has one, by its runs if those are long, else by a new dictionary."""
    if not pa.types.is_dictionary(piece.type):
        runs = pc.run_end_encode(piece)
        if 2 * len(runs.values) <= len(piece):
            lengths = np.diff(runs.run_ends.to_numpy(), prepend=0)
            codes[:] = np.repeat(np.arange(lengths.size, dtype=np.int32), lengths)
            return runs.values
        piece = pc.dictionary_encode(piece)
    indices = piece.indices
    codes[:] = (pc.fill_null(indices.cast(pa.int32()), -1) if indices.null_count else indices).to_numpy()
    return piece.dictionary


def as_text(column: Column) -> TextColumn:
    """Return a column with its whole numbers written out."""
    if isinstance(column, TextColumn):
        return column
    codes = np.empty(column.values.size, np.int32)
    chunks = []
    for start, stop in pieces(column.values.size):
        missing = None if column.missing is None else column.missing[start:stop]
        chunks.append(
            Chunk(
                start, stop, code_chunk(pa.array(column.values[start:stop], mask=missing), codes[start:stop])
            )
        )
    return TextColumn(codes, tuple(chunks), typed=False)


def pieces(length: int, size: int = CHUNK) -> Sequence[tuple[int, int]]:
    """Return `(start, stop)` of the pieces of a long array."""
    return list(pairwise([*range(0, length, size), length]))
