"""The plan of growth meets its sizes, on working days, whoever else joins."""

from __future__ import annotations

from datetime import date

import pytest

from muster.demo.organisation.growth import ENDS_ON, FOUNDERS, HORIZON, Month, plan_growth
from muster.demo.staff import FOUNDED_ON
from muster.demo.workdays import is_workday
from muster.demo.world import World


def plan(seed: int = 1, others: tuple[date, ...] = ()) -> tuple[Month, ...]:
    return plan_growth(World(seed, start=FOUNDED_ON, until=ENDS_ON), others)


def size_before(months: tuple[Month, ...], day: date) -> int:
    past = [month for month in months if month.first < day]
    return sum(len(month.joining) - len(month.leaving) for month in past)


@pytest.mark.parametrize("seed", range(4))
def test_the_sizes_are_met_exactly(seed: int) -> None:
    months = plan(seed)
    assert months[0].joining[:FOUNDERS] == (FOUNDED_ON,) * FOUNDERS
    assert size_before(months, date(2025, 1, 1)) == 330
    assert size_before(months, date(2026, 7, 1)) == 1000
    assert months[-1].first < HORIZON


def test_others_who_join_count_towards_the_size() -> None:
    others = (date(2025, 5, 5),) * 7
    alone, together = plan(), plan(others=others)
    end = date(2026, 7, 1)
    assert size_before(together, end) + len(others) == size_before(alone, end)


def test_days_are_working_days_of_their_month_in_order() -> None:
    for month in plan():
        for days in (month.joining, month.leaving):
            assert list(days) == sorted(days)
            assert all(is_workday(day) and day.replace(day=1) == month.first for day in days)
