"""What a sentence does with its claims: asserts, denies or qualifies them; who says so; whether it leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from muster.engine.market._words_claims import (
    ACCORDING,
    BUT,
    DENYING,
    HEDGES,
    NEGATIONS,
    SAYING,
    SAYING_BEFORE,
)
from muster.engine.market.folding import Folded
from muster.engine.market.mentions import Mention
from muster.engine.market.phrases import Phrases
from muster.engine.market.shapes import Stance

__all__ = ["Attitude", "find_attitude"]

_PAUSES = frozenset(",.;:!?()\"'-»«“”،؛؟")
_LONGEST_SPEAKER = 7


@dataclass(frozen=True, slots=True)
class Attitude:
    """The stance of a sentence and the tokens that it rests on (None where no word says it).

    `denied` are the tokens that `not ... but` takes back, None where nothing is.
    """

    stance: Stance
    words: tuple[int, int] | None
    speaker: str | None
    hedged: bool
    denied: tuple[int, int] | None = None


@cache
def _phrases(text: str) -> Phrases[bool]:
    return Phrases.listed(True, text)


def _first(folded: Folded, text: str, taken: set[int], start: int = 0) -> tuple[int, int] | None:
    """Return the first place from `start` on where one of these phrases stands, outside of amounts."""
    for place in range(start, len(folded.tokens)):
        found = None if place in taken else _phrases(text).at(folded.tokens, place)
        if found is not None:
            return place, found[0]
    return None


def find_attitude(folded: Folded, language: str, mentions: Sequence[Mention], taken: set[int]) -> Attitude:
    """Return what a sentence does with its claims; in `taken`, the tokens of amounts, `no more` denies nothing."""
    denying = _first(folded, DENYING[language], taken)
    negation = _first(folded, NEGATIONS[language], taken)
    hedged = _first(folded, HEDGES[language], taken) is not None
    said = _said(folded, language, mentions, taken)
    speaker = said[1] if said else None
    if denying is not None:
        named = (
            speaker
            or _speaker_before(folded, denying[0], mentions)
            or _named_behind(folded, denying, mentions)
        )
        return Attitude("denies", denying, named, hedged)
    if negation is not None:
        but = _first(folded, BUT[language], taken, negation[1])
        if but is not None:
            return Attitude("qualifies", (negation[0], but[1]), speaker, hedged, (negation[1], but[0]))
        return Attitude("denies", negation, speaker, hedged)
    return Attitude("asserts", said[0] if said else None, speaker, hedged)


def _said(
    folded: Folded, language: str, mentions: Sequence[Mention], taken: set[int]
) -> tuple[tuple[int, int], str | None] | None:
    """Return the words of reported speech, and who speaks."""
    according = _first(folded, ACCORDING, taken)
    if according is not None:
        return according, _words_behind(folded, according[1])
    saying = _first(folded, SAYING[language], taken)
    if saying is None:
        return None
    behind = bool(_phrases(SAYING_BEFORE).at(folded.tokens, saying[0]))
    before = None if behind else _speaker_before(folded, saying[0], mentions)
    return saying, before or _named_behind(folded, saying, mentions) or _words_behind(folded, saying[1])


def _speaker_before(folded: Folded, place: int, mentions: Sequence[Mention]) -> str | None:
    """Return who is named before a verb of saying: a name, else the words since the last pause."""
    named = [mention for mention in mentions if mention.last <= place and place - mention.last <= 2]
    if named:
        return named[-1].name
    start = place
    while start > 0 and folded.tokens[start - 1].text not in _PAUSES and place - start < _LONGEST_SPEAKER:
        start -= 1
    words = folded.tokens[start:place]
    if not words or len(words) >= _LONGEST_SPEAKER or not all(word.is_word or word.numeric for word in words):
        return None
    return folded.words(start, place)


def _named_behind(folded: Folded, verb: tuple[int, int], mentions: Sequence[Mention]) -> str | None:
    named = [mention for mention in mentions if 0 <= mention.first - verb[1] <= 1]
    return named[0].name if named else None


def _words_behind(folded: Folded, place: int) -> str | None:
    """Return the words behind `according to`, up to the next pause."""
    end = place
    while (
        end < len(folded.tokens) and folded.tokens[end].text not in _PAUSES and end - place < _LONGEST_SPEAKER
    ):
        end += 1
    return folded.words(place, end) if end > place else None
