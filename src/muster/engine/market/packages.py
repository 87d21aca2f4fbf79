"""Find packages and their parts in a sentence: which part of an offer an amount is, for whom, from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from muster.engine.market._words_claims import PARTS
from muster.engine.market.bounds import Amount
from muster.engine.market.folding import Folded
from muster.engine.market.phrases import Phrases

__all__ = ["Part", "find_parts"]

_FAR = 14


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package between two tokens: `noun` is where it is named, `amount` the number of its amount."""

    first: int
    last: int
    noun: int
    basis: str
    amount: int | None


@cache
def _parts() -> Phrases[str]:
    return Phrases([(phrase.strip(), basis) for basis, text in PARTS for phrase in text.split(",")])


def find_parts(folded: Folded, amounts: Sequence[Amount]) -> list[Part]:
    """Return the parts of packages in a sentence, each amount with the word for pay that is nearest to it."""
    nouns = _nouns(folded, amounts)
    found: list[Part] = []
    for at, amount in enumerate(amounts):
        near = [(_distance(amount, noun), noun) for noun in nouns]
        near = [pair for pair in near if pair[0] <= _FAR]
        if near:
            _, (first, last, basis) = min(near)
            found.append(Part(min(first, amount.first), max(last, amount.last), first, basis, at))
    used = {part.noun for part in found}
    found += [
        Part(first, last, first, basis, None)
        for first, last, basis in nouns
        if first not in used and basis != "package"
    ]
    return sorted(found, key=lambda part: part.first)


def _nouns(folded: Folded, amounts: Sequence[Amount]) -> list[tuple[int, int, str]]:
    taken = {place for amount in amounts for place in range(amount.first, amount.last)}
    nouns: list[tuple[int, int, str]] = []
    place = 0
    while place < len(folded.tokens):
        found = None if place in taken else _parts().at(folded.tokens, place)
        if found is None:
            place += 1
            continue
        nouns.append((place, found[0], found[1]))
        place = found[0]
    return nouns


def _distance(amount: Amount, noun: tuple[int, int, str]) -> int:
    """Return how many tokens lie between; a word of what the amount is `of` counts as nearest when it stands before."""
    first, last, basis = noun
    gap = first - amount.last if first >= amount.last else amount.first - last
    return max(gap, 0) * 2 + (1 if first >= amount.last else 0) + (1 if basis == "package" else 0)
