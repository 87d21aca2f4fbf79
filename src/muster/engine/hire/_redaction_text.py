"""A text made comparable: without accents, case, script variants of digits and invisible marks.

Everything is searched in the folded text; `origin` leads back to the places in the text as it was given.
All patterns here and in the sibling modules have bounded repeats, so the work is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

__all__ = ["FoldedText", "Line", "Phrases", "Token", "fold", "fold_text", "stems", "words_of"]

_LETTERS = str.maketrans(
    {
        **{"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"},
        **{"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""},
        **{"’": "'", "‘": "'", "ʼ": "'", "：": ":", "،": ",", "؛": ";"},
        **dict.fromkeys("‐‑‒−", "-"),
    }
)
_LONGEST_FOLDED = 4
"""Letters that one character becomes at most; a few ligatures stand for whole sentences."""

_INVISIBLE = frozenset({"Mn", "Me", "Cf"})
_WORD = re.compile(r"[^\W_]{1,64}")
_CELL_END = re.compile(r"[|•·;\t▪●]| {3,9}")
_ARABIC_PREFIXES = ("و", "ف", "ب", "ل", "ك")


def _fold_character(character: str) -> str:
    if character in "\n\r\t":
        return "\n" if character == "\n" else "\t" if character == "\t" else " "
    flat = unicodedata.normalize("NFKD", character)
    kept = (sign for sign in flat if unicodedata.category(sign) not in _INVISIBLE)
    return "".join(map(_fold_digit, kept)).casefold().translate(_LETTERS)[:_LONGEST_FOLDED]


def _fold_digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def fold(text: str) -> str:
    """Return a text as it is compared."""
    table = {character: _fold_character(character) for character in set(text)}
    return "".join(map(table.__getitem__, text))


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=2**14)
def stems(word: str) -> tuple[str, ...]:
    """Return a folded word, and what is left of it without what Arabic writes together with it."""
    if not "\u0600" <= word[0] <= "\u06ff":
        return (word,)
    found = [word]
    while len(found) < 3 and len(rest := found[-1]) > 2 and rest[0] in _ARABIC_PREFIXES:
        if len(rest) == 3 and rest[0] != "و":
            break
        found.append("ا" + rest if rest.startswith("لل") else rest[1:])
    found += [stem[2:] for stem in found if stem.startswith("ال") and len(stem) > 4]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Token:
    """One word. Places are in the folded text; `capital` is true too in scripts without capitals."""

    start: int
    end: int
    text: str
    capital: bool
    caseless: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line's place in the folded text, and its cells: what tabs, bars, bullets and wide gaps part."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


class FoldedText:
    """A text, its folded form, and its words and lines."""

    def __init__(self, original: str) -> None:
        table = {character: _fold_character(character) for character in set(original)}
        pieces = [table[character] for character in original]
        self.original = original
        self.text = "".join(pieces)
        self.origin: Sequence[int] = range(len(original))
        if any(len(piece) != 1 for piece in table.values()):
            self.origin = [at for at, piece in enumerate(pieces) for _ in piece]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's place of a non-empty range of the folded text, with its accents."""
        first, last = self.origin[start], self.origin[end - 1] + 1
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last

    @cached_property
    def tokens(self) -> list[Token]:
        """All words, in order."""
        return [self._token(found.start(), found.end()) for found in _WORD.finditer(self.text)]

    def _token(self, start: int, end: int) -> Token:
        first = self.original[self.origin[start]]
        caseless = first.lower() == first.upper() and first.isalpha()
        capital = caseless or first.isupper() or first.istitle()
        return Token(start, end, self.text[start:end], capital, caseless)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of the words that are this word, or this word with something written to it."""
        found: dict[str, list[int]] = {}
        for number, token in enumerate(self.tokens):
            for stem in stems(token.text):
                found.setdefault(stem, []).append(number)
        return found

    @cached_property
    def starts(self) -> dict[int, int]:
        """The number of each word by its place."""
        return {token.start: number for number, token in enumerate(self.tokens)}

    def gap(self, number: int) -> str:
        """Return what stands between a word and the next."""
        tokens = self.tokens
        end = tokens[number + 1].start if number + 1 < len(tokens) else len(self.text)
        return self.text[tokens[number].end : end]

    def before(self, number: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.gap(number - 1) if number else self.text[: self.tokens[0].start]

    def spelt(self, token: Token) -> str:
        """Return a word with its accents, in lower case; folded where its script has no case."""
        if token.caseless:
            return token.text
        start, end = self.place(token.start, token.end)
        return unicodedata.normalize("NFC", self.original[start:end].lower())

    def shouted(self, token: Token) -> bool:
        """Whether a word is in capitals throughout."""
        return self.original[self.origin[token.start] : self.origin[token.end - 1] + 1].isupper()

    @cached_property
    def lines(self) -> list[Line]:
        """All lines, in order."""
        found, start = [], 0
        for line in self.text.split("\n"):
            end = start + len(line)
            found.append(Line(start, end, tuple(self._cells(start, end))))
            start = end + 1
        return found

    def _cells(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        for gap in _CELL_END.finditer(self.text, start, end):
            yield at, gap.start()
            at = gap.end()
        yield at, end


def fold_text(text: str) -> FoldedText:
    """Return the text made comparable."""
    return FoldedText(text)


_LOOSE = re.compile(r"[ ,./'()&-]{0,4}")


class Phrases:
    """Phrases found by their words, whatever stands between those; the longest wins."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = words_of(phrase)
            if words:
                self._by_first.setdefault(words[0], []).append(words)
        for candidates in self._by_first.values():
            candidates.sort(key=len, reverse=True)

    def find(self, text: FoldedText) -> dict[int, int]:
        """Return the word at which each phrase in a text begins, and how many words it has."""
        found: dict[int, int] = {}
        for first, phrases in self._by_first.items():
            for number in text.places.get(first, ()):
                length = next((len(words) for words in phrases if self._follows(text, number, words)), 0)
                if length > found.get(number, 0):
                    found[number] = length
        return found

    def length_at(self, text: FoldedText, number: int) -> int:
        """Return how many words a phrase that begins at this word has; 0 where none does."""
        for first in stems(text.tokens[number].text):
            for words in self._by_first.get(first, ()):
                if self._follows(text, number, words):
                    return len(words)
        return 0

    def _follows(self, text: FoldedText, number: int, words: tuple[str, ...]) -> bool:
        tokens = text.tokens
        if number + len(words) > len(tokens):
            return False
        return all(
            tokens[number + step].text == words[step] and _LOOSE.fullmatch(text.gap(number + step - 1))
            for step in range(1, len(words))
        )
