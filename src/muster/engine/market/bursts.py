"""Find bursts: posts and articles that spread unusually fast for their source.

What a source's earlier posts drew, by age, says what its next one may draw: counts are Poisson at a rate that
differs from post to post by a gamma distribution, along a curve of attention that all share. A post is tested against
that while it spreads, by a likelihood ratio that may be looked at as often as one likes (Wald 1945; Ville 1939; Robbins
1970). The method, its equations and what it misses: `docs/methods/waves.md`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaln, logsumexp

from muster.engine import checks
from muster.engine.errors import EstimationError, InputError

__all__ = ["BurstEstimate", "SourceHabit", "Spread", "find_bursts", "learn_habit", "watch_spread"]

Floats = NDArray[np.float64]

FEWEST_POSTS = 8  # of a source, below which nothing is called unusual for it
SPEED_UPS = (3.0, 10.0, 30.0)  # how many times as fast a burst may be
SHAPES = np.geomspace(0.2, 50, 16)  # of the gamma distribution over posts; large where all draw alike
MOST = 10**12  # shares of a post, beyond which nobody counts
MEANS, WIDTH = 31, 6.0  # grid of means, and how many standard errors of their log it spans to either side
OMORI_HOURS = 2.0  # attention halves about so soon
PRIOR_SHARES = 5.0  # as many shares as stand for knowing that


@dataclass(frozen=True, slots=True)
class Spread:
    """How often a post was shared or mentioned: `counts` in all until each age of `hours`, both (n,), growing."""

    key: str
    hours: Floats
    counts: Floats

    @classmethod
    def of(cls, key: str, hours: ArrayLike, counts: ArrayLike) -> Spread:
        """Return the spread of a post, checked. Raises InputError where ages or counts do not grow."""
        ages, told = np.asarray(hours, np.float64), np.asarray(counts, np.float64)
        if ages.ndim != 1 or ages.shape != told.shape or not ages.size:
            raise InputError(
                f"The spread of {key!r} needs a count for each age; give as many of both.", name="counts"
            )
        if not (np.isfinite(ages).all() and ages[0] > 0 and (np.diff(ages) > 0).all()):
            raise InputError(
                f"The ages of {key!r} must grow from above 0 hours; put them in order.", name="hours"
            )
        if not (np.isfinite(told).all() and told[0] >= 0 and (np.diff(told) >= 0).all()):
            raise InputError(
                f"The counts of {key!r} must be 0 or more and not fall; give totals until each age.",
                name="counts",
            )
        if (told % 1 != 0).any():
            raise InputError(f"The counts of {key!r} must be whole numbers.", name="counts")
        return cls(key, ages, told)

    @classmethod
    def at(cls, key: str, minutes: ArrayLike) -> Spread:
        """Return the spread of a post that was shared so many minutes after it came out; moments in any order."""
        moments, counts = np.unique(np.asarray(minutes, np.float64) / 60, return_counts=True)
        return cls.of(key, moments, np.cumsum(counts))


@dataclass(frozen=True, slots=True)
class SourceHabit:
    """What a source's posts draw: by an age of `ages` hours, (m,), the share `curve` of what they draw by the last.

    `mean` is what a post draws by the last age on average. Combinations of a `shape` and a `rate` of the gamma
    distribution over posts have the weights `weights`, (k,) each: what is not known of them is integrated over.
    """

    posts: int
    ages: Floats
    curve: Floats
    mean: float
    shape: Floats = field(repr=False)
    rate: Floats = field(repr=False)
    weights: Floats = field(repr=False)

    def share(self, hours: ArrayLike) -> Floats:
        """Return which share of what a post draws it has drawn by some ages; 1 after the last that is known."""
        return _between(np.asarray(hours, np.float64), self.ages, self.curve)

    def interval(self, hours: float, *, level: float = 0.9) -> tuple[float, int, int]:
        """Return how much a post of this source has drawn by an age: the mean, and an interval of whole numbers."""
        share = float(self.share(hours))
        mean = float((self.weights * self.shape / self.rate).sum()) * share
        low, high = (self._quantile((1 + side * level) / 2, share) for side in (-1, 1))
        return mean, low, high

    def _quantile(self, chance: float, share: float) -> int:
        """Return the least number that a post stays at or below with this chance."""

        def reached(number: int) -> float:
            return float(
                (self.weights * betainc(self.shape, number + 1, self.rate / (self.rate + share))).sum()
            )

        low, high = 0, 1
        while reached(high) < chance and high < MOST:
            low, high = high + 1, 2 * high
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) >= chance else (middle + 1, high)
        return low


@dataclass(frozen=True, slots=True)
class BurstEstimate:
    """How a post spreads against its source's habit, when last looked at.

    `expected` with `low` and `high` is what a post of the source draws by that age. `evidence` is the likelihood ratio
    for a burst at its largest, and `p_value` at most the chance that a usual post ever reaches it. `alarm_hours` and
    `alarm_count` are the age and count at which it passed `threshold`; None where it never did.
    """

    key: str
    hours: float
    count: int
    expected: float
    low: int
    high: int
    evidence: float
    p_value: float
    threshold: float
    alarm_hours: float | None
    alarm_count: int | None


def learn_habit(history: Sequence[Spread]) -> SourceHabit:
    """Return the habit of a source from its earlier posts, each as far as it is known.

    The curve of attention is the share that posts had drawn by each age, pooled over those that were followed to the
    end, and drawn to Omori's law by as much as a few shares weigh. Raises EstimationError for fewer than 8 posts.
    """
    if len(history) < FEWEST_POSTS:
        raise EstimationError(
            f"The source has {len(history)} earlier posts; with fewer than {FEWEST_POSTS} nothing can be called unusual"
            " for it.",
            code="history",
        )
    horizon = float(np.median([one.hours[-1] for one in history]))
    ages = np.unique(
        np.concatenate([one.hours[one.hours <= horizon] for one in history] + [np.array([horizon])])
    )
    if ages.size > 512:
        ages = np.unique(np.append(np.quantile(ages, np.linspace(0, 1, 512)), horizon))
    curve = _curve([one for one in history if one.hours[-1] >= horizon], ages)
    shares = _between(np.array([min(one.hours[-1], horizon) for one in history]), ages, curve)
    totals = np.array([_count_at(one, np.array([min(one.hours[-1], horizon)]))[0] for one in history])
    shape, rate, weights = _mixture(totals, shares)
    return SourceHabit(len(history), ages, curve, float((weights * shape / rate).sum()), shape, rate, weights)


def watch_spread(
    habit: SourceHabit, spread: Spread, *, chance: float = 0.01, level: float = 0.9
) -> BurstEstimate:
    """Return how a post spreads, and when it was first seen to burst.

    `chance` is that of a false alarm about a usual post, however often it is looked at.
    """
    checks.check_between("chance", chance, 1e-9, 0.5)
    checks.check_between("level", level, 0.01, 0.999)
    evidence = _evidence(habit, spread)
    passed = np.flatnonzero(evidence >= math.log(1 / chance))
    most = float(max(evidence.max(), 0.0))
    expected, low, high = habit.interval(float(spread.hours[-1]), level=level)
    return BurstEstimate(
        key=spread.key,
        hours=float(spread.hours[-1]),
        count=int(spread.counts[-1]),
        expected=expected,
        low=low,
        high=high,
        evidence=math.exp(min(most, 700.0)),
        p_value=math.exp(-most),
        threshold=1 / chance,
        alarm_hours=float(spread.hours[passed[0]]) if passed.size else None,
        alarm_count=int(spread.counts[passed[0]]) if passed.size else None,
    )


def find_bursts(
    watched: Sequence[tuple[SourceHabit, Spread]], *, false_alarms: float = 0.5, level: float = 0.9
) -> tuple[BurstEstimate, ...]:
    """Return how posts spread that are watched together, the strongest evidence first.

    `false_alarms` is how many to expect at most among all of them if none bursts (Bonferroni, as a rate).
    """
    if not watched:
        return ()
    checks.check_between("false_alarms", false_alarms, 1e-6, len(watched) / 2)
    chance = false_alarms / len(watched)
    found = [watch_spread(habit, spread, chance=chance, level=level) for habit, spread in watched]
    return tuple(sorted(found, key=lambda one: (-one.evidence, one.key)))


def _count_at(spread: Spread, ages: Floats) -> Floats:
    """Return the count by each age; after the last that was told, that one."""
    return _between(ages, spread.hours, spread.counts)


def _between(ages: Floats, known: Floats, values: Floats) -> Floats:
    """Return values by some ages, from those by ages that are known: between two, as Omori's law runs. Posts are looked
    at now and then, so what one has drawn was not drawn at the moment of a look.
    """
    run, at = _omori(ages), _omori(np.append(0.0, known))
    return np.asarray(np.interp(run, at, np.append(0.0, values)), np.float64)


def _omori(ages: Floats) -> Floats:
    """Return what a post draws by some ages by Omori's law, but for its size."""
    return np.asarray(np.log1p(ages / OMORI_HOURS), np.float64)


def _curve(followed: Sequence[Spread], ages: Floats) -> Floats:
    """Return the pooled share by each age, of posts that were followed to the last."""
    drawn = np.sum([_count_at(one, ages) for one in followed], axis=0)
    prior = _omori(ages) / _omori(ages[-1:])
    share: Floats = (drawn + PRIOR_SHARES * prior) / (drawn[-1] + PRIOR_SHARES)
    return share


def _mixture(totals: Floats, shares: Floats) -> tuple[Floats, Floats, Floats]:
    """Return shapes, rates and weights of the gamma distributions that posts' totals leave possible, (k,) each.

    The prior is even over the logs of the mean and the shape, within the grid.
    """
    middle = math.log((totals.sum() + 0.5) / shares.sum())
    rough = math.sqrt((1 / SHAPES[0] + 1 / math.exp(middle)) / totals.size)
    means = np.exp(middle + min(WIDTH * rough, 4.0) * np.linspace(-1, 1, MEANS))
    shape, mean = (part.ravel() for part in np.meshgrid(SHAPES, means, indexing="ij"))
    rate = shape / mean
    fits = _log_negative_binomial(totals[:, None], shape, rate, shares[:, None]).sum(axis=0)
    weights = np.exp(fits - logsumexp(fits))
    held = weights > 1e-7
    return shape[held], rate[held], weights[held] / weights[held].sum()


def _log_negative_binomial(count: Floats, shape: Floats, rate: Floats, share: Floats) -> Floats:
    """Return the log chance of a count, Poisson by share times a rate that is gamma distributed."""
    found: Floats = (
        gammaln(count + shape)
        - gammaln(shape)
        - gammaln(count + 1)
        + shape * np.log(rate / (rate + share))
        + count * np.log(share / (rate + share))
    )
    return found


def _evidence(habit: SourceHabit, spread: Spread) -> Floats:
    """Return the log likelihood ratio for a burst at each look, (n,): of counts at several times the rate, evenly
    mixed, over counts at the usual one.
    """
    count = spread.counts[:, None]
    share = np.maximum(habit.share(spread.hours), 1e-9)[:, None]
    weights = np.log(habit.weights)
    usual = logsumexp(_log_negative_binomial(count, habit.shape, habit.rate, share) + weights, axis=1)
    fast = [
        logsumexp(_log_negative_binomial(count, habit.shape, habit.rate / times, share) + weights, axis=1)
        for times in SPEED_UPS
    ]
    found: Floats = logsumexp(fast, axis=0) - math.log(len(SPEED_UPS)) - usual
    return found
