"""What has been found in an Arabic sentence: names that are taken, and whether a run of words may be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from muster.engine.market._words_arabic import NO_PEOPLE, PLACES, TOWARDS
from muster.engine.market.arabic_words import KnownAt, Unit, has_article, stands_at, units_at, words
from muster.engine.market.folding import Folded
from muster.engine.market.mentions import Mention, Sort

__all__ = ["NO_NAMES", "PAUSES", "PRONOUNS", "Found"]

PAUSES = frozenset(".,،;؛:!?؟()\"'-")
PRONOUNS = ("ها", "هم", "هما", "نا")
NO_NAMES = words(NO_PEOPLE)
_NO_LAST_NAMES = NO_NAMES - frozenset({"بيان", "دور", "موقع"})
_NO_ORGANISATIONS = words(f"{PLACES}, {NO_PEOPLE}")


@dataclass
class Found:
    """The names of a sentence so far, and the tokens that they take."""

    folded: Folded
    known_at: KnownAt
    mentions: list[Mention]
    taken: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in self.mentions:
            self._take(mention)

    def _take(self, mention: Mention) -> None:
        self.taken |= dict.fromkeys(range(mention.first, mention.last), mention)

    def add(self, units: Sequence[Unit], sort: Sort, name: str | None = None) -> int:
        """Add a name and return where it ends."""
        first, last = units[0][0], units[-1][1]
        mention = Mention(
            first,
            last,
            sort,
            name or self.folded.words(first, last),
        )
        self.mentions.append(mention)
        self._take(mention)
        return last

    def units(self, place: int, most: int = 5) -> list[Unit]:
        """Return the units of a run of words that no name has taken."""
        found: list[Unit] = []
        for unit in units_at(self.folded, place, self.known_at, most=most):
            if any(at in self.taken for at in range(*unit)):
                break
            found.append(unit)
        return found

    def person_before(self, place: int) -> bool:
        """Whether somebody has been named before a token."""
        return any(mention.sort == "person" and mention.last <= place for mention in self.mentions)

    def may_be_person(self, units: Sequence[Unit]) -> bool:
        """Whether a run of words may be the name of a person."""
        first, last = units[0][0], units[-1][0]
        if has_article(self.folded, first) or self.folded.tokens[first].text in NO_NAMES:
            return False
        if self.folded.tokens[last].text in _NO_LAST_NAMES:
            return False
        return not all(self.folded.tokens[at].text.endswith("ا") for at in (first, last))

    def may_be_organisation(self, place: int) -> bool:
        """Whether a word may be the name of an organisation."""
        text = self.folded.tokens[place].text
        if has_article(self.folded, place) or text in _NO_ORGANISATIONS:
            return False
        return not (len(text) > 4 and text.endswith(PRONOUNS))

    def person(self, place: int) -> int:
        """Read a person's name of two units, or of three before a preposition, and those joined to it by `و`."""
        if place >= len(self.folded.tokens) or place in self.taken:
            return place
        units = self.units(place, 3)
        if len(units) == 3 and not self._goes_on(units[2]):
            units = units[:2]
        if len(units) < 2 or not self.may_be_person(units):
            return place
        return self.people(units)

    def _goes_on(self, unit: Unit) -> bool:
        """Whether a third word is of the name: not an adverb, and a preposition or pause behind it."""
        tokens = self.folded.tokens
        if tokens[unit[0]].text.endswith(("ا", *PRONOUNS)):
            return False
        if has_article(self.folded, unit[0]):
            return True
        behind = unit[1]
        return (
            behind >= len(tokens) or tokens[behind].text in PAUSES or stands_at(self.folded, behind, TOWARDS)
        )

    def people(self, units: Sequence[Unit]) -> int:
        """Add a person, and those joined by `و`; return where they end."""
        last = self.add(units, "person")
        while last < len(self.folded.tokens) and self.folded.tokens[last].text[0] == "و":
            more = self.units(last, 2)
            if len(more) < 2:
                break
            name = self.folded.words(more[0][0], more[-1][1])
            last = self.add(more, "person", name[1:])
        return last

    def ends_of_people(self) -> set[int]:
        """Return where the names of people end."""
        return {mention.last for mention in self.mentions if mention.sort == "person"}
