"""From when to when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from muster.tables.vendors.times import span_of
from muster.tables.vendors.values import FaultError

AT = datetime(2026, 3, 26, 12, tzinfo=UTC)


def test_times_days_and_what_has_no_end() -> None:
    start = {"date_time": "2026-03-26T12:00:00Z"}
    assert span_of(start, {"date_time": "2026-03-26T12:30:00Z"}) == (AT, AT + timedelta(minutes=30))
    assert span_of(start, None) == (AT, AT + timedelta(hours=1))
    day = AT.replace(hour=0)
    assert span_of({"date": "2026-03-26"}, {"date": "2026-03-26"}) == (day, day + timedelta(days=1))
    assert span_of("2026-03-26T12:00:00Z", None)[0] == AT


def test_what_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(FaultError, match="before it begins"):
        span_of("2026-03-26", "2026-03-25")
