"""Finds an applicant's name: every part, in any order, with initials, in handles, with what is written to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from muster.engine.hire._redaction_shapes import Kind
from muster.engine.hire._redaction_text import FoldedText, fold, stems, words_of
from muster.engine.hire._redaction_words import COMMON_NAMES, MONTHS, PARTICLES, TITLES

__all__ = ["find_names"]

Found = tuple[int, int, Kind]

_MOST_WORDS = 10
_JOINED_LETTERS = 5
_HANDLE_LETTERS = 6
_BETWEEN = re.compile(r"[ .,'-]{0,3}")
_SENTENCE_END = re.compile(r"[.!?:|\n•]")
_particles = frozenset(map(fold, PARTICLES))
_common = frozenset(map(fold, COMMON_NAMES))
_months = frozenset(map(fold, MONTHS))
_titles = frozenset(map(fold, TITLES))


class _Parts:
    """What the given names are made of, folded.

    `strong` parts name somebody alone; `weak` ones (ordinary words, very short ones) only in a place for a
    name. `joined` are parts written together, as handles have them.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.strong: set[str] = set()
        self.weak: set[str] = set()
        self.particles: set[str] = set()
        self.joined: set[str] = set()
        self.initials: set[str] = set()
        for name in names:
            self._add(name)
        self.weak -= self.strong
        self.particle_letters = {particle[0] for particle in self.particles}
        self.handles = tuple(word for word in self.joined if len(word) >= _HANDLE_LETTERS)

    def _add(self, name: str) -> None:
        words = words_of(name)[:_MOST_WORDS]
        parts = [word for word in words if word not in _particles and not word.isdigit()]
        self.particles.update(word for word in words if word in _particles)
        for part in parts or words:
            for stem in {part, part.removeprefix("ال")}:
                short = len(stem) < 3 and stem.isascii()
                (self.weak if short or stem in _common or not parts else self.strong).add(stem)
            self.initials.add(part[0])
        self._join(list(words))
        self._join(parts)

    def _join(self, words: list[str]) -> None:
        runs = {
            "".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 2, len(words) + 1)
        }
        if len(words) > 1:
            runs |= {words[-1] + words[0], words[0][0] + "".join(words[1:]), words[0] + words[-1][0]}
        self.joined |= {run for run in runs if len(run) >= _JOINED_LETTERS}

    def is_part(self, word: str) -> bool:
        return any(stem in self.strong or stem in self.weak for stem in _forms(word))

    def is_strong(self, word: str) -> bool:
        return any(stem in self.strong for stem in _forms(word))


@lru_cache(maxsize=4096)
def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and the word without the s of a Dutch, English or German genitive."""
    found = stems(word)
    return (*found, word[:-1]) if len(word) > 4 and word.endswith("s") else found


def find_names(text: FoldedText, names: tuple[str, ...]) -> Iterator[Found]:
    """Yield the places of names in the folded text, and of titles right before them."""
    parts = _Parts(names)
    if not parts.strong and not parts.weak:
        return
    tokens = text.tokens
    named = _named(text, parts)
    number = 0
    while number < len(tokens):
        if not named[number]:
            number += 1
            continue
        first, last = _grow(text, parts, named, number)
        yield tokens[first].start, tokens[last].end, Kind.NAME
        title = first - 1
        if title >= 0 and tokens[title].text in _titles and _adjacent(text, title):
            yield tokens[title].start, tokens[title].end, Kind.GENDER
        number = last + 1
    yield from _find_initials(text, parts, names)


def _named(text: FoldedText, parts: _Parts) -> list[bool]:
    """Return for each word whether it names the applicant."""
    tokens = text.tokens
    part = [parts.is_part(token.text) for token in tokens]
    named = [_in_handle(token.text, parts) for token in tokens]
    for number in range(len(tokens)):
        if part[number] and not named[number]:
            named[number] = _stands_alone(text, parts, number) or _has_neighbour(text, parts, part, number)
    return named


def _in_handle(word: str, parts: _Parts) -> bool:
    if len(word) < _JOINED_LETTERS:
        return False
    return word in parts.joined or any(handle in word for handle in parts.handles)


def _stands_alone(text: FoldedText, parts: _Parts, number: int) -> bool:
    """Whether a part is a name without another part beside it."""
    token = text.tokens[number]
    if not token.capital:
        return False
    if parts.is_strong(token.text):
        return True
    if token.text in _months and text.tokens[min(number + 1, len(text.tokens) - 1)].text.isdigit():
        return False
    if number and text.tokens[number - 1].text in _titles and _adjacent(text, number - 1):
        return True
    if _fills_line(text, number):
        return True
    if token.caseless:
        return False
    return not _SENTENCE_END.search(text.before(number)) if number else False


def _fills_line(text: FoldedText, number: int) -> bool:
    """Whether the line holds this part of the name and nothing else, as a heading or signature does."""
    before, after = text.before(number), text.gap(number)
    opens = "\n" in before or number == 0
    return opens and ("\n" in after or number + 1 == len(text.tokens))


def _has_neighbour(text: FoldedText, parts: _Parts, part: list[bool], number: int) -> bool:
    """Whether another part of the name stands beside this one, maybe with a particle or initial between."""
    tokens = text.tokens
    for step in (-1, 1):
        at = number
        for _ in range(4):
            gap = at if step == 1 else at - 1
            at += step
            if not 0 <= at < len(tokens) or not _adjacent(text, gap):
                break
            if part[at] and tokens[at].text != tokens[number].text:
                return True
            if not _belongs(text, parts, at):
                break
            if _is_initial(text, parts, at) and tokens[number].capital:
                return True
    return False


def _adjacent(text: FoldedText, number: int) -> bool:
    """Whether a word and the next stand together as words of a name do."""
    return _BETWEEN.fullmatch(text.gap(number)) is not None


def _is_initial(text: FoldedText, parts: _Parts, number: int) -> bool:
    token = text.tokens[number]
    return (
        len(token.text) == 1 and token.capital and token.text in parts.initials and not token.text.isdigit()
    )


def _grow(text: FoldedText, parts: _Parts, named: list[bool], number: int) -> tuple[int, int]:
    """Return the first and last word of the name around a named word: particles and initials belong to it."""
    first = last = number
    while last + 1 < len(named):
        ahead = next((at for at in range(last + 1, min(last + 5, len(named))) if named[at]), None)
        if ahead is None or not _bridged(text, parts, last, ahead):
            break
        last = ahead
    while first and _adjacent(text, first - 1) and _belongs(text, parts, first - 1):
        first -= 1
    while last + 1 < len(named) and _adjacent(text, last) and _trails(text, parts, last + 1):
        last += 1
    return first, last


def _bridged(text: FoldedText, parts: _Parts, last: int, ahead: int) -> bool:
    inner = range(last + 1, ahead)
    return all(_adjacent(text, at) for at in range(last, ahead)) and all(
        _belongs(text, parts, at) for at in inner
    )


def _belongs(text: FoldedText, parts: _Parts, number: int) -> bool:
    """Whether a word is a particle of the name, maybe in short (`v.d.`), or an initial."""
    word = text.tokens[number].text
    short = len(word) == 1 and word in parts.particle_letters and text.gap(number).startswith(".")
    return word in parts.particles or short or _is_initial(text, parts, number)


def _trails(text: FoldedText, parts: _Parts, number: int) -> bool:
    """Whether a word right after a name is an initial (`Dijk, L.`) and no ordinary word."""
    after = text.gap(number)
    return _is_initial(text, parts, number) and (
        after[:1] in (".", ",") or after.startswith("\n") or not after
    )


def _find_initials(text: FoldedText, parts: _Parts, names: tuple[str, ...]) -> Iterator[Found]:
    """Yield initials that are alone in their line, as under a letter."""
    written = {"".join(word[0] for word in words_of(name)) for name in names}
    written |= {"".join(word[0] for word in words_of(name) if word not in _particles) for name in names}
    written = {letters for letters in written if len(letters) > 1}
    for line in text.lines:
        stripped = text.text[line.start : line.end].strip()
        if 2 <= len(stripped) <= 12 and re.sub(r"[ .]", "", stripped) in written:
            start = line.start + text.text[line.start : line.end].index(stripped)
            if text.original[text.origin[start]].isupper():
                yield start, start + len(stripped), Kind.NAME
