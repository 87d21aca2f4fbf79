"""Find how many people a sentence counts: `at least eight researchers`, `ثمانية باحثين على الأقل`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from muster.engine.market._words_claims import PEOPLE
from muster.engine.market.bounds import Amount, bounded_by_words
from muster.engine.market.folding import Folded
from muster.engine.market.numbers import scaled_number
from muster.engine.market.phrases import Phrases
from muster.engine.market.shapes import LANGUAGES

__all__ = ["Count", "find_counts"]

MOST = 10_000_000
_BETWEEN = 1


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people between two tokens; a bound is None where it is open."""

    first: int
    last: int
    low: float | None
    high: float | None
    about: bool


@cache
def _people(language: str) -> Phrases[bool]:
    listed = [PEOPLE[language], *(PEOPLE[other] for other in LANGUAGES if other != language)]
    return Phrases.listed(True, ", ".join(listed))


def find_counts(folded: Folded, language: str, taken: set[int]) -> list[Count]:
    """Return the counts of people in a sentence; `taken` are the tokens of amounts and periods."""
    found = []
    place = 0
    while place < len(folded.tokens):
        number = None if place in taken else scaled_number(folded.tokens, place, language, short=False)
        if number is None:
            place += 1
            continue
        end, value, _ = number
        noun = _noun(folded, end, language)
        if noun is None or value != int(value) or not 0 < value <= MOST:
            place += 1
            continue
        amount = bounded_by_words(folded, Amount(place, noun, place, value, value, None), language)
        found.append(Count(amount.first, amount.last, amount.low, amount.high, amount.about))
        place = max(noun, place + 1)
    return found


def _noun(folded: Folded, place: int, language: str) -> int | None:
    """Return where the word for people behind a number ends; one word may stand between: `eight senior researchers`."""
    for at in range(place, min(place + 1 + _BETWEEN, len(folded.tokens))):
        found = _people(language).at(folded.tokens, at)
        if found is not None:
            return found[0]
        if not folded.tokens[at].is_word:
            return None
    return None
