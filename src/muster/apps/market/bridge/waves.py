"""Departures -> the engine's scan for waves -> what is kept of it; and the picture of departures in time.

Altair is imported where it is needed: it takes a second to come up, for which other pages need not wait.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, cast

import numpy as np
from babel.dates import format_skeleton
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from numpy.typing import NDArray

from muster.apps.core.formats import plain_locale
from muster.apps.core.pictures import themed
from muster.engine.market import waves as engine

__all__ = ["FALSE_ALARMS", "Found", "FoundWave", "Left", "Sought", "SpellDays", "find_waves", "wave_picture"]

Floats = NDArray[np.float64]
Series = dict[str, Any]

FALSE_ALARMS = 0.05  # waves a year that a quiet world may show: one in twenty years
FEWEST = 3  # departures of a wave
LONGEST = 91  # days of a wave
LEAST_DEPARTURES, LEAST_DAYS = 5, 180  # below which nothing is said
MOST_WEEKS = 400  # days of a period that is shown by weeks; longer ones are by months


@dataclass(frozen=True)
class Left:
    """Somebody left on a day, with this probability. `groups` are pairs of what is common and whose it is; `stratum`
    names the headcount that they were part of, None where it is not known.
    """

    key: int
    day: date
    probability: float = 1.0
    groups: tuple[tuple[str, str], ...] = ()
    stratum: str | None = None


SpellDays = tuple[str, date, date | None]
"""A stratum, and the first and the last day of somebody who worked there, None where they still do."""


@dataclass(frozen=True)
class Sought:
    """What waves are looked for in: departures from the day `first` to `last`, and who was there. `left_out` says of
    how many nothing was made, by why.
    """

    first: date
    last: date
    departures: tuple[Left, ...] = ()
    spells: tuple[SpellDays, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    month_ends: bool = False

    @property
    def count(self) -> float:
        """Return how many left, by probability."""
        return sum(one.probability for one in self.departures)

    @property
    def lacks(self) -> str:
        """Return of what there is too little to look for waves in."""
        if (self.last - self.first).days < LEAST_DAYS:
            return "history"
        return "few" if len(self.departures) < LEAST_DEPARTURES or self.count < LEAST_DEPARTURES / 2 else ""


@dataclass(frozen=True)
class FoundWave:
    """A wave as it is kept (`models.waves.Wave`)."""

    group: str
    subject: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """The waves that a scan found, the strongest first, and the series of all departures."""

    waves: tuple[FoundWave, ...]
    series: Series


def find_waves(sought: Sought, *, false_alarms: float, simulations: int, seed: int, level: float) -> Found:
    """Return the waves; none where there is too little to look in. Raises InputError as the engine does."""
    days = (sought.last - sought.first).days + 1
    headcounts = _headcounts(sought, days)
    buckets = _buckets(sought.first, sought.last)
    series = _series(sought, sought.departures, headcounts, buckets)
    if sought.lacks:
        return Found((), series)
    told = engine.scan_waves(
        [_departure(one) for one in sought.departures],
        first=np.datetime64(sought.first, "D"),
        last=np.datetime64(sought.last, "D"),
        exposure=headcounts,
        longest=LONGEST,
        fewest=FEWEST,
        false_alarms=false_alarms,
        month_ends=sought.month_ends,
        simulations=simulations,
        seed=seed,
        level=level,
    )
    waves = []
    for one in told.waves:
        kept = [
            left for left in sought.departures if one.group is None or one.group in map(_key, left.groups)
        ]
        waves.append(_found(one, sought, _series(sought, kept, headcounts, buckets)))
    return Found(tuple(waves), series)


def _key(group: tuple[str, str]) -> str:
    return ":".join(group)


def _departure(one: Left) -> engine.Departure:
    groups = tuple(map(_key, one.groups))
    return engine.Departure(np.datetime64(one.day, "D"), groups, one.probability, one.stratum)


def _found(told: engine.Wave, sought: Sought, series: Series) -> FoundWave:
    group, _colon, subject = ("all:" if told.group is None else told.group).partition(":")
    return FoundWave(
        group,
        subject,
        {
            "first": _day(told.first),
            "last": _day(told.last),
            "members": [sought.departures[place].key for place in told.members],
            "count": told.count,
            "expected": told.expected,
            "ratio": _finite(told.ratio),
            "ratio_low": told.ratio_low,
            "ratio_high": _finite(told.ratio_high),
            "log_ratio": told.log_ratio,
            "p_value": told.p_value,
            "false_alarms": told.false_alarms,
            "going_on": told.going_on,
            "series": series,
        },
    )


def _day(value: np.datetime64) -> date:
    return cast(date, value.astype("datetime64[D]").astype(object))


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _headcounts(sought: Sought, days: int) -> dict[str, Floats]:
    """Return how many worked in each stratum on each day."""
    steps: dict[str, Floats] = {}
    for stratum, begin, end in sought.spells:
        first = max((begin - sought.first).days, 0)
        after = days if end is None else min((end - sought.first).days + 1, days)
        if first < after:
            line = steps.setdefault(stratum, np.zeros(days + 1))
            line[first] += 1
            line[after] -= 1
    return {stratum: np.cumsum(line)[:days] for stratum, line in steps.items()}


def _buckets(first: date, last: date) -> list[date]:
    """Return the days on which the weeks of a short period begin, or the months of a long one."""
    if _by_weeks(first, last):
        return [first + timedelta(days=day) for day in range(0, (last - first).days + 1, 7)]
    begins = [first]
    while begins[-1] <= last:
        begins.append(_after(begins[-1], "month"))
    return begins[:-1]


def _by_weeks(first: date, last: date) -> bool:
    return (last - first).days <= MOST_WEEKS


def _series(
    sought: Sought, departures: Iterable[Left], headcounts: Mapping[str, Floats], buckets: Sequence[date]
) -> Series:
    """Return how many left in each bucket, and how many were expected to if nothing had clustered."""
    places = np.array([(day - sought.first).days for day in buckets])
    found = np.zeros(len(buckets))
    held: defaultdict[str | None, float] = defaultdict(float)
    for one in departures:
        found[np.searchsorted(places, (one.day - sought.first).days, side="right") - 1] += one.probability
        held[one.stratum] += one.probability
    expected, even = np.zeros(len(buckets)), np.ones((sought.last - sought.first).days + 1)
    for stratum, weight in held.items():
        parts = np.add.reduceat(even if stratum is None else headcounts[stratum], places)
        expected += weight * parts / parts.sum()
    return {
        "by": "week" if _by_weeks(sought.first, sought.last) else "month",
        "begins": [day.isoformat() for day in buckets],
        "found": [round(float(value), 2) for value in found],
        "expected": [round(float(value), 3) for value in expected],
    }


def wave_picture(series: Series, windows: Iterable[tuple[date, date]]) -> SafeString:
    """Return the picture of a series, with the windows of its waves, as an SVG element in the active language."""
    begins = [date.fromisoformat(day) for day in series["begins"]]
    after = _after(begins[-1], series["by"])
    places = tuple(
        (_place(begins, after, first), _place(begins, after, last + timedelta(days=1)))
        for first, last in windows
    )
    bars = tuple(zip(map(_label, begins), series["found"], series["expected"], strict=True))
    return _drawn(bars, places, get_language() or "en")


def _label(begin: date) -> str:
    return format_skeleton("yMMM", begin, locale=plain_locale())


def _place(begins: Sequence[date], after: date, day: date) -> float:
    """Return where a day lies among buckets, the last of which ends before `after`: 1.5 is amid the second."""
    at = max(bisect_right(begins, day) - 1, 0)
    end = begins[at + 1] if at + 1 < len(begins) else after
    return round(at + min((day - begins[at]) / (end - begins[at]), 1.0), 3)


def _after(begin: date, by: str) -> date:
    """Return the day on which the next week, or month, begins."""
    return (
        begin + timedelta(days=7)
        if by == "week"
        else (begin.replace(day=1) + timedelta(days=32)).replace(day=1)
    )


@lru_cache(maxsize=32)
def _drawn(
    bars: tuple[tuple[str, float, float], ...], windows: tuple[tuple[float, float], ...], code: str
) -> SafeString:
    from muster.reports.language import language_of, script, writing_in
    from muster.reports.wave_chart import WaveBar, WaveChart, draw_waves

    chart = WaveChart(tuple(WaveBar(*one) for one in bars), windows)
    with translation.override(code), writing_in(language_of(code, translation)):
        return themed(draw_waves(chart, script()))
