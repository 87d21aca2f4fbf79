"""Find people in Arabic, and the organisations beside them, by verbs, titles and what announces a move.

A verb of leaving has the person and then the organisation behind it, one of hiring the organisation and then the
person; others have the person alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from muster.engine.market._words_arabic import ORGANISATIONS, SUBJECTS, TITLE_PARTS, TITLES, VerbKind
from muster.engine.market.arabic_found import NO_NAMES, PAUSES, PRONOUNS, Found
from muster.engine.market.arabic_words import (
    NOUNS,
    Unit,
    has_article,
    is_arabic,
    kind_of,
    phrases,
    stands_at,
    verb_at,
    words,
)
from muster.engine.market.folding import fold_word

__all__ = ["PeopleReader"]

_CLAUSES = frozenset(map(fold_word, ("إن", "أن", "بأن")))
_BEFORE_NOUNS = frozenset(map(fold_word, ("عن", "في", "أن", "إن")))
_WHO = frozenset(map(fold_word, ("الذي", "التي", "وهو", "وهي")))
_TOLD = frozenset(map(fold_word, ("إنه", "إنها", "أنه", "أنها", "ثم", "الذي", "التي", "قد")))
_OFFERS = frozenset(map(fold_word, ("عرض", "عروض", "إدارة", "حزمة")))  # اجتذب عرض كستريل
_FORMERLY = frozenset(map(fold_word, ("السابق", "السابقة")))
_BARE_TITLES = frozenset(map(fold_word, ("مدير", "مديرة", "رئيس", "رئيسة")))
_BEFORE_VERBS = frozenset({"لم", "لن", "لا", "قد", "سوف"})
_PARTS = words(TITLE_PARTS)
_LEADS = f"{TITLES}, مع"
_WHEN = "أمس, اليوم, رسميا, مؤخرا"
_WITH_OR_WHEN = f"مع, {_WHEN}"


class PeopleReader(Found):
    """Goes through a sentence from verb to verb and title to title."""

    def read(self) -> None:
        """Go through the sentence from verb to verb and title to title."""
        place = 0
        while place < len(self.folded.tokens):
            if place in self.taken:
                place = max(place + 1, self._subject(self.taken[place].last))
                continue
            if is_arabic(self.folded, place) and stands_at(self.folded, place, TITLES):
                place = max(place + 1, self.titled(place))
                continue
            kind = verb_at(self.folded, place)
            if (
                kind is None
                and self.folded.tokens[place].text == "ضم"
                and self._names_organisation(place + 1)
            ):
                kind = "hire"  # without an organisation it is mostly the noun
            if kind is not None:
                place = max(place + 1, self._behind_verb(place, place + 1, kind))
                continue
            start = place == 0 or self.folded.tokens[place - 1].text in (PAUSES | _CLAUSES)
            place = max(place + 1, self._subject(place) if start else place)

    def _names_organisation(self, place: int) -> bool:
        return place in self.taken or (
            place < len(self.folded.tokens) and stands_at(self.folded, place, ORGANISATIONS)
        )

    def _subject(self, place: int) -> int:
        """Read a person who stands before the verb: `ناصر قنديل ينضم إلى`."""
        if place >= len(self.folded.tokens):
            return place
        units = self.units(place, 3)
        end = units[-1][1] if units else place
        if units and verb_at(self.folded, end) == "hire" and self.folded.tokens[end].text[0] in "تس":
            short = len(units) == 1 or (len(units) == 2 and has_article(self.folded, units[1][0]))
            fits = short and self.may_be_organisation(units[0][0])
            return self.add(units, "organisation") if fits else place  # كستريل تستقطب
        if self._is_apposed(units, end):
            return self.add(units, "person")
        end += end < len(self.folded.tokens) and self.folded.tokens[end].text in _BEFORE_VERBS
        if len(units) < 2 or verb_at(self.folded, end) is None or self.folded.tokens[end].text[0] == "ب":
            return place
        return self.add(units, "person") if self.may_be_person(units) else place

    def _is_apposed(self, units: Sequence[Unit], end: int) -> bool:
        """Whether a name begins a sentence, and a comma and what the person is or was follow."""
        if len(units) < 2 or end + 1 >= len(self.folded.tokens) or self.folded.tokens[end].text not in "،,":
            return False
        told = self.folded.tokens[end + 1].text in _WHO or stands_at(self.folded, end + 1, TITLES)
        return told and self.may_be_person(units)

    def titled(self, place: int) -> int:
        """Read the person behind a title and its adjectives: `المدير التقني لؤي عبيد`."""
        at = self._past_titles(place)
        if at == place or at >= len(self.folded.tokens):
            return at
        if at in self.taken and self.taken[at].sort == "organisation":  # المدير السابق لأوربس زهير المالكي
            return self.person(self.taken[at].last)
        text = self.folded.tokens[at].text
        if text[0] == "ل" and self.folded.tokens[at - 1].text in _FORMERLY and len(text) > 3:
            units = self.units(at, 4)
            if len(units) >= 3 and self.may_be_person(units[1:3]):
                self.add(units[:1], "organisation", self.folded.words(*units[0])[1:])
                return self.people(units[1:3])
        if text in ("في", "لشركه"):  # المهندس السابق في أوربس ناصر قنديل
            known = self.taken.get(at + 1) or self.taken.get(at + 2)
            if known is not None:
                return self.person(known.last)
            units = self.units(at + 1, 4)
            if len(units) >= 3 and self.may_be_person(units[-2:]):
                self.add(units[:-2], "organisation")
                return self.people(units[-2:])
            return at
        return self.person(at)

    def _past_titles(self, place: int) -> int:
        """Return where titles and what belongs to them end."""
        at = place
        while at < len(self.folded.tokens) and at not in self.taken and is_arabic(self.folded, at):
            title = phrases(TITLES).at(self.folded.tokens, at)
            if title is not None:
                at = title[0]
            elif at > place and (
                has_article(self.folded, at)
                or self.folded.tokens[at].text in _PARTS
                or (len(self.folded.tokens[at].text) > 4 and self.folded.tokens[at].text.endswith(PRONOUNS))
            ):
                if verb_at(self.folded, at) is not None:
                    break
                at += 1
            else:
                break
        return at

    def _behind_verb(self, place: int, end: int, kind: VerbKind) -> int:
        at = end
        subject = phrases(SUBJECTS).at(self.folded.tokens, at) if at < len(self.folded.tokens) else None
        at = subject[0] if subject else at
        if at >= len(self.folded.tokens):
            return at
        if kind == "hire" and has_article(self.folded, at) and not stands_at(self.folded, at, TITLES):
            at += 1  # عينت الحكومة
        named = self.taken.get(at) or (
            self.taken.get(at + 1) if stands_at(self.folded, at, ORGANISATIONS) else None
        )
        if named is not None:
            return self._behind_name(named.last, kind)
        if at < len(self.folded.tokens) and stands_at(self.folded, at, TITLES):
            person = self.titled(at)
            return self._left(person) if kind == "leave" and person in self.ends_of_people() else person
        at += kind == "hire" and self.folded.tokens[at].text in _OFFERS
        if at in self.taken:
            return self._behind_name(self.taken[at].last, kind)
        units = self.units(at) if at < len(self.folded.tokens) else []
        if not units:
            return end
        return {"leave": self._leave, "hire": self._hire, "move": self._plain, "say": self._say}[kind](
            place, units
        )

    def _behind_name(self, place: int, kind: VerbKind) -> int:
        """Read the person who is hired by, or leaves, an organisation that stands right behind the verb."""
        at = place
        while at < len(self.folded.tokens) and stands_at(self.folded, at, _WITH_OR_WHEN):
            at += 1
        if at >= len(self.folded.tokens):
            return place
        if stands_at(self.folded, at, TITLES):
            return self.titled(at)
        return self.person(at) if kind == "hire" or at > place else place

    def _hire(self, place: int, units: list[Unit]) -> int:
        """Read `وظفت كستريل عادل طه`, `تعاقدت نسيم مع الباحث عصام جبران`, and the passive `عُين يوسف النجار`."""
        end = units[-1][1]
        led = end < len(self.folded.tokens) and stands_at(self.folded, end, _LEADS)
        bare = led and self.folded.tokens[end].text in _BARE_TITLES
        if led and (len(units) == 1 or (len(units) == 2 and not bare)):
            self.add(units, "organisation")
            return self._behind_name(end, "hire")
        if self.folded.tokens[units[0][0]].text in NO_NAMES:
            return end
        if len(units) == 1 and self._title_follows(end) and self.may_be_organisation(units[0][0]):
            return self.add(units, "organisation")
        if len(units) >= 3 and self.may_be_person(units[-2:]):
            third = (
                len(units) == 4
                and has_article(self.folded, units[3][0])
                and not has_article(self.folded, units[1][0])
            )
            cut = 1 if third else len(units) - 2
            self.add(units[:cut][:2], "organisation")
            return self.people(units[cut:])
        return self.people(units[:2]) if len(units) == 2 and self.may_be_person(units) else place + 1

    def _title_follows(self, place: int) -> bool:
        """Whether a title follows in the same clause: وظفت كستريل خلال هذا العام المهندسة."""
        for at in range(place, min(place + 5, len(self.folded.tokens))):
            if self.folded.tokens[at].text in PAUSES or at in self.taken or verb_at(self.folded, at):
                return False
            if stands_at(self.folded, at, TITLES):
                return True
        return False

    def _leave(self, place: int, units: list[Unit]) -> int:
        """Read `غادر سامر عنتر فلق`, and with a person already named `وترك نسيم`, `مغادرة نسيم`."""
        end = units[-1][1]
        adverb = end
        while adverb < len(self.folded.tokens) and stands_at(self.folded, adverb, _WHEN):
            adverb += 1
        led = adverb < len(self.folded.tokens) and stands_at(self.folded, adverb, TITLES)
        noun = (
            self.folded.tokens[place].text.endswith(("ه", "ها")) and len(self.folded.tokens[place].text) > 5
        )
        if led and len(units) <= 2:
            self.add(units, "organisation")
            return self.titled(adverb)
        if noun or len(units) == 1 or self._subject_is_known(place):
            return self._organisation(units)
        if not self.may_be_person(units[:2]):
            return place + 1
        last = self.people(units[:2])
        return self._left(last)

    def _subject_is_known(self, place: int) -> bool:
        """Whether who leaves stands before the verb, or is who the sentence began with."""
        before = place - 1
        if before < 0:
            return False
        word = self.folded.tokens[before].text
        if word == ":":
            return self.person_before(place)
        told = word in _TOLD
        joined = self.folded.tokens[place].text[0] == "و" and self.folded.tokens[place].text != "ودع"
        beside = before in self.taken and self.taken[before].sort == "person"
        return beside or ((told or joined) and self.person_before(place))

    def _left(self, place: int) -> int:
        """Read the organisation right behind the person who leaves it."""
        units = self.units(place, 2) if place < len(self.folded.tokens) and place not in self.taken else []
        return self._organisation(units) if units else place

    def _organisation(self, units: Sequence[Unit]) -> int:
        """Add an organisation of one word, or of two where the second has the article."""
        kept = list(units[:2])
        if len(kept) == 2 and not has_article(self.folded, kept[1][0]):
            kept = kept[:1]
        if not self.may_be_organisation(kept[0][0]):
            return kept[0][1]
        return self.add(kept, "organisation")

    def _plain(self, place: int, units: list[Unit]) -> int:
        return max(place + 1, self.person(units[0][0]))

    def _say(self, place: int, units: list[Unit]) -> int:
        """Read who says it; and the organisation that announces a move: `أعلنت كستريل تعيين بدر ناصر`."""
        end = units[-1][1]
        end += (
            end < len(self.folded.tokens) and self.folded.tokens[end].text in _BEFORE_NOUNS
        )  # أعلنت كستريل عن تعيين
        noun = end < len(self.folded.tokens) and self.folded.tokens[end].text.removeprefix("ب") in NOUNS
        feminine = self.folded.tokens[place].text.endswith("ت")
        if noun and kind_of(self.folded.tokens[end].text) == "leave":  # أعلنت فلانة مغادرة نسيم
            noun = end + 1 not in self.taken and (
                len(self.units(end + 1, 2)) == 2
                or (end + 1 < len(self.folded.tokens) and stands_at(self.folded, end + 1, TITLES))
            )
        if noun and (len(units) == 1 or (len(units) == 2 and feminine)):
            return self.add(units, "organisation") if self.may_be_organisation(units[0][0]) else end
        return self._plain(place, units)
