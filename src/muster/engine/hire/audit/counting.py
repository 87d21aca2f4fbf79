"""From people to counts: how many of each category there are and were selected, and of each pair of categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from muster.engine.errors import EstimationError, InputError
from muster.engine.shapes import IntArray

__all__ = ["JOIN", "AttributeCounts", "count_categories", "score_above_median"]

JOIN = " x "
"""What stands between the names of two attributes, and of two categories, that are crossed."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class AttributeCounts:
    """One attribute's categories in the order of their names, with the people of each and the selected among them.

    Shapes: `category` (K), `n` and `selected` (K). `unknown` counts the people without a category, and
    `unknown_selected` the selected among them. `parts` names the attributes that were crossed, (name,) for one;
    `part_categories` (K) holds each category's categories in them.

    Raises InputError for counts that cannot be.
    """

    name: str
    category: tuple[str, ...]
    n: IntArray
    selected: IntArray
    unknown: int
    unknown_selected: int
    parts: tuple[str, ...] = ()
    part_categories: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse counts that contradict each other."""
        sizes = {len(self.category), self.n.size, self.selected.size}
        named = self.part_categories or self.category
        fine = len(sizes) == 1 and len(set(named)) == len(self.category)
        if not fine or (self.selected > self.n).any() or (self.selected < 0).any() or (self.n < 1).any():
            raise InputError(
                f"The counts of {self.name!r} contradict each other; give each category once, with people in it and "
                "no more selected than there are."
            )
        if not self.parts:
            object.__setattr__(self, "parts", (self.name,))
            object.__setattr__(self, "part_categories", tuple((one,) for one in self.category))

    @property
    def known(self) -> int:
        """Number of people with a category."""
        return int(self.n.sum())

    @property
    def people(self) -> int:
        """Number of all people."""
        return self.known + self.unknown


def count_categories(
    groups: Mapping[str, Sequence[str | None]], selected: ArrayLike, *, crossed: bool = True
) -> tuple[AttributeCounts, ...]:
    """Count people by each attribute and, if `crossed`, by each pair of attributes.

    `groups` maps an attribute's name to everybody's category (length n, None where unknown); `selected` (n) says who
    was selected. Pairs come after all attributes, in the order of `groups`, and are named `a x b`, their categories
    too; whoever's category is unknown in one of two is unknown in the pair.

    Raises InputError for columns of different lengths or no attribute, EstimationError where there is nobody.
    """
    chosen = np.asarray(selected, bool)
    if not groups:
        raise InputError("No attribute is named; name one or more.")
    for name, column in groups.items():
        if len(column) != chosen.size:
            raise InputError(
                f"{name!r} has {len(column):,} entries and there are {chosen.size:,} decisions; give one each."
            )
    if not chosen.size:
        raise EstimationError("There are no decisions, so there is nothing to audit.")
    coded = {name: _code(column) for name, column in groups.items()}
    found = [
        _count(name, codes, tuple((one,) for one in names), (name,), chosen)
        for name, (codes, names) in coded.items()
    ]
    for first, second in combinations(coded, 2) if crossed else ():
        found.append(_cross(first, *coded[first], second, *coded[second], chosen))
    return tuple(found)


def score_above_median(scores: ArrayLike) -> tuple[Flags, float]:
    """Return who scores above the sample's median, and the median (New York City's rules, 6 RCNY 5-300).

    Who scores the median itself is not above it. Raises EstimationError where nobody has a score or all have the
    same one, InputError for a score that is not a finite number.
    """
    values = np.asarray(scores, np.float64)
    if not values.size:
        raise EstimationError("There are no scores, so there is nothing to audit.")
    if not np.isfinite(values).all():
        raise InputError("A score is not a finite number; correct it or leave the person out.")
    median = float(np.median(values))
    above = values > median
    if not above.any():
        raise EstimationError(
            f"Nobody scores above the median, {median:g}, so no scoring rate says anything; use a finer score."
        )
    return above, median


def _code(column: Sequence[str | None]) -> tuple[IntArray, tuple[str, ...]]:
    """Return everybody's place among the sorted categories, -1 where unknown."""
    names = sorted({one for one in column if one is not None})
    places = {name: place for place, name in enumerate(names)}
    return np.array([-1 if one is None else places[one] for one in column], np.int64), tuple(names)


def _cross(
    first: str, codes: IntArray, names: Sequence[str], second: str, others: IntArray, other_names: Sequence[str],
    chosen: Flags,
) -> AttributeCounts:  # fmt: skip
    pairs = tuple((one, two) for one in names for two in other_names)
    both = np.where((codes < 0) | (others < 0), -1, codes * len(other_names) + others)
    return _count(f"{first}{JOIN}{second}", both, pairs, (first, second), chosen)


def _count(
    name: str, codes: IntArray, named: Sequence[tuple[str, ...]], parts: tuple[str, ...], chosen: Flags
) -> AttributeCounts:
    """Count; categories that nobody has are left out."""
    known = codes >= 0
    n = np.bincount(codes[known], minlength=len(named))
    selected = np.bincount(codes[known & chosen], minlength=len(named))
    kept = np.flatnonzero(n).tolist()
    categories = tuple(named[place] for place in kept)
    return AttributeCounts(
        name=name,
        category=tuple(JOIN.join(one) for one in categories),
        n=n[kept],
        selected=selected[kept],
        unknown=int((~known).sum()),
        unknown_selected=int((~known & chosen).sum()),
        parts=parts,
        part_categories=categories,
    )
