"""The database keeps count, whoever writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import F

from muster.apps.hire.models import Application, Outcome, Source, Tally
from tests.apps.hire.inside import apply, move, stage_named
from tests.apps.hire.openings import Opening

pytestmark = pytest.mark.django_db

Sort = tuple[object, ...]


def tallied() -> dict[Sort, int]:
    """Return what the database has counted."""
    sort = ("week", "requisition", "source", "campaign", "stage", "outcome")
    return {tuple(row[:-1]): row[-1] for row in Tally.objects.exclude(count=0).values_list(*sort, "count")}


def counted() -> dict[Sort, int]:
    """Return the same by looking at every application."""
    rows = Application.objects.values_list(
        "applied_at", "requisition", "source", "campaign", "stage", "outcome"
    )
    return Counter((monday(at), *rest) for at, *rest in rows)


def monday(at: datetime) -> date:
    """Return the Monday of a moment's week in UTC."""
    day = at.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def test_what_comes_in_moves_and_goes_is_counted(
    opening: Opening, make_opening: Callable[..., Opening]
) -> None:
    keys = [apply(opening, campaign="fair" if number % 2 else "").pk for number in range(6)]
    apply(make_opening(title="Counsel"))
    assert tallied() == counted()
    move(opening, keys[:4])
    assert tallied() == counted()
    Application.objects.filter(pk__in=keys[2:5]).update(outcome=Outcome.REJECTED, source=Source.EVENT)
    assert tallied() == counted()
    Application.objects.filter(pk=keys[5]).update(stage=stage_named(opening, "Offer"), campaign="talk")
    assert tallied() == counted()


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 3, 2, tzinfo=UTC),
        datetime(2024, 2, 29, 12, tzinfo=UTC),
        datetime(2027, 1, 3, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_weeks_begin_on_monday_in_utc(opening: Opening, at: datetime) -> None:
    one = apply(opening)
    Application.objects.filter(pk=one.pk).update(applied_at=at)
    assert tallied() == counted()
    assert Tally.objects.get(count=1).week == monday(at)


def test_what_does_not_change_the_sort_counts_nothing_twice(opening: Opening) -> None:
    one = apply(opening)
    Application.objects.filter(pk=one.pk).update(resume_text="x", version=F("version") + 1)
    Application.objects.filter(pk=one.pk).update(outcome=Outcome.ACTIVE)
    assert tallied() == counted()


def test_many_that_come_in_by_one_statement_are_counted(opening: Opening) -> None:
    first = apply(opening)
    rows = []
    for number in range(40):
        one = Application.objects.get(pk=first.pk)
        one.pk, one.token_digest, one.outcome = None, f"{number:064}", Outcome.REJECTED
        one.applied_at = first.applied_at - timedelta(days=7 * (number % 3))
        rows.append(one)
    Application.objects.bulk_create(rows)
    assert len(tallied()) == 4
    assert tallied() == counted()
    Application.objects.filter(outcome=Outcome.REJECTED).delete()
    assert tallied() == counted()
