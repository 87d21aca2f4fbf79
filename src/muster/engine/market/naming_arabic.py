"""Find people and organisations in Arabic, which has no capital letters: by the words that stand before a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from muster.engine.market._words_moves import VERBS
from muster.engine.market._words_names import (
    ARABIC_BEFORE_PEOPLE,
    ARABIC_LINKS,
    ARABIC_ORGANISATIONS,
    ARABIC_STOPS,
    ARABIC_TOWARDS,
)
from muster.engine.market.folding import Folded
from muster.engine.market.mentions import Mention
from muster.engine.market.numbers import in_words
from muster.engine.market.phrases import Phrases

__all__ = ["arabic_organisation", "with_arabic_people"]

KnownAt = Callable[[Folded, int], object]
_ON_AND_ALI = "علي"  # `على`, on, and the name `علي` are one word once folded


@cache
def _listed(text: str) -> Phrases[bool]:
    return Phrases.listed(True, text)


def _is(folded: Folded, place: int, text: str) -> bool:
    return bool(_listed(text).at(folded.tokens, place))


def _is_arabic(folded: Folded, place: int) -> bool:
    return folded.tokens[place].is_word and "\u0600" <= folded.tokens[place].text[0] <= "\u06ff"


def arabic_organisation(folded: Folded, place: int, known_at: KnownAt) -> Mention | None:
    """Return the organisation that `شركة`, `معهد` and the like name, with the words of its name."""
    if not _is_arabic(folded, place) or folded.tokens[place].text.startswith("ال"):
        return None
    found = _listed(ARABIC_ORGANISATIONS).at(folded.tokens, place)
    if found is None or found[0] >= len(folded.tokens) or known_at(folded, found[0]) is not None:
        return None
    last = _run(folded, found[0], known_at, most=2)
    if last == found[0]:
        return None
    start = found[0] if folded.tokens[place].forms[-1] == "شركه" else place
    return Mention(start, last, "organisation", folded.words(start, last))


def _run(folded: Folded, place: int, known_at: KnownAt, *, most: int) -> int:
    """Return where a run of words ends that are neither known names nor small words, verbs or numbers."""
    at = place
    while at < len(folded.tokens) and at - place < most and _is_arabic(folded, at):
        if _ends_run(folded, at, known_at, words=at - place):
            break
        most += folded.tokens[at].text in ARABIC_LINKS
        at += 1
    return at


def _ends_run(folded: Folded, at: int, known_at: KnownAt, *, words: int) -> bool:
    """Whether a word does not go on with a name that has so many words already."""
    token = folded.tokens[at]
    if token.text == _ON_AND_ALI and words:
        return not folded.words(at, at + 1).endswith("ي")
    if _is(folded, at, ARABIC_STOPS) or _is(folded, at, VERBS["ar"]) or known_at(folded, at) is not None:
        return True
    if in_words(folded.tokens, at, "ar") is not None:
        return True
    prefixes = ("", "و", "وبلك")[min(words, 2)]
    return (
        bool(prefixes)
        and token.text[0] in prefixes
        and len(token.forms) > 1
        and token.text not in ARABIC_LINKS
    )


def with_arabic_people(folded: Folded, mentions: list[Mention], known_at: KnownAt) -> list[Mention]:
    """Add the people that a sentence names, and the organisations beside their moves."""
    taken = {place for mention in mentions for place in range(mention.first, mention.last)}
    found = list(mentions)
    place, armed, joined = 0, False, False
    while place < len(folded.tokens):
        if place in taken:
            armed, joined, place = True, False, place + 1
            continue
        if _is_arabic(folded, place) and (
            _is(folded, place, VERBS["ar"]) or _is(folded, place, ARABIC_BEFORE_PEOPLE)
        ):
            armed, joined, place = True, False, place + 1
            continue
        last = place
        if (armed or (joined and folded.tokens[place].text[0] == "و")) and _is_arabic(folded, place):
            last = _run(folded, place, known_at, most=2)
        if last - place >= 2 and not taken & set(range(place, last)):
            found.append(Mention(place, last, "person", _unjoined(folded, place, last, joined=joined)))
            armed, joined, place = False, True, last
            continue
        armed = joined = False
        place += 1
    return _with_organisations(folded, sorted(found, key=lambda each: each.first), known_at)


def _unjoined(folded: Folded, first: int, last: int, *, joined: bool) -> str:
    """Return a name without the `و` that joins it to the one before."""
    name = folded.words(first, last)
    return name[1:] if joined and name.startswith("و") else name


def _with_organisations(folded: Folded, mentions: list[Mention], known_at: KnownAt) -> list[Mention]:
    """Add what stands behind `إلى`, `من` and the like where a person moves, or right behind the person."""
    if not any(mention.sort == "person" for mention in mentions):
        return mentions
    taken = {place for mention in mentions for place in range(mention.first, mention.last)}
    ends = {mention.last for mention in mentions if mention.sort == "person"}
    found = list(mentions)
    for place in range(len(folded.tokens)):
        towards = place > 0 and place - 1 not in taken and _is(folded, place - 1, ARABIC_TOWARDS)
        if place in taken or not _is_arabic(folded, place) or not (towards or place in ends):
            continue
        last = _run(folded, place, known_at, most=2 if towards else 1)
        if last == place or folded.tokens[place].text.startswith("ال") or taken & set(range(place, last)):
            continue
        found.append(Mention(place, last, "organisation", folded.words(place, last)))
        taken |= set(range(place, last))
    return sorted(found, key=lambda each: each.first)
