"""Both directions: whether anybody is passed with lower merit than those turned away, whichever group gains.

Equal rates do not show equal bars, nor unequal rates unequal ones: groups may differ in who applies. What shows it is
merit at the boundary. Every comparison here is made both ways and within each group, too, because the luck of a
decision passes some below others everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from muster.engine import checks
from muster.engine.errors import EstimationError, InputError
from muster.engine.hire.audit.threshold import Bars, find_bars
from muster.engine.hire.draws import draw_merit
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.shapes import IntArray

__all__ = [
    "WARNING",
    "BarDifferences",
    "BoundaryAudit",
    "GroupBoundary",
    "Passing",
    "audit_boundary",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

WARNING = (
    "Averages and rates mislead where groups differ in merit far from the bar: a group with more strong candidates has "
    "a higher mean among its selected, and a higher rate, under the very same bar. Compare the bars, and who stands "
    "near them; and remember that merit is what interviewers rated, with whatever they all see alike."
)
"""What must stand beside every number of this module."""

PLACES = 161  # of the curves
MOST_DRAWN = 20_000_000  # draws times people
LEAST_DRAWS = 40


@dataclass(frozen=True, eq=False)
class GroupBoundary:
    """Groups by name, (G) each.

    `bar` is the merit at which half of the group is selected, with its interval; a group of which nobody or everybody
    was selected has `one_sided`, and then its bar is hardly known.
    `selected_merit` and `turned_away_merit` are mean merit, NaN of nobody, with intervals. `density_selected` and
    `density_turned_away` (G, M) say how many people there are at each merit of `BoundaryAudit.grid`, per logit.
    """

    group: tuple[str, ...]
    n: IntArray
    selected: IntArray
    bar: Floats
    bar_low: Floats
    bar_high: Floats
    one_sided: Flags
    selected_merit: Floats
    selected_low: Floats
    selected_high: Floats
    turned_away_merit: Floats
    turned_away_low: Floats
    turned_away_high: Floats
    density_selected: Floats
    density_turned_away: Floats

    def to_frame(self) -> dict[str, object]:
        """Return the columns in output order, without the curves."""
        return {name: column for name, column in vars(self).items() if not name.startswith("density")}


@dataclass(frozen=True, eq=False)
class BarDifferences:
    """Each two groups: the first one's bar less the other's, its interval, and how likely it is the higher one."""

    group: tuple[str, ...]
    other: tuple[str, ...]
    difference: Floats
    low: Floats
    high: Floats
    p_higher: Floats

    def to_frame(self) -> dict[str, object]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class Passing:
    """Each group with each, itself included.

    How likely somebody selected of `passed` has lower merit than somebody of `turned_away` who was turned away, both
    picked at random, and by how much their merit differs on average.
    """

    passed: tuple[str, ...]
    turned_away: tuple[str, ...]
    p_lower: Floats
    low: Floats
    high: Floats
    gap: Floats
    gap_low: Floats
    gap_high: Floats

    def to_frame(self) -> dict[str, object]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class BoundaryAudit:
    """Merit at the boundary. `blur` is the SD, in logits, of what else decides; `warning` belongs beside it all."""

    groups: GroupBoundary
    differences: BarDifferences
    passing: Passing
    grid: Floats
    blur: float
    level: float
    unknown: int
    warning: str = WARNING


def audit_boundary(
    estimate: MeritEstimate,
    group: Sequence[str | None],
    selected: ArrayLike,
    *,
    draws: int = 400,
    seed: int = 0,
    level: float = 0.95,
) -> BoundaryAudit:
    """Compare groups at the boundary between selected and turned away.

    `estimate` is a merit fit; `group` (None where unknown) and `selected` are of each candidate, in the order of
    `estimate.candidate_ids`. Whoever has no decision must not be in the fit. Merit is taken given the group, so that an
    estimate which is pulled to the mean of everybody does not make the bar of a weaker group look higher. `draws` of
    joint merit, with `seed`, give the intervals of all but the bars; fewer are made of very many people.

    Raises InputError for a bad argument, EstimationError where there are fewer than two groups, or nobody or everybody
    was selected.
    """
    checks.check_between("level", level, 0.5, 0.9999)
    checks.check_at_least("draws", draws, LEAST_DRAWS)
    chosen = np.asarray(selected, bool)
    people = estimate.candidate_ids.size
    if len(group) != people or chosen.shape != (people,):
        raise InputError(
            f"There are {people:,} candidates, {len(group):,} groups and {chosen.size:,} decisions; give one each, in "
            "the order of the estimate's ids."
        )
    names = tuple(sorted({one for one in group if one is not None}))
    if len(names) < 2:
        raise EstimationError("Fewer than two groups are known, so there is nothing to compare.")
    places = {name: place for place, name in enumerate(names)}
    everybody = np.array([-1 if one is None else places[one] for one in group], np.int64)
    known = np.flatnonzero(everybody >= 0)
    codes, chosen = everybody[known], chosen[known]
    variance = estimate.sd[known] ** 2
    sd = estimate.model.sd_merit
    shift = _shift(estimate.merit[known], variance, codes, len(names), sd)
    merit = estimate.merit[known] + shift
    bars = find_bars(merit, variance, codes, len(names), chosen, sd=sd)
    count = int(np.clip(MOST_DRAWN // max(people, 1), LEAST_DRAWS, draws))
    drawn = draw_merit(estimate, count, seed=seed, candidates=known) + shift
    grid = _grid(merit, np.sqrt(variance))
    return BoundaryAudit(
        groups=_groups(names, merit, variance, codes, chosen, drawn, bars, grid, level),
        differences=_differences(names, bars, level),
        passing=_passing(names, codes, chosen, drawn, level),
        grid=grid,
        blur=bars.blur,
        level=level,
        unknown=people - known.size,
    )


def _shift(merit: Floats, variance: Floats, group: IntArray, groups: int, sd: float) -> Floats:
    """Return what knowing the group adds to each estimate.

    An estimate is a weighted mean of what was rated and of the mean of all, 0; given the group, of the group's mean
    (Kelley 1947). That mean is estimated from what was rated.
    """
    pulled = np.minimum(variance / sd**2, 1 - 1e-9) if sd > 0 else np.zeros(variance.size)
    weight = 1 - pulled  # proportional to 1 / (sd^2 + error of what was rated)
    sums = np.bincount(group, merit, groups)
    weights = np.bincount(group, weight, groups)
    mean = np.divide(sums, weights, out=np.zeros(groups), where=weights > 0)
    return pulled * mean[group]


def _grid(merit: Floats, sd: Floats) -> Floats:
    return np.linspace(float((merit - 3 * sd).min()), float((merit + 3 * sd).max()), PLACES)


def _groups(
    names: tuple[str, ...], merit: Floats, variance: Floats, codes: IntArray, chosen: Flags, drawn: Floats, bars: Bars,
    grid: Floats, level: float,
) -> GroupBoundary:  # fmt: skip
    half = -float(ndtri((1 - level) / 2)) * np.sqrt(np.diag(bars.covariance))
    n = np.bincount(codes, minlength=len(names))
    selected = np.bincount(codes[chosen], minlength=len(names))
    parts = [[(codes == place) & (chosen == flag) for flag in (True, False)] for place in range(len(names))]
    means = np.array([[_mean(merit, drawn, part, level) for part in both] for both in parts])
    curves = np.array([[_curve(merit[part], variance[part], grid) for part in both] for both in parts])
    return GroupBoundary(
        group=names,
        n=n,
        selected=selected,
        bar=bars.bar,
        bar_low=bars.bar - half,
        bar_high=bars.bar + half,
        one_sided=(selected == 0) | (selected == n),
        selected_merit=means[:, 0, 0],
        selected_low=means[:, 0, 1],
        selected_high=means[:, 0, 2],
        turned_away_merit=means[:, 1, 0],
        turned_away_low=means[:, 1, 1],
        turned_away_high=means[:, 1, 2],
        density_selected=curves[:, 0],
        density_turned_away=curves[:, 1],
    )


def _mean(merit: Floats, drawn: Floats, part: Flags, level: float) -> tuple[float, float, float]:
    if not part.any():
        return (float("nan"),) * 3
    low, high = _ends(drawn[:, part].mean(axis=1), level)
    return float(merit[part].mean()), low, high


def _ends(values: Floats, level: float) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _curve(merit: Floats, variance: Floats, grid: Floats) -> Floats:
    """Return people per logit at each place: everybody spread by what is not known of them.

    Each curve is made from the chances of the intervals between places, so that it counts everybody however narrow.
    """
    edges = np.concatenate([[-np.inf], (grid[1:] + grid[:-1]) / 2, [np.inf]])
    total = np.zeros(edges.size)
    sd = np.sqrt(np.maximum(variance, 1e-12))
    for start in range(0, merit.size, 10_000):
        part = slice(start, start + 10_000)
        total += ndtr((edges[None, :] - merit[part, None]) / sd[part, None]).sum(axis=0)
    return np.asarray(np.diff(total) / (grid[1] - grid[0]))


def _differences(names: tuple[str, ...], bars: Bars, level: float) -> BarDifferences:
    pairs = list(combinations(range(len(names)), 2))
    first, second = np.array(pairs).T
    difference = bars.bar[first] - bars.bar[second]
    own = np.diag(bars.covariance)
    error = np.sqrt(own[first] + own[second] - 2 * bars.covariance[first, second])
    half = -float(ndtri((1 - level) / 2)) * error
    return BarDifferences(
        group=tuple(names[one] for one in first.tolist()),
        other=tuple(names[one] for one in second.tolist()),
        difference=difference,
        low=difference - half,
        high=difference + half,
        p_higher=ndtr(difference / error),
    )


def _passing(names: tuple[str, ...], codes: IntArray, chosen: Flags, drawn: Floats, level: float) -> Passing:
    passed = [np.flatnonzero((codes == place) & chosen) for place in range(len(names))]
    refused = [np.flatnonzero((codes == place) & ~chosen) for place in range(len(names))]
    rows = []
    for one, two in product(range(len(names)), repeat=2):
        up, down = passed[one], refused[two]
        if not up.size or not down.size:
            rows.append([np.nan] * 6)
            continue
        lower = np.array([_share_lower(line[up], line[down]) for line in drawn])
        gap = drawn[:, up].mean(axis=1) - drawn[:, down].mean(axis=1)
        rows.append([float(lower.mean()), *_ends(lower, level), float(gap.mean()), *_ends(gap, level)])
    table = np.array(rows)
    pairs = list(product(names, repeat=2))
    return Passing(tuple(one for one, _ in pairs), tuple(two for _, two in pairs), *table.T)


def _share_lower(passed: Floats, refused: Floats) -> float:
    """Return the share of all pairs in which the one who passed has the lower merit."""
    ordered = np.sort(refused)
    return float(1 - np.searchsorted(ordered, passed, side="right").mean() / ordered.size)
