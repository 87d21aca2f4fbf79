"""The same company at another time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from muster.demo.organisation import Organisation
from muster.demo.organisation.moving import move_to, moved_by


@dataclass(frozen=True)
class Inner:
    day: date


@dataclass(frozen=True)
class Outer:
    name: str
    at: datetime
    parts: tuple[Inner, ...]
    none: date | None = None


def test_every_date_moves_and_nothing_else() -> None:
    fact = Outer("x", datetime(2026, 1, 1, 9, tzinfo=UTC), (Inner(date(2026, 1, 2)),))
    later = Outer("x", datetime(2026, 1, 8, 9, tzinfo=UTC), (Inner(date(2026, 1, 9)),))
    assert moved_by(fact, timedelta(weeks=1)) == later


def test_it_ends_in_the_week_before_today(organisation: Organisation) -> None:
    today = organisation.until + timedelta(days=100)
    moved = move_to(organisation, today)
    assert today - timedelta(days=7) < moved.until <= today
    assert (moved.until - organisation.until).days % 7 == 0
    gap = moved.until - organisation.until
    assert [one.applied_at for one in moved.applications] == [
        one.applied_at + gap for one in organisation.applications
    ]
    assert move_to(organisation, organisation.until) is organisation
