"""Numbers, dates and money as the active language writes them."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta, get_datetime_format
from babel.numbers import NumberPattern, format_compact_decimal
from babel.units import format_unit
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, to_locale

__all__ = [
    "ago",
    "compact",
    "day",
    "long_day",
    "moment",
    "money",
    "number",
    "percent",
    "plain_locale",
    "weekday",
    "years",
]

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
LEFT_TO_RIGHT = "\u200e"  # a mark without width

Number = int | float | Decimal
Day = TypeVar("Day", bound=date)


def plain_locale() -> Locale:
    """Return Babel's locale of the active language."""
    return _locale(get_language() or "en")


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(to_locale(language))


@lru_cache(maxsize=256)
def _with_decimals(pattern: NumberPattern, decimals: int) -> NumberPattern:
    """Return the pattern with exactly so many decimals."""
    changed = copy(pattern)
    changed.frac_prec = (decimals, decimals)
    return changed


def number(value: Number | None, decimals: int | None = None) -> str:
    """Write a number, with at most three decimals or exactly so many; nothing for None."""
    return "" if value is None else _number(value, decimals, get_language() or "en")


@lru_cache(maxsize=8_192)
def _number(value: Number, decimals: int | None, language: str) -> str:
    locale = _locale(language)
    pattern = locale.decimal_formats[None]
    if decimals is not None:
        pattern = _with_decimals(pattern, decimals)
        value = value if round(value, decimals) else 0  # a nought has no sign
    return _signed(pattern.apply(value, locale))


def compact(value: Number | None) -> str:
    """Write a number in two or three digits: 12K."""
    return "" if value is None else format_compact_decimal(value, locale=plain_locale(), fraction_digits=1)


def percent(value: Number | None, decimals: int = 0) -> str:
    """Write a share as percentage."""
    return "" if value is None else _percent(value, decimals, get_language() or "en")


@lru_cache(maxsize=8_192)
def _percent(value: Number, decimals: int, language: str) -> str:
    locale = _locale(language)
    return _signed(_with_decimals(locale.percent_formats[None], decimals).apply(value, locale))


def money(value: Number | None, currency: str) -> str:
    """Write an amount in a currency; without decimals when it is whole, as packages are."""
    if value is None:
        return ""
    locale = plain_locale()
    pattern = locale.currency_formats["standard"]
    whole = value == int(value)
    if whole:
        pattern = _with_decimals(pattern, 0)
    return _signed(pattern.apply(value, locale, currency=currency, currency_digits=not whole))


def day(value: date | None) -> str:
    """Write a day: 2 Jan 2026."""
    return "" if value is None else _day(_date(value), get_language() or "en")


@lru_cache(maxsize=8_192)
def _day(value: date, language: str) -> str:
    return format_date(value, "medium", locale=_locale(language))


def long_day(value: date | None) -> str:
    """Write a day with its weekday: Friday, 2 January 2026."""
    return "" if value is None else format_date(_local(value), "full", locale=plain_locale())


def weekday(value: date | None) -> str:
    """Write a day with its weekday, short: Fri, 2 Jan 2026."""
    return "" if value is None else _weekday(_date(value), get_language() or "en")


@lru_cache(maxsize=8_192)
def _weekday(value: date, language: str) -> str:
    return format_skeleton("yMMMEd", value, locale=_locale(language))


def moment(value: datetime | None) -> str:
    """Write a day and the time of it, to the minute."""
    return (
        ""
        if value is None
        else _moment(_local(value).replace(second=0, microsecond=0), get_language() or "en")
    )


@lru_cache(maxsize=8_192)
def _moment(local: datetime, language: str) -> str:
    locale = _locale(language)
    time = format_time(local, "short", locale=locale)
    pattern = str(get_datetime_format("medium", locale))
    return pattern.replace("{0}", time).replace("{1}", format_date(local, "medium", locale=locale))


def ago(value: datetime | None) -> str:
    """Write how long ago, or how far ahead, a moment is."""
    if value is None:
        return ""
    apart = value - timezone.now()
    grain = HOUR if abs(apart) > DAY else SECOND
    return _apart(round(apart / grain), grain, get_language() or "en")


@lru_cache(maxsize=8_192)
def _apart(count: int, grain: timedelta, language: str) -> str:
    return format_timedelta(count * grain, add_direction=True, locale=_locale(language))


@lru_cache(maxsize=1_024)
def _years(count: int, language: str) -> str:
    return format_unit(count, "duration-year", locale=_locale(language))


def years(value: int | None) -> str:
    """Write a number of years: 3 years."""
    return "" if value is None else _signed(_years(value, get_language() or "en"))


def _signed(text: str) -> str:
    """Keep a minus sign before its digits where text runs from right to left."""
    return text.replace("-", f"{LEFT_TO_RIGHT}-") if get_language_bidi() else text


def _local(value: Day) -> Day:
    """Return a moment in the site's time zone, without zone; a day as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.get_current_timezone()).replace(tzinfo=None)
    return value


def _date(value: date) -> date:
    """Return the day of a moment in the site's time zone; a day as it is."""
    local = _local(value)
    return local.date() if isinstance(local, datetime) else local
