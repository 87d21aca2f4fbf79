"""Find moves in a sentence: who went where, from where, by the words before the names and the verbs between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from muster.engine.market._words_arabic import DEPARTURES, LEAVING, LEFT_BEHIND
from muster.engine.market._words_moves import (
    APPOINTING,
    CONFIRMING,
    FILLERS,
    FOUNDING,
    FROM,
    HIRING,
    LEADING,
    LOSING,
    NEAR,
    PARTING,
    PAST,
    RETURNING,
    TO,
    VERBS,
)
from muster.engine.market.folding import Folded, words_of
from muster.engine.market.mentions import Mention
from muster.engine.market.naming import find_roles
from muster.engine.market.phrases import Phrases

__all__ = ["Move", "find_moves"]

_LONGEST_TITLE = 4
_NOW = frozenset({"الان", "العمل"})
_FORMERLY = frozenset({"سابقا", "السابق", "السابقه"})
Side = Literal["to", "from", "near"]


@dataclass(frozen=True, slots=True)
class Move:
    """One person's move: what it is, between which tokens it is told, and the organisations as far as named."""

    first: int
    last: int
    person: Mention
    to: Mention | None
    left: Mention | None
    basis: str
    role: str | None


@dataclass(frozen=True, slots=True)
class _Words:
    sides: Phrases[Side]
    hiring: Phrases[bool]
    losing: Phrases[bool]
    past: Phrases[bool]
    appointing: Phrases[bool]
    verbs: Phrases[bool]


@cache
def _words(language: str) -> _Words:
    sides: list[tuple[str, Side]] = []
    listed: tuple[tuple[Side, str], ...] = (
        ("from", FROM[language]),
        ("to", TO[language]),
        ("near", NEAR[language]),
    )
    for side, text in listed:
        sides += [(phrase.strip(), side) for phrase in text.split(",") if phrase.strip()]
    return _Words(
        Phrases(sides),
        Phrases.listed(True, HIRING[language]),
        Phrases.listed(True, LOSING[language]),
        Phrases.listed(True, PAST[language]),
        Phrases.listed(True, APPOINTING[language]),
        Phrases.listed(True, _verbs(language)),
    )


def _verbs(language: str) -> str:
    """Return the words without which no move is told; words of hiring such as English `won` say too much else."""
    more = LOSING[language] if language in ("en", "ar") else f"{HIRING[language]}, {LOSING[language]}"
    return f"{VERBS[language]}, {more}"


@cache
def _actions() -> tuple[tuple[str, Phrases[bool]], ...]:
    listed = (("founded", FOUNDING), ("returned", RETURNING), ("leads", LEADING))
    return tuple((name, Phrases.listed(True, text)) for name, text in listed)


@cache
def _confirming() -> Phrases[bool]:
    return Phrases.listed(True, CONFIRMING)


@cache
def _parting() -> Phrases[bool]:
    return Phrases.listed(True, f"{PARTING}, {LEAVING}, {LEFT_BEHIND}")


@cache
def _departures() -> Phrases[bool]:
    return Phrases.listed(True, DEPARTURES)


@cache
def _left_behind() -> Phrases[bool]:
    return Phrases.listed(True, LEFT_BEHIND)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(word for phrase in FILLERS.split(",") for word in words_of(phrase))


def find_moves(
    folded: Folded, language: str, mentions: Sequence[Mention], *, speaker: str | None = None
) -> list[Move]:
    """Return the moves that a sentence tells, one a person; who only speaks in it is no end of them."""
    words = _words(language)
    if not mentions or not _any(folded, words.verbs, 0, len(folded.tokens)):
        return []
    sides: dict[Mention, Side] = {}
    people: list[Mention] = []
    telling: Mention | None = None
    for at, mention in enumerate(mentions):
        side = _cue(folded, mention, words) or _cue_of_subject(folded, at, mentions, language, words)
        if mention.sort == "person" or (
            mention.sort == "either" and not _is_organisation(at, mentions, side, folded, words)
        ):
            people.append(mention)
        else:
            found = side or _by_verb(folded, mention, mentions, words)
            if found == "near" and side is None and mention.name == speaker:
                telling = mention
            if found != "near" or side is not None or mention.name != speaker or len(mentions) == 1:
                sides[mention] = found
    if not people:
        return []
    if not sides and telling is not None and _any(folded, _confirming(), 0, len(folded.tokens)):
        left = _any(folded, _parting(), 0, len(folded.tokens))  # Orbis confirmed that she is leaving
        sides[telling] = "from" if left else "to"
    return _assemble(folded, language, people, _settled(folded, language, sides, people, words))


def _any(folded: Folded, phrases: Phrases[bool], first: int, last: int) -> bool:
    return any(phrases.at(folded.tokens, place) for place in range(max(first, 0), last))


def _cue(folded: Folded, mention: Mention, words: _Words) -> Side | None:
    """Return what the words right before a name say of it; words such as `the start-up` are passed over."""
    at = mention.first
    token = folded.tokens[at]
    written = len(token.forms) > 1 and token.text[0] in "بل"
    if written and (mention.known or not folded.words(at, at + 1).startswith(mention.name[0])):
        return "from" if at > 0 and folded.tokens[at - 1].text in _FORMERLY else "to"
    for _ in range(4):
        if at > 0 and folded.tokens[at - 1].text == "بشركه":  # والتحق بشركة
            return "to"
        found = words.sides.before(folded.tokens, at)
        if found is not None and not _is_article(folded, found[0], at):
            return found[1]
        if at == 0 or folded.tokens[at - 1].text not in _fillers():
            return None
        at -= 1
    return None


def _cue_of_subject(
    folded: Folded, at: int, mentions: Sequence[Mention], language: str, words: _Words
) -> Side | None:
    """Return what an Arabic verb says of an organisation whose subject stands between them: غادر فلان أوربس."""
    if language != "ar" or at == 0 or mentions[at - 1].sort != "person":
        return None
    subject, tokens = mentions[at - 1], folded.tokens
    if any(token.text not in _fillers() for token in tokens[subject.last : mentions[at].first]):
        return None
    verb = subject.first
    while verb > 0 and subject.first - verb < _LONGEST_TITLE and tokens[verb - 1].text.startswith("ال"):
        verb -= 1  # غادر المدير التقني فلان
    found = words.sides.before(tokens, verb)
    return found[1] if found is not None else _cue(folded, subject, words)


def _is_article(folded: Folded, first: int, last: int) -> bool:
    """Whether what looks like the preposition `à` has no accent, and so is Portuguese `a` or French `a`, has."""
    return last == first + 1 and folded.tokens[first].text == "a" and folded.words(first, last) in ("a", "A")


def _is_organisation(
    at: int, mentions: Sequence[Mention], side: Side | None, folded: Folded, words: _Words
) -> bool:
    """Whether a name of either sort is an organisation's: by the words before it, if others may be people."""
    mention = mentions[at]
    others = any(other.sort != "organisation" for other in mentions if other is not mention)
    if side in ("to", "from") and others:
        before = folded.tokens[mention.first - 1].text
        by = before in ("by", "par", "door", "oleh", "pela", "pelo", "por", "à", "a", "aan", "kepada")
        return not (by and at == 0)
    if side is None and mention.first == 0 and others:
        return _any(folded, words.hiring, mention.last, min(mention.last + 3, len(folded.tokens)))
    return side == "near" and others and at > 0


def _by_verb(folded: Folded, mention: Mention, mentions: Sequence[Mention], words: _Words) -> Side:
    """Return the side of an organisation that no word before it tells: who hires wins, who loses loses."""
    tokens = folded.tokens
    later = [other.first for other in mentions if other.first >= mention.last]
    stop = min([mention.last + 5, len(tokens), *(later[:1])])
    start = max(0, mention.first - 3)
    if _any(folded, words.losing, mention.last, stop) or _any(folded, words.losing, start, mention.first):
        return "from"
    if _any(folded, _departures(), mention.last, stop):
        return "from"
    if _any(folded, words.hiring, mention.last, stop) or _any(folded, words.hiring, start, mention.first):
        return "to"
    if (
        mention.last + 1 < len(tokens)
        and tokens[mention.last].text == "'"
        and tokens[mention.last + 1].text == "s"
    ):
        return "from"
    return "near"


def _settled(
    folded: Folded, language: str, sides: dict[Mention, Side], people: Sequence[Mention], words: _Words
) -> dict[Mention, Side]:
    """Decide the organisations that only the rest of the sentence tells of."""
    found = dict(sides)
    for mention, side in sides.items():
        if side != "near":
            continue
        others = [other for key, other in found.items() if key is not mention]
        if language == "ar":
            found[mention] = _settled_by_nearest(folded, mention, others, words)
            continue
        ends = [other.last for other in (*people, *sides) if other.last <= mention.first]
        start = max(ends, default=0)
        if _any(folded, words.past, start, mention.first):
            found[mention] = "from"
        elif _any(folded, words.appointing, start, mention.first):
            found[mention] = "to"
        else:
            found[mention] = "from" if "to" in others else "to"
    return found


def _settled_by_nearest(folded: Folded, mention: Mention, others: Sequence[Side], words: _Words) -> Side:
    """Decide an organisation in Arabic, whose verbs stand before the person: the other end, else the nearest word."""
    tokens = folded.tokens
    if "to" in others and "from" not in others:
        return "from"
    if "from" in others and "to" not in others:
        return "to"
    behind = mention.last < len(tokens) and tokens[mention.last].text in _FORMERLY
    if behind or _any(folded, _left_behind(), mention.last, len(tokens)):
        return "from"
    for place in range(mention.first - 1, -1, -1):
        past, named = words.past.at(tokens, place), words.appointing.at(tokens, place)
        if named is not None and tokens[place].text.startswith("ال") and tokens[place].text not in _NOW:
            named = None  # المديرة is who moves, مديرة what she becomes
        if past is not None or named is not None:
            return "to" if past is None or (named is not None and named[0] > past[0]) else "from"
    return "from" if _any(folded, words.past, mention.last, len(tokens)) else "to"


def _assemble(
    folded: Folded, language: str, people: Sequence[Mention], sides: dict[Mention, Side]
) -> list[Move]:
    to = next((mention for mention, side in sides.items() if side == "to"), None)
    left = next((mention for mention, side in sides.items() if side == "from"), None)
    if to is not None and left is not None and to.name == left.name:
        left = None
    named = [mention for mention in (to, left) if mention is not None]
    basis = _basis(folded, to, left, language)
    role = _role(folded, language)
    moves = []
    for person in people:
        first = min(person.first, *(mention.first for mention in named), person.first)
        last = max(person.last, *(mention.last for mention in named), person.last)
        if named or basis == "leads" or basis == "left":
            moves.append(Move(first, last, person, to, left, basis, role))
    return moves


def _basis(folded: Folded, to: Mention | None, left: Mention | None, language: str) -> str:
    """Return what a move is."""
    for name, phrases in _actions():
        if (to is not None or name == "leads") and _any(folded, phrases, 0, len(folded.tokens)):
            return name
    if to is None:
        return "left"
    words = _words(language)
    hired = _any(folded, words.hiring, 0, len(folded.tokens)) or _any(
        folded, words.losing, 0, len(folded.tokens)
    )
    return "poached" if hired and left is not None else "joined"


def _role(folded: Folded, language: str) -> str | None:
    roles = find_roles(folded, language)
    return folded.words(*roles[0]) if roles else None
