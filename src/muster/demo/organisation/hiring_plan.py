"""How much is to be hired: every requisition's window, hires and applications, so that the company grows as planned.

The growth plan says on which days people join. Each of these days is given to a requisition that is open when
the person must be hired for it; what is left, and what lies before the records begin, is hired directly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from muster.demo.organisation.growth import ENDS_ON, HORIZON, WINDOW_OPENS_ON, Month
from muster.demo.workdays import workday_from
from muster.demo.world import World

__all__ = ["APPLICATIONS", "CLOSED", "OPEN", "HiringPlan", "PlannedHire", "PlannedRequisition", "plan_hiring"]

OPEN = 40
CLOSED = 150
CANCELLED = 22
APPLICATIONS = 20_000
"""How many have come in by the end of the time, over all requisitions."""

LINKED_FROM = date(2025, 4, 1)
"""People who join before this day were hired before the records begin."""
RETURNS_EVERY = 60
"""One in so many who join has worked at the company before."""
NOTICE_DAYS = (12, 71)
"""Between being hired and starting; half open."""
FIRST_HIRE_AFTER = timedelta(days=30)
LAST_OPENING_OF_CLOSED = date(2026, 4, 10)
FIRST_OPENING_OF_OPEN = date(2026, 2, 10)
HIRED_BEFORE = ENDS_ON + timedelta(days=45)
"""Hires later than this have no application yet by the end of the time."""
ACCELERATION = 2.0
"""How many times as many requisitions open at the end as at the beginning."""
APPLYING_DAYS = 120
EARLINESS = 1.6
"""Applications come in by a beta distribution with this second parameter: more of them early."""
SD_LOG_APPEAL = 0.35
SD_LOG_NEED = 0.3
APPLICATIONS_A_HIRE = 6


@dataclass(frozen=True, slots=True)
class PlannedHire:
    """When somebody is to be hired, and when they are to start."""

    hired_on: date
    joins_on: date


@dataclass(frozen=True, slots=True)
class PlannedRequisition:
    """A requisition as planned. It is filled with the last of its openings, or cancelled on `closes_on`."""

    opened_on: date
    closes_on: date
    cancelled: bool
    openings: int
    hires: tuple[PlannedHire, ...]
    applications: int

    @property
    def applying_until(self) -> date:
        """The day by which the last application comes in."""
        return min(self.closes_on, self.opened_on + timedelta(days=APPLYING_DAYS))

    @property
    def seen(self) -> float:
        """About how many applications come in by the end of the time."""
        return self.applications * _seen(self)


@dataclass(frozen=True, slots=True)
class HiringPlan:
    """All requisitions in the order of opening, and the days on which people join without one."""

    requisitions: tuple[PlannedRequisition, ...]
    direct: tuple[date, ...]
    returning: tuple[date, ...]


@dataclass
class _Window:
    opened_on: date
    closes_on: date
    need: float
    fate: str
    hires: list[PlannedHire]


def plan_hiring(
    world: World, months: Sequence[Month], *, other_requisitions: int, other_applications: int
) -> HiringPlan:
    """Plan the hiring behind the planned growth.

    `other_requisitions` (open to the end) and `other_applications` belong to another part of the company and
    count towards the whole.
    """
    rng = world.stream("organisation/hiring")
    windows = _draw_windows(rng, OPEN - other_requisitions)
    direct, returning = _allot(rng, [day for month in months for day in month.joining], windows)
    planned = [_settle(window, rng) for window in windows]
    wanted = _share_applications(planned, rng, APPLICATIONS - other_applications)
    requisitions = [
        PlannedRequisition(one.opened_on, one.closes_on, one.cancelled, one.openings, one.hires, number)
        for one, number in zip(planned, wanted, strict=True)
    ]
    return HiringPlan(tuple(requisitions), tuple(direct), tuple(returning))


def _draw_windows(rng: np.random.Generator, number_open: int) -> list[_Window]:
    """Draw when requisitions open, the more the later, and until when they may stay open."""
    span = (LAST_OPENING_OF_CLOSED - WINDOW_OPENS_ON).days
    even = (np.arange(CLOSED) + rng.random(CLOSED)) / CLOSED
    starts = span * np.log1p((ACCELERATION - 1) * even) / np.log(ACCELERATION)
    lengths = 60 + rng.gamma(2.0, 22.0, CLOSED)
    cancelled = set(rng.choice(CLOSED, CANCELLED, replace=False).tolist())
    latest = ENDS_ON - timedelta(days=2)
    windows = []
    for place, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        opened_on = workday_from(WINDOW_OPENS_ON + timedelta(days=int(start)))
        closes_on = min(latest, workday_from(opened_on + timedelta(days=int(length))))
        fate = "cancelled" if place in cancelled else "filled"
        windows.append(_Window(opened_on, closes_on, float(rng.lognormal(0.0, SD_LOG_NEED)), fate, []))
    for start in rng.integers((ENDS_ON - FIRST_OPENING_OF_OPEN).days - 3, size=number_open):
        opened_on = workday_from(FIRST_OPENING_OF_OPEN + timedelta(days=int(start)))
        windows.append(_Window(opened_on, HORIZON, float(rng.lognormal(0.0, SD_LOG_NEED)), "open", []))
    return sorted(windows, key=lambda window: window.opened_on)


def _allot(
    rng: np.random.Generator, joining: Iterable[date], windows: Sequence[_Window]
) -> tuple[list[date], list[date]]:
    """Give the days of joining to requisitions. Return those of people hired directly, and of those who return."""
    direct, returning = [], []
    for place, day in enumerate(joining):
        hired_on = workday_from(day - timedelta(days=int(rng.integers(*NOTICE_DAYS))))
        if day < WINDOW_OPENS_ON:
            direct.append(day)
        elif place % RETURNS_EVERY == 0:
            returning.append(day)
        elif day < LINKED_FROM or not (able := [one for one in windows if _can_hire(one, hired_on)]):
            direct.append(day)
        elif hired_on < HIRED_BEFORE:
            neediest = min(able, key=lambda one: (len(one.hires) > 0, len(one.hires) / one.need))
            neediest.hires.append(PlannedHire(hired_on, day))
    return direct, returning


def _can_hire(window: _Window, day: date) -> bool:
    return window.fate != "cancelled" and window.opened_on + FIRST_HIRE_AFTER <= day <= window.closes_on


def _settle(window: _Window, rng: np.random.Generator) -> PlannedRequisition:
    """Say how a requisition ends: with its last hire, if it is to be filled and anybody is hired for it."""
    hires = tuple(sorted(window.hires, key=lambda hire: hire.hired_on))
    spare = int(rng.integers(1, 4))
    if window.fate == "filled" and hires:
        return PlannedRequisition(window.opened_on, hires[-1].hired_on, False, len(hires), hires, 0)
    openings = len(hires) + spare
    return PlannedRequisition(window.opened_on, window.closes_on, window.fate != "open", openings, hires, 0)


def _share_applications(
    planned: Sequence[PlannedRequisition], rng: np.random.Generator, total: int
) -> list[int]:
    """Share out the applications so that about `total` have come in by the end of the time."""
    appeal = np.exp(rng.normal(0.0, SD_LOG_APPEAL, len(planned)))
    wanted = appeal * np.array([one.openings + 1.5 for one in planned])
    seen = np.array([_seen(one) for one in planned])
    numbers = wanted * total / float(wanted @ seen)
    least = [APPLICATIONS_A_HIRE * len(one.hires) for one in planned]
    return [max(round(float(number)), fewest) for number, fewest in zip(numbers, least, strict=True)]


def _seen(planned: PlannedRequisition) -> float:
    """Return the part of a requisition's applications that come in by the end of the time."""
    whole = (planned.applying_until - planned.opened_on).days
    passed = min(1.0, max(0, (ENDS_ON - planned.opened_on).days) / whole)
    return float(1 - (1 - passed) ** EARLINESS)
