"""Reading locations."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from muster.apps.accounts.models import User
from muster.apps.org.models import Location
from muster.apps.org.selectors.places import holidays_between, is_workday, place_list
from tests.apps.org.conftest import Company


def at(country: str, part: str = "") -> Location:
    return Location(name="x", city="x", country=country, subdivision=part, time_zone="UTC", currency="EUR")


def test_holidays_are_those_of_the_place() -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    days = {part: {one.day for one in holidays_between(at("CH", part), *year)} for part in ("ZH", "TI")}
    assert date(2026, 3, 19) in days["TI"] - days["ZH"]
    assert holidays_between(at("XX"), *year) == ()
    assert holidays_between(at("GB", "nowhere"), *year)


def test_both_ends_count_and_years_join() -> None:
    found = holidays_between(at("NL"), date(2026, 12, 26), date(2027, 1, 1))
    assert [one.day for one in found] == [date(2026, 12, 26), date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Christmas Day"), ("nl", "Eerste kerstdag"), ("id", "Christmas Day")]
)
def test_holidays_are_named_in_the_language_of_the_page(language: str, name: str) -> None:
    with translation.override(language):
        [christmas] = holidays_between(at("NL"), date(2026, 12, 25), date(2026, 12, 25))
    assert christmas.name == name


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("NL", date(2026, 6, 12), True),
        ("EG", date(2026, 6, 12), False),  # a Friday
        ("EG", date(2026, 6, 14), True),  # a Sunday
        ("NL", date(2026, 6, 14), False),
        ("NL", date(2026, 12, 25), False),
        ("XX", date(2026, 12, 25), True),
    ],
)
def test_workdays(country: str, day: date, expected: bool) -> None:
    assert is_workday(at(country), day) is expected


def test_the_time_there(company: Company, colleague: User, stranger: User) -> None:
    places = place_list(person=colleague, now=datetime(2026, 1, 1, 20, 0, tzinfo=UTC))
    there = {one.location.name: one.local_time for one in places}
    assert (there["Jakarta"].day, there["Jakarta"].hour, there["London"].hour) == (2, 3, 20)
    assert place_list(person=stranger, now=datetime(2026, 1, 1, tzinfo=UTC)) == []
