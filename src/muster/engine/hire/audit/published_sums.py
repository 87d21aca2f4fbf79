"""What a report publishes, written as sums over the cells of a table that nobody sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from muster.engine.hire.audit.counting import AttributeCounts
from muster.engine.hire.audit.suppression import Key, Secret, Sums, as_growth
from muster.engine.shapes import IntArray

__all__ = ["EVERYBODY", "Names", "Numbers", "change_sums", "small", "stage_sums"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Names = tuple[str, ...]

EVERYBODY, SELECTED, REJECTED = "everybody", "selected", "rejected"
KINDS = (EVERYBODY, SELECTED, REJECTED)


@dataclass(frozen=True)
class Numbers:
    """What is said of one attribute: people by category, those unknown, and all; or changes of them.

    People are all people, or the selected or the rejected among them.
    """

    name: str
    parts: Names
    people: Mapping[Names, int]
    unknown: int
    total: int

    @classmethod
    def of(cls, counts: AttributeCounts, kind: str) -> Numbers:
        """Read off the counts of one kind of people."""
        values, unknown = counts.n, counts.unknown
        if kind == SELECTED:
            values, unknown = counts.selected, counts.unknown_selected
        elif kind == REJECTED:
            values, unknown = counts.n - counts.selected, counts.unknown - counts.unknown_selected
        people = dict(zip(counts.part_categories, values.tolist(), strict=True))
        return cls(counts.name, counts.parts, people, unknown, int(values.sum()) + unknown)

    def less(self, other: Numbers) -> Numbers:
        """Return the change since another report."""
        names = sorted({*self.people, *other.people})
        people = {one: self.people.get(one, 0) - other.people.get(one, 0) for one in names}
        return Numbers(self.name, self.parts, people, self.unknown - other.unknown, self.total - other.total)


@dataclass(frozen=True, eq=False)
class _Table:
    """The cells of one or two attributes, whose categories are `named`, and of what crosses them.

    It has a row and a column more for whoever's category is unknown. A cell that the crossing does not name is empty.
    """

    single: tuple[str, ...]
    crossed: str | None
    named: Mapping[str, Sequence[Names]]

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes, and what crosses them."""
        return self.single if self.crossed is None else (*self.single, self.crossed)

    @cached_property
    def cells(self) -> list[tuple[str | None, ...]]:
        """The cells, in the order of all vectors over them."""
        sides: list[list[str | None]] = [
            [*(one[0] for one in self.named[name]), None] for name in self.single
        ]
        found: list[tuple[str | None, ...]] = list(product(*sides))
        if self.crossed is None:
            return found
        crossing = set(self.named[self.crossed])
        return [cell for cell in found if None in cell or cell in crossing]

    def members(self, name: str, names: Names | None) -> Flags:
        """Return which cells a category is made of; for None, those where it is not known."""
        if name == self.crossed:
            return np.array([None in cell if names is None else cell == names for cell in self.cells])
        side = self.single.index(name)
        return np.array([cell[side] == (None if names is None else names[0]) for cell in self.cells])


@dataclass
class _Rows:
    """Sums over cells and paths, as they are gathered."""

    keys: list[Key | None] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    vectors: list[Floats] = field(default_factory=list)

    def add(self, key: Key | None, value: int, vector: Floats) -> None:
        self.keys.append(key)
        self.values.append(value)
        self.vectors.append(vector)

    def add_all(self, table: _Table, numbers: Mapping[str, Numbers], place: int, through: Flags) -> None:
        """Add what is published of a kind of people at a stage: those who go one of the paths in `through`."""
        said = [numbers[name] for name in table.names]
        for one in said:
            for names in table.named[one.name]:
                vector = _over(table.members(one.name, names), through)
                self.add((place, one.name, names), one.people.get(names, 0), vector)
            self.add(None, one.unknown, _over(table.members(one.name, None), through))
        self.add(None, said[0].total, _over(np.ones(len(table.cells), bool), through))

    def sums(self, secrets: Sequence[Secret], aside: frozenset[Key] = frozenset()) -> Sums:
        matrix = csr_array(np.array(self.vectors))
        return Sums(self.keys, np.array(self.values, np.float64), matrix, secrets, aside)


def small(numbers: Iterable[Numbers], smallest: int) -> set[tuple[str, Names]]:
    """Return the categories of few people, or that few joined or left."""
    return {
        (one.name, names)
        for one in numbers
        for names, people in one.people.items()
        if 0 < abs(people) < smallest
    }


def stage_sums(stages: Sequence[Sequence[AttributeCounts]], paths: IntArray, smallest: int) -> list[Sums]:
    """Return what stages (S) publish together of each two attributes; `paths` (P, S) as in `hide_small_at_stages`.

    An atom is a cell of the table and a path. Small counts stay unknown within `smallest`, and whether any of these
    people was selected or rejected.
    """
    goes = {EVERYBODY: paths > 0, SELECTED: paths == 2, REJECTED: paths == 1}
    said = [{kind: {one.name: Numbers.of(one, kind) for one in stage} for kind in KINDS} for stage in stages]
    systems = []
    for table in _tables([one for kinds in said for one in kinds[EVERYBODY].values()]):
        rows, secrets = _Rows(), list[Secret]()
        for place, kinds in enumerate(said):
            few = small(kinds[EVERYBODY].values(), smallest)
            for kind, numbers in kinds.items():
                through = goes[kind][:, place]
                secrets += _secrets(table, numbers, few, through, smallest if kind == EVERYBODY else 1)
                if kind != REJECTED:  # they are the others
                    rows.add_all(table, numbers, place, through)
        systems.append(rows.sums(secrets))
    return systems


def change_sums(
    place: int,
    counts: Sequence[AttributeCounts],
    earlier: Sequence[AttributeCounts],
    aside: Set[tuple[str, Names]],
    smallest: int,
) -> tuple[list[Sums], set[tuple[str, Names]]]:
    """Return what changed since an earlier report's stage, and the categories that few joined or left.

    The changes are those of everybody, of the selected and of the rejected, each two attributes by themselves.
    `aside` are the counts that the earlier report did not publish: nothing of their change is known.
    """
    then = {one.name: one for one in earlier}
    changes = {
        kind: {
            one.name: Numbers.of(one, kind).less(Numbers.of(then[one.name], kind))
            for one in counts
            if one.name in then
        }
        for kind in KINDS
    }
    few = small(changes[EVERYBODY].values(), smallest) - aside
    known = frozenset((place, *one) for one in aside)
    through = np.ones(1, bool)
    systems = []
    for kind, numbers in changes.items():
        for table in _tables(list(numbers.values())):
            rows = _Rows()
            rows.add_all(table, numbers, place, through)
            secrets = _secrets(table, numbers, few, through, smallest if kind == EVERYBODY else 1)
            systems.append(as_growth(rows.sums(secrets, known)))
    return systems, few


def _over(cells: Flags, through: Flags) -> Floats:
    return np.outer(cells, through).astype(np.float64).ravel()


def _secrets(
    table: _Table, numbers: Mapping[str, Numbers], few: Set[tuple[str, Names]], through: Flags, width: int
) -> list[Secret]:
    return [
        Secret(_over(table.members(name, names), through), numbers[name].people.get(names, 0), width)
        for name, names in sorted(few)
        if name in table.names
    ]


def _tables(numbers: Iterable[Numbers]) -> list[_Table]:
    """Return each two attributes with their crossing, or one alone where there is no other."""
    named: dict[str, set[Names]] = {}
    parts: dict[str, Names] = {}
    for one in numbers:
        named.setdefault(one.name, set()).update(one.people)
        parts[one.name] = one.parts
    categories = {name: sorted(names) for name, names in named.items()}
    single = [name for name, made in parts.items() if len(made) == 1]
    crossed: dict[Names, str] = {made: name for name, made in parts.items() if len(made) == 2}
    pairs: list[Names] = list(combinations(single, 2)) or [(name,) for name in single]
    return [_Table(pair, crossed.get(pair), categories) for pair in pairs]
