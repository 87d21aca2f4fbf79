"""A text as it is compared: small letters, no accents, no invisible signs, plain digits; each sign knows its place.

Offsets that come out of here always count characters of the text as it was read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Folded", "Token", "fold", "fold_word", "sentences", "tokens_of", "words_of"]

NO_BREAK = "\N{NO-BREAK SPACE}"
_SPACES = dict.fromkeys(
    map(ord, "\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\N{NO-BREAK SPACE}"), NO_BREAK
)
_OTHER_SIGNS = {
    **_SPACES,
    **dict.fromkeys(map(ord, "’‘ʼ`´"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
    **dict.fromkeys(map(ord, "«»“”„‟"), '"'),
    **dict.fromkeys(map(ord, "أإآٱ"), "ا"),
    ord("ى"): "ي",
    ord("ئ"): "ي",
    ord("ة"): "ه",
    ord("ؤ"): "و",
    ord("ـ"): "",
    ord("ی"): "ي",
    ord("ک"): "ك",
    ord("٫"): "٫",
    ord("٬"): "٬",
    ord("\u061c"): "",  # Arabic letter mark
    ord("％"): "%",
}
_CLITICS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_ARTICLE = "ال"

_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?![\d])|\d+(?:[.,٫٬'،\u00a0]\d+)*"
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>[^\W\d_]+)|(?P<sign>[^\s\w]|_)")
_LATIN_OR_ARABIC = re.compile(r"[\u0600-\u06ff]")
_END = re.compile(r"[.!?؟…]+[\"')\]]*(?=\s|$)|\n\s*\n|[\r\n]+|[;؛]")
_SHORT = re.compile(
    r"(?:^|[\s(\"'])(?:[a-z]|mr|mrs|ms|dr|prof|st|inc|corp|ltd|co|no|vs|approx|ca|bv|pt|tbk|drs|ir|sr|sra|jr|art|env|mln|mld|rp|rs|"
    r"s\.d|d\.h|p\.a|u\.s|i\.e|e\.g|a\.n|dhr|mevr|mw|mme|mm|dra|profa|gov|sen|rep|hj|yth|jl|bpk)\.$"
)
_LONGEST_SENTENCE = 4_000


@lru_cache(maxsize=65_536)
def _folded_sign(sign: str) -> str:
    """Return what one character is compared as: nothing, one character, or a few."""
    known = _OTHER_SIGNS.get(ord(sign))
    if known is not None:
        return known
    if sign < "\x80":
        return sign.lower()
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Cs", "Co", "Cn"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if category == "No":  # a fraction or an exponent: no digits of the number before it
        return sign
    pieces = unicodedata.normalize("NFKD", sign)
    if pieces == sign:
        return sign.lower()[:1]
    return "".join(_folded_sign(piece) for piece in pieces if piece != sign)


def fold_word(text: str) -> str:
    """Return a text folded, without its places: how the word lists are compared."""
    return "".join(map(_folded_sign, text))


@dataclass(frozen=True, slots=True)
class Token:
    """A number, word or sign: its place in the folded text, and what it is compared as.

    `forms` has the word itself, and for Arabic the word without the conjunctions, prepositions and article
    that are written together with it; `numeric` and `is_word` say what it is; `capital` is for Latin letters.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    numeric: bool
    is_word: bool
    capital: bool = False

    @property
    def text(self) -> str:
        """Return the token as it stands, folded."""
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class Folded:
    """A passage folded. `places[i]` is where the i-th folded character stands in the whole text as read."""

    source: str
    text: str
    places: tuple[int, ...]
    tokens: tuple[Token, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets, in the text as read, of the tokens from `first` up to and without `last`."""
        start = self.places[self.tokens[first].start]
        return start, self.places[self.tokens[last - 1].end - 1] + 1

    def words(self, first: int, last: int) -> str:
        """Return the exact words of these tokens."""
        start, end = self.span(first, last)
        return self.source[start:end]


def fold(source: str, start: int = 0, end: int | None = None) -> Folded:
    """Fold the passage of a text between two offsets and cut it into tokens."""
    end = len(source) if end is None else end
    signs: list[str] = []
    places: list[int] = []
    for place in range(start, end):
        for sign in _folded_sign(source[place]):
            signs.append(sign)
            places.append(place)
    text = "".join(signs)
    return Folded(source, text, tuple(places), tuple(_tokens(source, text, places)))


def _tokens(source: str, text: str, places: list[int]) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = match["word"]
        found = match[0]
        yield Token(
            match.start(),
            match.end(),
            _forms(found) if word else (found,),
            bool(match["number"]),
            bool(word),
            bool(word) and source[places[match.start()]].isupper(),
        )


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, ...]:
    """Return an Arabic word with and without what is written together with it; any other word alone."""
    if not _LATIN_OR_ARABIC.search(word):
        return (word,)
    forms = {word: None}
    for prefixes in (_CLITICS, _PREPOSITIONS):
        for form in list(forms):
            if form[0] in prefixes and len(form) > 3:
                forms[form[1:]] = None
    for form in list(forms):
        if (form.startswith(_ARTICLE) and len(form) > 4) or (form.startswith("لل") and len(form) > 4):
            forms[form[2:]] = None
    return tuple(forms)


@lru_cache(maxsize=65_536)
def words_of(text: str) -> tuple[str, ...]:
    """Return a phrase of a word list as the tokens that it is matched by."""
    return tuple(match[0] for match in _TOKEN.finditer(fold_word(text)))


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text."""
    return fold(text).tokens


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends; one that never ends is cut at a space."""
    start = 0
    for match in _END.finditer(text):
        stop = match.end()
        if match[0][0] == "." and _SHORT.search(text[max(0, match.start() - 8) : match.start() + 1].lower()):
            continue
        yield from _cut(text, start, stop)
        start = stop
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while stop - start > _LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        middle = space if space > start else start + _LONGEST_SENTENCE
        yield start, middle
        start = middle
    if text[start:stop].strip():
        yield start, stop
