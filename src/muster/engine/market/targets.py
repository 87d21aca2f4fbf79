"""How a target list fared: acceptance by rank, and how far down the list one had to go.

People are ranked before they are approached. Each who was approached has joined, declined, or not answered yet. Those
without an answer are censored: they are no refusals, are counted apart, and no estimate takes them for either. The
method, its equations and sources: `docs/methods/targets.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv, gammaln, ndtr

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.market.slopes import LogisticFit, fit_slope

__all__ = [
    "AcceptanceEstimate",
    "CurvePoint",
    "RankGroup",
    "RankSlope",
    "ReachEstimate",
    "ReachStep",
    "estimate_acceptance",
    "estimate_reach",
]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

OUTCOMES = ("joined", "declined", "open")
MOST_GROUPS, FEWEST = 5, 5  # groups of ranks; answers that one has
LEAST_ANSWERS = 5  # for a slope
CURVE = 9  # places at which the curve is worked out
EXACT = 60  # answers up to which all orders are counted
MOST_TOLD = 20  # joiners of whom is told how far down they were


@dataclass(frozen=True, slots=True)
class RankGroup:
    """Ranks `first` to `last`: how many were approached, and of those who answered the share that joined,
    with Jeffreys' interval; None where nobody answered.
    """

    first: int
    last: int
    approached: int
    joined: int
    declined: int
    open: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class RankSlope:
    """By what the odds of joining are multiplied when the rank doubles, with its interval: above 1 where
    those further down accept more readily.
    """

    ratio: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The fitted chance of joining at a rank, with its own interval."""

    rank: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AcceptanceEstimate:
    """Acceptance by rank. `share` with `low` and `high` is that of all who answered (None: nobody did).

    `slope` and `curve` are None and empty where fewer than 5 answered, all at one rank, or all alike.
    `p_refuse` is the chance that people who all accept alike would be in an order in which the top declines
    as much as here or more; `p_accept` the same for the bottom. Both are None where all answered alike.
    """

    approached: int
    answered: int
    joined: int
    open: int
    share: float | None
    low: float | None
    high: float | None
    groups: tuple[RankGroup, ...]
    slope: RankSlope | None
    curve: tuple[CurvePoint, ...]
    p_refuse: float | None
    p_accept: float | None
    level: float

    def to_frame(self) -> dict[str, NDArray[np.generic]]:
        """Return the groups as plain columns; a share that is None is NaN."""
        names = ("first", "last", "approached", "joined", "declined", "open")
        whole = {name: np.array([getattr(one, name) for one in self.groups], np.int64) for name in names}
        return {
            **whole,
            **{
                name: np.array(
                    [np.nan if getattr(one, name) is None else getattr(one, name) for one in self.groups]
                )
                for name in ("share", "low", "high")
            },
        }


@dataclass(frozen=True, slots=True)
class ReachStep:
    """How far down the list one had to go for `joined` people: to `rank`.

    `best` is that rank if all without an answer joined yet. `place` counts those who answered down to there;
    if everybody accepted alike it would be `expected` on average and lie between `low` and `high`, which are
    at the ranks `rank_low` and `rank_high`. `p_value` is the chance that it would be as far down or further.
    """

    joined: int
    rank: int
    best: int
    place: int
    expected: float
    low: int
    high: int
    rank_low: int
    rank_high: int
    p_value: float


@dataclass(frozen=True, slots=True)
class ReachEstimate:
    """How far down the list one went. `deepest` is the last rank that was approached (0: none), `passed_over`
    how many above it were not. `steps` are of all who joined, of 20 of them where there are more.
    """

    approached: int
    answered: int
    joined: int
    open: int
    deepest: int
    passed_over: int
    steps: tuple[ReachStep, ...]
    level: float


def estimate_acceptance(ranks: ArrayLike, outcomes: ArrayLike, *, level: float = 0.9) -> AcceptanceEstimate:
    """Return acceptance by rank of those who were approached: `ranks` (n,) from 1, the best, and `outcomes`
    (n,), each joined, declined or open.

    Groups have about equally many answers, five at least; where they are cut depends on who answered, never
    on what. Raises InputError for columns of different length, a rank below 1, and what is no outcome.
    """
    places, told = _checked(ranks, outcomes, level)
    answered = told != "open"
    x, joined = places[answered], told[answered] == "joined"
    count, accepted = int(joined.size), int(joined.sum())
    share, low, high = _jeffreys(accepted, count, level)
    fit = _fitted(x, joined, level)
    p_refuse, p_accept = _orders(x, joined)
    return AcceptanceEstimate(
        approached=int(told.size),
        answered=count,
        joined=accepted,
        open=int(told.size) - count,
        share=share,
        low=low,
        high=high,
        groups=_groups(places, told, level),
        slope=None if fit is None else _slope(fit),
        curve=() if fit is None else _curve(fit, x),
        p_refuse=p_refuse,
        p_accept=p_accept,
        level=level,
    )


def estimate_reach(ranks: ArrayLike, outcomes: ArrayLike, *, level: float = 0.9) -> ReachEstimate:
    """Return how far down the list one had to go; input and errors as of `estimate_acceptance`.

    The place of the k-th who joined, among the n who answered of whom K joined, is negative hypergeometric if
    everybody accepts alike: all orders of n answers with K that joined are equally likely.
    """
    places, told = _checked(ranks, outcomes, level)
    answered = places[told != "open"]
    hits = np.flatnonzero(told[told != "open"] == "joined") + 1
    hopeful = places[told != "declined"]
    deepest = int(places[-1]) if places.size else 0
    return ReachEstimate(
        approached=int(places.size),
        answered=int(answered.size),
        joined=int(hits.size),
        open=int((told == "open").sum()),
        deepest=deepest,
        passed_over=deepest - int(np.unique(places).size),
        steps=tuple(_step(int(k), hits, answered, hopeful, level) for k in _told(hits.size)),
        level=level,
    )


def _checked(ranks: ArrayLike, outcomes: ArrayLike, level: float) -> tuple[Whole, NDArray[np.str_]]:
    checks.check_between("level", level, 0.01, 0.999)
    told = np.asarray(outcomes, np.str_).reshape(-1)
    given = np.asarray(ranks, np.float64).reshape(-1)
    if given.size != told.size:
        raise InputError(
            f"There are {given.size:,} ranks and {told.size:,} outcomes; give one outcome a rank.",
            name="outcomes",
        )
    if not (np.isfinite(given).all() and (given >= 1).all() and (given == np.floor(given)).all()):
        raise InputError("Ranks are whole numbers from 1; 1 is the best.", name="ranks")
    for one in np.unique(told):
        checks.check_choice("outcome", str(one), OUTCOMES)
    order = np.lexsort((told, given))  # what comes out does not depend on the order of the rows
    return given[order].astype(np.int64), told[order]


def _jeffreys(hits: int, count: int, level: float) -> tuple[float | None, float | None, float | None]:
    """Return a share with Jeffreys' interval, which ends at 0 where there is no hit and at 1 where all are
    (Brown, Cai and DasGupta 2001).
    """
    if not count:
        return None, None, None
    outside = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits + 0.5, count - hits + 0.5, outside))
    high = 1.0 if hits == count else float(betaincinv(hits + 0.5, count - hits + 0.5, 1 - outside))
    return hits / count, low, high


def _groups(places: Whole, told: NDArray[np.str_], level: float) -> tuple[RankGroup, ...]:
    answered = np.sort(places[told != "open"])
    wanted = min(max(answered.size // FEWEST, 1), MOST_GROUPS)
    cuts = [int(part[-1]) for part in np.array_split(answered, wanted) if part.size]
    last = int(places.max()) if places.size else 0
    ends = sorted({*cuts[:-1], last} - {0})
    found, first = [], 1
    for end in ends:
        inside = told[(places >= first) & (places <= end)]
        joined, declined = int((inside == "joined").sum()), int((inside == "declined").sum())
        share, low, high = _jeffreys(joined, joined + declined, level)
        waiting = int(inside.size) - joined - declined
        found.append(RankGroup(first, end, int(inside.size), joined, declined, waiting, share, low, high))
        first = end + 1
    return tuple(found)


def _fitted(x: Whole, joined: NDArray[np.bool_], level: float) -> LogisticFit | None:
    if x.size < LEAST_ANSWERS or np.unique(x).size < 2 or joined.all() or not joined.any():
        return None
    return fit_slope(np.log2(x.astype(np.float64)), joined.astype(np.float64), level=level)


def _slope(fit: LogisticFit) -> RankSlope:
    return RankSlope(*(float(np.exp(one)) for one in (fit.slope, fit.low, fit.high)))


def _curve(fit: LogisticFit, x: Whole) -> tuple[CurvePoint, ...]:
    ends = np.log2([x.min(), x.max()])
    ranks = np.unique(np.rint(np.exp2(np.linspace(ends[0], ends[1], CURVE))).astype(np.int64))
    return tuple(CurvePoint(int(rank), *fit.share_at(float(np.log2(rank)))) for rank in ranks)


def _orders(x: Whole, joined: NDArray[np.bool_]) -> tuple[float | None, float | None]:
    """Return the chance that the ranks of those who joined sum up to as much or more, and to as little or
    less, if all orders are equally likely: Wilcoxon's rank sum, exact up to 60 answers, by its normal limit
    beyond. Ties share ranks.
    """
    count, hits = int(x.size), int(joined.sum())
    if hits in (0, count):
        return None, None
    _values, inverse, sizes = np.unique(x, return_inverse=True, return_counts=True)
    doubled = (2 * np.cumsum(sizes) - sizes + 1)[inverse]  # twice the shared rank, a whole number
    total = int(doubled[joined].sum())
    if count > EXACT:
        mean = hits * (count + 1.0)
        variance = hits * (count - hits) / (count * (count - 1)) * float(((doubled - count - 1.0) ** 2).sum())
        spread = float(np.sqrt(variance))
        return float(ndtr((mean - total + 1) / spread)), float(ndtr((total + 1 - mean) / spread))
    ways = np.zeros((hits + 1, int(doubled.sum()) + 1))
    ways[0, 0] = 1
    for value in doubled:
        ways[1:, value:] += ways[:-1, :-value].copy()
    chances = ways[hits] / ways[hits].sum()
    return float(min(chances[total:].sum(), 1.0)), float(min(chances[: total + 1].sum(), 1.0))


def _told(hits: int) -> Whole:
    """Return for which of those who joined is told how far down they were: the first, the last, some between."""
    if not hits:
        return np.zeros(0, np.int64)
    return np.unique(np.rint(np.linspace(1, hits, min(hits, MOST_TOLD))).astype(np.int64))


def _step(k: int, hits: Whole, answered: Whole, hopeful: Whole, level: float) -> ReachStep:
    count, total, place = int(answered.size), int(hits.size), int(hits[k - 1])
    chances = _places(k, count, total)
    reached = np.cumsum(chances)
    low = int(np.searchsorted(reached, (1 - level) / 2 + 1e-12)) + 1
    high = min(int(np.searchsorted(reached, (1 + level) / 2 - 1e-12)) + 1, count)
    return ReachStep(
        joined=k,
        rank=int(answered[place - 1]),
        best=int(hopeful[k - 1]),
        place=place,
        expected=k * (count + 1) / (total + 1),
        low=low,
        high=high,
        rank_low=int(answered[low - 1]),
        rank_high=int(answered[high - 1]),
        p_value=float(min(chances[place - 1 :].sum(), 1.0)),
    )


def _places(k: int, count: int, total: int) -> Floats:
    """Return the chance of each place (count,) of the k-th of `total` hits among `count` in random order."""
    place = np.arange(1, count + 1, dtype=np.float64)
    before, behind = place - 1, count - place
    possible = (before >= k - 1) & (behind >= total - k)
    found = np.zeros(count)
    log = _choose(before[possible], k - 1) + _choose(behind[possible], total - k)
    found[possible] = np.exp(log - _choose(np.array([float(count)]), total))
    return np.asarray(found / found.sum(), np.float64)


def _choose(size: Floats, chosen: int) -> Floats:
    return np.asarray(gammaln(size + 1) - gammaln(chosen + 1) - gammaln(size - chosen + 1), np.float64)
