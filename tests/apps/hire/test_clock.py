"""Times in a place: skipped hours, hours that come twice, weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.apps.core.errors import RefusedError
from muster.apps.hire.clock import local, moment_in, monday_of, spell_out, week_of, zone_named


def test_a_plain_time_and_back() -> None:
    moment = moment_in(datetime(2026, 12, 1, 9), "Asia/Jakarta")
    assert moment == datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert local(moment, "Asia/Jakarta").hour == 9
    assert local(moment, "Nowhere/Gone").hour == 2


@pytest.mark.parametrize("wall", [datetime.min, datetime(1899, 12, 31), datetime(3000, 1, 1), datetime.max])
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Asia/Jakarta"])
def test_a_year_that_nobody_means_is_refused(zone: str, wall: datetime) -> None:
    with pytest.raises(RefusedError, match="1900 to 2999"):
        moment_in(wall, zone)


@pytest.mark.parametrize(
    ("zone", "wall", "words"),
    [
        ("Europe/Amsterdam", datetime(2027, 3, 28, 2, 30), ("2:30 does not exist", "02:00", "03:00")),
        ("Europe/Amsterdam", datetime(2026, 10, 25, 2), ("comes twice", "02:00", "03:00")),
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 10), ("02:10 does not exist", "02:00", "02:30")),
        ("Australia/Lord_Howe", datetime(2027, 4, 4, 1, 45), ("comes twice", "01:30", "02:00")),
    ],
)
def test_a_clock_change_says_what_to_do(zone: str, wall: datetime, words: tuple[str, ...]) -> None:
    with pytest.raises(RefusedError) as refused:
        moment_in(wall, zone)
    for word in (zone, *words):
        assert word in refused.value.sentence


@pytest.mark.parametrize(
    "wall", [datetime(2027, 3, 28, 1, 59), datetime(2027, 3, 28, 3), datetime(2026, 10, 25, 3)]
)
def test_beside_a_clock_change_all_is_plain(wall: datetime) -> None:
    moment = moment_in(wall, "Europe/Amsterdam")
    assert moment.astimezone(ZoneInfo("Europe/Amsterdam")).replace(tzinfo=None) == wall


def test_a_zone_that_is_none() -> None:
    with pytest.raises(RefusedError, match="Asia/Jakarta"):
        zone_named("Mars/Olympus")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_is_in_its_week(moment: datetime) -> None:
    begin, end = week_of(moment)
    assert begin <= moment < end == begin + timedelta(days=7)
    assert monday_of(moment.date()) == begin.date()
    assert begin.weekday() == 0
    assert monday_of(date(2026, 11, 29)) == date(2026, 11, 23)


def test_when_something_is_in_words() -> None:
    start = datetime(2026, 12, 1, 22, tzinfo=UTC)
    assert spell_out(start, start + timedelta(hours=1), "America/New_York") == (
        "Tuesday, December 1, 2026, 17:00–18:00 (America/New\u00a0York)"
    )
    assert spell_out(start, start + timedelta(hours=1), "UTC", short=True) == (
        "Tue, Dec 1, 2026, 22:00–23:00 (UTC)"
    )
    assert "December 2" in spell_out(start, start + timedelta(hours=3), "UTC")
