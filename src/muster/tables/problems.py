"""Collect what is wrong with the files, so that all of it is reported together and no list never ends."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from muster.engine.errors import DataError, Problem

__all__ = ["LISTED", "Problems", "shown"]

LISTED = 20
"""Problems of one kind listed for one file; the rest are counted in one line."""

Rows = NDArray[np.int64]


def shown(value: object, limit: int = 40) -> str:
    """Return a value in quotes, shortened, with what a terminal cannot print escaped."""
    text = str(value)
    short = text[: limit - 1] + "…" if len(text) > limit else text
    return "'" + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short) + "'"


class Problems:
    """The problems found so far. Problems of one kind in one file beyond `LISTED` are only counted."""

    def __init__(self) -> None:
        self._listed: dict[tuple[str | None, str], list[Problem]] = {}
        self._more: dict[tuple[str | None, str], int] = {}

    def __bool__(self) -> bool:
        """Whether anything was found."""
        return bool(self._listed)

    def room(self, code: str, file: str | None) -> int:
        """Return how many more problems of this kind would be listed."""
        return LISTED - len(self._listed.get((file, code), ()))

    def add(
        self,
        code: str,
        sentence: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        **params: object,
    ) -> None:
        """Note one problem."""
        if self.room(code, file) > 0:
            problem = Problem(code, sentence, file=file, row=row, column=column, params=params)
            self._listed.setdefault((file, code), []).append(problem)
        else:
            self.count(code, 1, file=file)

    def include(self, error: DataError) -> None:
        """Note the problems of an error."""
        for found in error.problems:
            self._listed.setdefault((found.file, found.code), []).append(found)

    def count(self, code: str, more: int, *, file: str | None = None) -> None:
        """Note problems of a kind that need not be listed one by one."""
        if more > 0:
            self._more[file, code] = self._more.get((file, code), 0) + more

    def add_each(
        self,
        code: str,
        *,
        file: str,
        column: str | Callable[[int], str | None] | None,
        records: Rows,
        rows: Callable[[Rows], list[int]],
        sentence: Callable[[int], str],
    ) -> None:
        """Note one problem for each of these records of a file; `sentence` is asked only for the listed ones.

        `rows` turns numbers of records (0 is the first) into the rows that an editor shows; `column` is the
        column's name, or returns that of a record.
        """
        first = np.sort(records)[: max(self.room(code, file), 0)]
        for record, row in zip(first.tolist(), rows(first), strict=True):
            name = column(record) if callable(column) else column
            self.add(code, sentence(record), file=file, row=row, column=name)
        self.count(code, records.size - first.size, file=file)

    def all(self) -> list[Problem]:
        """Return the problems file by file, kind by kind and by row; a kind's rest is in one line."""
        found: list[Problem] = []
        for file in dict.fromkeys(file for file, _ in self._listed):
            kinds = [(key, sorted(kind, key=_row)) for key, kind in self._listed.items() if key[0] == file]
            for key, kind in sorted(kinds, key=lambda pair: _row(pair[1][0])):
                found += kind
                more = self._more.get(key, 0)
                if more:
                    sentence = f"... and {more:,} more like this"
                    column = kind[-1].column
                    found.append(Problem(key[1], sentence, file=file, column=column, params={"more": more}))
        return found

    def stop(self) -> None:
        """Raise a `DataError` with everything found, if anything was."""
        if self:
            raise DataError(self.all())


def _row(problem: Problem) -> int:
    return problem.row or 0
