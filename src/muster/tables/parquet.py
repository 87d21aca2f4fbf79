"""Parquet files, a column at a time: dictionaries as they stand, whole numbers in the narrowest width."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from muster.engine.errors import DataError, Problem
from muster.tables.columns import CHUNK, Chunk, Column, TextColumn, WholeColumn, code_chunk
from muster.tables.layout import (
    SAMPLE,
    check_names,
    optional_names,
    rating_names,
    readable_names,
    required_names,
)
from muster.tables.options import ColumnOptions, FactKind, ReadOptions
from muster.tables.problems import Problems, shown

__all__ = ["ParquetPart", "open_parquet"]

_FIRST = 1 << 16
_FAULTS = (
    pa.ArrowException,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    MemoryError,
    OverflowError,
)


class _TooWideError(Exception):
    """A whole number does not fit the width it is read into."""


@dataclass
class ParquetPart:
    """A Parquet file; columns are read when asked for. A row is the number of the record, from 1."""

    file: str
    path: Path
    metadata: pq.FileMetaData
    schema: pa.Schema
    criteria: tuple[str, ...] | None
    sizes: tuple[int, ...]
    """Rows of each row group."""
    unread: set[str]
    span: tuple[int, int] | None = field(default=None, init=False)
    notes: tuple[str, ...] = field(default=(), init=False)

    @property
    def records(self) -> int:
        """Number of records."""
        return sum(self.sizes)

    def has(self, name: str) -> bool:
        """Whether the file has this column."""
        return name in self.schema.names

    def distinct(self, records: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the records: each stands for itself."""
        return records

    def rows(self, records: NDArray[np.int64]) -> list[int]:
        """Return the numbers of records, counted from 1."""
        return [record + 1 for record in records.tolist()]

    def column(self, name: str) -> Column:
        """Read a column, row groups in parallel. Raises DataError where the file is damaged."""
        try:
            return self._wholes(name) if _is_whole(self.schema.field(name).type) else self._texts(name)
        except _FAULTS as error:
            row = self._not_utf8(name)
            if row is None:
                raise DataError([_damaged(self.file, name, error)]) from error
            sentence = "the text is not UTF-8; write the column again as UTF-8"
            raise DataError([Problem("encoding", sentence, self.file, row, name)]) from error

    def _wholes(self, name: str) -> Column:
        """Read whole numbers as 8 or 32 bits if the first of them are that small, as 64 if others are not.

        Numbers beyond 64 bits with a sign become texts.
        """
        first = pc.min_max(_decoded(self._first(name))).as_py()
        low, high = first["min"] or 0, first["max"] or 0
        for width in (np.int8, np.int32, np.int64):
            if np.iinfo(width).min <= low and high <= np.iinfo(width).max:
                with contextlib.suppress(_TooWideError):
                    return self._wholes_of(name, width)
        return self._texts(name)

    def _wholes_of(self, name: str, width: type[np.signedinteger[Any]]) -> WholeColumn:
        values = np.empty(self.records, width)
        missing = np.zeros(self.records, bool)
        limits = np.iinfo(width)

        def write(start: int, stop: int, piece: pa.Array) -> None:
            piece = _decoded(piece)
            if piece.null_count:
                missing[start:stop] = piece.is_null().to_numpy(zero_copy_only=False)
                piece = pc.fill_null(piece, 0)
            ends = pc.min_max(piece).as_py()
            if not limits.min <= ends["min"] <= ends["max"] <= limits.max:
                raise _TooWideError
            values[start:stop] = piece.cast(pa.from_numpy_dtype(values.dtype)).to_numpy()

        self._read(name, write, dictionary=False)
        return WholeColumn(values, missing if missing.any() else None)

    def _texts(self, name: str) -> TextColumn:
        codes = np.empty(self.records, np.int32)
        chunks: list[Chunk] = []
        textual = _is_text(self.schema.field(name).type)

        def write(start: int, stop: int, piece: pa.Array) -> None:
            entries = code_chunk(piece if textual else _coded_numbers(piece), codes[start:stop])
            entries.validate(full=True)
            chunks.append(Chunk(start, stop, entries))

        self._read(name, write, dictionary=textual and _repeats(self._first(name)))
        return TextColumn(codes, tuple(sorted(chunks, key=lambda chunk: chunk.start)), typed=textual)

    def _not_utf8(self, name: str) -> int | None:
        """Return the row of the first text that is not UTF-8 in a column that could not be read."""
        start = 0
        with contextlib.suppress(*_FAULTS), _open(self.path, dictionary=(name,)) as file:
            for batch in file.iter_batches(CHUNK, columns=[name], use_threads=False):
                wrong = _not_utf8(batch.column(0)) if _is_text(self.schema.field(name).type) else None
                if wrong is not None:
                    return start + wrong + 1
                start += batch.num_rows
        return None

    def _first(self, name: str) -> pa.Array:
        """Return some rows from the column's beginning."""
        group = next(number for number, size in enumerate(self.sizes) if size)
        with _open(self.path) as file:
            batches = file.iter_batches(_FIRST, row_groups=[group], columns=[name], use_threads=False)
            for batch in batches:
                return batch.column(0)
        raise ValueError("a row group has not as many rows as it says")

    def _read(self, name: str, write: Callable[[int, int, pa.Array], None], *, dictionary: bool) -> None:
        """Call `write(first record, end, array)` for every piece of a column, from several threads."""
        starts = [0, *itertools.accumulate(self.sizes)]

        def read(group: int) -> None:
            start = starts[group]
            with _open(self.path, metadata=self.metadata, dictionary=(name,) if dictionary else ()) as file:
                for batch in file.iter_batches(CHUNK, row_groups=[group], columns=[name], use_threads=False):
                    if start + batch.num_rows > starts[group + 1]:
                        break
                    if batch.num_rows:
                        write(start, start + batch.num_rows, batch.column(0))
                    start += batch.num_rows
            if start != starts[group + 1]:
                raise ValueError("a row group has not as many rows as it says")

        with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
            list(pool.map(read, range(len(self.sizes))))


def open_parquet(
    path: Path, file: str, options: ReadOptions | ColumnOptions, problems: Problems
) -> ParquetPart | None:
    """Open a Parquet file; None where `problems` says why it cannot be read."""
    with path.open("rb") as stream:
        head = stream.read(4)
    if not head:
        problems.add("empty", "the file is empty; export it again", file=file)
        return None
    if head not in (b"PAR1", b"PARE"):
        problems.add("not-parquet", "this is no Parquet file; give it the ending of what it is", file=file)
        return None
    try:
        with _open(path) as opened:
            metadata, schema = opened.metadata, opened.schema_arrow
            sizes = tuple(opened.read_row_group(i, columns=[]).num_rows for i in range(opened.num_row_groups))
    except _FAULTS as error:
        problems.add("damaged", _damaged(file, None, error).sentence, file=file)
        return None
    unread = check_names(schema.names, options, file, problems, sample=lambda: _sample(path))
    unread |= _check_types(schema, options, file, problems)
    if not readable_names(schema.names, unread, options):
        return None
    if not sum(sizes):
        problems.add("no-rows", "the file has columns but no rows; export it again", file=file)
        return None
    return ParquetPart(file, path, metadata, schema, options.criteria, sizes, unread)


def _sample(path: Path) -> dict[str, list[Any]]:
    """Return the first cells of each column; nothing where they cannot be read."""
    with contextlib.suppress(*_FAULTS), _open(path) as file:
        for batch in file.iter_batches(SAMPLE, use_threads=False):
            return dict(batch.to_pydict())
    return {}


def _open(
    path: Path, *, metadata: pq.FileMetaData | None = None, dictionary: tuple[str, ...] = ()
) -> pq.ParquetFile:
    return pq.ParquetFile(
        path, metadata=metadata, read_dictionary=list(dictionary), page_checksum_verification=True
    )


def _damaged(file: str, column: str | None, error: BaseException) -> Problem:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    sentence = f"the Parquet file is damaged or cut off ({shown(reason, 120)}); copy or export it again"
    return Problem("damaged", sentence, file=file, column=column)


def _is_text(kind: pa.DataType) -> bool:
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    tests = ("is_string", "is_large_string", "is_string_view", "is_binary", "is_large_binary", "is_null")
    return any(getattr(pa.types, test)(plain) for test in tests)


def _is_whole(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind.value_type if pa.types.is_dictionary(kind) else kind))


def _check_types(
    schema: pa.Schema, options: ReadOptions | ColumnOptions, file: str, problems: Problems
) -> set[str]:
    """Note each column of a type that cannot hold what belongs there; return these columns."""
    unread = set()
    ratings = rating_names(options)
    facts = {fact.column: fact.kind for fact in options.facts}
    for name in dict.fromkeys((*required_names(options), *optional_names(options))):
        if name not in schema.names:
            continue
        kind = schema.field(name).type
        number = pa.types.is_floating(kind) or pa.types.is_decimal(kind)
        other = isinstance(options, ColumnOptions)
        if _is_text(kind) or _is_whole(kind) or (number and name in ratings):
            continue
        if other and pa.types.is_boolean(kind):
            continue
        if name in facts and _holds(facts[name], kind):
            continue
        needs = "numbers" if other and name in ratings else "whole numbers"
        needs = needs if name in ratings else "text or whole numbers"
        needs = facts[name].value if name in facts else needs
        sentence = f"the column holds {shown(kind)} values, and must hold {needs}; convert it"
        problems.add("column-type", sentence, file=file, column=name)
        unread.add(name)
    return unread


def _holds(fact: FactKind, kind: pa.DataType) -> bool:
    """Whether a column that is neither text nor whole numbers can hold such facts."""
    if fact is FactKind.NUMBER:
        return bool(pa.types.is_floating(kind) or pa.types.is_decimal(kind))
    day = pa.types.is_date(kind) or pa.types.is_timestamp(kind)
    return bool((day and fact is not FactKind.NAME) or (pa.types.is_boolean(kind) and fact is FactKind.MARK))


def _repeats(first: pa.Array) -> bool:
    """Whether texts repeat so much that they are read as the dictionary they are probably stored as.

    Writers give up a dictionary that grows too long. To build one anew while reading plain texts is slower than
    to read the texts and code them afterwards.
    """
    texts = _decoded(first).cast(pa.large_binary())
    return bool(5 * pc.count_distinct(texts).as_py() <= len(texts))


def _decoded(piece: pa.Array) -> pa.Array:
    return piece.dictionary_decode() if pa.types.is_dictionary(piece.type) else piece


def _not_utf8(piece: pa.Array) -> int | None:
    """Return the place of the first text that is not UTF-8; None where all are."""
    texts = _decoded(piece).cast(pa.large_binary())
    texts.validate(full=True)
    for place, text in enumerate(texts.to_pylist()):
        try:
            (text or b"").decode()
        except UnicodeDecodeError:
            return place
    return None


def _coded_numbers(piece: pa.Array) -> pa.DictionaryArray:
    """Return floats or decimals as a dictionary of their texts."""
    coded = pc.dictionary_encode(piece)
    return pa.DictionaryArray.from_arrays(coded.indices, coded.dictionary.cast(pa.string()))
