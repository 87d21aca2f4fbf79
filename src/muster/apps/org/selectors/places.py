"""Reading locations: what time it is there, and when people do not work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from babel.dates import format_time
from django.db.models import Count, Q
from django.utils.translation import get_language, to_locale

from muster.apps.accounts.models import User
from muster.apps.org.models import Location
from muster.apps.org.rules import may_see_organisation

__all__ = ["Holiday", "Place", "holidays_between", "is_workday", "place_list"]

UPCOMING = timedelta(days=365)
SHOWN = 5


@dataclass(frozen=True)
class Holiday:
    """A public holiday."""

    day: date
    name: str


@dataclass(frozen=True)
class Place:
    """A location with its head count, the time there, whether it is a workday, and the next holidays."""

    location: Location
    people: int
    local_time: datetime
    is_workday: bool
    holidays: tuple[Holiday, ...]

    @property
    def clock(self) -> str:
        """Return the time there as the language of the page writes it."""
        return format_time(self.local_time, "short", locale=to_locale(get_language() or "en"))


def place_list(*, person: User, now: datetime) -> list[Place]:
    """Return the locations, by name, in one query."""
    if not may_see_organisation(person):
        return []
    counted = Location.objects.annotate(people=Count("employees", filter=Q(employees__is_active=True)))
    return [_place(location, location.people, now) for location in counted.order_by("name", "pk")]


def _place(location: Location, people: int, now: datetime) -> Place:
    there = now.astimezone(ZoneInfo(location.time_zone))
    today = there.date()
    upcoming = holidays_between(location, today, today + UPCOMING)
    return Place(location, people, there, is_workday(location, today), upcoming[:SHOWN])


def holidays_between(location: Location, first: date, last: date) -> tuple[Holiday, ...]:
    """Return a location's public holidays, both days included, named in the language of the page if known.

    There are none where the calendar of the country is not known.
    """
    language = (get_language() or "en")[:2]
    found: list[Holiday] = []
    for year in range(first.year, last.year + 1):
        found += _holidays(location.country, location.subdivision, year, language)
    return tuple(one for one in found if first <= one.day <= last)


def is_workday(location: Location, day: date) -> bool:
    """Whether people at the location work on this day: neither its weekend nor a public holiday."""
    if day.weekday() in _weekend(location.country):
        return False
    return all(one.day != day for one in _holidays(location.country, location.subdivision, day.year, "en"))


@lru_cache(maxsize=1024)
def _holidays(country: str, subdivision: str, year: int, language: str) -> tuple[Holiday, ...]:
    kind = _calendar(country)
    if kind is None:
        return ()
    part = subdivision if subdivision in kind.subdivisions else None
    known = [name for name in kind.supported_languages if name.startswith(language)]
    spoken = known[0] if known else "en_US" if "en_US" in kind.supported_languages else None
    days = kind(subdiv=part, years=year, language=spoken)
    return tuple(Holiday(day, name) for day, name in sorted(days.items()) if day.year == year)


@lru_cache(maxsize=256)
def _weekend(country: str) -> frozenset[int]:
    kind = _calendar(country)
    return frozenset({5, 6} if kind is None else kind(years=2000).weekend)


def _calendar(country: str) -> type[holidays.HolidayBase] | None:
    """Return the calendar of a country, None where it is not known."""
    if country not in holidays.list_supported_countries(include_aliases=False):
        return None
    kind: type[holidays.HolidayBase] = getattr(holidays, country)
    return kind
