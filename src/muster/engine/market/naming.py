"""Find the people, organisations and roles that a sentence names: those that are known, and others by their shape."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from muster.engine.market._words_moves import HIRING, LOSING, VERBS
from muster.engine.market._words_names import (
    NO_NAMES,
    ORGANISATIONS,
    PARTICLES,
    ROLES,
)
from muster.engine.market._words_plain import PLAIN, PROFILES
from muster.engine.market.folding import Folded, fold_word
from muster.engine.market.mentions import Mention, Sort
from muster.engine.market.naming_arabic import arabic_organisation, with_arabic_people
from muster.engine.market.phrases import Phrases
from muster.engine.market.shapes import KnownName

__all__ = ["Names", "find_mentions", "find_roles"]

_ELIDED = frozenset({"l", "d", "qu", "s", "n", "c", "j", "m", "t"})
_LONGEST_NAME = 6


class Names:
    """The names that are known, by each of their spellings."""

    def __init__(self, names: Iterable[KnownName] = ()) -> None:
        listed = [(spelling, name) for name in names for spelling in (name.name, *name.aliases)]
        self._names = Phrases((spelling, name) for spelling, name in listed if name.kind != "role")
        self._roles = Phrases((spelling, name.name) for spelling, name in listed if name.kind == "role")

    def role_in(self, folded: Folded) -> str | None:
        """Return the first known role that a sentence names."""
        found = (self._roles.at(folded.tokens, place) for place in range(len(folded.tokens)))
        return next((role[1] for role in found if role is not None), None)

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
        if known is not None:
            sort: Sort = "person" if known[1].kind == "person" else "organisation"
            found.append(Mention(place, known[0], sort, known[1].name, known=True))
            place = known[0]
            continue
        mention = arabic_organisation(folded, place, names.at) or _latin_name(folded, place, names, language)
        if mention is None:
            place += 1
            continue
        found.append(mention)
        place = mention.last
    return with_arabic_people(folded, found, names.at) if language == "ar" else found


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


def _latin_name(folded: Folded, place: int, names: Names, language: str) -> Mention | None:
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
    last = _without_organisation(folded, place, last)
    words = [token for token in tokens[place:last] if token.is_word]
    name = folded.words(place, last)
    if any(token.text in ORGANISATIONS for token in words):
        return Mention(place, last, "organisation", name)
    if len(words) == 1:
        if len(words[0].text) < 3 or (place == 0 and not _acts(folded, last, language)):
            return None
        return Mention(place, last, "organisation", name)
    return Mention(place, last, "either", name)


@cache
def _acting(language: str) -> Phrases[bool]:
    return Phrases.listed(True, f"{HIRING[language]}, {LOSING[language]}")


def _acts(folded: Folded, place: int, language: str) -> bool:
    """Whether the first word of a sentence is an organisation's name: it hires or loses somebody, or has somebody."""
    tokens = folded.tokens
    behind = range(place, min(place + 2, len(tokens)))
    if any(_acting(language).at(tokens, at) for at in behind):
        return True
    has = place + 2 < len(tokens) and tokens[place].text == "'" and tokens[place + 1].text == "s"
    return has and tokens[place + 2].capital


def _without_organisation(folded: Folded, first: int, last: int) -> int:
    """End a person's name before the organisation that `de`, `da` or `van` joins to it."""
    tokens = folded.tokens
    if not any(token.text in ORGANISATIONS for token in tokens[first:last]):
        return last
    for at in range(last - 1, first + 1, -1):
        if tokens[at].text in PARTICLES and not tokens[at].capital:
            return at
    return last


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
