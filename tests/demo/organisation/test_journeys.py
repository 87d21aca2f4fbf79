"""Journeys follow time and the stages, and those who are to be hired are hired on their day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.demo.organisation.hiring_plan import PlannedHire
from muster.demo.organisation.journeys import DAYS, Journey, draw_journeys
from muster.demo.workdays import is_workday

OPENED_AT = datetime(2025, 9, 1, 8, tzinfo=UTC)
HIRE = PlannedHire(date(2025, 11, 20), date(2026, 1, 5))


def draw(seed: int, number: int, hires: tuple[PlannedHire, ...] = ()) -> list[Journey]:
    return draw_journeys(
        np.random.default_rng(seed),
        opened_at=OPENED_AT,
        applying_until=date(2025, 12, 1),
        number=number,
        hires=hires,
    )


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10**6), number=st.integers(1, 60), delay=st.integers(30, 80))
def test_every_journey_runs_forward_through_the_stages(seed: int, number: int, delay: int) -> None:
    hire = PlannedHire((OPENED_AT + timedelta(days=delay)).date(), date(2026, 3, 2))
    journeys = draw(seed, number, (hire,))
    assert len(journeys) == number
    for journey in journeys:
        moments = [journey.applied_at, *journey.steps, journey.ends_at]
        assert all(before < after for before, after in pairwise(moments))
        assert moments[0] >= OPENED_AT
        assert len(journey.steps) < len(DAYS)
    hired = [journey for journey in journeys if journey.outcome == "hired"]
    assert [(one.ends_at.date(), one.joins_on) for one in hired] == [(hire.hired_on, hire.joins_on)]
    assert len(hired[0].steps) == len(DAYS) - 1


def test_work_is_done_on_working_days() -> None:
    journeys = draw(1, 400)
    assert all(is_workday(step.date()) for one in journeys for step in (*one.steps, one.ends_at))


def test_the_funnel_narrows_and_an_offer_can_only_be_declined() -> None:
    journeys = draw(2, 4000)
    reached = [sum(len(one.steps) >= stage for one in journeys) for stage in range(len(DAYS))]
    assert reached == sorted(reached, reverse=True)
    assert 0.2 < reached[1] / reached[0] < 0.5
    last = [one for one in journeys if len(one.steps) == len(DAYS) - 1]
    assert last
    assert {one.outcome for one in last} == {"withdrawn"}


def test_referred_people_pass_more_often() -> None:
    journeys = draw(3, 6000)

    def passing(source: str) -> float:
        theirs = [bool(one.steps) for one in journeys if one.source == source]
        return sum(theirs) / len(theirs)

    assert passing("referral") > 1.4 * passing("job board")
