"""Take typed values out of a tree; a value that is not what it must be is one problem, with its place."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

import numpy as np

from muster.tables.problems import Problems, shown
from muster.tables.tree import Tree

__all__ = ["MOST_ITEMS", "Fields"]

MOST_ITEMS = 1_000
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SHARE = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})|(\d{1,3}(?:\.\d+)?)\s*%")

Made = TypeVar("Made")


class Fields:
    """A mapping of a file that is being read. What is wrong is noted once; then a stand-in is returned.

    `places` has the row of every place that was looked at, and `faulty` the places that have a problem; both are
    shared by all mappings of a file.
    """

    def __init__(
        self,
        tree: Tree,
        place: str,
        file: str,
        problems: Problems,
        places: dict[str, int | None],
        faulty: set[str],
    ) -> None:
        self.place, self.file, self.problems, self.places, self.faulty = place, file, problems, places, faulty
        self.places[place] = tree.row
        self._row = tree.row
        self._sound = isinstance(tree.value, dict)
        self._values: dict[str, Tree] = tree.value if self._sound else {}
        if not self._sound:
            self._fault("", "this must be a list of names with values", code="mapping")

    def _at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place and name else self.place or name

    def _fault(self, name: str, sentence: str, *, code: str = "value") -> None:
        if name and not self._sound:
            return  # what it is not was told already
        place = self._at(name)
        row = self._values[name].row if name in self._values else self._row
        self.faulty.add(place)
        self.problems.add(code, sentence, file=self.file, row=row, column=place or None)

    def fault(self, name: str, sentence: str) -> None:
        """Note what is wrong with a value."""
        self._fault(name, sentence)

    def allow(self, *names: str) -> None:
        """Note every name that is not one of these."""
        for name in self._values:
            if name not in names:
                near = difflib.get_close_matches(name, names, 1)
                hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
                self._fault(name, f"{shown(name)} is not known here; {hint}", code="unknown-key")

    def has(self, name: str) -> bool:
        """Whether a value is given."""
        return name in self._values and self._values[name].value is not None

    def _find(self, name: str, needed: bool) -> Any:
        tree = self._values.get(name)
        if tree is not None:
            self.places[self._at(name)] = tree.row
        if tree is None or tree.value is None:
            if needed:
                self._fault(name, "this is missing; give it", code="missing")
            return None
        return tree.value

    def number(self, name: str, *, needed: bool = False, stand_in: float = 1.0) -> float | None:
        """Return a number, None where there is none; `stand_in` for what is no number, or missing though needed."""
        value = self._find(name, needed)
        if value is None:
            return stand_in if needed else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._fault(
                name, f"{_told(value)} is no number; write it like 1000000 or 0.25, without quotes or signs"
            )
            return stand_in
        try:
            return float(value)
        except OverflowError:
            return math.inf

    def whole(self, name: str) -> int | None:
        """Return a whole number, None where there is none."""
        value = self._find(name, False)
        if value is None:
            return None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self._fault(name, f"{_told(value)} is no whole number; write it like 48")
            return 1
        return value

    def share(self, name: str) -> float | Fraction:
        """Return a fraction: a number, or written like 1/3 or 25%."""
        value = self._find(name, True)
        if value is None:
            return 1.0
        if isinstance(value, str):
            written = _SHARE.fullmatch(value.strip())
            if written is not None and written[2] not in ("0",):
                return (
                    Fraction(int(written[1]), int(written[2])) if written[1] else Fraction(written[3]) / 100
                )
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._fault(name, f"{_told(value)} is no fraction; write it like 0.25, 1/3 or 25%")
            return 1.0
        return float(value) if abs(value) < 1e300 else math.inf

    def text(self, name: str, *, needed: bool = False, stand_in: str = "") -> str:
        """Return a text on one line, without blanks at its ends."""
        value = self._find(name, needed)
        if value is None:
            return stand_in
        if not isinstance(value, str) or not value.strip() or len(value) > 200 or not value.isprintable():
            self._fault(name, f"{_told(value)} must be a text of one line, up to 200 characters")
            return stand_in
        return value.strip()

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self._find(name, False)
        if value is not None and not isinstance(value, bool):
            self._fault(name, f"{_told(value)} must be true or false")
            return False
        return bool(value)

    def day(self, name: str, *, needed: bool = False, stand_in: np.datetime64 | None = None) -> Any:
        """Return a day, written like 2026-03-31."""
        value = self._find(name, needed)
        if value is None:
            return stand_in if needed else None
        written = _DAY.fullmatch(value) if isinstance(value, str) else None
        if written is None:
            self._fault(name, f"{_told(value)} is no day; write it like 2026-03-31")
            return stand_in
        year, month, day = (int(part) for part in written.groups())
        try:
            return np.datetime64(date(year, month, day), "D")
        except ValueError:
            if (month, day) == (2, 29):
                self._fault(name, f"{year} has no 29 February; write {year}-02-28 or {year}-03-01")
            else:
                self._fault(name, f"{_told(value)} is not in the calendar; correct it")
            return stand_in

    def inner(self, name: str) -> Fields | None:
        """Return the mapping of a name, None where there is none."""
        if self._find(name, False) is None:
            return None
        return self._child(self._values[name], self._at(name))

    def each(self, name: str, make: Callable[[Fields], Made]) -> tuple[Made, ...]:
        """Return what `make` makes of each entry of a list of mappings."""
        value = self._find(name, False)
        if value is None:
            return ()
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            self._fault(
                name, f"this must be a list of up to {MOST_ITEMS:,} entries; begin each with a hyphen"
            )
            return ()
        return tuple(make(self._child(item, f"{self._at(name)}[{at}]")) for at, item in enumerate(value))

    def items(self, name: str) -> Iterator[tuple[Tree, str]]:
        """Yield the entries of a list with their places."""
        value = self._find(name, False)
        if value is None:
            return
        if not isinstance(value, list) or not 0 < len(value) <= MOST_ITEMS:
            self._fault(name, f"this must be a list of 1 to {MOST_ITEMS:,} entries")
            return
        for at, item in enumerate(value):
            place = f"{self._at(name)}[{at}]"
            self.places[place] = item.row
            yield item, place

    def names(self) -> Sequence[str]:
        """Return the names that are given."""
        return tuple(self._values)

    def _child(self, tree: Tree, place: str) -> Fields:
        return Fields(tree, place, self.file, self.problems, self.places, self.faulty)

    def child(self, tree: Tree, place: str) -> Fields:
        """Return the mapping at an entry of a list."""
        return self._child(tree, place)


def _told(value: object) -> str:
    if isinstance(value, dict | list):
        return "this"
    return shown({True: "true", False: "false"}[value] if isinstance(value, bool) else value)
