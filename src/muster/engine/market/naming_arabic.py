"""Find people and organisations in Arabic, which has no capital letters: by what verbs, titles and prepositions lead.

A verb of leaving has the person and then the organisation behind it, one of hiring the organisation and then the
person; others have the person alone. Names are counted in units: `عبد الرحمن` and `سامر بن علي` are one each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from muster.engine.market._words_arabic import (
    COMMON,
    KINDS,
    LINKS,
    NO_PEOPLE,
    ORGANISATIONS,
    PLACES,
    ROLE_WORDS,
    SKIPPED,
    STOPS,
    SUBJECTS,
    TITLES,
    TITLE_PARTS,
    TOWARDS,
    VERBAL_NOUNS,
    WITH_BA,
    VerbKind,
)
from muster.engine.market.folding import Folded, fold_word
from muster.engine.market.mentions import Mention
from muster.engine.market.numbers import in_words
from muster.engine.market.phrases import Phrases

__all__ = ["arabic_organisation", "with_arabic_people"]

KnownAt = Callable[[Folded, int], object]
Unit = tuple[int, int]
_ON_AND_ALI = "علي"  # `على`, on, and the name `علي` are one word once folded
_DIN = "الدين"  # حسام الدين is one name
_PAUSES = frozenset(".,،;؛:!?؟()\"'-")
_CLAUSES = frozenset(map(fold_word, ("إن", "أن", "إنّ", "أنّ", "بأن")))
_NO_ARTICLE = frozenset({"الياس", "الهام", "الفت", "اليسا", "الينا", "الكسندر", "الله"})
_BEFORE_NOUNS = frozenset(map(fold_word, ("عن", "في", "أن", "إن")))
_WHO = frozenset(map(fold_word, ("الذي", "التي", "وهو", "وهي")))
_NAMES_TOO = frozenset({"بيان", "دور", "موقع"})
_OFFERS = frozenset(map(fold_word, ("عرض", "عروض", "إدارة", "حزمة")))  # اجتذب عرض كستريل
_FORMERLY = frozenset(map(fold_word, ("السابق", "السابقة")))
_BARE_TITLES = frozenset({"مدير", "مديره", "رئيس", "رييس", "رئيسه", "رييسه"})
_BEFORE_VERBS = frozenset({"لم", "لن", "لا", "قد", "سوف"})
_PRONOUNS = ("ها", "هم", "هما", "نا")
_AFTER_ROLE = frozenset(
    map(fold_word, ("تنفيذيا", "تنفيذية", "عاما", "عامة", "ماليا", "تقنيا", "تقنية", "رئيسا", "مديرا"))
)


@cache
def _listed(text: str) -> Phrases[bool]:
    return Phrases.listed(True, text)


def _is(folded: Folded, place: int, text: str) -> bool:
    return bool(_listed(text).at(folded.tokens, place))


@cache
def _words(text: str) -> frozenset[str]:
    """Return single words folded; they are compared without what is written together with them."""
    return frozenset(fold_word(word.strip()) for word in text.split(","))


@cache
def _kinds() -> dict[str, VerbKind]:
    return {fold_word(word): kind for word, kind in KINDS.items()}


@lru_cache(maxsize=65_536)
def _kind(word: str) -> VerbKind | None:
    """Return the kind of a verb or verbal noun, with the conjunction or preposition that it may have.

    A name such as `فراس` or `باسم` is not taken for a verb or noun with one.
    """
    kinds = _kinds()
    if word in kinds:
        return kinds[word]
    bare = word[1:]
    if word.startswith("لل"):
        return kinds.get(word[2:])
    if word[0] == "و" or (word[0] == "ف" and len(word) > 4) or (word[0] == "ل" and bare[:1] in ("ي", "ت")):
        return kinds.get(bare)
    return kinds.get(bare) if word[0] in "بل" and _noun_of(bare) else None


def _noun_of(word: str) -> bool:
    return word.removeprefix("ال") in _words(", ".join(VERBAL_NOUNS))


@lru_cache(maxsize=65_536)
def _stops(word: str) -> bool:
    """Whether a word ends a name, with or without what is written together with it."""
    stops = _words(STOPS)
    if word in stops or (word[0] == "و" and word[1:] in stops):
        return True
    for prefix in ("بال", "كال", "وال", "فال", "لل"):
        if word.startswith(prefix):
            return f"ال{word.removeprefix(prefix)}" in stops
    return word.startswith("ال") and len(word) > 5 and word[2:] in stops and word[2:] != _ON_AND_ALI


def _verb(folded: Folded, place: int) -> VerbKind | None:
    return (
        _kind(folded.tokens[place].text)
        if 0 <= place < len(folded.tokens) and _is_arabic(folded, place)
        else None
    )


def _is_arabic(folded: Folded, place: int) -> bool:
    return folded.tokens[place].is_word and "\u0600" <= folded.tokens[place].text[0] <= "\u06ff"


def _definite(folded: Folded, place: int) -> bool:
    """Whether a word has the article; `إلياس` and the like only look so once folded."""
    text = folded.tokens[place].text
    if not text.startswith(("ال", "لل")) or text in _NO_ARTICLE:
        return False
    return folded.words(place, place + 1)[0] not in "أإآ"


def arabic_organisation(folded: Folded, place: int, known_at: KnownAt) -> Mention | None:
    """Return the organisation that `شركة`, `معهد` and the like name, with the words of its name."""
    if not _is_arabic(folded, place) or _definite(folded, place):
        return None
    found = _listed(ORGANISATIONS).at(folded.tokens, place)
    if found is None or found[0] >= len(folded.tokens) or known_at(folded, found[0]) is not None:
        return None
    if place > 0 and folded.words(place - 1, place) in ("على", "عبر"):  # a platform that something is told on
        return None
    units = _units(folded, found[0], known_at, most=4)
    if not units:
        return None
    person = len(units) - 2 if len(units) > 2 else 2  # شركة أفق عدنان الساعدي
    kept = _of_organisation(folded, units[: min(person, 2)])
    kept = kept if len(kept) < 2 or not _splits(folded, kept[1][0]) else kept[:1]
    plain = folded.tokens[place].forms[-1] == fold_word("شركة")
    start = found[0] if plain else place
    name = folded.words(start, kept[-1][1])
    return Mention(
        start, kept[-1][1], "organisation", name if plain else _without_prefix(folded, place, name)
    )


def _of_organisation(folded: Folded, units: Sequence[Unit]) -> Sequence[Unit]:
    """Return the units of an organisation's name without an adverb behind it: كستريل قريبا."""
    last = folded.tokens[units[-1][0]].text
    return units[:-1] if len(units) > 1 and last.endswith("ا") and len(last) > 3 else units


def _splits(folded: Folded, place: int) -> bool:
    """Whether a word behind an organisation's name begins something else, such as the person who is hired."""
    kinds = [kind for at in range(max(0, place - 4), place) if (kind := _verb(folded, at)) is not None]
    return kinds[-1:] == ["hire"] and not _definite(folded, place)


def _without_prefix(folded: Folded, place: int, name: str) -> str:
    """Return a name without the preposition that is written together with its first word: `بمعهد`."""
    token = folded.tokens[place]
    return name[1:] if len(token.forms) > 1 and token.text[0] in "بلوف" else name


def _units(folded: Folded, place: int, known_at: KnownAt, *, most: int) -> list[Unit]:
    """Return the units of a run of words that are neither known names nor small words, verbs or numbers."""
    units: list[Unit] = []
    at = place
    while at < len(folded.tokens) and _is_arabic(folded, at):
        if _ends_run(folded, at, known_at, words=at - place):
            break
        text = folded.tokens[at].text
        if units and (folded.tokens[at - 1].text in LINKS or text == _DIN):
            units[-1] = (units[-1][0], at + 1)
        elif len(units) == most:
            break
        else:
            units.append((at, at + 1))
        at += 1
    return units


def _ends_run(folded: Folded, at: int, known_at: KnownAt, *, words: int) -> bool:
    """Whether a word does not go on with a name that has so many words already."""
    token = folded.tokens[at]
    if token.text in LINKS:
        return False
    if token.text == _ON_AND_ALI:
        return not folded.words(at, at + 1).endswith("ي")
    if (
        _stops(token.text)
        or _kind(token.text)
        or _is(folded, at, TOWARDS)
        or known_at(folded, at) is not None
    ):
        return True
    if in_words(folded.tokens, at, "ar") is not None:
        return True
    if not words:
        return False
    if token.text[0] == "و" and len(token.forms) > 1:
        return True
    if token.text.startswith(("لل", "بال", "كال")) and len(token.text) > 5:
        return True
    if len(token.text) > 4 and (token.text.endswith(("ها", "هم")) or token.text.startswith("لاست")):
        return True
    bare = token.text[1:]
    nouns = _words(COMMON)
    return token.text[0] in "بلكف" and any(bare.removesuffix(ending) in nouns for ending in ("", "ه", "ها"))


@dataclass
class _Reader:
    """What has been found in a sentence so far."""

    folded: Folded
    known_at: KnownAt
    mentions: list[Mention]
    taken: dict[int, Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in self.mentions:
            self._take(mention)

    def _take(self, mention: Mention) -> None:
        self.taken |= dict.fromkeys(range(mention.first, mention.last), mention)

    def add(self, units: Sequence[Unit], sort: str, name: str | None = None) -> int:
        """Add a name and return where it ends."""
        first, last = units[0][0], units[-1][1]
        mention = Mention(
            first,
            last,
            "person" if sort == "person" else "organisation",
            name or self.folded.words(first, last),
        )
        self.mentions.append(mention)
        self._take(mention)
        return last

    def units(self, place: int, most: int = 5) -> list[Unit]:
        found: list[Unit] = []
        for unit in _units(self.folded, place, self.known_at, most=most):
            if any(at in self.taken for at in range(*unit)):
                break
            found.append(unit)
        return found

    def person_before(self, place: int) -> bool:
        return any(mention.sort == "person" and mention.last <= place for mention in self.mentions)

    def read(self) -> None:
        """Go through the sentence from verb to verb and title to title."""
        place = 0
        while place < len(self.folded.tokens):
            if place in self.taken:
                place = max(place + 1, self._subject(self.taken[place].last))
                continue
            if _is_arabic(self.folded, place) and _is(self.folded, place, TITLES):
                place = max(place + 1, self.titled(place))
                continue
            kind = _verb(self.folded, place)
            if (
                kind is None
                and self.folded.tokens[place].text == "ضم"
                and self._names_organisation(place + 1)
            ):
                kind = "hire"  # without an organisation it is mostly the noun
            if kind is not None:
                place = max(place + 1, self._behind_verb(place, place + 1, kind))
                continue
            start = place == 0 or self.folded.tokens[place - 1].text in (_PAUSES | _CLAUSES)
            place = max(place + 1, self._subject(place) if start else place)

    def _names_organisation(self, place: int) -> bool:
        return place in self.taken or (
            place < len(self.folded.tokens) and _is(self.folded, place, ORGANISATIONS)
        )

    def _subject(self, place: int) -> int:
        """Read a person who stands before the verb: `ناصر قنديل ينضم إلى`."""
        if place >= len(self.folded.tokens):
            return place
        units = self.units(place, 3)
        end = units[-1][1] if units else place
        if units and _verb(self.folded, end) == "hire" and self.folded.tokens[end].text[0] in "تس":
            short = len(units) == 1 or (len(units) == 2 and _definite(self.folded, units[1][0]))
            fits = short and self._may_be_organisation(units[0][0])
            return self.add(units, "organisation") if fits else place  # كستريل تستقطب
        if self._is_apposed(units, end):
            return self.add(units, "person")
        end += end < len(self.folded.tokens) and self.folded.tokens[end].text in _BEFORE_VERBS
        if len(units) < 2 or _verb(self.folded, end) is None or self.folded.tokens[end].text[0] == "ب":
            return place
        return self.add(units, "person") if self._may_be_person(units) else place

    def _is_apposed(self, units: Sequence[Unit], end: int) -> bool:
        """Whether a name begins a sentence, and a comma and what the person is or was follow."""
        if len(units) < 2 or end + 1 >= len(self.folded.tokens) or self.folded.tokens[end].text not in "،,":
            return False
        told = self.folded.tokens[end + 1].text in _WHO or _is(self.folded, end + 1, TITLES)
        return told and self._may_be_person(units)

    def _may_be_person(self, units: Sequence[Unit]) -> bool:
        first, last = units[0][0], units[-1][0]
        if _definite(self.folded, first) or self.folded.tokens[first].text in _words(NO_PEOPLE):
            return False
        if self.folded.tokens[last].text in _words(NO_PEOPLE) - _NAMES_TOO:
            return False
        return not all(self.folded.tokens[at].text.endswith("ا") for at in (first, last))

    def titled(self, place: int) -> int:
        """Read the person behind a title and its adjectives: `المدير التقني لؤي عبيد`."""
        at = self._past_titles(place)
        if at == place or at >= len(self.folded.tokens):
            return at
        if at in self.taken and self.taken[at].sort == "organisation":  # المدير السابق لأوربس زهير المالكي
            return self._person(self.taken[at].last)
        text = self.folded.tokens[at].text
        if text[0] == "ل" and self.folded.tokens[at - 1].text in _FORMERLY and len(text) > 3:
            units = self.units(at, 4)
            if len(units) >= 3 and self._may_be_person(units[1:3]):
                self.add(units[:1], "organisation", self.folded.words(*units[0])[1:])
                return self._people(units[1:3])
        if text in ("في", "لشركه"):  # المهندس السابق في أوربس ناصر قنديل
            known = self.taken.get(at + 1) or self.taken.get(at + 2)
            if known is not None:
                return self._person(known.last)
            units = self.units(at + 1, 4)
            if len(units) >= 3 and self._may_be_person(units[-2:]):
                self.add(units[:-2], "organisation")
                return self._people(units[-2:])
            return at
        return self._person(at)

    def _past_titles(self, place: int) -> int:
        """Return where titles and what belongs to them end."""
        at = place
        while at < len(self.folded.tokens) and at not in self.taken and _is_arabic(self.folded, at):
            title = _listed(TITLES).at(self.folded.tokens, at)
            if title is not None:
                at = title[0]
            elif at > place and (
                _definite(self.folded, at)
                or self.folded.tokens[at].text in _words(TITLE_PARTS)
                or (len(self.folded.tokens[at].text) > 4 and self.folded.tokens[at].text.endswith(_PRONOUNS))
            ):
                if _verb(self.folded, at) is not None:
                    break
                at += 1
            else:
                break
        return at

    def _person(self, place: int) -> int:
        """Read a person's name of two units, or of three before a preposition, and those joined to it by `و`."""
        if place >= len(self.folded.tokens) or place in self.taken:
            return place
        units = self.units(place, 3)
        if len(units) == 3 and not self._goes_on(units[2]):
            units = units[:2]
        if len(units) < 2 or not self._may_be_person(units):
            return place
        return self._people(units)

    def _goes_on(self, unit: Unit) -> bool:
        """Whether a third word is of the name: not an adverb, and a preposition or pause behind it."""
        tokens = self.folded.tokens
        if tokens[unit[0]].text.endswith(("ا", *_PRONOUNS)):
            return False
        if _definite(self.folded, unit[0]):
            return True
        behind = unit[1]
        return behind >= len(tokens) or tokens[behind].text in _PAUSES or _is(self.folded, behind, TOWARDS)

    def _people(self, units: Sequence[Unit]) -> int:
        last = self.add(units, "person")
        while last < len(self.folded.tokens) and self.folded.tokens[last].text[0] == "و":
            more = self.units(last, 2)
            if len(more) < 2:
                break
            name = self.folded.words(more[0][0], more[-1][1])
            last = self.add(more, "person", name[1:])
        return last

    def _behind_verb(self, place: int, end: int, kind: VerbKind) -> int:
        at = end
        subject = _listed(SUBJECTS).at(self.folded.tokens, at) if at < len(self.folded.tokens) else None
        at = subject[0] if subject else at
        if at >= len(self.folded.tokens):
            return at
        if kind == "hire" and _definite(self.folded, at) and not _is(self.folded, at, TITLES):
            at += 1  # عينت الحكومة
        named = self.taken.get(at) or (
            self.taken.get(at + 1) if _is(self.folded, at, ORGANISATIONS) else None
        )
        if named is not None:
            return self._behind_name(named.last, kind)
        if at < len(self.folded.tokens) and _is(self.folded, at, TITLES):
            person = self.titled(at)
            return self._left(person) if kind == "leave" and person in self._ends() else person
        at += kind == "hire" and self.folded.tokens[at].text in _OFFERS
        if at in self.taken:
            return self._behind_name(self.taken[at].last, kind)
        units = self.units(at) if at < len(self.folded.tokens) else []
        if not units:
            return end
        return {"leave": self._leave, "hire": self._hire, "move": self._plain, "say": self._say}[kind](
            place, units
        )

    def _ends(self) -> set[int]:
        return {mention.last for mention in self.mentions if mention.sort == "person"}

    def _behind_name(self, place: int, kind: VerbKind) -> int:
        """Read the person who is hired by, or leaves, an organisation that stands right behind the verb."""
        at = place
        while at < len(self.folded.tokens) and _is(self.folded, at, "مع, أمس, اليوم, رسميا, مؤخرا"):
            at += 1
        if at >= len(self.folded.tokens):
            return place
        if _is(self.folded, at, TITLES):
            return self.titled(at)
        return self._person(at) if kind == "hire" or at > place else place

    def _hire(self, place: int, units: list[Unit]) -> int:
        """Read `وظفت كستريل عادل طه`, `تعاقدت نسيم مع الباحث عصام جبران`, and the passive `عُين يوسف النجار`."""
        end = units[-1][1]
        led = end < len(self.folded.tokens) and _is(self.folded, end, f"{TITLES}, مع")
        bare = led and self.folded.tokens[end].text in _BARE_TITLES
        if led and (len(units) == 1 or (len(units) == 2 and not bare)):
            self.add(units, "organisation")
            return self._behind_name(end, "hire")
        if self.folded.tokens[units[0][0]].text in _words(NO_PEOPLE):
            return end
        if len(units) == 1 and self._title_follows(end) and self._may_be_organisation(units[0][0]):
            return self.add(units, "organisation")
        if len(units) >= 3 and self._may_be_person(units[-2:]):
            third = (
                len(units) == 4
                and _definite(self.folded, units[3][0])
                and not _definite(self.folded, units[1][0])
            )
            cut = 1 if third else len(units) - 2
            self.add(units[:cut][:2], "organisation")
            return self._people(units[cut:])
        return self._people(units[:2]) if len(units) == 2 and self._may_be_person(units) else place + 1

    def _title_follows(self, place: int) -> bool:
        """Whether a title follows in the same clause: وظفت كستريل خلال هذا العام المهندسة."""
        for at in range(place, min(place + 5, len(self.folded.tokens))):
            if self.folded.tokens[at].text in _PAUSES or at in self.taken or _verb(self.folded, at):
                return False
            if _is(self.folded, at, TITLES):
                return True
        return False

    def _leave(self, place: int, units: list[Unit]) -> int:
        """Read `غادر سامر عنتر فلق`, and with a person already named `وترك نسيم`, `مغادرة نسيم`."""
        end = units[-1][1]
        adverb = end
        while adverb < len(self.folded.tokens) and _is(self.folded, adverb, "أمس, اليوم, رسميا, مؤخرا"):
            adverb += 1
        led = adverb < len(self.folded.tokens) and _is(self.folded, adverb, TITLES)
        noun = (
            self.folded.tokens[place].text.endswith(("ه", "ها")) and len(self.folded.tokens[place].text) > 5
        )
        if led and len(units) <= 2:
            self.add(units, "organisation")
            return self.titled(adverb)
        if noun or len(units) == 1 or self._subject_is_known(place):
            return self._organisation(units)
        if not self._may_be_person(units[:2]):
            return place + 1
        last = self._people(units[:2])
        return self._left(last)

    def _subject_is_known(self, place: int) -> bool:
        """Whether who leaves stands before the verb, or is who the sentence began with."""
        before = place - 1
        if before < 0:
            return False
        token = self.folded.tokens[before].text
        if token == ":":
            return self.person_before(place)
        told = token in map(fold_word, ("إنه", "إنها", "أنه", "أنها", "ثم", "الذي", "التي", "قد"))
        joined = self.folded.tokens[place].text[0] == "و" and self.folded.tokens[place].text != fold_word(
            "ودع"
        )
        beside = before in self.taken and self.taken[before].sort == "person"
        return beside or ((told or joined) and self.person_before(place))

    def _left(self, place: int) -> int:
        """Read the organisation right behind the person who leaves it."""
        units = self.units(place, 2) if place < len(self.folded.tokens) and place not in self.taken else []
        return self._organisation(units) if units else place

    def _organisation(self, units: Sequence[Unit]) -> int:
        """Add an organisation of one word, or of two where the second has the article."""
        kept = list(units[:2])
        if len(kept) == 2 and not _definite(self.folded, kept[1][0]):
            kept = kept[:1]
        if not self._may_be_organisation(kept[0][0]):
            return kept[0][1]
        return self.add(kept, "organisation")

    def _may_be_organisation(self, place: int) -> bool:
        text = self.folded.tokens[place].text
        if _definite(self.folded, place) or text in _words(f"{PLACES}, {NO_PEOPLE}"):
            return False
        return not (len(text) > 4 and text.endswith(_PRONOUNS))

    def _plain(self, place: int, units: list[Unit]) -> int:
        return max(place + 1, self._person(units[0][0]))

    def _say(self, place: int, units: list[Unit]) -> int:
        """Read who says it; and the organisation that announces a move: `أعلنت كستريل تعيين بدر ناصر`."""
        end = units[-1][1]
        end += (
            end < len(self.folded.tokens) and self.folded.tokens[end].text in _BEFORE_NOUNS
        )  # أعلنت كستريل عن تعيين
        noun = end < len(self.folded.tokens) and self.folded.tokens[end].text.removeprefix("ب") in _words(
            ", ".join(VERBAL_NOUNS)
        )
        feminine = self.folded.tokens[place].text.endswith("ت")
        if noun and _kind(self.folded.tokens[end].text) == "leave":  # أعلنت فلانة مغادرة نسيم
            noun = end + 1 not in self.taken and (
                len(self.units(end + 1, 2)) == 2
                or (end + 1 < len(self.folded.tokens) and _is(self.folded, end + 1, TITLES))
            )
        if noun and (len(units) == 1 or (len(units) == 2 and feminine)):
            return self.add(units, "organisation") if self._may_be_organisation(units[0][0]) else end
        return self._plain(place, units)

    def add_organisations(self) -> None:
        """Add what stands behind `إلى`, `من`, `في` and the like, or with `ب` or `ل`, where a person moves."""
        if not any(mention.sort == "person" for mention in self.mentions):
            return
        for place in range(len(self.folded.tokens)):
            if place in self.taken or not _is_arabic(self.folded, place):
                continue
            if self._towards(place):
                self._add_behind(place)
            elif self._has_preposition(place):
                units = self.units(place, 2)
                name = self.folded.words(*units[0])[1:] if units else ""
                if units and fold_word(name) not in _words(f"{COMMON}, {PLACES}"):
                    self.add(units[:1], "organisation", name)

    def _add_behind(self, place: int) -> None:
        skipped = _listed(SKIPPED).at(self.folded.tokens, place)
        at = skipped[0] if skipped else place
        units = self.units(at, 2) if at < len(self.folded.tokens) and at not in self.taken else []
        if units and self._may_be_organisation(units[0][0]):
            self.add(_of_organisation(self.folded, units), "organisation")

    def _towards(self, place: int) -> bool:
        if place == 0 or place - 1 in self.taken:
            return False
        if _listed(TOWARDS).before(self.folded.tokens, place) is not None:
            return True
        return self.folded.tokens[place - 1].text == "في" and self._works_before(place - 1)

    def _works_before(self, place: int) -> bool:
        """Whether a role or work, or who is appointed, stands before `في`, so that an employer follows."""
        for at in range(place - 1, max(-1, place - 5), -1):
            token = self.folded.tokens[at]
            if not token.is_word:
                return False
            if token.text in _WORK or token.text in _words(", ".join(ROLE_WORDS)):
                return True
            if at in self.taken and self.taken[at].sort == "person":
                return self._is_appointed(self.taken[at].first)
        return False

    def _is_appointed(self, place: int) -> bool:
        return any(
            self.folded.tokens[at].forms and set(self.folded.tokens[at].forms) & _appointing()
            for at in range(max(0, place - 4), place)
        )

    def _has_preposition(self, place: int) -> bool:
        """Whether a word has the preposition of its verb written together with it: `التحق بكستريل`."""
        token = self.folded.tokens[place]
        if len(token.text) < 4 or token.text.startswith("لل"):
            return False
        before = self.taken.get(place - 1) if place else None
        if token.text[0] == "ب":
            if before is None and place > 1 and _stops(self.folded.tokens[place - 1].text):
                before = self.taken.get(place - 2)  # التحقت هند الراشد للتو بنسيم
            near = (before is not None and before.sort == "person") or _is(self.folded, place - 1, WITH_BA)
            return near and any(_is(self.folded, at, WITH_BA) for at in range(max(0, place - 6), place))
        return token.text[0] == "ل" and place > 0 and self.folded.tokens[place - 1].text in _AFTER_ROLE


_WORK = frozenset(
    fold_word(word)
    for word in (
        "يعمل تعمل عمل العمل عملت للعمل الآن حاليا وظيفة عمله عملها منصبه منصبها زملاءه زملاءها مسيرته مسيرتها مهامه "
        "مهامها وظيفته وظيفتها تجربة تجربته تجربتها رحلته رحلتها سنوات أعوام عاما سنة"
    ).split()
)


@cache
def _appointing() -> frozenset[str]:
    return frozenset(
        map(fold_word, ("عين", "عينت", "تعيين", "توظيف", "يعمل", "تعمل", "عمل", "عملت", "وظف", "وظفت"))
    )


def with_arabic_people(folded: Folded, mentions: list[Mention], known_at: KnownAt) -> list[Mention]:
    """Add the people that a sentence names, and the organisations beside their moves."""
    reader = _Reader(folded, known_at, list(mentions))
    reader.read()
    reader.add_organisations()
    return sorted(reader.mentions, key=lambda each: each.first)
