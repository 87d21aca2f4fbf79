"""How applications to one requisition fare: when each comes in, moves on and ends, drawn all at once.

Journeys do not know of one another: when the requisition closes, whoever is still on the way is turned down,
whatever was drawn for later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from muster.demo.organisation.growth import HORIZON, WINDOW_OPENS_ON
from muster.demo.organisation.hiring_plan import EARLINESS, PlannedHire
from muster.demo.organisation.hiring_records import Outcome, Source
from muster.demo.workdays import is_workday, midnight

__all__ = ["SOURCES", "Journey", "draw_journeys"]

SOURCES: Mapping[Source, tuple[float, float]] = {
    "careers site": (0.38, 0.9),
    "job board": (0.27, 0.75),
    "referral": (0.13, 1.6),
    "sourced": (0.12, 1.5),
    "agency": (0.05, 1.2),
    "event": (0.05, 1.1),
}
"""Each source's share of the applications, and how much likelier than others its candidates pass."""

PASSES = (0.3, 0.42, 0.45, 0.42, 0.5)
"""The chance of passing each stage from the first to the committee, for those who are not hired in the end."""
WITHDRAWS = (0.05, 0.12, 0.15, 0.2, 0.1, 1.0)
"""The chance that an end in a stage is a withdrawal; an offer ends in a hire or is declined."""
DAYS = (6.0, 7.0, 10.0, 9.0, 4.0, 6.0)
"""The median time in each stage."""
SD_LOG_DAYS = 0.6
SENSITIVE_STAGES = 2
HIRED_AFTER_DAYS = (24, 75)

HOUR = 3600
DAY = 24 * HOUR
OFFICE = (8 * HOUR, 16 * HOUR)
APART = 1800
HIRED_TIME = 17 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS_AHEAD = (HORIZON - WINDOW_OPENS_ON).days + 400
_CALENDAR = np.busdaycalendar(
    holidays=[
        day
        for day in (WINDOW_OPENS_ON + timedelta(days=days) for days in range(_DAYS_AHEAD))
        if not is_workday(day)
    ]
)
_Seconds: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Journey:
    """An application's way: `steps` are the moments at which it enters the second stage, the third, ...

    `joins_on` is when who is hired starts, None for the others.
    """

    applied_at: datetime
    source: Source
    steps: tuple[datetime, ...]
    ends_at: datetime
    outcome: Outcome
    joins_on: date | None


def draw_journeys(
    rng: np.random.Generator,
    *,
    opened_at: datetime,
    applying_until: date,
    number: int,
    hires: Sequence[PlannedHire],
) -> list[Journey]:
    """Draw `number` journeys, those of the hires among them, in no particular order."""
    others = max(0, number - len(hires))
    start = int(opened_at.timestamp())
    window = int(midnight(applying_until).timestamp()) - start
    return [
        *_draw_hires(rng, start, hires),
        *_draw_others(rng, start, window, others),
    ]


def _draw_others(rng: np.random.Generator, start: int, window: int, number: int) -> list[Journey]:
    stages = len(DAYS)
    applied = start + (rng.beta(1.0, EARLINESS, number) * window).astype(np.int64)
    sources = _draw_sources(rng, number, hired=False)
    easier = np.array([SOURCES[source][1] for source in sources])
    chances = np.tile(PASSES, (number, 1))
    chances[:, :SENSITIVE_STAGES] *= easier[:, None]
    passed = np.cumprod(rng.random((number, stages - 1)) < chances, axis=1).sum(axis=1)
    withdrawn = rng.random(number) < np.array(WITHDRAWS)[passed]
    spent = (1 + np.array(DAYS) * rng.lognormal(0.0, SD_LOG_DAYS, (number, stages))) * DAY
    moments = _in_office(rng, applied[:, None] + np.cumsum(spent, axis=1).astype(np.int64), roll="forward")
    moments = _in_turn(moments)
    return [
        Journey(
            applied_at=_moment(at),
            source=source,
            steps=tuple(_moment(step) for step in row[:last]),
            ends_at=_moment(row[last]),
            outcome="withdrawn" if leaves else "rejected",
            joins_on=None,
        )
        for at, source, row, last, leaves in zip(
            applied.tolist(), sources, moments.tolist(), passed.tolist(), withdrawn.tolist(), strict=True
        )
    ]


def _draw_hires(rng: np.random.Generator, start: int, hires: Sequence[PlannedHire]) -> list[Journey]:
    number, stages = len(hires), len(DAYS)
    ends = np.array([int(midnight(hire.hired_on).timestamp()) + HIRED_TIME for hire in hires], dtype=np.int64)
    length = rng.integers(*HIRED_AFTER_DAYS, size=number) * DAY + rng.integers(DAY, size=number)
    applied = np.maximum(ends - length, start + rng.integers(HOUR, 3 * DAY, size=number))
    sources = _draw_sources(rng, number, hired=True)
    parts = np.cumsum(rng.dirichlet(np.array(DAYS), size=number), axis=1)[:, : stages - 1]
    between = applied[:, None] + ((ends - applied)[:, None] * parts).astype(np.int64)
    morning = _in_office(rng, between, roll="backward", office=(9 * HOUR, 12 * HOUR))
    moments = _in_turn(np.maximum(morning, applied[:, None] + APART))
    return [
        Journey(
            applied_at=_moment(at),
            source=source,
            steps=tuple(_moment(step) for step in row),
            ends_at=_moment(end),
            outcome="hired",
            joins_on=hire.joins_on,
        )
        for at, source, row, end, hire in zip(
            applied.tolist(), sources, moments.tolist(), ends.tolist(), hires, strict=True
        )
    ]


def _draw_sources(rng: np.random.Generator, number: int, *, hired: bool) -> list[Source]:
    names = list(SOURCES)
    weights = np.array(
        [share * (easier**SENSITIVE_STAGES if hired else 1.0) for share, easier in SOURCES.values()]
    )
    drawn = rng.choice(len(names), size=number, p=weights / weights.sum())
    return [names[place] for place in drawn.tolist()]


def _in_office(
    rng: np.random.Generator, moments: _Seconds, *, roll: str, office: tuple[int, int] = OFFICE
) -> _Seconds:
    """Move moments to office hours of a working day, that day or the next (or the last) one."""
    days = np.busday_offset(
        (moments // DAY).astype("datetime64[D]"),
        0,
        roll="forward" if roll == "forward" else "backward",
        busdaycal=_CALENDAR,
    )
    return days.astype(np.int64) * DAY + rng.integers(*office, size=moments.shape)


def _in_turn(moments: _Seconds) -> _Seconds:
    """Delay moments so that each comes some time after the one before."""
    spacing = APART * np.arange(moments.shape[1], dtype=np.int64)
    return np.maximum.accumulate(moments - spacing, axis=1) + spacing


def _moment(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)
