"""Words that bound an amount: `up to`, `at least`, `or more`, and verbs such as Arabic `يتجاوز`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from muster.engine.market._words_money import (
    ABOUT,
    COMPARED,
    FILLING,
    LOWER,
    LOWER_BEHIND,
    LOWER_VERBS,
    UPPER,
    UPPER_BEHIND,
    UPPER_VERBS,
)
from muster.engine.market.folding import Folded, words_of
from muster.engine.market.phrases import Phrases

__all__ = ["Amount", "bound_behind", "bounded", "bounded_by_words"]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money between the tokens `first` and, without it, `last`; `core` is where its number begins."""

    first: int
    last: int
    core: int
    low: float | None
    high: float | None
    currency: str | None
    scale: float = 1.0
    about: bool = False


@cache
def _bounds(language: str) -> Phrases[str]:
    """Return the words that bound the amount behind them, `low` or `high`, and those that say about."""
    listed = [*(("high", text) for text in [UPPER[language]]), *(("low", text) for text in [LOWER[language]])]
    pairs = [(phrase, side) for side, text in listed for phrase in _names(text)]
    return Phrases([*pairs, *((phrase, "about") for phrase in _names(ABOUT))])


@cache
def _behind_bounds() -> Phrases[str]:
    return Phrases(
        [
            *((p, "high") for p in _names(UPPER_BEHIND)),
            *((p, "low") for p in _names(LOWER_BEHIND)),
        ]
    )


@cache
def _verbs() -> Phrases[str]:
    return Phrases([*((p, "high") for p in _names(UPPER_VERBS)), *((p, "low") for p in _names(LOWER_VERBS))])


@cache
def _filling() -> frozenset[str]:
    return frozenset(word for phrase in _names(FILLING) for word in words_of(phrase))


def _names(text: str) -> Iterator[str]:
    return (phrase.strip() for phrase in text.split(",") if phrase.strip())


def bounded_by_words(folded: Folded, amount: Amount, language: str, least: int = 0) -> Amount:
    """Widen an amount, or any number taken for one, by the words from token `least` on that bound it."""
    first, side, about = _before(folded, amount.first, language, least)
    last = amount.last
    if side is None:
        last, side = bound_behind(folded, amount.last)
    if side is not None and amount.low == amount.high:
        return bounded(replace(amount, first=first, last=last, about=about), side)
    return replace(amount, first=first if about else amount.first, about=about or amount.about)


def bounded(amount: Amount, side: str) -> Amount:
    """Return an exact amount as the bound of one side, `low` or `high`."""
    low, high = (None, amount.high) if side == "high" else (amount.low, None)
    return replace(amount, low=low, high=high)


def _before(folded: Folded, place: int, language: str, least: int) -> tuple[int, str | None, bool]:
    """Return where the bounding words begin, which side they bound, and whether they say `about`."""
    tokens, first, about = folded.tokens, place, False
    at = place
    while at > least:
        found = _bounds(language).before(tokens, at)
        if found is not None and found[0] >= least:
            start, side = found
            if side != "about":
                return start, side, about
            first, about, at = start, True, start
        elif tokens[at - 1].text in _filling() or any(form in _filling() for form in tokens[at - 1].forms):
            at -= 1
        else:
            break
    if language == "ar":
        return _by_verb(folded, place, least, first, about)
    return first, None, about


def _by_verb(folded: Folded, place: int, least: int, first: int, about: bool) -> tuple[int, str | None, bool]:
    """Find an Arabic verb whose subject stands between it and the amount."""
    for start in range(place - 1, max(least, place - 6) - 1, -1):
        if not folded.tokens[start].is_word:
            break
        found = _verbs().at(folded.tokens, start)
        if found is not None:
            before = start - 1 if start > least and folded.tokens[start - 1].text == "لا" else start
            side = "high" if before < start else found[1]
            return before, side, about
    return first, None, about


def bound_behind(folded: Folded, place: int) -> tuple[int, str | None]:
    """Return where words that bound what ends at `place` end, and the side: `or more`."""
    if place >= len(folded.tokens):
        return place, None
    found = _behind_bounds().at(folded.tokens, place)
    if found is None or (found[1] == "low" and _number_follows(folded, found[0])):
        return place, None
    if folded.tokens[place].text == "plus" and _adds(folded, found[0]):
        return place, None
    if not (folded.tokens[place].text == "lebih" and found[0] == place + 1 and _compares(folded, found[0])):
        return found
    return place, None


def _adds(folded: Folded, place: int) -> bool:
    """Whether `plus` goes on with what comes on top: `$30 million plus a bonus`, `plus saham`."""
    token = folded.tokens[place] if place < len(folded.tokens) else None
    return (
        token is not None
        and token.is_word
        and token.text not in ("in", "of", "for", "per", "over", "en", "sur")
    )


@cache
def _compared() -> Phrases[bool]:
    return Phrases.listed(True, COMPARED)


def _compares(folded: Folded, place: int) -> bool:
    """Whether Indonesian `lebih` goes on as a comparison: lebih besar dari."""
    return place < len(folded.tokens) and bool(_compared().at(folded.tokens, place))


def _number_follows(folded: Folded, place: int) -> bool:
    """Whether a number follows, so that `more` or `plus` is about that."""
    return place < len(folded.tokens) and folded.tokens[place].numeric
