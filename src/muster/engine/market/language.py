"""Tell which of six languages a text is in, by its script, its small words and its usual endings."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

from muster.engine.market._words_claims import PEOPLE
from muster.engine.market._words_money import LOWER, UPPER
from muster.engine.market._words_moves import HIRING, LOSING, VERBS
from muster.engine.market._words_names import ROLES
from muster.engine.market._words_numbers import SCALES
from muster.engine.market._words_plain import PROFILES
from muster.engine.market._words_time import UNITS
from muster.engine.market.folding import fold_word
from muster.engine.market.shapes import LANGUAGES

__all__ = ["best_language", "detect_language", "language_scores"]

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_ENDINGS: dict[str, tuple[str, ...]] = {
    "en": ("ing", "tion", "ed", "ly", "ght", "ould"),
    "id": ("kan", "ang", "an", "ng", "kah"),
    "nl": ("en", "lijk", "heid", "ij", "aal", "oor", "eer", "sch"),
    "fr": ("eux", "ent", "ait", "ique", "ais", "aux", "eur", "oir"),
    "pt": ("cao", "coes", "ou", "ava", "dade", "eiro", "inho", "ais"),
    "ar": (),
}
_TELLING = ("nya",)  # the Indonesian ending that hardly any word of the other languages has
MOST = 20_000
"""Characters that tell the language of a whole text."""

_ENOUGH = 0.25
"""The share of a text's weight from which on a second language makes it mixed."""


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """Return for each small word its weight by language: less, the more languages have it."""
    listed: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for folded in _own_words(language):
            listed.setdefault(folded, set()).add(language)
    every = len(LANGUAGES)
    return {
        word: dict.fromkeys(languages, math.log(every / len(languages)) + 0.05)
        for word, languages in listed.items()
    }


def _own_words(language: str) -> set[str]:
    """Return the words that a language is known by: its small words, and those that reading looks for in it."""
    told = (text[language] for text in (VERBS, HIRING, LOSING, ROLES, PEOPLE, UPPER, LOWER))
    single = (word.strip() for text in told for word in text.split(",") if len(word.strip()) > 3)
    read = [*single, *SCALES[language], *UNITS[language]]
    listed = [
        *(word.strip() for word in PROFILES[language].split(",")),
        *(word for word in read if " " not in word),
    ]
    return {folded for word in listed if (folded := fold_word(word))}


def language_scores(text: str) -> dict[str, float]:
    """Return how much speaks for each language in the first characters of a text, 0 for nothing."""
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for word in _WORD.findall(fold_word(text[:MOST])):
        if _ARABIC.match(word):
            scores["ar"] += 1.5
            continue
        weights = _weights().get(word)
        if weights is not None:
            for language, weight in weights.items():
                scores[language] += weight
        elif len(word) > 5 and word.endswith(_TELLING):
            scores["id"] += 0.5
        elif len(word) > 4:
            for language, endings in _ENDINGS.items():
                if word.endswith(endings):
                    scores[language] += 0.15
    return scores


def best_language(scores: Mapping[str, float], usual: str | None = None) -> str | None:
    """Return the language that most speaks for; `usual`, where there is little or a tie."""
    best = max(scores, key=lambda language: (scores[language], language == usual))
    if scores[best] <= 0.3:
        return usual
    if usual is not None and scores[best] - scores[usual] < 0.9:
        return usual
    return best


def detect_language(text: str, sentences: Sequence[tuple[int, int]]) -> str | None:
    """Return the language of a text, `mixed` where a second one has a good share, None where nothing tells it."""
    whole = language_scores(text)
    main = best_language(whole)
    if main is None:
        return None
    shares: dict[str, int] = {}
    for start, end in sentences[:400]:
        scores = language_scores(text[start:end])
        own = best_language(scores, main)
        if own is not None and (own == main or scores[own] > 2.0):
            shares[own] = shares.get(own, 0) + end - start
    total = sum(shares.values())
    if total and any(share >= _ENOUGH * total for own, share in shares.items() if own != main):
        return "mixed"
    return main
