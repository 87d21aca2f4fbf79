"""Finds what is said in passing: pronouns, gender, birth and age, origin, family."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from muster.engine.hire._redaction_shapes import Kind, Known
from muster.engine.hire._redaction_text import FoldedText, Phrases, fold, words_of
from muster.engine.hire._redaction_words import (
    CHILDREN,
    CIVIL,
    CIVIL_ALONE,
    GENDERED,
    IDENTITY,
    LINKING,
    MONTHS,
    NATIONAL,
    NUMBERS,
    PARENTS,
    PRONOUNS,
    PRONOUNS_WITH,
    SELF,
    VISA,
)

__all__ = ["find_statements"]

Found = tuple[int, int, Kind]

_AGE = re.compile(
    r"(?<![\w.,/-])(?:(?:aged?|age of|age de|agee de|usia|berusia|umur|berumur|leeftijd|idade"
    r"|العمر|عمري|عمره|السن) {1,3}[1-9]\d(?: ?(?:years old|ans|jaar|tahun|anos|سنه|عاما|عام))?"
    r"|[1-9]\d[ -]?(?:years? old|year-old|yrs old|y/o|yo|jaar oud|anos de idade|ans revolus|سنه من العمر)"
    r")(?!\w)"
)
_AGE_ALONE = re.compile(r"[1-9]\d ?(?:years?|yrs|ans|jaar|tahun|th|anos|سنه|عاما|عام)")
_BORN = re.compile(
    r"(?<!\w)(?:born(?: on| in)?|nee? (?:le|en|a|au)|ne\(e\) (?:le|en|a)|geboren(?: op| te| in)?|geb\."
    r"|lahir(?: di| pada)?|kelahiran|nascid[oa] (?:em|a|aos|no dia)|nasci (?:em|a|aos|no dia|na|no)|(?:من )?مواليد"
    r"|ولدت (?:في|عام|سنه)|ولد (?:في|عام|سنه)|المولوده? (?:في|عام|سنه))(?!\w)"
)
_ORIGIN_BEFORE = re.compile(
    r"(?<!\w)(?:citizens? of|national of|native of|originally from|grew up in|raised in|nationalite|originaire d[eu]"
    r"|grandi a|citoyenn?e?|warga negara|berkebangsaan|berasal dari|asal|dibesarkan di|opgegroeid in|afkomstig uit"
    r"|nacionalidade|cidada|cidadao|natural d[eo]|cresci em|originari[oa] d[eo]|الجنسيه|جنسيتي|نشات في|من اصل) "
)
_ORIGIN_AFTER = re.compile(
    r"(?<=[^\W_] )(?:citizens?|citizenship|nationals?|nationality|passport(?: holder)?|nationaliteit|paspoort)(?!\w)"
)
_LIVES = re.compile(
    r"(?<!\w)(?:lives in|living in|residing in|resident (?:in|of)|woont in|woonachtig (?:in|te)|wonend[e]? (?:in|te)"
    r"|(?:ber)?tinggal di|berdomisili di|habite a|habitant a|reside a|domiciliee? a|moro em|resido em|residente em"
    r"|vivo em|(?:ا|ي|ت)قيم في|مقيمه? في|(?:ا|ي|ت)سكن في) "
)
_FROM = re.compile(r"(?<!\w)(?:woman|man|girl|boy|vrouw|femme|homme|mulher|homem) (?:from|uit|de|do) ")
_DECLARED = re.compile(r"(?<!\w)(?:they|ze|xe|ey|fae|iel|elu|die)/[a-z]{2,6}(?:/[a-z]{2,8})?(?!\w)")
_DATE = re.compile(r"(?<![\d./-])(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?![\d/-])")
_TAIL_GAP = re.compile(r"[ ,./'()\n-]{1,3}")

_TAIL_WORDS = 9
_CLAUSE = 60
_ENDS_PIECE = re.compile(r"[,;.|•·()/\n\t]| - | – | — ")
_OPENS = ",;.|•·()/\n\t-–—:"
_linking = frozenset(map(fold, LINKING))
_months = frozenset(word for month in MONTHS for word in words_of(month))
_numbers = frozenset(map(fold, NUMBERS))
_self, _children, _identity = Phrases(SELF), Phrases(CHILDREN), Phrases(IDENTITY)
_gendered, _parents, _visa = Phrases(GENDERED), Phrases(PARENTS), Phrases(VISA)
_civil, _civil_alone, _national = Phrases(CIVIL), Phrases(CIVIL_ALONE), Phrases(NATIONAL)
_civil_words = frozenset(word for phrase in (*CIVIL, *CIVIL_ALONE) for word in words_of(phrase)) - {
    "belum",
    "sudah",
}
_pronouns = frozenset(map(fold, PRONOUNS))
_pronouns_with = {word: frozenset(map(fold, company)) for word, company in PRONOUNS_WITH.items()}


def find_statements(text: FoldedText, known: Known) -> Iterator[Found]:
    """Yield the places of statements about the person in the folded text."""
    yield from _find_pronouns(text, known)
    yield from _phrases(text, _gendered, Kind.GENDER)
    yield from _phrases(text, _parents, Kind.FAMILY, grow=_children_after)
    yield from _phrases(text, _visa, Kind.NATIONALITY)
    yield from _phrases(text, _civil, Kind.FAMILY, allow=_spelt_like_civil)
    yield from _phrases(text, _civil_alone, Kind.FAMILY, allow=_is_piece)
    for nationalities in (_national, Phrases(known.nationalities)):
        yield from _phrases(text, nationalities, Kind.NATIONALITY, allow=_is_own_nationality)
    yield from _find_children(text)
    yield from _find_ages(text)
    yield from _find_births(text, known)
    yield from _find_origins(text)


def _phrases(
    text: FoldedText,
    phrases: Phrases,
    kind: Kind,
    *,
    allow: Callable[[FoldedText, int, int], bool] | None = None,
    grow: Callable[[FoldedText, int], int] | None = None,
) -> Iterator[Found]:
    """Yield phrases that are allowed where they stand, each up to the word that `grow` says."""
    tokens = text.tokens
    for number, length in phrases.find(text).items():
        if allow is None or allow(text, number, length):
            last = number + length - 1
            last = last if grow is None else grow(text, last)
            yield tokens[number].start, tokens[last].end, kind


def _find_pronouns(text: FoldedText, known: Known) -> Iterator[Found]:
    words = _pronouns | {
        word for word, company in _pronouns_with.items() if not company.isdisjoint(text.places)
    }
    words |= {word for pronouns in known.pronouns for word in words_of(pronouns)}
    for number in {number for word in words for number in text.places.get(word, ())}:
        token = text.tokens[number]
        if not (token.text == "il" and _is_other_il(text, number)):
            yield token.start, token.end, Kind.PRONOUN
    yield from _phrases(text, _identity, Kind.PRONOUN, allow=_has_slash)
    for found in _DECLARED.finditer(text.text):
        yield found.start(), found.end(), Kind.PRONOUN


def _is_other_il(text: FoldedText, number: int) -> bool:
    """Whether this is the state of Illinois, or the French `il y a`, `il faut`, `il s'agit`."""
    after = [token.text for token in text.tokens[number + 1 : number + 3]]
    impersonal = after[:1] and after[0] in ("y", "faut", "fallait", "suffit", "importe", "semble")
    return bool(text.shouted(text.tokens[number]) or impersonal or after == ["s", "agit"])


def _has_slash(text: FoldedText, number: int, length: int) -> bool:
    return all("/" in text.gap(at) for at in range(number, number + length - 1))


def _spelt_like_civil(text: FoldedText, number: int, length: int) -> bool:
    """Whether this is no name: `marié`, but not `Marie`."""
    return text.tokens[number].text != "marie" or "é" in text.spelt(text.tokens[number])


def _is_piece(text: FoldedText, number: int, length: int) -> bool:
    """Whether words fill all between two commas, or a cell or line."""
    before, after = text.before(number), text.gap(number + length - 1)
    opens = number == 0 or any(sign in _OPENS for sign in before)
    closes = number + length == len(text.tokens) or _ENDS_PIECE.search(after) is not None
    return opens and closes


def _is_own_nationality(text: FoldedText, number: int, length: int) -> bool:
    """Whether a nationality is the applicant's own: after `I am`, or beside an age or a marital status."""
    for back in (1, 2, 3):
        if number >= back and _self.length_at(text, number - back) == back:
            return True
    if not _is_piece(text, number, length):
        return False
    token = text.tokens[number]
    around = text.text[max(0, token.start - _CLAUSE) : token.end + _CLAUSE]
    line = around[around.rfind("\n", 0, min(_CLAUSE, token.start)) + 1 :].partition("\n")[0]
    words = set(words_of(line))
    return bool(words & _civil_words) or _AGE_ALONE.search(line) is not None


def _children_after(text: FoldedText, number: int) -> int:
    """Return the last word of `mother of two children`."""
    last = number
    for at in range(number + 1, min(number + 4, len(text.tokens))):
        word = text.tokens[at].text
        if word in _numbers or word.isdigit() or _children.length_at(text, at):
            last = at
        else:
            break
    return last


def _find_children(text: FoldedText) -> Iterator[Found]:
    """Yield `two children` where nothing else is counted: `5 anak buah` is a team."""
    tokens = text.tokens
    for number in _children.find(text):
        count = tokens[number - 1].text if number else ""
        if not (count in _numbers or (count.isdigit() and len(count) < 3)):
            continue
        if text.gap(number - 1) != " ":
            continue
        after = text.gap(number)
        if _ENDS_PIECE.search(after) or number + 1 == len(tokens):
            yield tokens[number - 1].start, tokens[number].end, Kind.FAMILY


def _find_ages(text: FoldedText) -> Iterator[Found]:
    for found in _AGE.finditer(text.text):
        yield found.start(), found.end(), Kind.AGE
    for found in _AGE_ALONE.finditer(text.text):
        before = text.text[max(0, found.start() - 3) : found.start()]
        after = text.text[found.end() : found.end() + 3]
        opens = not before.strip(" ") or before.strip(" ")[-1] in ",;|•·(\n\t-–—"
        closes = (
            not after.strip(" ")
            or _ENDS_PIECE.match(after.lstrip(" "))
            or after.startswith((" - ", " –", " —"))
        )
        if opens and closes:
            yield found.start(), found.end(), Kind.AGE


def _find_births(text: FoldedText, known: Known) -> Iterator[Found]:
    for found in _BORN.finditer(text.text):
        labels = text.text.startswith((":", " :"), found.end())
        end = None if labels else _tail_end(text, found.end())
        if end is not None:
            dated = any(sign.isdigit() for sign in text.text[found.end() : end])
            yield found.start(), end, Kind.AGE if dated else Kind.NATIONALITY
    if known.birth_date:
        yield from _find_date(text, known.birth_date)


def _tail_end(text: FoldedText, start: int) -> int | None:
    """Return the end of the date and place that follow; None where neither does."""
    number = next(
        (text.starts[at] for at in range(start, min(start + 4, len(text.text))) if at in text.starts), None
    )
    if number is None:
        return None
    end = None
    for at in range(number, min(number + _TAIL_WORDS, len(text.tokens))):
        token = text.tokens[at]
        if at > number and not _continues(text.gap(at - 1), dated=_is_dated(token.text)):
            break
        linking = token.text in _linking
        if not (linking or _is_dated(token.text) or (token.capital and len(token.text) > 1)):
            break
        if token.caseless and not linking and not _is_dated(token.text) and at > number + 1:
            break
        end = end if linking else token.end
    return end


def _continues(gap: str, *, dated: bool) -> bool:
    """Whether a date or place goes on after this gap; over full stops and line ends only with a date."""
    return _TAIL_GAP.fullmatch(gap) is not None and (dated or not any(sign in ".\n" for sign in gap))


def _is_dated(word: str) -> bool:
    return word[0].isdigit() or word in _months


def _find_date(text: FoldedText, birth_date: str) -> Iterator[Found]:
    """Yield a known date in numbers, in whatever order, and with the name of a month."""
    year, month, day = birth_date.split("-")
    wanted = sorted((int(year), int(month), int(day)))
    short = sorted((int(year) % 100, int(month), int(day)))
    for found in _DATE.finditer(text.text):
        if sorted(map(int, found.groups())) in (wanted, short):
            yield found.start(), found.end(), Kind.AGE
    days = {str(int(day)), day}
    for number in sorted({number for word in _months for number in text.places.get(word, ())}):
        place = _date_around(text, number, days, year)
        if place is not None:
            yield *place, Kind.AGE


def _date_around(text: FoldedText, number: int, days: set[str], year: str) -> tuple[int, int] | None:
    """Return the place of `3 May 1990` or `May 3, 1990` around the name of a month."""
    tokens = text.tokens
    last = next(
        (at for at in range(number + 1, min(number + 4, len(tokens))) if tokens[at].text == year), None
    )
    if last is None:
        return None
    if any(token.text in days for token in tokens[number + 1 : last]):
        return tokens[number].start, tokens[last].end
    first = next((at for at in range(number - 1, max(number - 3, -1), -1) if tokens[at].text in days), None)
    return None if first is None else (tokens[first].start, tokens[last].end)


def _find_origins(text: FoldedText) -> Iterator[Found]:
    yield from _find_places(text, _ORIGIN_BEFORE, Kind.NATIONALITY, whole=True)
    yield from _find_places(text, _FROM, Kind.NATIONALITY, whole=False)
    yield from _find_places(text, _LIVES, Kind.ADDRESS, whole=False)
    for found in _ORIGIN_AFTER.finditer(text.text):
        number = text.starts.get(found.start())
        if number and text.gap(number - 1) == " " and text.tokens[number - 1].capital:
            yield text.tokens[number - 1].start, found.end(), Kind.NATIONALITY


def _find_places(text: FoldedText, cue: re.Pattern[str], kind: Kind, *, whole: bool) -> Iterator[Found]:
    """Yield the places that follow a cue, with the cue itself if it gives something away."""
    for found in cue.finditer(text.text):
        number = text.starts.get(found.end())
        if number is not None:
            yield found.start() if whole else found.end(), _place_end(text, number), kind


def _place_end(text: FoldedText, number: int) -> int:
    """Return the end of a nationality or place: one word, and capitalised ones right after it."""
    last = number
    for at in range(number + 1, min(number + 4, len(text.tokens))):
        token = text.tokens[at]
        if token.caseless or not token.capital or text.gap(at - 1) not in (" ", "-"):
            break
        last = at
    return text.tokens[last].end
