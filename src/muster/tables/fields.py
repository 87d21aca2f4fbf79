"""The fields of all parts, read and coded one after the other; the next column is read meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa

from muster.engine.errors import DataError
from muster.tables.columns import Chunk, Codes, Column, Part, TextColumn
from muster.tables.ids import Coded, CodedInterviews, Source, code_ids, code_interviews
from muster.tables.layout import optional_names
from muster.tables.options import ReadOptions
from muster.tables.problems import Problems
from muster.tables.ratings import Ratings, read_ratings

__all__ = ["FieldReader"]


class FieldReader:
    """Reads fields from all parts; `step` is called after each column. To be used in a `with` statement.

    Fields are asked for in the order candidate, interviewer, criterion, interview, ratings; others between.
    """

    def __init__(
        self, parts: Sequence[Part], options: ReadOptions, problems: Problems, step: Callable[[], None]
    ) -> None:
        self.parts = parts
        self.options = options
        self.problems = problems
        self.notes: list[str] = []
        self._step = step
        self._pool = ThreadPoolExecutor(1)
        self._expected = deque((part, name) for part, name in self._order() if name not in part.unread)
        self._reading: tuple[Part, str, Future[Column]] | None = None
        self._shared = {fact.column for fact in options.facts} & {*optional_names(options)}
        self._kept: dict[tuple[int, str], Column] = {}

    def __enter__(self) -> Self:
        self._read_ahead()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _coded(self, field: str, sources: Sequence[Source]) -> Coded:
        coded = code_ids(field, sources, self.problems)
        self.notes += coded.notes
        return coded

    def ids(self, field: str, name: str) -> Coded:
        """Return the codes of a field that every part has."""
        return self._coded(field, [self._source(part, name) for part in self.parts])

    def criteria(self) -> Coded:
        """Return the codes of criteria: of each record in a long part, of each rating column in a wide one."""
        sources = [
            self._source(part, self.options.criterion)
            if part.criteria is None
            else Source(part.file, None, _names_column(part.criteria), lambda records: [1] * records.size)
            for part in self.parts
        ]
        return self._coded("criterion", sources)

    def optional(self, field: str, name: str) -> Coded | None:
        """Return codes of a field that some parts have; -1 in the others; None where no part has it."""
        having = self._having(name)
        if not having:
            return None
        coded = self._coded(field, [self._source(part, name) for part in having])
        return Coded(self._filled(having, coded.codes), coded.ids)

    def interviews(self) -> CodedInterviews | None:
        """Return the codes of interview ids, -1 where there are none; None where no part has any."""
        name = self.options.interview
        having = self._having(name)
        if not having:
            return None
        coded = code_interviews([self._source(part, name) for part in having])
        return replace(coded, codes=self._filled(having, coded.codes))

    def told(self, name: str) -> CodedInterviews:
        """Return the codes of what stands in a column that every part has, -1 where nothing does."""
        return code_interviews([self._source(part, name) for part in self.parts])

    def ratings(self, part: Part) -> list[Ratings]:
        """Return a part's ratings, one array a rating column."""
        return [read_ratings(self._source(part, name), self.problems) for name in self._rating_names(part)]

    def _rating_names(self, part: Part) -> Sequence[str]:
        return part.criteria or (self.options.rating,)

    def _order(self) -> list[tuple[Part, str]]:
        """Return the columns in the order in which they will be asked for, without those that may not be."""
        options = self.options
        order = [(part, name) for name in (options.candidate, options.interviewer) for part in self.parts]
        order += [(part, options.criterion) for part in self.parts if part.criteria is None]
        order += [(part, options.interview) for part in self._having(options.interview)]
        return order + [(part, name) for part in self.parts for name in self._rating_names(part)]

    def _read_ahead(self) -> None:
        self._reading = None
        if self._expected:
            part, name = self._expected.popleft()
            self._reading = part, name, self._pool.submit(part.column, name)

    def _column(self, part: Part, name: str) -> Column:
        """Read a column; one that is read twice is kept, since codes are replaced in place."""
        if name not in self._shared:
            return self._read(part, name)
        key = (id(part), name)
        if key not in self._kept:
            self._kept[key] = self._read(part, name)
        kept = self._kept[key]
        return replace(kept, codes=kept.codes.copy()) if isinstance(kept, TextColumn) else kept

    def _read(self, part: Part, name: str) -> Column:
        if self._reading is None or (self._reading[0] is not part or self._reading[1] != name):
            return part.column(name)
        try:
            return self._reading[2].result()
        finally:
            self._read_ahead()

    def _source(self, part: Part, name: str) -> Source:
        """Return a column; an empty one in place of one that cannot be read, so that the others are checked."""
        column: Column = _empty_column(part.records)
        if name not in part.unread:
            try:
                column = self._column(part, name)
            except DataError as error:
                self.problems.include(error)
                part.unread.add(name)
        self._step()
        return Source(part.file, name, column, part.rows, part.distinct)

    def _having(self, name: str) -> list[Part]:
        """Return the parts that have an optional column."""
        wanted = name in optional_names(self.options)
        return [part for part in self.parts if wanted and _reads(part, name)]

    def _filled(self, having: Sequence[Part], codes: Sequence[Codes]) -> list[Codes]:
        """Return codes for every part, -1 throughout in those that `having` does not name."""
        found = {id(part): mine for part, mine in zip(having, codes, strict=True)}
        return [
            found[id(part)] if id(part) in found else np.full(part.records, -1, np.int32)
            for part in self.parts
        ]


def _reads(part: Part, name: str) -> bool:
    return part.has(name) and name not in part.unread


def _empty_column(records: int) -> TextColumn:
    return TextColumn(np.full(records, -1, np.int32), (), typed=True)


def _names_column(names: Sequence[str]) -> TextColumn:
    chunk = Chunk(0, len(names), pa.array(names, pa.string()))
    return TextColumn(np.arange(len(names), dtype=np.int32), (chunk,), typed=True)
