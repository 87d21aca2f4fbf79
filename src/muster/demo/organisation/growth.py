"""How fast the company grows: on which days people join and leave, month by month, from its founding.

The curve is exponential between a few known sizes, so the company grows by more people every month. It is
drawn for the whole time of the organisation at once, since hiring has to begin long before people join.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from muster.demo.staff import FOUNDED_ON
from muster.demo.workdays import is_workday
from muster.demo.world import World

__all__ = ["ENDS_ON", "FOUNDERS", "HORIZON", "WINDOW_OPENS_ON", "Month", "plan_growth"]

WINDOW_OPENS_ON = date(2025, 1, 1)
ENDS_ON = date(2026, 6, 30)
HORIZON = date(2026, 11, 1)
"""People who join before this day are planned for, since some of them are being hired by `ENDS_ON`."""

FOUNDERS = 13
SIZES = ((FOUNDED_ON, FOUNDERS), (WINDOW_OPENS_ON, 330), (date(2026, 7, 1), 1000), (HORIZON, 1300))
"""How many work at the company when these days begin."""

LEAVING_A_MONTH = 0.009
LEAVING_FROM = date(2022, 10, 1)


@dataclass(frozen=True, slots=True)
class Month:
    """The days of a month on which somebody joins, and those which are somebody's last; both ascending."""

    first: date
    joining: tuple[date, ...]
    leaving: tuple[date, ...]


def plan_growth(world: World, others: Iterable[date]) -> tuple[Month, ...]:
    """Plan every month from the founding to the horizon.

    `others` are the days on which people join whom another part of the company takes on; they count towards
    its size.
    """
    taken_on = Counter(day.replace(day=1) for day in others)
    planned = []
    size = 0
    for first, following in _months():
        rng = world.stream("organisation/growth", first.isoformat())
        workdays = [day for day in _days(first, following) if is_workday(day)]
        leavers = int(rng.poisson(LEAVING_A_MONTH * size)) if first >= LEAVING_FROM else 0
        joiners = max(0, _target(following) - size + leavers - taken_on[first])
        founders = FOUNDERS if first == FOUNDED_ON else 0
        joining = [FOUNDED_ON] * founders + _pick(rng, workdays, max(0, joiners - founders))
        planned.append(Month(first, tuple(joining), tuple(_pick(rng, workdays, leavers))))
        size += len(joining) + taken_on[first] - leavers
    return tuple(planned)


def _months() -> Iterator[tuple[date, date]]:
    first = FOUNDED_ON
    while first < HORIZON:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        yield first, following
        first = following


def _days(first: date, end: date) -> Sequence[date]:
    return [first + timedelta(days=days) for days in range((end - first).days)]


def _pick(rng: np.random.Generator, workdays: Sequence[date], number: int) -> list[date]:
    return [workdays[place] for place in np.sort(rng.integers(len(workdays), size=number))]


def _target(day: date) -> int:
    days = [known.toordinal() for known, _ in SIZES]
    sizes = [math.log(size) for _, size in SIZES]
    return round(math.exp(float(np.interp(day.toordinal(), days, sizes))))
