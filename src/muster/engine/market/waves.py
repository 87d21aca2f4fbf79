"""Find waves: departures that cluster in time, among all or within a group (a team, where from, where to).

A scan statistic (Naus 1965; Kulldorff 1997, 2001) over all windows of days of all groups at once. Each window has a log
likelihood ratio; how often a quiet world shows one as strong is found by simulation, and told as false alarms a year.
The method, its equations and what it misses: `docs/methods/waves.md`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.market._scanning import best_from, log_ratio, strongest_windows

__all__ = ["Departure", "Wave", "WaveScan", "scan_waves"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Day = np.datetime64

YEAR = 365.25  # days
MOST_DAYS = 36_525  # of a period: a century
AT_ONCE = 2_000_000  # days drawn at once, which bounds the memory


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody left on a day, with this probability; `groups` are keys of what it may be part of a wave of.

    `stratum` names the exposure that tells when it might have happened as well; None where that is every day alike.
    """

    day: Day
    groups: tuple[str, ...] = ()
    probability: float = 1.0
    stratum: str | None = None

    def __post_init__(self) -> None:
        checks.check_between("probability", self.probability, 0, 1)
        if np.isnat(self.day):
            raise InputError("A departure has no day; say when it was.", code="departure")
        if len(set(self.groups)) < len(self.groups):
            raise InputError("A departure is in a group twice; name each group once.", code="departure")


@dataclass(frozen=True, slots=True)
class Wave:
    """A window of days, both ends included, in which more left than expected. `group` is None where it is among all.

    `members` are the places of its departures in what was given; `count` is how many they come to, by probability, and
    `expected` how many the group's own past leads to expect. `ratio` is how many times as often people left inside as
    outside, with an interval that does not know the window was chosen for it: a wave looks stronger than it is.
    `log_ratio` is Kulldorff's. `p_value` is the chance that a quiet world shows a window as strong in the whole
    period, and `false_alarms` how many such there would be in a year. `going_on` says whether the window from its first
    day to the last one of the period would be told as a wave too.
    """

    group: str | None
    first: Day
    last: Day
    members: tuple[int, ...]
    count: float
    expected: float
    ratio: float
    ratio_low: float
    ratio_high: float
    log_ratio: float
    p_value: float
    false_alarms: float
    going_on: bool


@dataclass(frozen=True, slots=True)
class WaveScan:
    """The waves of a period, strongest first, at most `false_alarms` a year in a quiet world.

    `strongest` is the strongest window, a wave or not; None where no window has enough departures. `count` is how many
    left in the whole period, by probability, and `threshold` the log likelihood ratio from which on a window is a wave.
    """

    first: Day
    last: Day
    count: float
    waves: tuple[Wave, ...]
    strongest: Wave | None
    false_alarms: float
    threshold: float
    simulations: int

    def to_frame(self) -> dict[str, NDArray[np.generic]]:
        """Return the waves as plain columns."""
        names = [name for name in Wave.__dataclass_fields__ if name not in ("group", "members")]
        groups = np.array([wave.group or "" for wave in self.waves], dtype=np.str_)
        columns = {name: np.array([getattr(wave, name) for wave in self.waves]) for name in names}
        return {"group": groups, **columns}


@dataclass(frozen=True, slots=True)
class _World:
    """Departures in a canonical order, with groups as runs of their places; group 0 is everybody."""

    given: Whole
    days: Whole
    weights: Floats
    strata: Whole
    names: tuple[str | None, ...]
    starts: Whole
    members: Whole
    chances: Floats
    curves: Floats


def scan_waves(
    departures: Sequence[Departure],
    *,
    first: Day,
    last: Day,
    exposure: Mapping[str, ArrayLike] | None = None,
    longest: int = 91,
    fewest: int = 3,
    false_alarms: float = 0.2,
    watching: bool = False,
    month_ends: bool = False,
    simulations: int = 999,
    seed: int = 0,
    level: float = 0.9,
) -> WaveScan:
    """Return the waves between two days, both included.

    `exposure` has for each stratum an array (days,) of how many could have left on each, in any unit: headcount, which
    may be weighed by season. `longest` is the most days of a window, `fewest` the departures that it has at least.
    With `watching` only windows that end on the last day are told, with the same false-alarm rate for somebody who
    looks every day (Kulldorff 2001). With `month_ends` the last days of months may have more departures than others, as
    far as they have over the whole period. The same input and seed give the same result, in whatever order departures
    come. Raises InputError for days outside of the period, an exposure of another length or without chance on a day on
    which somebody left, and more than can be told with so few simulations.
    """
    size = _check_period(first, last)
    longest = min(checks.check_at_least("longest", longest, 1), size)
    checks.check_at_least("fewest", fewest, 2)
    checks.check_at_least("simulations", simulations, 19)
    checks.check_between("level", level, 0.01, 0.999)
    least = _yearly(1 / (simulations + 1), size)
    if not false_alarms >= least:
        raise InputError(
            f"false_alarms is {false_alarms:g} a year; with {simulations:,} simulations of {size:,} days it must be"
            f" {least:.2g} or more.",
            name="false_alarms",
            value=false_alarms,
        )
    world = _world(departures, first, size, exposure or {}, month_ends)
    quiet = _simulate(world, longest, fewest, simulations, seed)
    found = _windows(world, longest, fewest, today=size - 1 if watching else None)
    told = [
        _told(world, one, quiet, first, size, level, _goes_on(world, one, quiet, longest, false_alarms))
        for one in found
    ]
    return WaveScan(
        first=first,
        last=last,
        count=float(world.weights.sum()),
        waves=tuple(one for one in told if one.false_alarms <= false_alarms),
        strongest=told[0] if told else None,
        false_alarms=false_alarms,
        threshold=_threshold(quiet, false_alarms, size),
        simulations=simulations,
    )


def _check_period(first: Day, last: Day) -> int:
    if np.isnat(first) or np.isnat(last) or last < first:
        raise InputError("The period ends before it begins; give its first day and its last.", name="last")
    size = int((last - first) / np.timedelta64(1, "D")) + 1
    if size > MOST_DAYS:
        raise InputError(f"The period has {size:,} days; give one of {MOST_DAYS:,} at most.", name="last")
    return size


def _world(
    departures: Sequence[Departure],
    first: Day,
    size: int,
    exposure: Mapping[str, ArrayLike],
    month_ends: bool,
) -> _World:
    given = sorted(range(len(departures)), key=lambda place: _order(departures[place]))
    rows = [departures[place] for place in given]
    days = np.array([int((row.day - first) / np.timedelta64(1, "D")) for row in rows], np.int64)
    if days.size and not (days.min() >= 0 and days.max() < size):
        raise InputError("Somebody left outside of the period; leave those days out.", name="departures")
    weights = np.array([row.probability for row in rows], np.float64)
    profiles, strata = _profiles(rows, days, size, exposure)
    if month_ends:
        profiles = profiles * _month_ends(days, weights, first, size)
    chances = np.cumsum(profiles, axis=1) / profiles.sum(axis=1, keepdims=True)
    names: dict[str | None, list[int]] = {None: list(range(len(rows)))}
    for place, row in enumerate(rows):
        for group in row.groups:
            names.setdefault(group, []).append(place)
    curves = np.zeros((len(names), size + 1))
    for number, places in enumerate(names.values()):
        held = np.bincount(strata[places], weights[places], profiles.shape[0])
        curves[number, 1:] = held @ chances
    starts = np.cumsum([0, *map(len, names.values())])
    members = np.array([place for places in names.values() for place in places], np.int64)
    return _World(
        np.array(given, np.int64), days, weights, strata, tuple(names), starts, members, chances, curves
    )


def _order(row: Departure) -> tuple[int, str, tuple[str, ...], float]:
    return (
        int(row.day.astype("datetime64[D]").astype(np.int64)),
        row.stratum or "",
        row.groups,
        row.probability,
    )


def _profiles(
    rows: Sequence[Departure], days: Whole, size: int, exposure: Mapping[str, ArrayLike]
) -> tuple[Floats, Whole]:
    """Return the exposures (strata, days), the first of every day alike, and the stratum of each departure."""
    names = sorted({row.stratum for row in rows if row.stratum is not None})
    profiles = np.ones((1 + len(names), size))
    for number, name in enumerate(names, 1):
        if name not in exposure:
            raise InputError(f"There is no exposure of {name!r}; give one.", name="exposure", stratum=name)
        values = np.asarray(exposure[name], np.float64)
        if values.shape != (size,) or not (np.isfinite(values).all() and (values >= 0).all()):
            raise InputError(
                f"The exposure of {name!r} must be {size:,} finite numbers, 0 or more.",
                name="exposure",
                stratum=name,
            )
        profiles[number] = values
    places = {name: number for number, name in enumerate(names, 1)}
    strata = np.array([0 if row.stratum is None else places[row.stratum] for row in rows], np.int64)
    impossible = np.flatnonzero(profiles[strata, days] <= 0)
    if impossible.size:
        at_fault = rows[int(impossible[0])].stratum
        raise InputError(
            f"Somebody of {at_fault!r} left on a day on which nobody could; correct its exposure.",
            name="exposure",
            stratum=at_fault,
        )
    return profiles, strata


def _month_ends(days: Whole, weights: Floats, first: Day, size: int) -> Floats:
    """Return how much likelier than others the last days of months are (days,), drawn to evenness by one departure."""
    dates = first.astype("datetime64[D]") + np.arange(size + 1)
    months = dates.astype("datetime64[M]")
    last = months[1:] != months[:-1]
    even = last.mean()
    if not 0 < even < 1:
        return np.ones(size)
    share = (weights[last[days]].sum() + even) / (weights.sum() + 1)
    return np.asarray(np.where(last, share / even, (1 - share) / (1 - even)), np.float64)


def _simulate(world: _World, longest: int, fewest: int, simulations: int, seed: int) -> Floats:
    """Return the strongest window of each quiet world, sorted: departures keep all but their days."""
    rng = np.random.default_rng(seed)
    count = world.days.size
    parts = []
    for begin in range(0, simulations, max(1, AT_ONCE // max(count, 1))):
        rows = min(max(1, AT_ONCE // max(count, 1)), simulations - begin)
        chance = rng.random((rows, count))
        days = np.zeros((rows, count), np.int64)
        for stratum, line in enumerate(world.chances):
            held = world.strata == stratum
            days[:, held] = np.searchsorted(line, chance[:, held], side="right")
        np.minimum(days, world.chances.shape[1] - 1, out=days)
        parts.append(
            strongest_windows(days, world.weights, world.starts, world.members, world.curves, longest, fewest)
        )
    return np.sort(np.concatenate(parts))


@dataclass(frozen=True, slots=True)
class _Window:
    group: int
    first: int
    last: int
    members: Whole
    value: float


def _windows(world: _World, longest: int, fewest: int, *, today: int | None) -> list[_Window]:
    """Return windows that are mostly not of the same departures, strongest first; only of `today` where it is given."""
    found = []
    for group in range(len(world.names)):
        places = world.members[world.starts[group] : world.starts[group + 1]]
        at, carried, curve = world.days[places], world.weights[places], world.curves[group]
        if today is not None:
            found += _of_today(group, places, world, today, longest, fewest)
            continue
        for begin in range(at.size):
            value, end = best_from(at, carried, curve, longest, fewest, begin)
            if end >= 0:
                found.append(_Window(group, int(at[begin]), int(at[end]), places[begin : end + 1], value))
    found.sort(key=lambda one: (-one.value, one.group, one.first))
    kept: list[_Window] = []
    for one in found:
        weight = world.weights[one.members]
        if all(weight[np.isin(one.members, other.members)].sum() <= weight.sum() / 2 for other in kept):
            kept.append(one)
    return kept


def _of_today(
    group: int, places: Whole, world: _World, today: int, longest: int, fewest: int
) -> list[_Window]:
    at, curve, found = world.days[places], world.curves[group], []
    for begin in np.flatnonzero(at > today - longest):
        if at.size - begin < fewest or (begin and at[begin - 1] == at[begin]):
            continue
        inside = float(world.weights[places[begin:]].sum())
        value = log_ratio(inside, float(curve[-1] - curve[at[begin]]), float(curve[-1]))
        if value > 0:
            found.append(_Window(group, int(at[begin]), today, places[begin:], value))
    return found


def _goes_on(world: _World, one: _Window, quiet: Floats, longest: int, allowed: float) -> bool:
    """Whether people leave as often since the first of a window as to be told, up to the last day of the period."""
    curve = world.curves[one.group]
    size = curve.size - 1
    if size - one.first > longest:
        return False
    places = world.members[world.starts[one.group] : world.starts[one.group + 1]]
    inside = float(world.weights[places[world.days[places] >= one.first]].sum())
    value = log_ratio(inside, float(curve[-1] - curve[one.first]), float(curve[-1]))
    return value > 0 and _yearly(_p_value(quiet, value), size) <= allowed


def _p_value(quiet: Floats, value: float) -> float:
    """Return the share of worlds, the real one included, whose strongest window is as strong."""
    return (1 + quiet.size - int(np.searchsorted(quiet, value - 1e-9))) / (quiet.size + 1)


def _told(
    world: _World, one: _Window, quiet: Floats, first: Day, size: int, level: float, going_on: bool
) -> Wave:
    curve = world.curves[one.group]
    count, total = float(world.weights[one.members].sum()), float(curve[-1])
    expected = float(curve[one.last + 1] - curve[one.first])
    p_value = _p_value(quiet, one.value)
    low, high = _share_interval(count, total, level)
    return Wave(
        group=world.names[one.group],
        first=first + np.timedelta64(one.first, "D"),
        last=first + np.timedelta64(one.last, "D"),
        members=tuple(sorted(int(place) for place in world.given[one.members])),
        count=count,
        expected=expected,
        ratio=_ratio(count / total, expected / total),
        ratio_low=_ratio(low, expected / total),
        ratio_high=_ratio(high, expected / total),
        log_ratio=one.value,
        p_value=p_value,
        false_alarms=_yearly(p_value, size),
        going_on=going_on,
    )


def _ratio(share: float, expected: float) -> float:
    """Return the rate inside over the rate outside, of the share of departures inside and the share expected."""
    return math.inf if share > 1 - 1e-9 else share / (1 - share) * (1 - expected) / expected


def _share_interval(count: float, total: float, level: float) -> tuple[float, float]:
    """Return Clopper and Pearson's interval of a share; 1 above where all are inside."""
    outside, tail = total - count, (1 - level) / 2
    low = float(betaincinv(count, outside + 1, tail))
    return low, 1.0 if outside <= 1e-9 else float(betaincinv(count + 1, outside, 1 - tail))


def _yearly(p_value: float, size: int) -> float:
    """Return the rate a year of events that come by chance alone, of the chance of one in so many days."""
    return math.inf if p_value >= 1 else -math.log1p(-p_value) * YEAR / size


def _threshold(quiet: Floats, false_alarms: float, size: int) -> float:
    """Return the least log likelihood ratio with a rate of false alarms that is allowed."""
    p_value = -math.expm1(-false_alarms * size / YEAR)
    allowed = math.floor(p_value * (quiet.size + 1) + 1e-9) - 1  # quiet worlds as strong
    return 0.0 if allowed >= quiet.size else float(quiet[quiet.size - 1 - allowed]) + 1e-9
