"""Independent voices and copies: the same story in five papers is one witness.

Claims are gone through in the order in which they were said. One that repeats an earlier one of another source adds
nothing to it, by a rule that is told: they come from one document, from nearly the same words, from the same figures,
or they cite the same person. Whoever copied from whom, the first to say it is the one that counts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np

from muster.engine.market.claim_shapes import Copied, MarketClaim
from muster.engine.market.folding import words_of

__all__ = [
    "SAME_FIGURES",
    "SAME_WORDS",
    "WINDOW_DAYS",
    "Voice",
    "Voices",
    "find_voices",
    "may_both_be_so",
    "says_the_same",
]

WINDOW_DAYS = 7
"""Days within which a claim may repeat another by its words, figures or whom it cites."""

SAME_WORDS = 0.4
"""Share of common runs of words (Jaccard) from which two texts are held to be one."""

SAME_FIGURES = 2
"""Fewest figures that two texts in whatever language must share, all but one of the longer list, to be held one."""

RUN = 4  # words in a run
MOST_WORDS = 1_500  # of a text that are compared
Why = Literal["document", "words", "figures", "quoted", "source"]


@dataclass(slots=True)
class Voice:
    """A claim that counts, those that repeat it, and those of them that are its own source's."""

    claim: MarketClaim
    copies: list[Copied] = field(default_factory=list)
    again: list[MarketClaim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Voices:
    """The independent voices of one subject as they stand, and those that their own source has replaced since."""

    standing: tuple[Voice, ...]
    superseded: tuple[Voice, ...]


def find_voices(claims: Sequence[MarketClaim]) -> Voices:
    """Return the independent voices among claims of one subject, `claims` being in the order in which they were said.

    What repeats another source is no voice, so a reprint neither adds to what is known nor replaces what the source
    found out by itself.
    """
    heard = _Heard()
    latest: dict[str, Voice] = {}
    replaced: list[Voice] = []
    for claim in claims:
        if _is_copy(heard.near(claim), claim):
            continue
        own = latest.get(claim.source)
        if own is not None and says_the_same(own.claim, claim):
            own.copies.append(Copied(claim.key, claim.source, "source"))
            own.again.append(claim)
            heard.again(own, claim)
            continue
        if own is not None:
            replaced.append(own)
        latest[claim.source] = heard.begin(claim)
    gone = {id(voice) for voice in replaced}
    return Voices(tuple(voice for voice in heard.voices if id(voice) not in gone), tuple(replaced))


class _Heard:
    """The voices so far, and which of them a claim can repeat: those of its document and those of the last days. All
    others need not be looked at, and of a subject of which much is said they are most.
    """

    def __init__(self) -> None:
        self.voices: list[Voice] = []
        self._numbers: dict[int, int] = {}
        self._by_document: defaultdict[str, set[int]] = defaultdict(set)
        self._recent: dict[int, int] = {}  # the last day of each voice that can still be repeated
        self._today: int | None = None

    def near(self, claim: MarketClaim) -> list[Voice]:
        """Return the voices that a claim may repeat, in their order."""
        day = _number(claim.said_on)
        if day != self._today:
            self._today = day
            self._recent = {at: last for at, last in self._recent.items() if day - last <= WINDOW_DAYS}
        found = set(self._recent)
        if claim.document:
            found |= self._by_document.get(claim.document, set())
        return [self.voices[at] for at in sorted(found)]

    def begin(self, claim: MarketClaim) -> Voice:
        """Add a voice."""
        voice = Voice(claim)
        self._numbers[id(voice)] = len(self.voices)
        self.voices.append(voice)
        self.again(voice, claim)
        return voice

    def again(self, voice: Voice, claim: MarketClaim) -> None:
        """Note when and in which document a voice was heard."""
        at = self._numbers[id(voice)]
        self._recent[at] = _number(claim.said_on)
        if claim.document:
            self._by_document[claim.document].add(at)


def _is_copy(voices: Sequence[Voice], claim: MarketClaim) -> bool:
    """Whether a claim repeats a voice of another source; it is added there."""
    for voice in voices:
        first = voice.claim
        if first.source == claim.source or first.stance != claim.stance or not may_both_be_so(first, claim):
            continue
        why = next(
            (why for said in (first, *voice.again) if (why := _repeats(said, claim)) is not None), None
        )
        if why is not None:
            voice.copies.append(Copied(claim.key, claim.source, why))
            return True
    return False


def may_both_be_so(first: MarketClaim, later: MarketClaim) -> bool:
    """Whether the amounts of two claims overlap; where either has none they do."""
    if not (first.has_amount and later.has_amount):
        return True
    if first.currency != later.currency:
        return False
    low = max(first.low or 0.0, later.low or 0.0)
    return low <= min(first.high or math.inf, later.high or math.inf)


def says_the_same(first: MarketClaim, later: MarketClaim) -> bool:
    """Whether a source says again what it said before, perhaps less surely."""
    return _content(first) == _content(later) and first.hedged <= later.hedged


def _content(claim: MarketClaim) -> tuple[object, ...]:
    ends = (claim.stance, claim.joined, claim.left) if claim.kind == "move" else (claim.stance,)
    return (*ends, claim.low, claim.high, claim.currency, claim.convention, claim.years)


def _repeats(first: MarketClaim, later: MarketClaim) -> Why | None:
    """Return why a claim is held to repeat an earlier one; None where it is not."""
    if first.document and first.document == later.document:
        return "document"
    if _number(later.said_on) - _number(first.said_on) > WINDOW_DAYS:
        return None
    if first.quoted and later.quoted and fold_name(first.quoted) == fold_name(later.quoted):
        return "quoted"
    if _alike(runs_of(first.text or first.words), runs_of(later.text or later.words)):
        return "words"
    shared = len(first.figures & later.figures)
    most = max(len(first.figures), len(later.figures))
    return "figures" if shared >= SAME_FIGURES and shared >= most - 1 else None


@lru_cache(maxsize=4_096)
def fold_name(name: str) -> str:
    """Return a name as it is compared: without case, accents or signs."""
    return " ".join(word for word in words_of(name) if word.isalnum())


@lru_cache(maxsize=512)  # of the texts that are compared at one time; each is large
def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of four words in a text; of a shorter one, all of it."""
    words = [word for word in words_of(text) if word.isalnum()][:MOST_WORDS]
    if not words:
        return frozenset()
    return frozenset(tuple(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1)))


def _alike(first: frozenset[tuple[str, ...]], later: frozenset[tuple[str, ...]]) -> bool:
    if min(len(first), len(later)) < SAME_WORDS * max(len(first), len(later)):
        return False  # all of the shorter would not be enough
    common = len(first & later)
    return common > 0 and common >= SAME_WORDS * (len(first) + len(later) - common)


def _number(day: np.datetime64) -> int:
    return int(day.astype("datetime64[D]").astype(np.int64))
