"""Finds schools and employers by the words in their names, and the years of graduation beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from muster.engine.hire._redaction_school_words import (
    COMPANY_ENDS,
    COMPANY_STARTS,
    CONNECTORS,
    DEGREES,
    EDUCATION,
    GRADUATION,
    NEEDS_ANOTHER,
    SCHOOL_STEMS,
    SCHOOL_WORDS,
    SECTIONS,
)
from muster.engine.hire._redaction_shapes import Kind, Known
from muster.engine.hire._redaction_text import FoldedText, Line, Phrases, fold, stems, words_of
from muster.engine.hire._redaction_words import ACRONYMS_NOT_SCHOOLS

__all__ = ["find_employers", "find_graduations", "find_schools"]

Found = tuple[int, int, Kind]

_REACH = 7
_REACH_WITHOUT_CAPITALS = 3
_CLAUSE = 120
_YEAR = re.compile(r"(?<!\d)(?:19[4-9]\d|20[0-4]\d)(?!\d)")
_ACRONYM = re.compile(r" \([a-z][a-z-]{1,8}\)")
_INSIDE = re.compile(r"[ '.&-]{1,3}")

_school_words = frozenset(word for word in SCHOOL_WORDS if " " not in word)
_connectors = frozenset(CONNECTORS)
_not_acronyms = frozenset(ACRONYMS_NOT_SCHOOLS)
_degrees, _graduation = Phrases(DEGREES), Phrases(GRADUATION)
_education = frozenset(map(words_of, EDUCATION))
_sections = frozenset(map(words_of, SECTIONS)) - _education
_ends, _starts = Phrases(COMPANY_ENDS), frozenset(map(fold, COMPANY_STARTS))
_needs_another = frozenset(map(fold, NEEDS_ANOTHER))
_stop_degrees = frozenset(word for phrase in DEGREES for word in words_of(phrase)) | {
    "science",
    "arts",
    "engineering",
}


def find_schools(text: FoldedText, known: Known) -> Iterator[Found]:
    """Yield the places of schools in the folded text."""
    yield from _find_known(text, known.schools, Kind.SCHOOL)
    for number, token in enumerate(text.tokens):
        if token.capital and _is_school_word(token.text):
            first, last = _school_around(text, number)
            if last > first or _distinct(token.text):
                yield text.tokens[first].start, _with_acronym(text, last), Kind.SCHOOL


def _is_school_word(word: str) -> bool:
    return any(stem in _school_words or stem.startswith(SCHOOL_STEMS) for stem in stems(word)) or (
        word.endswith(("universiteit", "hogeschool", "college", "lyceum", "universitat", "hochschule"))
    )


def _distinct(word: str) -> bool:
    """Whether a word alone names a school."""
    return word in ("caltech", "eth", "mit", "usp", "unicamp", "ufrj", "hec", "ens")


def _school_around(text: FoldedText, number: int) -> tuple[int, int]:
    """Return the first and last word of the name around a school word: what is written with capitals."""
    caseless = text.tokens[number].caseless
    last = _extend_right(text, number, _REACH_WITHOUT_CAPITALS if caseless else _REACH)
    first = number
    if caseless:
        return first, last
    while number - first < _REACH and first:
        token = text.tokens[first - 1]
        if not _INSIDE.fullmatch(text.gap(first - 1)) or text.gap(first - 1).startswith(". "):
            break
        if not token.capital or token.text in _stop_degrees or token.text[0].isdigit():
            break
        if _opens_sentence(text, first - 1) and token.text in _connectors:
            break
        first -= 1
    return first, last


def _opens_sentence(text: FoldedText, number: int) -> bool:
    return number == 0 or not _INSIDE.fullmatch(text.gap(number - 1))


def _extend_right(text: FoldedText, number: int, reach: int) -> int:
    """Return the last word of a name to the right: capitals, and small words with a capital after them."""
    last, tokens = number, text.tokens
    for at in range(number + 1, min(number + 1 + reach, len(tokens))):
        token = tokens[at]
        if not _INSIDE.fullmatch(text.gap(at - 1)) or text.gap(at - 1).startswith(". "):
            break
        if token.caseless and at > number + 1 and not _continues_caseless(text, at):
            break
        if token.capital or (token.text.isdigit() and len(token.text) < 3):
            last = at
        elif token.text not in _connectors and not _joined(text, at):
            break
    return last


def _continues_caseless(text: FoldedText, number: int) -> bool:
    """Whether an Arabic name goes on: with an article, or after a word that needs another."""
    word, previous = text.tokens[number].text, text.tokens[number - 1].text
    return word.startswith(("ال", "لل", "بجامع")) or previous in _needs_another


def _joined(text: FoldedText, number: int) -> bool:
    """Whether a small word is inside a name of lower-case words: `École nationale d'ingénieurs de Bréval`."""
    ahead = text.tokens[number + 1 : number + 5]
    return (
        any(token.capital for token in ahead)
        and all(
            _INSIDE.fullmatch(text.gap(at)) and not text.gap(at).startswith(".")
            for at in range(number, min(number + 2, len(text.tokens) - 1))
        )
        and any(token.text in _connectors for token in ahead[:2])
    )


def _with_acronym(text: FoldedText, last: int) -> int:
    end = text.tokens[last].end
    found = _ACRONYM.match(text.text, end)
    return found.end() if found and found[0].strip(" ()") not in _not_acronyms else end


def find_employers(text: FoldedText, known: Known) -> Iterator[Found]:
    """Yield the places of employers in the folded text: known ones, and names with a company's legal form."""
    yield from _find_known(text, known.employers, Kind.EMPLOYER)
    tokens = text.tokens
    for number, token in enumerate(tokens):
        if token.capital and any(stem in _starts for stem in stems(token.text)):
            reach = _REACH_WITHOUT_CAPITALS if token.caseless else _REACH
            last = _extend_right(text, number, reach)
            if last > number and (token.caseless or token.text != "cv" or text.gap(number) == " "):
                yield token.start, tokens[last].end, Kind.EMPLOYER
    for number, length in _ends.find(text).items():
        if number and tokens[number].capital and tokens[number - 1].capital and not tokens[number].caseless:
            first = _company_start(text, number)
            if first < number:
                yield tokens[first].start, tokens[number + length - 1].end, Kind.EMPLOYER


def _company_start(text: FoldedText, number: int) -> int:
    first = number
    while first and number - first < 6:
        gap = text.gap(first - 1)
        if gap not in (" ", ", ", " & ", "-", "'", " + ") or (gap == ", " and first != number):
            break
        token = text.tokens[first - 1]
        if not token.capital and token.text not in _connectors:
            break
        first -= 1
    while not text.tokens[first].capital:
        first += 1
    return first


def _find_known(text: FoldedText, names: tuple[str, ...], kind: Kind) -> Iterator[Found]:
    """Yield known names, and the acronyms they are called by."""
    phrases = Phrases(name for name in names if len("".join(words_of(name))) > 2)
    acronyms = {acronym for name in names if len(acronym := _acronym(name)) > 2} - _not_acronyms
    for number, length in phrases.find(text).items():
        yield text.tokens[number].start, text.tokens[number + length - 1].end, kind
    for number in {number for acronym in acronyms for number in text.places.get(acronym, ())}:
        token = text.tokens[number]
        if text.shouted(token):
            yield token.start, token.end, kind


def _acronym(name: str) -> str:
    return "".join(word[0] for word in words_of(name) if word not in _connectors)


def find_graduations(text: FoldedText) -> Iterator[Found]:
    """Yield years that tell when somebody left school: in the part on schools, beside degrees, after `class of`."""
    inside = False
    degrees = sorted(text.tokens[number].start for number in _degrees.find(text))
    for line in text.lines:
        words = _heading(text, line)
        if words is not None:
            inside = words in _education or (inside and words not in _sections)
        at = bisect_left(degrees, line.start)
        if inside or (at < len(degrees) and degrees[at] < line.end):
            yield from _years(text, line.start, line.end)
    for number in _graduation.find(text):
        token = text.tokens[number]
        yield from _years(text, token.start, _clause_end(text, token.end))


def _heading(text: FoldedText, line: Line) -> tuple[str, ...] | None:
    """Return the words of a line that can be a heading."""
    if not 2 < line.end - line.start <= 60:
        return None
    return words_of(text.text[line.start : line.end])


def _clause_end(text: FoldedText, start: int) -> int:
    """Return where the sentence ends that has begun, at most so far."""
    window = text.text[start : start + _CLAUSE]
    ends = [at for at in (window.find(". "), window.find("\n\n"), window.find(".\n")) if at >= 0]
    return start + min(ends, default=len(window))


def _years(text: FoldedText, start: int, end: int) -> Iterator[Found]:
    for found in _YEAR.finditer(text.text, start, end):
        yield found.start(), found.end(), Kind.AGE
