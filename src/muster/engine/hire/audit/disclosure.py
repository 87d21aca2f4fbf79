"""Which counts may be published, so that no number and no difference of numbers tells of a few people.

Small counts are left out, and then, one by one, the cheapest others by which a small one could be worked out. What
could be worked out is asked of a linear programme: the least and the most that a hidden count can be, given every
published sum (Fischetti & Salazar 2001, Management Science 47, 1008; Hundepool et al. 2012, Statistical Disclosure
Control, chapter 4). The same is asked of the differences from the report before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.hire.audit.counting import AttributeCounts

__all__ = ["SMALLEST", "Earlier", "hide_small"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Key = tuple[str, tuple[str, ...]]

SMALLEST = 5
"""People of a category below which nothing of it is published, unless told."""

EVERYBODY, SELECTED, REJECTED = "everybody", "selected", "rejected"
BINDS = 1e-7  # least weight of a published sum in a bound


@dataclass(frozen=True, eq=False)
class Earlier:
    """An earlier report: what it counted, and which of the counts it did not publish (one array an attribute).

    `lasting` are those that no later report publishes either, in the shape of `hidden`: of people who stay the same it
    would tell what this one hid because there were few of them.
    """

    counts: tuple[AttributeCounts, ...]
    hidden: tuple[Flags, ...]
    lasting: tuple[Flags, ...] = ()


@dataclass(frozen=True)
class _Numbers:
    """What a report says of one attribute: people by category, those unknown, and all; or changes of them.

    People are all people, or the selected or the rejected among them.
    """

    name: str
    parts: tuple[str, ...]
    people: dict[tuple[str, ...], int]
    unknown: int
    total: int

    @classmethod
    def of(cls, counts: AttributeCounts, kind: str) -> _Numbers:
        values, unknown = counts.n, counts.unknown
        if kind == SELECTED:
            values, unknown = counts.selected, counts.unknown_selected
        elif kind == REJECTED:
            values, unknown = counts.n - counts.selected, counts.unknown - counts.unknown_selected
        people = dict(zip(counts.part_categories, values.tolist(), strict=True))
        return cls(counts.name, counts.parts, people, unknown, int(values.sum()) + unknown)

    def less(self, other: _Numbers) -> _Numbers:
        """Return the change since another report."""
        names = sorted({*self.people, *other.people})
        people = {one: self.people.get(one, 0) - other.people.get(one, 0) for one in names}
        return _Numbers(self.name, self.parts, people, self.unknown - other.unknown, self.total - other.total)


@dataclass
class _System:
    """Published sums of atoms nobody sees: their keys (None where a sum is always published), values and matrix.

    `needed` are the keys that must stay unknown within `width`, `aside` those that are unknown in any case; atoms are
    not below `lowest`. `found` keeps how far apart a number's ends are, by its row and the sums that are published.
    """

    keys: list[Key | None]
    values: Floats
    matrix: Floats
    needed: set[Key]
    width: int
    aside: set[Key]
    lowest: float
    found: dict[tuple[int, bytes], tuple[float, Floats]] = field(default_factory=dict)


def hide_small(
    counts: Sequence[AttributeCounts],
    *,
    smallest: int = SMALLEST,
    earlier: Earlier | Sequence[Earlier] | None = None,
    spared: Sequence[int | None] = (),
) -> tuple[Flags, ...]:
    """Return which counts are not to be published, one array of flags (K) an attribute.

    Not published are categories of fewer than `smallest` people, and as many others as it takes for every such count
    to stay unknown within `smallest`, and whether any of these people was selected or rejected: from the totals, the
    numbers of unknown people, and the categories of which a crossed attribute is made. With an `earlier` report, or
    several, the changes since each are kept as unknown as the counts are: a category that fewer than `smallest` people
    joined or left is not published again; nor is what is `lasting` in one of them. `spared` names a place of each
    attribute that is hidden only where nothing else helps.

    Attributes are looked at two by two, with the attribute that crosses them. All counts must be of the same people.
    Raises InputError for a `smallest` below 1, or counts of different people.
    """
    checks.check_at_least("smallest", smallest, 1)
    if len({one.people for one in counts}) > 1:
        raise InputError(
            "The attributes count different numbers of people; count them all among the same people."
        )
    before = _reports(earlier)
    systems = _of_three(counts, None, smallest)
    for report in before:
        systems += _of_three(counts, report, smallest)
    kept = {
        (one.name, one.part_categories[place])
        for one, place in zip(counts, spared, strict=False)
        if place is not None
    }
    hidden = set[Key]().union(*(system.needed for system in systems))
    hidden |= set[Key]().union(*(_flagged(report.counts, report.lasting) for report in before)) & _keys(
        counts
    )
    size = -1
    while len(hidden) != size:
        size = len(hidden)
        for system in systems:
            _protect(system, hidden, kept)
    return tuple(
        np.array([(one.name, category) in hidden for category in one.part_categories], bool) for one in counts
    )


def _reports(earlier: Earlier | Sequence[Earlier] | None) -> Sequence[Earlier]:
    if earlier is None:
        return ()
    return (earlier,) if isinstance(earlier, Earlier) else tuple(earlier)


def _of_three(counts: Sequence[AttributeCounts], earlier: Earlier | None, smallest: int) -> list[_System]:
    """Return the systems of everybody, of the selected and of the rejected: of a report, or of what changed in it."""
    now = {kind: [_Numbers.of(one, kind) for one in counts] for kind in (EVERYBODY, SELECTED, REJECTED)}
    aside = set[Key]()
    if earlier is not None:
        aside = _flagged(earlier.counts, earlier.hidden)
        then = {one.name: one for one in earlier.counts}
        now = {
            kind: [one.less(_Numbers.of(then[one.name], kind)) for one in numbers if one.name in then]
            for kind, numbers in now.items()
        }
    needed = {
        (one.name, names)
        for one in now[EVERYBODY]
        for names, people in one.people.items()
        if 0 < abs(people) < smallest
    }
    systems = []
    for kind, numbers in now.items():
        grows = all(min(one.unknown, *one.people.values()) >= 0 for one in numbers if one.people)
        for single, crossed in _pairs(numbers):
            system = _system(single, crossed)
            system.needed = {key for key in needed - aside if key in system.keys}
            system.width = smallest if kind == EVERYBODY else 1
            system.aside = aside
            system.lowest = 0.0 if grows else -np.inf
            systems.append(system)
    return systems


def _flagged(counts: Sequence[AttributeCounts], flags: Sequence[Flags]) -> set[Key]:
    return {
        (one.name, names)
        for one, mine in zip(counts, flags, strict=False)
        for names, flag in zip(one.part_categories, mine, strict=True)
        if flag
    }


def _keys(counts: Sequence[AttributeCounts]) -> set[Key]:
    return {(one.name, names) for one in counts for names in one.part_categories}


def _pairs(numbers: Sequence[_Numbers]) -> list[tuple[list[_Numbers], _Numbers | None]]:
    """Return each two attributes with their crossing, or one alone where there is no other."""
    single = [one for one in numbers if len(one.parts) == 1]
    crossed = {one.parts: one for one in numbers if len(one.parts) == 2}
    pairs = [
        ([first, second], crossed.get((first.parts[0], second.parts[0])))
        for first, second in combinations(single, 2)
    ]
    return pairs or [([one], None) for one in single]


def _system(single: Sequence[_Numbers], crossed: _Numbers | None) -> _System:
    """Write one or two attributes, with their crossing, as sums over the cells of their table.

    The table has a row and a column more for whoever's category is unknown. A cell that a published crossing does not
    name is known to be empty.
    """
    sides: list[list[str | None]] = [[*(names[0] for names in one.people), None] for one in single]
    cells: list[tuple[str | None, ...]] = [(one,) for one in sides[0]]
    if len(single) == 2:
        cells = [(one, two) for one in sides[0] for two in sides[1]]
    if crossed is not None:
        cells = [cell for cell in cells if None in cell or cell in crossed.people]
    rows: list[tuple[Key | None, float, list[bool]]] = []
    for side, one in enumerate(single):
        for names, people in one.people.items():
            rows.append(((one.name, names), people, [cell[side] == names[0] for cell in cells]))
        rows.append((None, one.unknown, [cell[side] is None for cell in cells]))
    if crossed is not None:
        for names, people in crossed.people.items():
            rows.append(((crossed.name, names), people, [cell == names for cell in cells]))
        rows.append((None, crossed.unknown, [None in cell for cell in cells]))
    rows.append((None, single[0].total, [True] * len(cells)))
    return _System(
        keys=[key for key, _, _ in rows],
        values=np.array([value for _, value, _ in rows], np.float64),
        matrix=np.array([members for _, _, members in rows], np.float64),
        needed=set(),
        width=0,
        aside=set(),
        lowest=0.0,
    )


def _protect(system: _System, hidden: set[Key], spared: set[Key]) -> None:
    """Add to `hidden` until every number that must stay unknown does."""
    for key in sorted(system.needed):
        while True:
            published = np.array([one is None or one not in hidden | system.aside for one in system.keys])
            row = system.keys.index(key)
            asked = row, published.tobytes()
            if asked not in system.found:
                system.found[asked] = _range(system, row, published)
            width, weight = system.found[asked]
            if width >= system.width - 1e-6:
                break
            seen = [
                ((one in spared, abs(system.values[place]), one), weight[place] > BINDS)
                for place, one in enumerate(system.keys)
                if one is not None and published[place]
            ]
            binding = [cost for cost, binds in seen if binds]
            if not binding:  # only what is always published binds it: nothing of the rest helps anybody then
                hidden.update(cost[-1] for cost, _ in seen)
                break
            hidden.add(min(binding)[-1])


def _range(system: _System, row: int, published: Flags) -> tuple[float, Floats]:
    """Return how far apart the least and the most are that a number can be, and each sum's weight in these bounds."""
    matrix, values = system.matrix[published], system.values[published]
    weight = np.zeros(published.size)
    found = linprog(  # the least in one half of its atoms, the most in the other
        np.concatenate([system.matrix[row], -system.matrix[row]]),
        A_eq=np.kron(np.eye(2), matrix),
        b_eq=np.tile(values, 2),
        bounds=(system.lowest, None),
        method="highs",
    )
    if found.status != 0 or found.fun is None:  # without a bound
        return np.inf, weight
    weight[published] = np.abs(found.eqlin.marginals).reshape(2, -1).sum(axis=0)
    return -float(found.fun), weight
