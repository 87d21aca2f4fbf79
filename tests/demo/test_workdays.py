"""Working days, office hours and half-years."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from muster.demo.workdays import add_workdays, half_years, is_workday, office_moment


def test_weekends_and_company_holidays_are_free() -> None:
    assert not is_workday(date(2026, 1, 1))
    assert not is_workday(date(2026, 1, 3))
    assert is_workday(date(2026, 1, 2))


@given(st.dates(date(2026, 1, 1), date(2030, 12, 1)), st.integers(0, 30))
def test_adding_working_days_counts_working_days_only(day: date, days: int) -> None:
    end = add_workdays(day, days)
    between = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert is_workday(end)
    assert sum(map(is_workday, between)) == days + (days == 0 and not is_workday(day))


def test_office_moments_are_utc() -> None:
    assert office_moment(date(2026, 3, 2), 9 * 60, 7) == datetime(2026, 3, 2, 2, tzinfo=UTC)


def test_half_years_follow_one_another() -> None:
    listed = list(half_years(date(2026, 1, 1), date(2027, 7, 1)))
    assert [half.id for half in listed] == ["2026H1", "2026H2", "2027H1", "2027H2"]
    assert listed[0].opens_on == date(2026, 1, 2)
    assert listed[1].closes_on == date(2026, 12, 31)
    assert all(first.closes_on < second.opens_on for first, second in itertools.pairwise(listed))
