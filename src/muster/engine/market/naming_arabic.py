"""Find people and organisations in Arabic, which has no capital letters, by the words that lead to them."""

from __future__ import annotations

from muster.engine.market._words_arabic import (
    COMMON,
    ORGANISATIONS,
    PLACES,
    ROLE_WORDS,
    SKIPPED,
    TOWARDS,
    WITH_BA,
)
from muster.engine.market.arabic_people import PeopleReader
from muster.engine.market.arabic_words import (
    KnownAt,
    has_article,
    is_arabic,
    phrases,
    stands_at,
    stops_name,
    units_at,
    verb_at,
    without_adverb,
    words,
)
from muster.engine.market.folding import Folded, fold_word
from muster.engine.market.mentions import Mention

__all__ = ["arabic_organisation", "with_arabic_people"]

_AFTER_ROLE = words("تنفيذيا, تنفيذية, عاما, عامة, ماليا, تقنيا, تقنية, رئيسا, مديرا")
_WORK = words(
    "يعمل, تعمل, عمل, العمل, عملت, للعمل, الآن, حاليا, وظيفة, عمله, عملها, منصبه, منصبها, زملاءه, زملاءها, مسيرته, "
    "مسيرتها, مهامه, مهامها, وظيفته, وظيفتها, تجربة, تجربته, تجربتها, رحلته, رحلتها, سنوات, أعوام, عاما, سنة"
)
_APPOINTING = words("عين, عينت, تعيين, توظيف, يعمل, تعمل, عمل, عملت, وظف, وظفت")
_ROLE = frozenset(map(fold_word, ROLE_WORDS))
_COMPANY = fold_word("شركة")
_NO_EMPLOYERS = words(f"{COMMON}, {PLACES}")


class _Reader(PeopleReader):
    """Finds people, and then the organisations behind prepositions."""

    def add_organisations(self) -> None:
        """Add what stands behind `إلى`, `من`, `في` and the like, or with `ب` or `ل`, where a person moves."""
        if not any(mention.sort == "person" for mention in self.mentions):
            return
        for place in range(len(self.folded.tokens)):
            if place in self.taken or not is_arabic(self.folded, place):
                continue
            if self._towards(place):
                self._add_behind(place)
            elif self._has_preposition(place):
                units = self.units(place, 2)
                name = self.folded.words(*units[0])[1:] if units else ""
                if units and fold_word(name) not in _NO_EMPLOYERS:
                    self.add(units[:1], "organisation", name)

    def _add_behind(self, place: int) -> None:
        skipped = phrases(SKIPPED).at(self.folded.tokens, place)
        at = skipped[0] if skipped else place
        units = self.units(at, 2) if at < len(self.folded.tokens) and at not in self.taken else []
        if units and self.may_be_organisation(units[0][0]):
            self.add(without_adverb(self.folded, units), "organisation")

    def _towards(self, place: int) -> bool:
        if place == 0 or place - 1 in self.taken:
            return False
        if phrases(TOWARDS).before(self.folded.tokens, place) is not None:
            return True
        return self.folded.tokens[place - 1].text == "في" and self._works_before(place - 1)

    def _works_before(self, place: int) -> bool:
        """Whether a role or work, or who is appointed, stands before `في`, so that an employer follows."""
        for at in range(place - 1, max(-1, place - 5), -1):
            token = self.folded.tokens[at]
            if not token.is_word:
                return False
            if token.text in _WORK or token.text in _ROLE:
                return True
            if at in self.taken and self.taken[at].sort == "person":
                return self._is_appointed(self.taken[at].first)
        return False

    def _is_appointed(self, place: int) -> bool:
        return any(set(self.folded.tokens[at].forms) & _APPOINTING for at in range(max(0, place - 4), place))

    def _has_preposition(self, place: int) -> bool:
        """Whether a word has the preposition of its verb written together with it: `التحق بكستريل`."""
        token = self.folded.tokens[place]
        if len(token.text) < 4 or token.text.startswith("لل"):
            return False
        before = self.taken.get(place - 1) if place else None
        if token.text[0] == "ب":
            if before is None and place > 1 and stops_name(self.folded.tokens[place - 1].text):
                before = self.taken.get(place - 2)  # التحقت هند الراشد للتو بنسيم
            near = (before is not None and before.sort == "person") or stands_at(
                self.folded, place - 1, WITH_BA
            )
            return near and any(stands_at(self.folded, at, WITH_BA) for at in range(max(0, place - 6), place))
        return token.text[0] == "ل" and place > 0 and self.folded.tokens[place - 1].text in _AFTER_ROLE


def arabic_organisation(folded: Folded, place: int, known_at: KnownAt) -> Mention | None:
    """Return the organisation that `شركة`, `معهد` and the like name, with the words of its name."""
    if not is_arabic(folded, place) or has_article(folded, place):
        return None
    found = phrases(ORGANISATIONS).at(folded.tokens, place)
    if found is None or found[0] >= len(folded.tokens) or known_at(folded, found[0]) is not None:
        return None
    if place > 0 and folded.words(place - 1, place) in ("على", "عبر"):  # a platform that something is told on
        return None
    units = units_at(folded, found[0], known_at, most=4)
    if not units:
        return None
    person = len(units) - 2 if len(units) > 2 else 2  # شركة أفق عدنان الساعدي
    kept = without_adverb(folded, units[: min(person, 2)])
    kept = kept if len(kept) < 2 or not _splits(folded, kept[1][0]) else kept[:1]
    plain = folded.tokens[place].forms[-1] == _COMPANY
    start = found[0] if plain else place
    name = folded.words(start, kept[-1][1])
    return Mention(
        start, kept[-1][1], "organisation", name if plain else _without_prefix(folded, place, name)
    )


def _splits(folded: Folded, place: int) -> bool:
    """Whether a word behind an organisation's name begins something else, such as the person who is hired."""
    kinds = [kind for at in range(max(0, place - 4), place) if (kind := verb_at(folded, at)) is not None]
    return kinds[-1:] == ["hire"] and not has_article(folded, place)


def _without_prefix(folded: Folded, place: int, name: str) -> str:
    """Return a name without the preposition that is written together with its first word: `بمعهد`."""
    token = folded.tokens[place]
    return name[1:] if len(token.forms) > 1 and token.text[0] in "بلوف" else name


def with_arabic_people(folded: Folded, mentions: list[Mention], known_at: KnownAt) -> list[Mention]:
    """Add the people that a sentence names, and the organisations beside their moves."""
    reader = _Reader(folded, known_at, list(mentions))
    reader.read()
    reader.add_organisations()
    return sorted(reader.mentions, key=lambda each: each.first)
