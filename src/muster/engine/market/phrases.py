"""Lists of words and phrases that are looked up at a token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from muster.engine.market.folding import Token, words_of

__all__ = ["Phrases"]

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """Phrases with a value each; the longest one that stands at a token is found."""

    def __init__(self, phrases: Mapping[str, Value] | Iterable[tuple[str, Value]]) -> None:
        pairs = phrases.items() if isinstance(phrases, Mapping) else phrases
        found: dict[tuple[str, ...], Value] = {}
        for phrase, value in pairs:
            found.setdefault(words_of(phrase), value)
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for words, value in sorted(found.items(), key=lambda pair: -len(pair[0])):
            if words:
                self._by_first.setdefault(words[0], []).append((words, value))

    @classmethod
    def listed(cls, value: Value, text: str) -> Phrases[Value]:
        """Return phrases separated by commas or line ends, all of one value."""
        return cls((phrase, value) for phrase in _split(text))

    def at(self, tokens: Sequence[Token], place: int) -> tuple[int, Value] | None:
        """Return where the longest phrase that begins at `place` ends, and its value."""
        by_first = self._by_first
        for form in tokens[place].forms:
            if form not in by_first:
                continue
            for words, value in by_first[form]:
                if len(words) == 1:
                    return place + 1, value
                end = place + len(words)
                if end <= len(tokens) and all(
                    word in tokens[place + step].forms for step, word in enumerate(words)
                ):
                    return end, value
        return None

    def before(self, tokens: Sequence[Token], place: int, most: int = 5) -> tuple[int, Value] | None:
        """Return where the longest phrase that ends right before `place` begins, and its value."""
        for start in range(max(0, place - most), place):
            found = self.at(tokens, start)
            if found is not None and found[0] == place:
                return start, found[1]
        return None

    def __contains__(self, word: str) -> bool:
        """Whether a single folded word is a phrase."""
        return any(len(words) == 1 for words, _ in self._by_first.get(word, ()))


def _split(text: str) -> list[str]:
    return [phrase.strip() for line in text.splitlines() for phrase in line.split(",") if phrase.strip()]
