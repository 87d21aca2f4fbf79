from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from muster.apps.hire.days import Day, DaysBetween
from muster.apps.hire.models import Application
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening

LATE = datetime(2024, 2, 28, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "days"),
    [
        (timedelta(), 0),
        (timedelta(seconds=1), 1),  # the next day in UTC, a leap day
        (timedelta(days=1), 1),
        (timedelta(days=1, seconds=1), 2),
        (timedelta(days=366), 366),
        (-timedelta(days=1), -1),
    ],
)
def test_days_are_those_of_the_calendar_in_utc(opening: Opening, later: timedelta, days: int) -> None:
    one = apply(opening)
    Application.objects.filter(pk=one.pk).update(applied_at=LATE, stage_since=LATE + later)
    [found] = Application.objects.values_list(Day("applied_at"), DaysBetween("applied_at", "stage_since"))
    assert found == (date(2024, 2, 28), days)
