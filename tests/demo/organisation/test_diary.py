"""The diary knows who is taken, and how full a week is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from muster.demo.organisation.diary import Diary

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_who_is_taken_is_not_free_until_it_is_over() -> None:
    diary = Diary()
    diary.take(["ana"], NOON, NOON + timedelta(minutes=45))
    assert not diary.is_free("ana", NOON - HOUR, NOON + timedelta(minutes=1))
    assert not diary.is_free("ana", NOON + timedelta(minutes=30), NOON + HOUR)
    assert diary.is_free("ana", NOON + HOUR, NOON + 2 * HOUR)
    assert diary.is_free("ana", NOON - HOUR, NOON)
    assert diary.is_free("ben", NOON, NOON + HOUR)


def test_weeks_begin_on_monday() -> None:
    diary = Diary()
    for days in (0, 1, 5):
        diary.take(["ana"], NOON + timedelta(days=days), NOON + timedelta(days=days) + HOUR)
    assert diary.in_week_of("ana", NOON - timedelta(days=2)) == 2 + 0
    assert diary.in_week_of("ana", NOON + timedelta(days=5)) == 1
    assert diary.in_week_of("ben", NOON) == 0
