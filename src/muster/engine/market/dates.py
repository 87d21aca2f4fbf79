"""Find days and months in a sentence: as written, and as told by the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from muster.engine.market._words_dates import MONTHS, RELATIVE, SPANS, WEEKDAYS
from muster.engine.market._words_time import UNITS
from muster.engine.market.folding import Folded
from muster.engine.market.numbers import in_words
from muster.engine.market.phrases import Phrases
from muster.engine.market.shapes import LANGUAGES

__all__ = ["Date", "find_dates"]

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_WEEK = {"week": 7, "weeks": 7, "semaine": 7, "semaines": 7, "weken": 7, "minggu": 7, "pekan": 7, "semana": 7,
         "semanas": 7, "أسبوع": 7, "أسابيع": 7, "day": 1, "days": 1, "jour": 1, "jours": 1, "dag": 1, "dagen": 1,
         "hari": 1, "dia": 1, "dias": 1, "يوم": 1, "أيام": 1, "يوما": 1}  # fmt: skip
_JOINING = frozenset({"of", "de", "er", "st", "nd", "rd", "th", ",", "o", "من"})


@dataclass(frozen=True, slots=True)
class Date:
    """A day (`2026-04-03`), a month (`2026-04`) or nothing yet (None: the day of publication is not known)."""

    first: int
    last: int
    iso: str | None


@cache
def _months(language: str) -> Phrases[int]:
    ordered = [language, *(other for other in LANGUAGES if other != language)]
    return Phrases(
        (name.replace("_", " "), month)
        for each in ordered
        for month, names in enumerate(MONTHS[each].split("|"), 1)
        for name in names.split()
    )


@cache
def _weekdays() -> Phrases[int]:
    return Phrases((name, day) for names in WEEKDAYS.values() for day, name in enumerate(names.split()))


@cache
def _relative() -> Phrases[int]:
    return Phrases(RELATIVE)


@cache
def _span_words(language: str) -> tuple[Phrases[bool], Phrases[bool]]:
    before, behind = SPANS[language]
    return Phrases.listed(True, before), Phrases.listed(True, behind)


@cache
def _units(language: str) -> Phrases[float]:
    return Phrases([*((name, -days) for name, days in _WEEK.items()), *UNITS[language].items()])


def find_dates(folded: Folded, language: str, published: np.datetime64 | None, taken: set[int]) -> list[Date]:
    """Return the dates of a sentence in order; `taken` are the tokens of amounts and periods."""
    found: list[Date] = []
    place = 0
    while place < len(folded.tokens):
        date = None
        if place not in taken:
            date = (
                _written(folded, place)
                or _named(folded, place, language)
                or _counted_back(folded, place, language, published)
                or _told(folded, place, published)
            )
        if date is None:
            place += 1
            continue
        found.append(date)
        place = date.last
    return found


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return str(np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "D"))
    except ValueError:
        return None


def _written(folded: Folded, place: int) -> Date | None:
    """Read `2026-04-03`, and `25.4.2026` where only one order of day and month is a date."""
    token = folded.tokens[place]
    if not token.numeric:
        return None
    for pattern in (_ISO, _NUMERIC):
        match = pattern.match(folded.text, token.start)
        if match is None:
            continue
        last = next(
            (at for at in range(place, len(folded.tokens)) if folded.tokens[at].end == match.end()), None
        )
        numbers = [int(group) for group in match.groups()]
        if last is None:
            continue
        if pattern is _ISO:
            return Date(place, last + 1, _day(*numbers)) if _day(*numbers) else None
        orders = {_day(numbers[2], numbers[1], numbers[0]), _day(numbers[2], numbers[0], numbers[1])} - {None}
        return Date(place, last + 1, orders.pop() if len(orders) == 1 else None) if orders else None
    return None


def _number(folded: Folded, place: int, most: int) -> int | None:
    """Return a plain whole number at a token, or None."""
    if not 0 <= place < len(folded.tokens):
        return None
    text = folded.tokens[place].text
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) <= most else None


def _named(folded: Folded, place: int, language: str) -> Date | None:
    """Read a day and a month by name, in the order of any of the languages; a month needs a year or a day."""
    day = _number(folded, place, 31)
    at = place
    if day is not None:
        at += 1
        while at < len(folded.tokens) and folded.tokens[at].text in _JOINING:
            at += 1
    if at >= len(folded.tokens):
        return None
    month = _months(language).at(folded.tokens, at)
    if month is None:
        return None
    end, number = month
    if day is None:
        behind = _number(folded, end, 31)
        year_after = _year(folded, end + 1) if behind is not None else None
        if behind is not None and year_after is not None:
            day, end = behind, end + 1
    year = _year(folded, end)
    if year is None:
        return Date(place, end, None) if day is not None and folded.tokens[at].is_word else None
    written = f"{year[1]:04d}-{number:02d}" if day is None else _day(year[1], number, day)
    return Date(place, year[0], written)


def _year(folded: Folded, place: int) -> tuple[int, int] | None:
    at = place
    while at < len(folded.tokens) and folded.tokens[at].text in _JOINING:
        at += 1
    number = _number(folded, at, 2200)
    return (at + 1, number) if number is not None and number >= 1900 else None


def _counted_back(folded: Folded, place: int, language: str, published: np.datetime64 | None) -> Date | None:
    """Read `two years ago`, `il y a deux ans`, `قبل شهرين`: counted back from the day of publication."""
    before, behind = _span_words(language)
    lead = before.at(folded.tokens, place)
    start = lead[0] if lead else place
    if start >= len(folded.tokens):
        return None
    plain = _number(folded, start, 100)
    number = (start + 1, float(plain)) if plain is not None else in_words(folded.tokens, start, language)
    if number is None and folded.tokens[start].text in ("a", "un", "une", "een", "um", "uma"):
        number = (start + 1, 1.0)
    if number is None or number[0] >= len(folded.tokens):
        return None
    unit = _units(language).at(folded.tokens, number[0])
    if unit is None:
        return None
    end = unit[0]
    after = behind.at(folded.tokens, end) if end < len(folded.tokens) else None
    if lead is None and after is None:
        return None
    return Date(place, after[0] if after else end, _back(published, number[1], unit[1]))


def _back(published: np.datetime64 | None, number: float, unit: float) -> str | None:
    """Return the day so many days (a negative unit), or the month so many months, before."""
    if published is None:
        return None
    if unit < 0:
        return str(published + np.timedelta64(int(number * unit), "D"))
    return str(published.astype("datetime64[M]") - np.timedelta64(int(number * unit), "M"))


def _told(folded: Folded, place: int, published: np.datetime64 | None) -> Date | None:
    """Read `yesterday`, `last week`, and a day of the week: the last one up to the day of publication."""
    found = _relative().at(folded.tokens, place)
    if found is not None:
        day = None if published is None else str(published + np.timedelta64(found[1], "D"))
        return Date(place, found[0], day)
    weekday = _weekdays().at(folded.tokens, place)
    if weekday is None:
        return None
    if published is None:
        return Date(place, weekday[0], None)
    today = (int(published.astype("datetime64[D]").astype(np.int64)) + 3) % 7
    return Date(place, weekday[0], str(published - np.timedelta64((today - weekday[1]) % 7, "D")))
