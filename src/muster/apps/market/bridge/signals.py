"""Counts of posts -> which of them spread unusually fast for their source, and the picture of that.

Altair is imported where it is needed: it takes a second to come up, for which other pages need not wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from muster.apps.core.pictures import themed
from muster.apps.market.models import Post
from muster.engine.errors import EstimationError
from muster.engine.market.bursts import FEWEST_POSTS, SourceHabit, Spread, learn_habit, watch_spread

__all__ = [
    "CHANCE",
    "FEWEST_POSTS",
    "MOST_HISTORY",
    "Band",
    "Burst",
    "Counted",
    "burst_of",
    "spread_picture",
    "usual_band",
]

CHANCE = 0.001
"""Of a usual post, how probable it is that it ever raises an alarm, however often it is looked at."""

LEVEL = 0.9
MOST_HISTORY = 100  # of a source's earlier posts
MOST_TIMES = 1e9  # beyond which nobody counts
HOUR = timedelta(hours=1)
STEPS = 60  # of the band of a picture

Looks = Sequence[tuple[datetime, int]]


@dataclass(frozen=True)
class Counted:
    """A post with its counts, in time."""

    post: Post
    looks: Looks


@dataclass(frozen=True)
class Burst:
    """That a post was first seen to spread unusually fast: when, at how many shares; by that age `usual` is the mean of
    its source's posts and `low` to `high` an interval, by `history` earlier posts. `times` is the evidence.
    """

    post: Post
    rose_at: datetime
    shares: int
    usual: float
    low: int
    high: int
    times: float
    history: int


@dataclass(frozen=True)
class Band:
    """What a post drew, and what is usual for its source, by ages in hours."""

    seen: tuple[tuple[float, int], ...]
    usual: tuple[tuple[float, int, int], ...]


def burst_of(counted: Counted, earlier: Iterable[Counted]) -> Burst | None:
    """Return whether a post spreads unusually fast by what its source's earlier posts drew until it was last looked at;
    None where it does not, or where too few are known.
    """
    spread = _spread(counted.post, counted.looks)
    if spread is None:
        return None
    habit = _habit(counted.post, earlier, counted.looks[-1][0])
    if habit is None:
        return None
    found = watch_spread(habit, spread, chance=CHANCE, level=LEVEL)
    if found.alarm_hours is None or found.alarm_count is None:
        return None
    until = spread.hours <= found.alarm_hours
    rose = watch_spread(
        habit, Spread(spread.key, spread.hours[until], spread.counts[until]), chance=CHANCE, level=LEVEL
    )
    return Burst(
        post=counted.post,
        rose_at=counted.post.published_at + found.alarm_hours * HOUR,
        shares=found.alarm_count,
        usual=rose.expected,
        low=rose.low,
        high=rose.high,
        times=min(rose.evidence, MOST_TIMES),
        history=habit.posts,
    )


def _habit(post: Post, earlier: Iterable[Counted], until: datetime) -> SourceHabit | None:
    """Return what posts before this one drew, by what was known at some moment; None where too few are known."""
    history = [
        spread
        for one in earlier
        if one.post.published_at < post.published_at
        and (spread := _spread(one.post, [look for look in one.looks if look[0] <= until]))
    ]
    try:
        return learn_habit(history[-MOST_HISTORY:])
    except EstimationError:
        return None


def _spread(post: Post, looks: Looks) -> Spread | None:
    """Return the counts of a post by age; one that fell counts as the most that was told before."""
    later = [(at, shares) for at, shares in looks if at > post.published_at]
    if not later:
        return None
    hours = [(at - post.published_at) / HOUR for at, _shares in later]
    return Spread.of(str(post.pk), hours, np.maximum.accumulate([shares for _at, shares in later]))


def usual_band(counted: Counted, earlier: Iterable[Counted], *, until: datetime) -> Band | None:
    """Return what a post drew against what was known to be usual at some moment; None where either is not known."""
    habit, spread = _habit(counted.post, earlier, until), _spread(counted.post, counted.looks)
    if habit is None or spread is None:
        return None
    ages = np.linspace(0, float(spread.hours[-1]), STEPS + 1)[1:]
    usual = ((float(age), *habit.interval(float(age), level=LEVEL)[1:]) for age in ages)
    seen = zip(spread.hours.tolist(), spread.counts.astype(int).tolist(), strict=True)
    return Band(((0.0, 0), *seen), ((0.0, 0, 0), *usual))


def spread_picture(band: Band, alarm: tuple[float, int], words: Mapping[str, str]) -> SafeString:
    """Return the picture of a band as an SVG element, in the active language. `alarm` is the age in hours at which it
    rose, with the shares; `words` are the texts of `SpreadChart`.
    """
    return _drawn(band, alarm, tuple(words.items()), get_language() or "en")


@lru_cache(maxsize=32)
def _drawn(band: Band, alarm: tuple[float, int], words: tuple[tuple[str, str], ...], code: str) -> SafeString:
    from muster.reports.language import language_of, script, writing_in
    from muster.reports.spread_chart import SpreadChart, draw_spread

    chart = SpreadChart(band.seen, band.usual, alarm, **dict(words))
    with translation.override(code), writing_in(language_of(code, translation)):
        return themed(draw_spread(chart, script()))
