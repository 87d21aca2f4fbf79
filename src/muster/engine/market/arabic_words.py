"""Arabic words as names are read from them: kinds of verbs, words that end a name, runs that may be one.

Names are counted in units: `عبد الرحمن`, and the `بن علي` of `سارة بن علي`, are one each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from muster.engine.market._words_arabic import COMMON, KINDS, LINKS, STOPS, TOWARDS, VERBAL_NOUNS, VerbKind
from muster.engine.market.folding import Folded, fold_word
from muster.engine.market.numbers import in_words
from muster.engine.market.phrases import Phrases

__all__ = [
    "NOUNS",
    "KnownAt",
    "Unit",
    "has_article",
    "is_arabic",
    "kind_of",
    "phrases",
    "stands_at",
    "stops_name",
    "units_at",
    "verb_at",
    "without_adverb",
    "words",
]

KnownAt = Callable[[Folded, int], object]
Unit = tuple[int, int]
NOUNS = frozenset(map(fold_word, VERBAL_NOUNS))
"""Verbal nouns folded: `انتقال`."""

_ON_AND_ALI = "علي"  # `على`, on, and the name `علي` are one word once folded
_DIN = "الدين"  # حسام الدين is one name
_NO_ARTICLE = frozenset({"الياس", "الهام", "الفت", "اليسا", "الينا", "الكسندر", "الله"})


@cache
def phrases(text: str) -> Phrases[bool]:
    """Return the phrases of a list, made once."""
    return Phrases.listed(True, text)


def stands_at(folded: Folded, place: int, text: str) -> bool:
    """Whether one of these phrases stands at a token."""
    return bool(phrases(text).at(folded.tokens, place))


@cache
def words(text: str) -> frozenset[str]:
    """Return single words folded; they are compared without what is written together with them."""
    return frozenset(fold_word(word.strip()) for word in text.split(","))


@cache
def _kinds() -> dict[str, VerbKind]:
    return {fold_word(word): kind for word, kind in KINDS.items()}


@lru_cache(maxsize=65_536)
def kind_of(word: str) -> VerbKind | None:
    """Return the kind of a verb or verbal noun, with the conjunction or preposition that it may have.

    A name such as `فراس` or `باسم` is not taken for a verb or noun with one.
    """
    kinds = _kinds()
    if word in kinds:
        return kinds[word]
    bare = word[1:]
    if word.startswith("لل"):
        return kinds.get(word[2:])
    if word[0] == "و" or (word[0] == "ف" and len(word) > 4) or (word[0] == "ل" and bare[:1] in ("ي", "ت")):
        return kinds.get(bare)
    return kinds.get(bare) if word[0] in "بل" and _noun_of(bare) else None


def _noun_of(word: str) -> bool:
    return word.removeprefix("ال") in NOUNS


@lru_cache(maxsize=65_536)
def stops_name(word: str) -> bool:
    """Whether a word ends a name, with or without what is written together with it."""
    stops = words(STOPS)
    if word in stops or (word[0] == "و" and word[1:] in stops):
        return True
    for prefix in ("بال", "كال", "وال", "فال", "لل"):
        if word.startswith(prefix):
            return f"ال{word.removeprefix(prefix)}" in stops
    return word.startswith("ال") and len(word) > 5 and word[2:] in stops and word[2:] != _ON_AND_ALI


def verb_at(folded: Folded, place: int) -> VerbKind | None:
    """Return the kind of the verb or verbal noun at a token, None where there is none."""
    return (
        kind_of(folded.tokens[place].text)
        if 0 <= place < len(folded.tokens) and is_arabic(folded, place)
        else None
    )


def is_arabic(folded: Folded, place: int) -> bool:
    """Whether a token is a word in Arabic script."""
    return folded.tokens[place].is_word and "\u0600" <= folded.tokens[place].text[0] <= "\u06ff"


def has_article(folded: Folded, place: int) -> bool:
    """Whether a word has the article; `إلياس` and the like only look so once folded."""
    text = folded.tokens[place].text
    if not text.startswith(("ال", "لل")) or text in _NO_ARTICLE:
        return False
    return folded.words(place, place + 1)[0] not in "أإآ"


def units_at(folded: Folded, place: int, known_at: KnownAt, *, most: int) -> list[Unit]:
    """Return the units of a run of words that are neither known names nor small words, verbs or numbers."""
    units: list[Unit] = []
    at = place
    while at < len(folded.tokens) and is_arabic(folded, at):
        if _ends_run(folded, at, known_at, before=at - place):
            break
        text = folded.tokens[at].text
        if units and (folded.tokens[at - 1].text in LINKS or text == _DIN):
            units[-1] = (units[-1][0], at + 1)
        elif len(units) == most:
            break
        else:
            units.append((at, at + 1))
        at += 1
    return units


def _ends_run(folded: Folded, at: int, known_at: KnownAt, *, before: int) -> bool:
    """Whether a word does not go on with a name with so many words before it."""
    token = folded.tokens[at]
    if token.text in LINKS:
        return False
    if token.text == _ON_AND_ALI:
        return not folded.words(at, at + 1).endswith("ي")
    if (
        stops_name(token.text)
        or kind_of(token.text)
        or stands_at(folded, at, TOWARDS)
        or known_at(folded, at) is not None
    ):
        return True
    if in_words(folded.tokens, at, "ar") is not None:
        return True
    if not before:
        return False
    if token.text[0] == "و" and len(token.forms) > 1:
        return True
    if token.text.startswith(("لل", "بال", "كال")) and len(token.text) > 5:
        return True
    if len(token.text) > 4 and (token.text.endswith(("ها", "هم")) or token.text.startswith("لاست")):
        return True
    bare = token.text[1:]
    nouns = words(COMMON)
    return token.text[0] in "بلكف" and any(bare.removesuffix(ending) in nouns for ending in ("", "ه", "ها"))


def without_adverb(folded: Folded, units: Sequence[Unit]) -> Sequence[Unit]:
    """Return the units of an organisation's name without an adverb behind it: كستريل قريبا."""
    last = folded.tokens[units[-1][0]].text
    return units[:-1] if len(units) > 1 and last.endswith("ا") and len(last) > 3 else units
