"""Calendars, clocks and currencies of the offices are known to those who keep them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from muster.demo import org
from muster.demo.organisation.places import PLACES, Place

holidays = pytest.importorskip("holidays", reason="the web extra is not installed")
babel = pytest.importorskip("babel", reason="the web extra is not installed")


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.city)
def test_an_office_has_a_calendar_a_clock_a_week_and_a_currency(place: Place) -> None:
    days = holidays.country_holidays(place.country, subdiv=place.subdivision or None, years=2026)
    assert len(days) > 5
    assert ZoneInfo(place.time_zone).utcoffset(None) is None
    from babel.languages import get_territory_language_info
    from babel.numbers import get_territory_currencies

    assert place.currency in get_territory_currencies(place.country)
    language = next(iter(get_territory_language_info(place.country)))
    locale = babel.Locale.parse(f"{language}_{place.country}")
    assert place.week_starts == locale.first_week_day + 1


def test_the_offices_of_the_season_are_among_them() -> None:
    places = {place.id: (place.city, place.country) for place in PLACES}
    assert len(places) == len(PLACES)
    assert all(places[one.id] == (one.city, one.country) for one in org.LOCATIONS)
    assert sum(place.share for place in PLACES) == pytest.approx(1)
