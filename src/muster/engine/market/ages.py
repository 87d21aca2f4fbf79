"""Tell somebody's age from a period: `34-year-old`, `âgé de 41 ans`, `Maya Lubis (34 tahun)`."""

from __future__ import annotations

from functools import cache

from muster.engine.market._words_claims import PEOPLE
from muster.engine.market._words_names import ROLES
from muster.engine.market._words_time import AGED, AGED_BEHIND, LASTING_THINGS, NOUNS, PEOPLE_AGED
from muster.engine.market.folding import Folded
from muster.engine.market.phrases import Phrases

__all__ = ["is_age"]

AGES = range(14, 100)
"""Years that somebody who works may have."""

_OPENING, _CLOSING = frozenset(",("), frozenset(",).;")
_OF = frozenset({"de", "d", "'"})
_LIVELY = frozenset({"baru", "sekitar", "only", "just", "al", "pas"})


@cache
def _listed(text: str) -> Phrases[bool]:
    return Phrases.listed(True, text)


@cache
def _people() -> Phrases[bool]:
    return Phrases.listed(True, ", ".join((*ROLES.values(), *PEOPLE.values(), PEOPLE_AGED)))


def is_age(folded: Folded, first: int, last: int, months: float | None) -> bool:
    """Whether the period between two tokens, `months` long, is how old somebody is."""
    if months is None or months % 12 or int(months // 12) not in AGES:
        return False
    return _said(folded, first, last) or _apposed(folded, first, last) or _of_person(folded, first, last)


def _said(folded: Folded, first: int, last: int) -> bool:
    """Whether words before or behind say that it is an age."""
    tokens, at = folded.tokens, first
    while at > 0 and tokens[at - 1].text in _LIVELY:
        at -= 1
    if _listed(AGED).before(tokens, at) is not None:
        return True
    french = first > 0 and tokens[first - 1].text == "a" and folded.words(first - 1, first) in ("à", "À")
    if french and tokens[last - 1].text == "ans" and tokens[first].numeric:
        return True
    end = last + (last < len(tokens) and tokens[last].text == "-")
    return end < len(tokens) and _listed(AGED_BEHIND).at(tokens, end) is not None


def _apposed(folded: Folded, first: int, last: int) -> bool:
    """Whether it stands behind a name between commas or in brackets: `Léa Morvan, 34 ans, quitte`."""
    tokens = folded.tokens
    if (
        first < 2
        or tokens[first - 1].text not in _OPENING
        or last >= len(tokens)
        or tokens[last].text not in _CLOSING
    ):
        return False
    name = tokens[first - 2]
    return name.capital and not _listed(NOUNS).at(tokens, first - 2)


def _of_person(folded: Folded, first: int, last: int) -> bool:
    """Whether it is said of a person: `la chercheuse de 34 ans`, `de 34-jarige onderzoekster`."""
    tokens = folded.tokens
    if tokens[last - 1].text in ("jarige", "jarig") or tokens[last - 1].text.endswith(("jarige", "jarigen")):
        things = f"{NOUNS}, {LASTING_THINGS}"
        return tokens[first].numeric and not (last < len(tokens) and _listed(things).at(tokens, last))
    at = first
    while at > 0 and tokens[at - 1].text in _OF:
        at -= 1
    if at == 0:
        return False
    if at == first:  # Pria 34 tahun itu
        return tokens[first].numeric and _people().before(tokens, at) is not None
    return _people().before(tokens, at) is not None or (
        tokens[at - 1].capital and tokens[at - 1].is_word and at > 1
    )
