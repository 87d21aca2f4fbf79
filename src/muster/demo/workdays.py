"""Working days, office hours and half-years. Everything that is stored is UTC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

__all__ = [
    "HalfYear",
    "add_workdays",
    "half_years",
    "is_workday",
    "midnight",
    "office_moment",
    "workday_from",
]

_CLOSED = {(1, 1), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)}
"""Days (month, day) on which all of the company rests."""


def is_workday(day: date) -> bool:
    """Whether the company works on `day`."""
    return day.weekday() < 5 and (day.month, day.day) not in _CLOSED


def workday_from(day: date) -> date:
    """Return `day`, or the first working day after it."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def add_workdays(day: date, days: int) -> date:
    """Return the working day that is `days` working days after `day`."""
    for _ in range(days):
        day = workday_from(day + timedelta(days=1))
    return workday_from(day)


def midnight(day: date) -> datetime:
    """Return the moment at which `day` begins, UTC."""
    return datetime.combine(day, time.min, UTC)


def office_moment(day: date, minute: int, utc_offset: int) -> datetime:
    """Return the UTC moment of `minute` local time (0 is midnight), `utc_offset` hours ahead of UTC."""
    return midnight(day) + timedelta(minutes=minute - 60 * utc_offset)


@dataclass(frozen=True, slots=True)
class HalfYear:
    """The company plans its hiring by half-years: `2026H1` opens on the first working day of January."""

    id: str
    opens_on: date
    closes_on: date


def half_years(start: date, until: date) -> Iterator[HalfYear]:
    """Yield the half-years from that of `start` on which open by `until`."""
    year, half = start.year, (start.month - 1) // 6
    while True:
        opens = workday_from(date(year, 1 + 6 * half, 1))
        if opens > until:
            return
        closes = date(year, 6, 30) if half == 0 else date(year, 12, 31)
        yield HalfYear(f"{year}H{half + 1}", opens, closes)
        year, half = year + half, 1 - half
