"""The field and the level that the words of a role tell: `read_role`. docs/methods/claims.md has the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast, get_args

from muster.engine.market._words_roles import BOTH, FIELD_WORDS, LEVEL_WORDS, OPAQUE, TITLES
from muster.engine.market.folding import fold_word, tokens_of
from muster.engine.market.phrases import Phrases

__all__ = ["ROLE_FIELDS", "ROLE_LEVELS", "UNTOLD", "RoleField", "RoleLevel", "RoleReading", "read_role"]

RoleField = Literal["research", "engineering", "product", "design", "business"]
RoleLevel = Literal["junior", "mid", "senior", "principal", "head", "chief"]
ROLE_FIELDS: tuple[RoleField, ...] = get_args(RoleField)
ROLE_LEVELS: tuple[RoleLevel, ...] = get_args(RoleLevel)
"""From the lowest to the highest."""


@dataclass(frozen=True, slots=True)
class RoleReading:
    """What the words of a role tell; None where they do not."""

    field: RoleField | None = None
    level: RoleLevel | None = None

    def __bool__(self) -> bool:
        """Whether they tell anything."""
        return self != UNTOLD


UNTOLD = RoleReading()


@dataclass(frozen=True, slots=True)
class _Sense:
    """What one phrase tells; a `title` is what a person is called, and goes before a word for a field."""

    field: RoleField | None = None
    level: RoleLevel | None = None
    title: bool = False
    opaque: bool = False


@lru_cache(maxsize=16_384)  # the same few titles come again and again
def read_role(text: str) -> RoleReading:
    """Return the field and the level that the words of a role tell, in any of six languages.

    At each word the longest phrase counts. A title ("engineer") goes before a word for a field ("research"); where two
    fields are told still, none is. Of several levels the highest counts; a title without one is of the middle.
    """
    senses = list(_senses(text))
    if any(sense.opaque for sense in senses):
        return UNTOLD
    titles = [sense for sense in senses if sense.title]
    fields = {sense.field for sense in titles or senses if sense.field is not None}
    levels = [sense.level for sense in senses if sense.level is not None]
    level = max(levels, key=ROLE_LEVELS.index) if levels else "mid" if titles else None
    return RoleReading(fields.pop() if len(fields) == 1 else None, level)


def _senses(text: str) -> Iterator[_Sense]:
    tokens = tokens_of(fold_word(text).replace("-", " "))
    place = 0
    while place < len(tokens):
        found = _phrases().at(tokens, place)
        if found is None:
            place += 1
            continue
        place = found[0]
        yield found[1]


@cache
def _phrases() -> Phrases[_Sense]:
    """Return all phrases, those that tell most first: the first of a spelling is kept."""
    listed: list[tuple[str, _Sense]] = [(one, _Sense(opaque=True)) for one in _split(OPAQUE)]
    for (field, level), text in BOTH.items():
        sense = _Sense(cast(RoleField, field), cast(RoleLevel, level), title=True)
        listed += [(one, sense) for one in _split(text)]
    for field, text in TITLES.items():
        listed += [(one, _Sense(cast(RoleField, field), title=True)) for one in _split(text)]
    for level, text in LEVEL_WORDS.items():
        listed += [(one, _Sense(level=cast(RoleLevel, level))) for one in _split(text)]
    for field, text in FIELD_WORDS.items():
        listed += [(one, _Sense(cast(RoleField, field))) for one in _split(text)]
    return Phrases(listed)


def _split(text: str) -> list[str]:
    return [one.strip() for one in text.split(",")]
