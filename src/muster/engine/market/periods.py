"""Find periods in a sentence (`over four years`, `في السنة الأولى`) and rates (`a year`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from muster.engine.market._words_numbers import HALVES, ONE
from muster.engine.market._words_time import (
    ADJECTIVES,
    AFTER,
    AGO,
    DUALS,
    FIRST,
    OVER,
    RATE_ADJECTIVES,
    RATES,
    UNITS,
)
from muster.engine.market.ages import is_age
from muster.engine.market.folding import Folded, fold, fold_word
from muster.engine.market.numbers import in_words, parse_digits, with_half
from muster.engine.market.phrases import Phrases
from muster.engine.market.shapes import LANGUAGES

__all__ = ["Period", "Rate", "find_periods", "find_rates"]

Lead = Literal["over", "after", None]
LONGEST = 100 * 12
_SKIPPED = frozenset(
    {
        "the",
        "next",
        "first",
        "a",
        "about",
        "les",
        "des",
        "de",
        "het",
        "os",
        "nearly",
        "prochaines",
        "komende",
        "proximos",
    }
)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time: `months` long (None where only bounded by `low` and `high`), between two tokens.

    `first_year` says that it is the first year or years of something; `lead` what stands before it.
    """

    first: int
    last: int
    months: float | None
    low: float
    high: float
    first_year: bool
    lead: Lead
    lead_first: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A word that says how often: per year, monthly; 0 months for less than one. `before`: it leads its amount."""

    first: int
    last: int
    basis: str
    months: float
    before: bool


def find_rates(folded: Folded) -> list[Rate]:
    """Return the rates of a sentence in order."""
    found: list[Rate] = []
    place = 0
    while place < len(folded.tokens):
        rate = _rates().at(folded.tokens, place)
        adjective = _rate_adjectives().at(folded.tokens, place) if rate is None else None
        chosen = rate or adjective
        if chosen is None or _is_named_year(folded, chosen[0]):
            place += 1
            continue
        end, (basis, months) = chosen
        found.append(Rate(place, end, basis, months, before=rate is None))
        place = end
    return found


def find_periods(folded: Folded, language: str) -> list[Period]:
    """Return the periods of a sentence in order; what is said of `four years ago` is a date and no period."""
    found: list[Period] = []
    ordinals = [at for at in range(len(folded.tokens)) if _first(language).at(folded.tokens, at)]
    place = 0
    while place < len(folded.tokens):
        if not (folded.tokens[place].is_word or folded.tokens[place].numeric):
            place += 1
            continue
        near = any(place <= at < place + 5 for at in ordinals)
        period = _first_year_at(folded, place, language) if near else None
        period = period or _period_at(folded, place, language)
        if period is None:
            place += 1
            continue
        part = period.last < len(folded.tokens) and folded.tokens[period.last].text == "of"
        if part and folded.tokens[period.last - 1].text in ("quarter", "quarters") and not period.first_year:
            place = period.last
            continue  # a quarter of the staff
        dated = _is_date(folded, period, language)
        if not dated and not is_age(folded, period.first, period.last, period.months):
            found.append(period)
        place = period.last
    return found


def _is_named_year(folded: Folded, end: int) -> bool:
    """Whether an Arabic `in the year` goes on with which year: في السنة الثانية، في العام الماضي."""
    tokens = folded.tokens
    unit = tokens[end - 1].text in ("السنه", "العام", "الشهر", "الاسبوع")
    return unit and end < len(tokens) and tokens[end].text.startswith("ال")


@cache
def _rates() -> Phrases[tuple[str, float]]:
    return Phrases(RATES)


@cache
def _rate_adjectives() -> Phrases[tuple[str, float]]:
    return Phrases(RATE_ADJECTIVES)


@cache
def _units(language: str) -> Phrases[float]:
    others = [other for other in LANGUAGES if other != language]
    return Phrases([*UNITS[language].items(), *(pair for other in others for pair in UNITS[other].items())])


@cache
def _duals() -> Phrases[float]:
    return Phrases(DUALS)


@cache
def _first(language: str) -> Phrases[bool]:
    return Phrases.listed(True, FIRST[language])


@cache
def _leads(language: str) -> Phrases[str]:
    over = [(phrase.strip(), "over") for phrase in OVER[language].split(",")]
    return Phrases([*over, *((phrase.strip(), "after") for phrase in AFTER.split(","))])


@cache
def _ago(language: str) -> Phrases[bool]:
    return Phrases.listed(True, AGO[language])


def _number_at(folded: Folded, place: int, language: str) -> tuple[int, float] | None:
    """Read a plain number, in digits or words, at a token."""
    tokens = folded.tokens
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.numeric:
        value = parse_digits(token.text, language)
        found = None if value is None else (place + 1, value)
    elif token.text in HALVES[language]:
        end = place + 1
        end += end < len(tokens) and tokens[end].text in ONE[language]
        return end, 0.5
    else:
        found = in_words(tokens, place, language) or _one(token.text, place, language)
    return None if found is None else with_half(tokens, *found, language)


def _one(word: str, place: int, language: str) -> tuple[int, float] | None:
    ones = {"en": ("a", "an"), "fr": ("un", "une"), "nl": ("een",), "pt": ("um", "uma")}
    return (place + 1, 1.0) if word in ones.get(language, ()) else None


def _period_at(folded: Folded, place: int, language: str) -> Period | None:
    """Read a number and a unit: `four years`, `24-month`, `vierjarige`, `سنتين`, `two to three years`."""
    tokens = folded.tokens
    dual = _duals().at(tokens, place)
    if dual is not None:
        end, half = with_half(tokens, dual[0], 0.0, language) if language == "ar" else (dual[0], 0.0)
        long = dual[1] + half * dual[1] / 2  # half of one of the two
        return _made(folded, place, end, long, long, language)
    compound = _compound(tokens[place].text)
    if compound is not None:
        return _made(folded, place, place + 1, compound, compound, language)
    number = _number_at(folded, place, language) or _one_unit(folded, place, language)
    if number is None:
        return None
    end, low = number
    high = low
    second = _number_at(folded, end + 1, language) if end < len(tokens) and _is_range(folded, end) else None
    if second is not None and second[1] > low:
        end, high = second
    while end < len(tokens) and tokens[end].text in ("-", "'"):
        end += 1
    unit = _unit_at(folded, end, language)
    if unit is None or not 0 < high * unit[1] <= LONGEST:
        return None
    end, half = with_half(tokens, unit[0], 0.0, language)  # deux ans et demi, سنة ونصف السنة
    again = _unit_at(folded, end, language) if half else None
    end = again[0] if again is not None and again[1] == unit[1] else end
    return _made(folded, place, end, (low + half) * unit[1], (high + half) * unit[1], language)


def _unit_at(folded: Folded, place: int, language: str) -> tuple[int, float] | None:
    found = _units(language).at(folded.tokens, place) if place < len(folded.tokens) else None
    return found or _adjective(folded, place)


def _one_unit(folded: Folded, place: int, language: str) -> tuple[int, float] | None:
    """Read an Arabic unit with a half behind it, which is one of it: سنة ونصف."""
    unit = _units(language).at(folded.tokens, place) if language == "ar" else None
    half = None if unit is None else with_half(folded.tokens, unit[0], 0.0, language)
    return (place, 1.0) if half is not None and half[1] else None


def _is_range(folded: Folded, place: int) -> bool:
    return folded.tokens[place].text in (
        "-",
        "to",
        "a",
        "tot",
        "sampai",
        "hingga",
        "الي",
        "or",
        "ou",
        "of",
        "atau",
    )


def _adjective(folded: Folded, place: int) -> tuple[int, float] | None:
    if place >= len(folded.tokens):
        return None
    value = ADJECTIVES.get(folded.tokens[place].text)
    return None if value is None else (place + 1, value)


def _compound(word: str) -> float | None:
    """Return the months of a Dutch adjective of one word: `vierjarig`."""
    for ending, months in ADJECTIVES.items():
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found = in_words(fold(word.removesuffix(ending)).tokens, 0, "nl")
            return None if found is None else found[1] * months
    return None


def _made(folded: Folded, first: int, last: int, low: float, high: float, language: str) -> Period:
    lead, begin = _lead(folded, first, language)
    first_year, end = _ordinal_behind(folded, last, language)
    low, high = float(low), float(high)
    return Period(first, end, low if low == high else None, low, high, first_year, lead, begin)


def _lead(folded: Folded, first: int, language: str) -> tuple[Lead, int]:
    """Return what stands before a period, and where it begins."""
    at = first
    for _ in range(4):
        found = _leads(language).before(folded.tokens, at)
        if found is not None:
            return ("over" if found[1] == "over" else "after"), found[0]
        if at > 0 and folded.tokens[at - 1].text in _SKIPPED:
            at -= 1
            continue
        break
    token = folded.tokens[first]
    if language == "ar" and len(token.forms) > 1 and token.text[0] in "بل":
        return "over", first
    return None, first


def _ordinal_behind(folded: Folded, last: int, language: str) -> tuple[bool, int]:
    """Read `dua tahun pertama`, `السنتين الأوليين`: the first ones."""
    found = (
        _first(language).at(folded.tokens, last)
        if last < len(folded.tokens) and language in ("id", "ar")
        else None
    )
    return (False, last) if found is None else (True, found[0])


def _first_year_at(folded: Folded, place: int, language: str) -> Period | None:
    """Read `the first two years`, `السنة الأولى`: ordinal, number and unit in any order."""
    tokens = folded.tokens
    at, number, ordinal, unit = place, 1.0, False, 0.0
    while at < len(tokens) and at - place < 4:
        if tokens[at].text == "-" and at > place and tokens[at].start == tokens[at - 1].end:
            at += 1  # first-year
            continue
        first = _first(language).at(tokens, at)
        months = _units(language).at(tokens, at)
        dual = _duals().at(tokens, at)
        count = in_words(tokens, at, language) or (
            _number_at(folded, at, language) if tokens[at].numeric else None
        )
        if first is not None and not ordinal:
            ordinal, at = True, first[0]
        elif months is not None and not unit:
            unit, at = months[1], months[0]
        elif dual is not None and not unit:
            unit, at = dual[1], dual[0]
        elif count is not None and number == 1.0 and count[1] < 100 and not unit:
            number, at = count[1], count[0]
        else:
            break
        if ordinal and unit:
            lead, begin = _lead(folded, place, language)
            months_long = float(number * unit)
            return Period(place, at, months_long, months_long, months_long, True, lead or "over", begin)
    return None


def _is_date(folded: Folded, period: Period, language: str) -> bool:
    """Whether a period is counted back from a day: `two years ago`, `il y a deux ans`, `منذ سنتين`."""
    tokens = folded.tokens
    if period.last < len(tokens) and _ago(language).at(tokens, period.last):
        return True
    before = [token.text for token in tokens[max(0, period.first - 3) : period.first]]
    if before[-3:] == ["il", "y", "a"] or (before and before[-1] in ("منذ", "قبل", fold_word("há"))):
        return language != "ar" or before[-1] in ("منذ", "قبل")
    return False
