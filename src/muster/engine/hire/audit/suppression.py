"""Published sums, what a reader could work out from them, and which more to leave out so that nobody can.

What could be worked out is asked of linear programmes: the least and the most that a hidden count can be, given every
published sum (Fischetti & Salazar 2001, Management Science 47, 1008; Hundepool et al. 2012, Statistical Disclosure
Control, chapter 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from muster.engine.errors import InputError

__all__ = ["Key", "Secret", "Sums", "as_growth", "protect"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Key = tuple[int, str, tuple[str, ...]]
"""A count: the place of its stage in the report, its attribute, and its categories."""

BINDS = 1e-7  # least weight of a published sum in a bound
SLACK = 1e-6
UNBOUNDED = 3  # of a programme's statuses


@dataclass(frozen=True, eq=False)
class Secret:
    """A number that must stay unknown within `width`: which atoms (A) it is the sum of, and its true value."""

    atoms: Floats
    value: float
    width: float


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums of atoms nobody sees: the count that each is published with (None: always), values (R), matrix (R, A).

    `aside` are counts that are not published in any case; atoms are not below `lowest`.
    """

    keys: Sequence[Key | None]
    values: Floats
    matrix: csr_array
    secrets: Sequence[Secret]
    aside: frozenset[Key] = frozenset()
    lowest: float = 0.0

    def published(self, hidden: Set[Key]) -> Flags:
        """Return which sums (R) a reader sees where some counts are hidden."""
        return np.array([key is None or (key not in hidden and key not in self.aside) for key in self.keys])


def as_growth(sums: Sums) -> Sums:
    """Return changes as those of people who only joined, if they can be; else atoms may be below nought.

    Whoever left, or says something else of themselves than before, makes a change below nought.
    """
    found = _solve(sums, np.zeros(sums.matrix.shape[1]), np.ones(len(sums.keys), bool))
    return sums if found.status == 0 else replace(sums, lowest=-np.inf)


def protect(sums: Sums, hidden: set[Key], costs: Mapping[Key, int]) -> None:
    """Add counts to `hidden` until every secret is one: one by one the cheapest of those that bound a secret.

    `costs` are what is lost with each count; nothing where it does not say. What the later ones made needless is then
    published again, the dearest first (Kelly, Golden & Assad 1992, Networks 22, 397). Raises InputError where no atoms
    can give the sums.
    """
    worlds = _Worlds(sums)
    added: dict[Key, int] = {}
    for place in range(len(sums.secrets)):
        while not worlds.keep_secret(place, hidden):
            binding = worlds.binding
            if not binding:  # only what is always published bounds it: nothing of the rest helps anybody then
                hidden.update(key for key in sums.keys if key is not None and key not in sums.aside)
                return
            cheapest = min(binding, key=lambda key: (costs.get(key, 0), key))
            added[cheapest] = place
            hidden.add(cheapest)
    for key in sorted(added, key=lambda key: (-costs.get(key, 0), key)):
        others = [place for place in range(len(sums.secrets)) if place != added[key]]
        trial = hidden - {key}
        if all(worlds.keep_secret(place, trial) for place in [added[key], *others]):
            hidden.discard(key)


class _Worlds:
    """Atoms that fit published sums, found while asking how little and how much each secret can be.

    `binding` are the counts that bounded the secret asked of last.
    """

    def __init__(self, sums: Sums) -> None:
        self.sums = sums
        self.binding: set[Key] = set()
        self._secret: list[Floats] = []  # the secrets (S) in each world
        self._misses: list[Flags] = []  # which sums (R) each world does not fit
        self._published = np.zeros(0, bool)  # asked of last, and which worlds fit it
        self._fitting: list[bool] = []
        self._atoms = np.array([one.atoms for one in sums.secrets])

    def keep_secret(self, place: int, hidden: Set[Key]) -> bool:
        """Return whether a secret is one where some counts are hidden."""
        published, secret = self.sums.published(hidden), self.sums.secrets[place]
        if self._width(place, published) >= secret.width - SLACK:
            return True
        keys = [key for key, seen in zip(self.sums.keys, published, strict=True) if seen]
        self.binding = set()
        for sign in (1.0, -1.0):
            found = _solve(self.sums, sign * secret.atoms, published)
            if found.status == UNBOUNDED:
                return True
            if found.status != 0:
                raise InputError("The stages' counts contradict each other, or the paths through them.")
            self._add(found.x)
            weights = zip(keys, np.abs(found.eqlin.marginals), strict=True)
            self.binding |= {key for key, weight in weights if key and weight > BINDS}
        return self._width(place, published) >= secret.width - SLACK

    def _add(self, world: Floats) -> None:
        self._secret.append(self._atoms @ world)
        self._misses.append(np.abs(self.sums.matrix @ world - self.sums.values) > SLACK)

    def _width(self, place: int, published: Flags) -> float:
        """Return how far apart a secret is in the worlds found so far that fit what is published."""
        if not np.array_equal(published, self._published):
            self._published, self._fitting = published, []
        for misses in self._misses[len(self._fitting) :]:
            self._fitting.append(not (misses & published).any())
        told = [self.sums.secrets[place].value]
        told += [float(secret[place]) for secret in compress(self._secret, self._fitting)]
        return max(told) - min(told)


def _solve(sums: Sums, costs: Floats, published: Flags) -> Any:
    matrix: Any = sums.matrix[published]  # the stubs of linprog know no sparse ones
    return linprog(
        costs,
        A_eq=matrix,
        b_eq=sums.values[published],
        bounds=(sums.lowest, None),
        method="highs",
    )
