"""Find the people, organisations and roles that a sentence names: those that are known, and others by their shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from muster.engine.market._words_moves import VERBS
from muster.engine.market._words_names import (
    ARABIC_ORGANISATIONS,
    ARABIC_STOPS,
    NO_NAMES,
    ORGANISATIONS,
    PARTICLES,
    ROLES,
)
from muster.engine.market._words_plain import PLAIN, PROFILES
from muster.engine.market.folding import Folded, fold_word
from muster.engine.market.phrases import Phrases
from muster.engine.market.shapes import KnownName

__all__ = ["Mention", "Names", "find_mentions", "find_roles"]

Sort = Literal["person", "organisation", "either"]
_ELIDED = frozenset({"l", "d", "qu", "s", "n", "c", "j", "m", "t"})
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A name between two tokens; `name` is how the company writes it, or as it stands."""

    first: int
    last: int
    sort: Sort
    name: str
    known: bool = False


class Names:
    """The names that are known, by each of their spellings."""

    def __init__(self, names: Iterable[KnownName] = ()) -> None:
        self._names: Phrases[KnownName] = Phrases(
            (spelling, name) for name in names for spelling in (name.name, *name.aliases)
        )

    def at(self, folded: Folded, place: int) -> tuple[int, KnownName] | None:
        """Return where a known name that begins at a token ends. In Latin letters it begins with a capital."""
        found = self._names.at(folded.tokens, place)
        if found is None:
            return None
        token = folded.tokens[place]
        latin = token.is_word and token.text.isascii()
        return None if latin and not token.capital else found


def find_mentions(folded: Folded, language: str, names: Names) -> list[Mention]:
    """Return the names in a sentence in order; none overlap."""
    found: list[Mention] = []
    place = 0
    while place < len(folded.tokens):
        known = names.at(folded, place)
        if known is not None and known[1].kind != "role":
            sort: Sort = "person" if known[1].kind == "person" else "organisation"
            found.append(Mention(place, known[0], sort, known[1].name, known=True))
            place = known[0]
            continue
        mention = _arabic_organisation(folded, place, names) or _latin_name(folded, place, names)
        if mention is None:
            place += 1
            continue
        found.append(mention)
        place = mention.last
    return _with_arabic_people(folded, found, names) if language == "ar" else found


def find_roles(folded: Folded, language: str) -> list[tuple[int, int]]:
    """Return where roles stand, as tokens."""
    found, place = [], 0
    while place < len(folded.tokens):
        role = _roles(language).at(folded.tokens, place)
        if role is None:
            place += 1
            continue
        found.append((place, role[0]))
        place = role[0]
    return found


@cache
def _roles(language: str) -> Phrases[bool]:
    return Phrases.listed(True, ROLES[language])


@cache
def _small_words() -> frozenset[str]:
    """Return the words that have a capital letter only because they begin a sentence."""
    listed = [*PROFILES.values(), *PLAIN.values(), *VERBS.values()]
    return frozenset(fold_word(word.strip()) for text in listed for word in text.split(",")) | NO_NAMES


def _latin_name(folded: Folded, place: int, names: Names) -> Mention | None:
    """Read a run of words with capital letters, and the small words inside of it."""
    tokens = folded.tokens
    if not _begins(folded, place):
        return None
    last = place + 1
    while last < len(tokens) and last - place < _LONGEST_NAME:
        step = _next(folded, last, names)
        if step is None:
            break
        last = step
    words = [token for token in tokens[place:last] if token.is_word]
    name = folded.words(place, last)
    if any(token.text in ORGANISATIONS for token in words):
        return Mention(place, last, "organisation", name)
    if len(words) == 1:
        if place == 0 or len(words[0].text) < 3:
            return None
        return Mention(place, last, "organisation", name)
    return Mention(place, last, "either", name)


def _begins(folded: Folded, place: int) -> bool:
    tokens = folded.tokens
    token = tokens[place]
    if not token.capital or token.text in _small_words():
        return False
    elided = place + 1 < len(tokens) and tokens[place + 1].text == "'" and token.text in _ELIDED
    return not elided


def _next(folded: Folded, place: int, names: Names) -> int | None:
    """Return where a name goes on to, past a particle or a hyphen, or None where it ends."""
    tokens = folded.tokens
    at = place
    while at < len(tokens) and at - place < 3:
        token = tokens[at]
        gap = token.start - tokens[at - 1].end
        if gap > 1 or (at > place and names.at(folded, at)):
            return None
        if token.capital and token.text not in NO_NAMES and not (at == place and names.at(folded, at)):
            return at + 1
        joins = token.text in PARTICLES or (token.text in ("-", "'") and gap == 0) or token.text == "."
        if not joins or (token.text == "." and len(tokens[at - 1].text) > 1):
            return None
        if token.text == "'" and len(tokens[at - 1].text) > 2:
            return None
        at += 1
    return None


@cache
def _arabic_words() -> tuple[Phrases[bool], Phrases[bool], Phrases[bool]]:
    return (
        Phrases.listed(True, ARABIC_ORGANISATIONS),
        Phrases.listed(True, ARABIC_STOPS),
        Phrases.listed(True, VERBS["ar"]),
    )


def _is_arabic(folded: Folded, place: int) -> bool:
    return folded.tokens[place].is_word and "\u0600" <= folded.tokens[place].text[0] <= "\u06ff"


def _arabic_organisation(folded: Folded, place: int, names: Names) -> Mention | None:
    """Read `شركة`, `معهد` and the like with the words of the name behind it."""
    if not _is_arabic(folded, place):
        return None
    before, _, _ = _arabic_words()
    found = before.at(folded.tokens, place)
    if found is None or found[0] >= len(folded.tokens):
        return None
    known = names.at(folded, found[0])
    if known is not None:
        return None  # the name behind is known by itself
    last = _arabic_run(folded, found[0], names, most=2)
    if last == found[0] or folded.tokens[place].text.startswith("ال"):
        return None
    company = folded.tokens[place].forms[-1] == "شركه"
    start = found[0] if company else place
    return Mention(start, last, "organisation", folded.words(start, last))


def _arabic_run(folded: Folded, place: int, names: Names, *, most: int) -> int:
    """Return where a run of words ends that are neither known names nor small words nor verbs."""
    _, stops, verbs = _arabic_words()
    at = place
    while at < len(folded.tokens) and at - place < most and _is_arabic(folded, at):
        token = folded.tokens[at]
        joined = at > place and token.text[0] == "و" and len(token.forms) > 1
        if joined or stops.at(folded.tokens, at) or verbs.at(folded.tokens, at) or names.at(folded, at):
            break
        if at > place and token.text[0] in "بلك" and not token.text.startswith(("بن", "بل")) and len(token.forms) > 2:
            break
        at += 1
    return at


def _with_arabic_people(folded: Folded, mentions: list[Mention], names: Names) -> list[Mention]:
    """Add the people that an Arabic sentence names: two words or three after a verb, an organisation or a title."""
    taken = {place for mention in mentions for place in range(mention.first, mention.last)}
    _, stops, verbs = _arabic_words()
    found = list(mentions)
    place, armed = 0, False
    while place < len(folded.tokens):
        if place in taken:
            armed, place = True, place + 1
            continue
        if _is_arabic(folded, place) and (
            verbs.at(folded.tokens, place) or stops.at(folded.tokens, place)
        ):
            armed, place = True, place + 1
            continue
        joined = bool(found) and folded.tokens[place].text[0] == "و" and place > 0
        if (armed or joined) and _is_arabic(folded, place):
            last = _arabic_run(folded, place, names, most=3)
            if last - place >= 2 and not taken & set(range(place, last)):
                found.append(Mention(place, last, "person", _unjoined(folded, place, last)))
                place = last
                continue
        armed = False
        place += 1
    return sorted(found, key=lambda each: each.first)


def _unjoined(folded: Folded, first: int, last: int) -> str:
    """Return a name without the `و` that joins it to the one before."""
    name = folded.words(first, last)
    before = folded.words(first - 1, first) if first else ""
    joins = name.startswith("و") and before and len(name.split()[0]) > 3 and not _is_verb_before(folded, first)
    return name[1:] if joins else name


def _is_verb_before(folded: Folded, first: int) -> bool:
    return bool(_arabic_words()[2].at(folded.tokens, first - 1))

