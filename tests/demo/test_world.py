"""The clock runs in order of time; random streams depend on the seed and their name only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.demo.world import Clock, World

START = datetime(2026, 1, 1, tzinfo=UTC)


def new_world(seed: int = 1) -> World:
    return World(seed, start=date(2026, 1, 1), until=date(2026, 1, 31))


@given(st.lists(st.integers(0, 20)))
def test_clock_carries_out_everything_up_to_its_end_in_order_of_time_then_of_planning(
    days: list[int],
) -> None:
    clock = Clock(START, START + timedelta(days=10))
    seen: list[tuple[int, int]] = []
    for place, day in enumerate(days):
        clock.at(START + timedelta(days=day), lambda place=place, day=day: seen.append((day, place)))  # type: ignore[misc]
    clock.run()
    assert seen == sorted((day, place) for place, day in enumerate(days) if day <= 10)
    assert clock.now == clock.end


def test_an_event_may_plan_the_next_one() -> None:
    clock = Clock(START, START + timedelta(days=3))
    ticks: list[datetime] = []

    def tick() -> None:
        ticks.append(clock.now)
        clock.at(clock.now + timedelta(days=1), tick)

    clock.at(START, tick)
    clock.run()
    assert ticks == [START + timedelta(days=day) for day in range(4)]


def test_the_past_cannot_be_planned() -> None:
    clock = Clock(START, START + timedelta(days=3))
    clock.run()
    with pytest.raises(ValueError, match="already"):
        clock.at(START, lambda: None)


def test_a_stream_is_the_same_whatever_other_streams_were_opened_and_drawn() -> None:
    alone = new_world().stream("offers").random(5)
    world = new_world()
    world.stream("candidates", "names").random(1000)
    world.stream("departures").normal(size=17)
    assert np.array_equal(world.stream("offers").random(5), alone)


def test_streams_of_other_names_and_other_seeds_differ() -> None:
    world = new_world()
    first, second = world.stream("a").random(5), world.stream("b").random(5)
    assert not np.array_equal(first, second)
    assert not np.array_equal(first, new_world(seed=2).stream("a").random(5))


def test_a_stream_cannot_be_opened_twice() -> None:
    world = new_world()
    world.stream("offers", "HL-C-0001")
    with pytest.raises(ValueError, match="offers/HL-C-0001"):
        world.stream("offers", "HL-C-0001")


def test_ids_count_up_by_kind() -> None:
    world = new_world()
    assert [world.issue_id("C"), world.issue_id("E"), world.issue_id("C"), world.issue_id("R", width=3)] == [
        "HL-C-0001",
        "HL-E-0001",
        "HL-C-0002",
        "HL-R-001",
    ]


def test_reserved_ids_are_left_to_others() -> None:
    world = new_world()
    world.reserve_ids("E", 1000)
    assert world.issue_id("E") == "HL-E-1001"
    with pytest.raises(ValueError, match="'E'"):
        world.reserve_ids("E", 2000)
