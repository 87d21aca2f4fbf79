"""The hiring plan has the requisitions asked for, and gives every day of joining to somebody."""

from __future__ import annotations

from datetime import date

import pytest

from muster.demo.organisation.growth import ENDS_ON, WINDOW_OPENS_ON, plan_growth
from muster.demo.organisation.hiring_plan import CLOSED, OPEN, HiringPlan, plan_hiring
from muster.demo.staff import FOUNDED_ON
from muster.demo.workdays import is_workday
from muster.demo.world import World


def plan(seed: int) -> HiringPlan:
    world = World(seed, start=FOUNDED_ON, until=ENDS_ON)
    return plan_hiring(world, plan_growth(world, ()), other_requisitions=12, other_applications=421)


@pytest.mark.parametrize("seed", range(5))
def test_requisitions_are_as_many_as_asked_for(seed: int) -> None:
    requisitions = plan(seed).requisitions
    closed = [one for one in requisitions if one.closes_on <= ENDS_ON]
    assert len(closed) == CLOSED
    assert len(requisitions) - len(closed) == OPEN - 12
    assert 15 <= sum(one.cancelled for one in requisitions) <= 30
    assert [one.opened_on for one in requisitions] == sorted(one.opened_on for one in requisitions)


@pytest.mark.parametrize("seed", range(5))
def test_a_requisition_hires_while_it_is_open_and_closes_with_its_last_hire(seed: int) -> None:
    for one in plan(seed).requisitions:
        assert is_workday(one.opened_on)
        assert WINDOW_OPENS_ON <= one.opened_on < one.applying_until <= one.closes_on
        hired = [hire.hired_on for hire in one.hires]
        assert hired == sorted(hired)
        assert all(one.opened_on < day <= one.closes_on for day in hired)
        assert all(hire.hired_on < hire.joins_on for hire in one.hires)
        assert one.applications >= len(hired)
        if one.cancelled:
            assert not hired
        elif one.closes_on <= ENDS_ON:
            assert one.openings == len(hired)
            assert hired[-1] == one.closes_on
        else:
            assert one.openings > len(hired)


@pytest.mark.parametrize("seed", range(5))
def test_everybody_who_is_to_join_in_time_is_accounted_for(seed: int) -> None:
    world = World(seed, start=FOUNDED_ON, until=ENDS_ON)
    months = plan_growth(world, ())
    hiring = plan_hiring(world, months, other_requisitions=12, other_applications=421)
    linked = [hire.joins_on for one in hiring.requisitions for hire in one.hires]
    accounted = [day for day in (*linked, *hiring.direct, *hiring.returning) if day <= ENDS_ON]
    planned = [day for month in months for day in month.joining if day <= ENDS_ON]
    assert sorted(accounted) == planned
    assert min(linked) >= date(2025, 4, 1)
