"""Naming people: a given and a family name of one culture, put together the way that culture does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.demo.cultures import CULTURES, Culture

__all__ = ["Namer", "PersonName", "compose_name"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name. `family` is empty for a mononym; `native_name` is None unless the list spells it.

    `sort_name` is what a directory sorts by: `Dijk, Lotte van`; `Tanaka Aiko`; `Kidist Belay`.
    """

    given: str
    family: str
    display_name: str
    sort_name: str
    native_name: str | None = None


def _particle(family: str) -> tuple[str, str]:
    """Split a family name into its particle and what it is sorted by: `van den Berg` -> `van den`, `Berg`."""
    if family.startswith("al-"):
        return "al-", family.removeprefix("al-")
    words = family.split(" ")
    head = next((index for index, word in enumerate(words) if not word[0].islower()), 0)
    return " ".join(words[:head]), " ".join(words[head:])


def compose_name(
    culture: Culture, given: str, families: Sequence[str], native_name: str | None = None
) -> PersonName:
    """Put a name together by the custom of `culture`; no family name makes a mononym."""
    family = " ".join(families)
    if not families:
        return PersonName(given, "", given, given, native_name)
    if culture.order == "family first":
        full = f"{family} {given}"
        return PersonName(given, family, full, full, native_name)
    full = f"{given} {family}"
    if culture.order == "patronymic":
        return PersonName(given, family, full, full, native_name)
    if culture.order == "two families, first leads":
        return PersonName(given, family, full, f"{family}, {given}", native_name)
    particle, leading = _particle(families[-1])
    before = [given, *families[:-1], particle]
    return PersonName(given, family, full, f"{leading}, {' '.join(filter(None, before))}", native_name)


TRIES = 3


class Namer:
    """Hands out names: `draw` to a few thousand people, no two the same; `draw_of` to any number."""

    def __init__(self, cultures: Sequence[Culture] = CULTURES) -> None:
        self._cultures = tuple(cultures)
        self._taken: set[str] = set()

    def draw(self, rng: np.random.Generator) -> PersonName:
        """Draw a name that nobody has yet.

        Raises RuntimeError when the lists are used up.
        """
        for _ in range(1000):
            name = self._propose(rng)
            if name.display_name not in self._taken:
                self._taken.add(name.display_name)
                return name
        raise RuntimeError(f"the name lists are used up after {len(self._taken):,} people")

    def draw_of(self, culture: Culture, rng: np.random.Generator) -> PersonName:
        """Draw a name of a culture for one of a crowd larger than the lists.

        After a few tries that meet names already given, people whose given name comes first get a middle
        initial (without a spelling in their own script, which has no such custom). Where that is not the
        custom, or the initial is taken too, they are namesakes, as happens in life.
        """
        for _ in range(TRIES):
            given, family, second, initial, single = rng.random(5).tolist()
            place = int(family * len(culture.family))
            other = (place + 1 + int(second * (len(culture.family) - 1))) % len(culture.family)
            first = int(given * len(culture.given))
            name = self._compose(culture, first, place, other, mononym=single < culture.mononyms)
            if name.display_name not in self._taken:
                break
        else:
            if culture.order == "given first" and name.family:
                letter = culture.given[int(initial * len(culture.given))][0]
                name = compose_name(culture, f"{name.given} {letter}.", (name.family,))
        self._taken.add(name.display_name)
        return name

    def _propose(self, rng: np.random.Generator) -> PersonName:
        culture = self._cultures[int(rng.integers(len(self._cultures)))]
        first = int(rng.integers(len(culture.given)))
        last, second = (int(index) for index in rng.choice(len(culture.family), size=2, replace=False))
        return self._compose(culture, first, last, second, mononym=rng.random() < culture.mononyms)

    def _compose(self, culture: Culture, first: int, last: int, second: int, *, mononym: bool) -> PersonName:
        """Put a name together from places in the lists; `second` serves where people have two families."""
        if mononym:
            return compose_name(culture, culture.given[first], ())
        pair = culture.order.startswith("two families")
        families = (culture.family[last], culture.family[second]) if pair else (culture.family[last],)
        native = None
        if culture.native_given:
            native = f"{culture.native_given[first]} {culture.native_family[last]}"
        return compose_name(culture, culture.given[first], families, native)
