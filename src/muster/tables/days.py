"""Days as spreadsheets write them: ISO 8601, with the day or the month first, or as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

__all__ = ["DAY_FIRST", "MONTH_FIRST", "YEAR_FIRST", "day_of", "order_of"]

YEAR_FIRST, DAY_FIRST, MONTH_FIRST = "ymd", "dmy", "mdy"
_WRITTEN = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?:[ T][\d:.]+)?")
_NUMBER = re.compile(r"[2-7]\d{4}")
_FIRST_NUMBER = date(1899, 12, 30)  # what spreadsheets count from, with the leap day of 1900 that never was


def day_of(text: str, order: str = YEAR_FIRST) -> date:
    """Return a day. ISO 8601 (also with a time, which is left out) and numbers of days since 1900, from 1954 on, are
    always read; `31/01/2026`, also with dots or hyphens, in the order told. Raises ValueError for anything else.
    """
    if _NUMBER.fullmatch(text):
        return _FIRST_NUMBER + timedelta(days=int(text))
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return _iso(text)
    first, _, second, year = written.groups()
    if order == DAY_FIRST:
        return date(int(year), int(second), int(first))
    if order == MONTH_FIRST:
        return date(int(year), int(first), int(second))
    raise ValueError("the order of day and month is not known")


def order_of(texts: Iterable[str]) -> str | None:
    """Return the order in which all of these days can be read; an empty text where day and month cannot be told apart,
    None where there is no such order.
    """
    filled = [text for text in texts if text]
    fits = [order for order in (YEAR_FIRST, DAY_FIRST, MONTH_FIRST) if _reads(filled, order)]
    if not fits:
        return None
    return fits[0] if YEAR_FIRST in fits or len(fits) == 1 else ""


def _reads(texts: Iterable[str], order: str) -> bool:
    try:
        for text in texts:
            day_of(text, order)
    except ValueError:
        return False
    return True


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text).date()
