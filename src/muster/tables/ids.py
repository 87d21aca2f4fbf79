"""Ids to codes: every file's column of one field becomes int32 codes into one sorted array of ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from muster.tables.columns import Chunk, Codes, Column, TextColumn, WholeColumn, as_text, pieces
from muster.tables.options import MAX_ID
from muster.tables.problems import LISTED, Problems, Rows, shown
from muster.tables.spelling import (
    Spellings,
    group_equal,
    look_at,
    same_numbers,
    study,
    to_numpy,
    whole_numbers,
)

__all__ = ["Coded", "CodedInterviews", "Source", "code_ids", "code_interviews"]

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Source:
    """One file's column of a field, and how to name a place in it; `name` is None where it has none."""

    file: str
    name: str | None
    column: Column
    rows: Callable[[Rows], list[int]]
    distinct: Callable[[Rows], Rows] = lambda records: records


@dataclass(frozen=True)
class Coded:
    """Codes of each source's records (-1 where the id is missing) into `ids`, sorted; and remarks on them."""

    codes: list[Codes]
    ids: NDArray[Any]
    notes: tuple[str, ...] = ()


def code_ids(field: str, sources: Sequence[Source], problems: Problems) -> Coded:
    """Code the ids of one field over all files; note ids that are spelled in a way nobody can rely on.

    Whole numbers sort as numbers, texts by code point. Ids are integers where every file's are (in a CSV
    file: where every id is the plain way to write a number); otherwise they are compared as text.
    """
    columns = [source.column for source in sources]
    if all(isinstance(column, WholeColumn) for column in columns):
        return _code_wholes([column for column in columns if isinstance(column, WholeColumn)])
    texts = [as_text(column) for column in columns]
    entries, numbers, spellings = _join(texts)
    known = study(spellings, look_at(entries))
    _check_each(field, sources, texts, numbers, known, problems)
    _check_alike(field, sources, texts, numbers, known, problems)
    kept = np.flatnonzero(~known.blank)
    trimmed = known.trimmed if kept.size == known.blank.size else known.trimmed.gather(kept)
    values = None if any(text.typed for text in texts) else whole_numbers(trimmed)
    place = np.full(len(spellings), -1, np.int32)
    place[kept], ids = _places_of_texts(trimmed) if values is None else _places(values)
    notes = () if values is not None else _note_numbers(field, sources, texts, numbers, known.trimmed)
    return Coded(_recode(texts, place[numbers]), ids, notes)


@dataclass(frozen=True)
class CodedInterviews:
    """Codes of each source's records (-1 where the id is missing), with gaps, and a bound above all of them.

    `names` returns the ids of codes.
    """

    codes: list[Codes]
    bound: int
    names: Callable[[Codes], NDArray[Any]]

    @property
    def complete(self) -> bool:
        """Whether every record has an id."""
        return all(not codes.size or codes.min() >= 0 for codes in self.codes)


def code_interviews(sources: Sequence[Source]) -> CodedInterviews:
    """Code interview ids, which need only be told apart: white space around them is ignored, case is not."""
    columns = [source.column for source in sources]
    if all(isinstance(column, WholeColumn) for column in columns):
        wholes = [column for column in columns if isinstance(column, WholeColumn)]
        low, high = _range(wholes)
        if high - low < np.iinfo(np.int32).max:
            shifted = [_shift(column, low) for column in wholes]
            return CodedInterviews(shifted, high - low + 1, lambda codes: codes.astype(np.int64) + low)
        coded = _code_wholes(wholes)
        return CodedInterviews(coded.codes, coded.ids.size, lambda codes: coded.ids[codes])
    texts = [as_text(column) for column in columns]
    entries = _entries(texts)
    look = look_at(entries)
    if look.plain and look.shortest > 0:
        return _named(texts, *group_equal(entries))
    trimmed = pl.Series(pl.from_arrow(entries)).str.strip_chars()
    numbers, different = group_equal(
        pa.chunked_array([trimmed.to_arrow(compat_level=pl.CompatLevel.oldest())])
    )
    numbers[(trimmed.str.len_bytes() == 0).to_numpy()] = -1
    return _named(texts, numbers, different)


def _named(texts: Sequence[TextColumn], numbers: NDArray[np.int32], different: pl.Series) -> CodedInterviews:
    return CodedInterviews(
        _recode(texts, numbers), len(different), lambda codes: to_numpy(different.gather(codes))
    )


def _entries(texts: Sequence[TextColumn]) -> pa.ChunkedArray:
    return pa.chunked_array([chunk.entries for text in texts for chunk in text.chunks], pa.string())


def _join(texts: Sequence[TextColumn]) -> tuple[pa.ChunkedArray, NDArray[np.int32], pl.Series]:
    entries = _entries(texts)
    numbers, spellings = group_equal(entries)
    return entries, numbers, spellings


def _places(values: NDArray[Any]) -> tuple[Codes, NDArray[Any]]:
    ids, places = np.unique(values, return_inverse=True)
    return places.astype(np.int32), ids


def _places_of_texts(trimmed: pl.Series) -> tuple[Codes, NDArray[Any]]:
    places = np.arange(len(trimmed), dtype=np.int32)
    if trimmed.is_sorted():
        return places, to_numpy(trimmed)
    order = trimmed.arg_sort()
    ranks = np.empty_like(places)
    ranks[order.to_numpy()] = places
    return ranks, to_numpy(trimmed.gather(order))


def _recode(texts: Sequence[TextColumn], table: NDArray[np.int32]) -> list[Codes]:
    """Replace each text's codes, in place, by what the table says of its entry; -1 stays."""
    base = 0
    for text in texts:
        for chunk in text.chunks:
            local = _local(table, base, chunk, np.int32(-1))
            text.codes[chunk.start : chunk.stop] = local[text.codes[chunk.start : chunk.stop]]
            base += len(chunk.entries)
    return [text.codes for text in texts]


def _local(table: NDArray[Any], base: int, chunk: Chunk, missing: np.int32 | bool) -> NDArray[Any]:
    """Return a chunk's part of a table by entry, with what -1 stands for at its end."""
    return np.append(table[base : base + len(chunk.entries)], missing)


def _range(columns: Sequence[WholeColumn]) -> tuple[int, int]:
    present = [c.values if c.missing is None else c.values[~c.missing] for c in columns]
    present = [values for values in present if values.size]
    if not present:
        return 0, 0
    return min(int(values.min()) for values in present), max(int(values.max()) for values in present)


def _shift(column: WholeColumn, low: int) -> Codes:
    """Return the numbers less `low`; the differences fit, and 32-bit sums on the way to them may wrap."""
    narrow = column.values.dtype.itemsize <= np.dtype(np.int32).itemsize
    codes = np.empty(column.values.size, np.int32)
    for start, stop in pieces(codes.size):
        codes[start:stop] = (
            column.values[start:stop] if narrow else column.values[start:stop].astype(np.int64) - low
        )
    if narrow:
        codes -= np.int32(low)
    if column.missing is not None:
        codes[column.missing] = -1
    return codes


def _code_wholes(columns: Sequence[WholeColumn]) -> Coded:
    """Code whole numbers through a table of their range where that is short, else by their dictionaries."""
    low, high = _range(columns)
    room = 8 * sum(column.values.size for column in columns) + (1 << 20)
    if high - low > min(room, np.iinfo(np.int32).max - 1):
        return _code_sparse(columns)
    shifted = [_shift(column, low) for column in columns]
    occurs = np.zeros(high - low + 2, bool)
    for codes in shifted:
        for start, stop in pieces(codes.size):
            occurs[codes[start:stop]] = True
    occurs[-1] = False
    table = np.cumsum(occurs, dtype=np.int32) - np.int32(1)
    table[-1] = -1
    for codes in shifted:
        for start, stop in pieces(codes.size):
            codes[start:stop] = table[codes[start:stop]]
    return Coded(shifted, np.flatnonzero(occurs) + low)


def _code_sparse(columns: Sequence[WholeColumn]) -> Coded:
    found = [np.unique(c.values if c.missing is None else c.values[~c.missing]) for c in columns]
    ids = np.unique(np.concatenate(found)).astype(np.int64)
    coded = []
    for column in columns:
        codes = np.empty(column.values.size, np.int32)
        for start, stop in pieces(codes.size):
            mine, places = np.unique(column.values[start:stop], return_inverse=True)
            codes[start:stop] = np.searchsorted(ids, mine)[places]
        if column.missing is not None:
            codes[column.missing] = -1
        coded.append(codes)
    return Coded(coded, ids)


def _records(texts: Sequence[TextColumn], numbers: NDArray[np.int32], flags: Flags) -> list[Rows]:
    """Return each text's records whose spelling is flagged."""
    entry_flags = flags[numbers]
    found = []
    base = 0
    for text in texts:
        mine = [np.empty(0, np.int64)]
        for chunk in text.chunks:
            local = _local(entry_flags, base, chunk, False)
            if local.any():
                mine.append(np.flatnonzero(local[text.codes[chunk.start : chunk.stop]]) + chunk.start)
            base += len(chunk.entries)
        found.append(np.concatenate(mine))
    return found


def _text_at(text: TextColumn, record: int) -> str:
    chunk = next(chunk for chunk in text.chunks if chunk.start <= record < chunk.stop)
    return str(chunk.entries[int(text.codes[record])])


def _first_place(number: int, texts: Sequence[TextColumn], numbers: NDArray[np.int32]) -> tuple[int, int]:
    """Return where a spelling stands first: the number of the source, and the record."""
    flags = np.zeros(int(numbers.max()) + 1, bool)
    flags[number] = True
    found = _records(texts, numbers, flags)
    at = next(place for place, records in enumerate(found) if records.size)
    return at, int(found[at].min())


def _note_numbers(
    field: str,
    sources: Sequence[Source],
    texts: Sequence[TextColumn],
    numbers: NDArray[np.int32],
    trimmed: pl.Series,
) -> tuple[str, ...]:
    """Say of ids that are one number, written in several ways, that they count as several."""
    groups = same_numbers(trimmed)
    if not groups:
        return ()
    places = sorted(_first_place(number, texts, numbers) for number in groups[0][:2])
    first, second = (
        f"{shown(_text_at(texts[at], record).strip())} ({sources[at].file}, row"
        f" {sources[at].rows(np.array([record]))[0]:,})"
        for at, record in places
    )
    more = f"; there are {len(groups) - 1:,} more such pairs" if len(groups) > 1 else ""
    sentence = f"{field[:1].upper()}{field[1:]} {first} and {second} are one number and count as two{more}."
    return (f"{sentence} If they are one, write them alike.",)


def _check_each(
    field: str,
    sources: Sequence[Source],
    texts: Sequence[TextColumn],
    numbers: NDArray[np.int32],
    known: Spellings,
    problems: Problems,
) -> None:
    """Note ids that are too long or hold characters that cannot be printed."""
    long = known.lengths > MAX_ID
    for code, flags in (("id-too-long", long), ("id-control", known.control & ~long)):
        if not flags.any():
            continue
        for source, text, records in zip(sources, texts, _records(texts, numbers, flags), strict=True):

            def sentence(record: int, code: str = code, text: TextColumn = text) -> str:
                value = _text_at(text, record)
                if code == "id-too-long":
                    return (
                        f"the {field} {shown(value, 20)} has {len(value.strip()):,} characters, and the most"
                        f" is {MAX_ID}; check that the quotation marks and the column are right"
                    )
                return f"the {field} {shown(value)} holds a character that cannot be printed; remove it"

            problems.add_each(
                code,
                file=source.file,
                column=source.name,
                records=source.distinct(records),
                rows=source.rows,
                sentence=sentence,
            )


def _check_alike(
    field: str,
    sources: Sequence[Source],
    texts: Sequence[TextColumn],
    numbers: NDArray[np.int32],
    known: Spellings,
    problems: Problems,
) -> None:
    """Note ids that are the same but for case or white space, with the first place of each spelling."""
    places: list[tuple[int, int]] = []

    for group in known.alike[:LISTED]:
        places = sorted(_first_place(number, texts, numbers) for number in group[:LISTED])
        source, record = places[0]
        first = shown(_text_at(texts[source], record))
        row = f"row {sources[source].rows(np.array([record]))[0]:,}"
        for at, other in places[1:]:
            where = row if at == source else f"{sources[source].file}, {row}"
            problems.add(
                "ids-alike",
                f"the {field} {shown(_text_at(texts[at], other))} differs from {first} ({where}) only in"
                " case or spaces; write one person or thing one way",
                file=sources[at].file,
                row=sources[at].rows(np.array([other]))[0],
                column=sources[at].name,
            )
    if len(known.alike) > LISTED:
        problems.count("ids-alike", len(known.alike) - LISTED, file=sources[places[-1][0]].file)
