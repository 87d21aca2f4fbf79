"""JSON and JSON Lines: a list of records, pages of them, or one record a line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from muster.tables.columns import Column, WholeColumn, text_column
from muster.tables.greenhouse import is_greenhouse, read_greenhouse
from muster.tables.layout import SAMPLE, check_names, rating_names, readable_names
from muster.tables.options import ColumnOptions, ReadOptions
from muster.tables.problems import Problems, shown
from muster.tables.text import check_encoding, check_start

__all__ = ["RecordsPart", "open_records"]

_INT64 = 1 << 63
_MANY_DIGITS = re.compile(r"[0-9]{4301,}")  # more than Python takes for a number
_HALF = "\N{REPLACEMENT CHARACTER}"


@dataclass
class RecordsPart:
    """Records of a JSON file, their columns in memory. `places` are the rows to name."""

    file: str
    criteria: tuple[str, ...] | None
    columns: dict[str, Column]
    places: NDArray[np.int64]
    unread: set[str]
    span: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()
    cards: NDArray[np.int64] | None = None
    """The number of the scorecard that each record is a rating of, where a file has them whole."""

    def __post_init__(self) -> None:
        self._names = frozenset(self.columns)

    @property
    def records(self) -> int:
        """Number of records."""
        return self.places.size

    def has(self, name: str) -> bool:
        """Whether the file has this column."""
        return name in self._names

    def column(self, name: str) -> Column:
        """Hand over a column; each can be had once, so that nothing is kept in memory twice."""
        return self.columns.pop(name)

    def rows(self, records: NDArray[np.int64]) -> list[int]:
        """Return where records stand: the line in JSON Lines, else the number of the record from 1."""
        return [int(place) for place in self.places[records]]

    def distinct(self, records: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the first record of each scorecard; outside of Greenhouse each stands for itself."""
        if self.cards is None:
            return records
        return records[np.sort(np.unique(self.cards[records], return_index=True)[1])]


def open_records(
    path: Path, file: str, options: ReadOptions | ColumnOptions, problems: Problems
) -> RecordsPart | None:
    """Read a JSON or JSON Lines file; None where `problems` says why it cannot be read."""
    if not check_start(path, file, problems) or not check_encoding(path, file, problems):
        return None
    lines = path.suffix.lower() in (".jsonl", ".ndjson")
    decoder = _Decoder()
    try:
        values = list(_lines(path, decoder) if lines else _values(path.read_text("utf-8-sig"), decoder))
    except _BrokenError as broken:
        problems.add("json", broken.sentence, file=file, row=broken.row)
        return None
    records, places = _flatten(values, file, problems, lines=lines)
    if records is None:
        return None
    if not records:
        problems.add("no-rows", "the file holds no records; export it again", file=file)
        return None
    for record, place in zip(records, places, strict=True) if decoder.doubled else ():
        for key in _doubled_keys(record):
            sentence = f"the key {shown(key)} stands twice in one object; keep one of them"
            problems.add("key-twice", sentence, file=file, row=place, column=key)
    if isinstance(options, ReadOptions) and is_greenhouse(records, options):
        return _greenhouse(records, places, file, options, problems)
    names = list(dict.fromkeys(key for record in records for key in record))
    unread = check_names(names, options, file, problems, sample=lambda: _sample(records, names))
    wanted = readable_names(set(names), unread, options)
    if not wanted:
        return None
    columns = {}
    for name in wanted:
        cells = [record.get(name) for record in records]
        numbers = name in rating_names(options) or any(name == fact.column for fact in options.facts)
        columns[name] = json_column(cells, places, file, name, problems, ratings=numbers)
    return RecordsPart(file, options.criteria, columns, np.array(places, np.int64), unread)


def _sample(records: Sequence[dict[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    return {name: [record.get(name) for record in records[:SAMPLE]] for name in names}


def json_column(
    cells: list[Any], places: Sequence[int], file: str, name: str, problems: Problems, *, ratings: bool
) -> Column:
    """Return JSON values as a column; note those that cannot be an id. Null is missing."""
    kinds = set(map(type, cells))
    if kinds == {int} and max(cells) < _INT64 and min(cells) >= -_INT64:
        return WholeColumn(np.array(cells, np.int64))
    if not kinds <= {str, int, type(None)} and not ratings:
        noted: object = None
        for number, cell in enumerate(cells):
            if not isinstance(cell, str | int | None) or isinstance(cell, bool):
                cells[number] = _written(cell)
                if cell is noted:  # the same object, once for each rating of a scorecard
                    continue
                noted = cell
                sentence = f"{shown(cells[number])} cannot be an id; write text or a whole number"
                problems.add("id-type", sentence, file=file, row=places[number], column=name)
    texts = [cell if isinstance(cell, str) or cell is None else _written(cell) for cell in cells]
    try:
        array = pa.array(texts, pa.string())
    except UnicodeEncodeError:
        whole = [
            _whole_text(text, place, file, name, problems) for text, place in zip(texts, places, strict=True)
        ]
        array = pa.array([None if ratings and text == _HALF else text for text in whole], pa.string())
    return text_column(array, typed=str in kinds)


def _whole_text(text: str | None, place: int, file: str, name: str, problems: Problems) -> str | None:
    r"""Return a text; note one with half a character (a lone \ud800 in JSON), which no file can hold again."""
    if text is None or not any("\ud800" <= letter <= "\udfff" for letter in text):
        return text
    sentence = f"{shown(text)} holds half a character; write it in full"
    problems.add("half-character", sentence, file=file, row=place, column=name)
    return _HALF


def _written(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except (ValueError, RecursionError):
        return f"a long {type(value).__name__}"


def _greenhouse(
    records: list[dict[str, Any]], places: Sequence[int], file: str, options: ReadOptions, problems: Problems
) -> RecordsPart | None:
    if options.criteria is not None:
        sentence = "a Greenhouse export names its criteria itself; leave --criteria out"
        problems.add("greenhouse-criteria", sentence, file=file)
        return None
    found = read_greenhouse(records, places, file, options, problems)
    if not found.places:
        if not problems:
            sentence = "no submitted scorecard rates anything; export them with their attributes"
            problems.add("no-rows", sentence, file=file)
        return None
    loose = {options.rating}
    for fact in options.facts:
        loose.add(fact.column)
        if fact.column not in found.cells:
            sentence = (
                f"no scorecard has a {shown(fact.column)}; name another with {fact.option}, or add it to each"
            )
            problems.add("no-column", sentence, file=file, column=fact.column)
            found.unread.add(fact.column)
    columns: dict[str, Column] = {}
    for name, cells in found.cells.items():
        columns[name] = json_column(cells, found.places, file, name, problems, ratings=name in loose)
    return RecordsPart(
        file,
        criteria=None,
        columns=columns,
        places=np.array(found.places, np.int64),
        unread=found.unread,
        span=found.span,
        notes=found.notes,
        cards=np.array(found.cards, np.int64),
    )


class _BrokenError(Exception):
    def __init__(self, sentence: str, row: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.row = row


def _decode(decoder: json.JSONDecoder, text: str, start: int, line: int) -> tuple[Any, int]:
    """Decode the value at `start`. Raises _BrokenError, with rows counted from `line`."""
    try:
        return decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        sentence = f"the JSON breaks at character {error.colno:,} of this line ({error.msg}); export it again"
        raise _BrokenError(sentence, line + error.lineno - 1) from error
    except RecursionError as error:
        sentence = "the JSON is nested too deeply to be scorecards; write a list of records"
        raise _BrokenError(sentence, line) from error
    except ValueError as error:
        digits = _MANY_DIGITS.search(text, start)
        row = line + text.count("\n", start, digits.start()) if digits else line
        sentence = "the JSON holds a number with too many digits; correct it or write it as text"
        raise _BrokenError(sentence, row) from error


class _Doubled(dict[str, Any]):
    """A JSON object in which a key stands twice."""

    key = ""


class _Decoder(json.JSONDecoder):
    """Decodes JSON and remembers whether a key stood twice in any object."""

    def __init__(self) -> None:
        super().__init__(object_pairs_hook=self._object)
        self.doubled = False

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.doubled = True
        doubled = _Doubled(found)
        doubled.key = Counter(key for key, _ in pairs).most_common(1)[0][0]
        return doubled


def _doubled_keys(value: object) -> Iterator[str]:
    """Yield the keys that stand twice in an object or in what it holds."""
    if isinstance(value, _Doubled):
        yield value.key
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _doubled_keys(inner)


def _values(text: str, decoder: _Decoder) -> Iterator[tuple[int, Any]]:
    """Yield `(1, value)` of each JSON value in a text: usually one, several where pages were joined."""
    at = _skip(text, 0)
    while at < len(text):
        value, at = _decode(decoder, text, at, 1)
        yield 1, value
        at = _skip(text, at)


def _lines(path: Path, decoder: _Decoder) -> Iterator[tuple[int, Any]]:
    """Yield the line and the value of each line that is not empty."""
    with path.open(encoding="utf-8-sig") as stream:
        for line, text in enumerate(map(str.rstrip, stream), start=1):
            start = _skip(text, 0)
            if start == len(text):
                continue
            value, end = _decode(decoder, text, start, line)
            if _skip(text, end) < len(text):
                raise _BrokenError("the line holds more than one JSON value; write one record a line", line)
            yield line, value


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _flatten(
    values: list[tuple[int, Any]], file: str, problems: Problems, *, lines: bool
) -> tuple[list[dict[str, Any]] | None, list[int]]:
    """Return the records of lists, lists of lists (pages) and single records, and where each stands."""
    records: list[dict[str, Any]] = []
    places: list[int] = []
    fine = True
    number = 0
    for line, value in values:
        pages = value if isinstance(value, list) else [value]
        for item in (record for page in pages for record in (page if isinstance(page, list) else [page])):
            number += 1
            place = line if lines else number
            if isinstance(item, dict):
                records.append(item)
                places.append(place)
            else:
                sentence = f"{shown(_written(item))} stands where a record should; write a list of records"
                problems.add("json", sentence, file=file, row=place)
                fine = False
    return (records if fine else None), places
