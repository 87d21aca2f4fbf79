"""From the points of a fit of many cohorts to the tables that people read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from scipy.special import ndtri

from muster.engine.hire.bar_estimate import (
    GROUPS,
    BarEstimate,
    BarModel,
    ChangeTable,
    DriftTable,
    HireTable,
    LevelTable,
    LinkTable,
    MeritTable,
    TrendTable,
)
from muster.engine.hire.bar_families import family_slopes
from muster.engine.hire.cohorts import pair_cohorts, unlinked_covariance
from muster.engine.hire.dated import DatedScorecards, quarter_names, quarters_of
from muster.engine.hire.levels import (
    Contrasts,
    Individuals,
    contrast_merit,
    contrast_unknowns,
    individual_merit,
)
from muster.engine.hire.notices import Notice
from muster.engine.hire.skewed import Skewed
from muster.engine.hire.spreads import Spreads
from muster.engine.hire.structure import Structure
from muster.engine.shapes import Ids, IntArray

__all__ = ["Bar", "Found", "PlaceBars", "make_estimate"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

QUARTERS = 4  # of a year


@dataclass(frozen=True)
class Bar:
    """A bar that a person set: the merit in logits below which nobody of the family is hired, from the day `since` on.

    `since` None: always; `family` None: for every family that has none of its own that day.
    """

    value: float
    since: np.datetime64 | None = None
    family: str | None = None


PlaceBars = Callable[[MeritTable], Sequence[Bar]]
"""What says which bars hold, once merit is known."""


@dataclass(frozen=True, eq=False)
class Found:
    """All that the tables are made of."""

    dated: DatedScorecards
    structure: Structure
    spreads: Spreads
    parts: IntArray
    bars: tuple[Bar, ...]
    level: float
    step: int
    converged: bool

    @property
    def cohort(self) -> IntArray:
        """Cohort of each candidate, (P)."""
        return self.structure.cohort_of

    @property
    def cohort_ids(self) -> Ids:
        """Names of the cohorts, (G)."""
        return self.dated.cohorts[1]

    @property
    def part(self) -> IntArray:
        """Part of each candidate, (P)."""
        part: IntArray = self.parts[self.cohort]
        return part

    @property
    def members(self) -> tuple[Flags, Flags, Flags]:
        """Who is among applicants, offers and hires, (P) each."""
        everybody = np.ones(self.cohort.size, bool)
        hired = ~everybody if self.dated.hired is None else self.dated.hired
        offered = ~everybody if self.dated.offered is None else self.dated.offered | hired
        return everybody, offered, hired


def make_estimate(
    found: Found,
    notices: Callable[[Found, BarEstimate], tuple[Notice, ...]],
    place: PlaceBars,
) -> BarEstimate:
    """Read all tables off the points; `notices` says what limits them, `place` which bars there are."""
    dated, points = found.dated, found.spreads.points
    zeros = _zeros(found.part)
    own = individual_merit(found.structure, points, zeros.toarray())
    merit = _merit(found, own)
    found = replace(found, bars=tuple(place(merit)))
    quarters = quarters_of(dated.first_day)
    by_quarter, quarter_row = np.unique(np.stack([quarters, found.part]), axis=1, return_inverse=True)
    quarter_row = quarter_row.ravel()
    quarter_levels, quarter_table = _levels(
        found, zeros, quarter_row, quarter_names(by_quarter[0]), by_quarter[1]
    )
    cohort_levels, cohort_table = _levels(found, zeros, found.cohort, found.cohort_ids, found.parts)
    estimate = BarEstimate(
        model=_model(found, own),
        merit=merit,
        quarters=quarter_table,
        cohorts=cohort_table,
        trends=_trends(found, quarter_levels, quarter_table, by_quarter),
        severities=_severities(found),
        changes=_changes(found),
        links=_links(found, cohort_levels),
        hires=_hires(found, own),
        families=family_slopes(found),
        notices=(),
        cohort_ids=found.cohort_ids,
        part_of_cohort=found.parts,
        cohort_levels=cohort_levels,
    )
    return replace(estimate, notices=notices(found, estimate))


def _zeros(part: IntArray) -> csr_array:
    """Return the weights that make each part's average applicant, (P, parts)."""
    counts = np.bincount(part)
    return csr_array((1 / counts[part], (np.arange(part.size), part)), shape=(part.size, counts.size))


def _levels(
    found: Found, zeros: csr_array, row: IntArray, periods: Ids, parts: IntArray
) -> tuple[Contrasts, LevelTable]:
    """Return the mean merit of each group in each row, less its part's zero: jointly, and as a table."""
    rows = len(periods)
    columns, counts = [], np.zeros((rows, len(GROUPS)), np.int64)
    for at, members in enumerate(found.members):
        counts[:, at] = np.bincount(row[members], minlength=rows)
        who = np.flatnonzero(members)
        values = 1 / counts[row[who], at]
        columns.append(csr_array((values, (who, len(GROUPS) * row[who] + at)), shape=(row.size, 3 * rows)))
    groups = columns[0] + columns[1] + columns[2]
    together = contrast_merit(found.structure, found.spreads.points, csr_array(hstack([groups, zeros])))
    size, part = len(GROUPS) * rows, np.repeat(parts, len(GROUPS)).astype(np.int64)
    factors = np.eye(size + zeros.shape[1], size)
    factors[size + part, np.arange(size)] = -1
    levels = together.combine(factors)
    low, high = levels.interval(found.level)
    everybody = np.bincount(found.part)[parts][:, None]  # whose mean is 0 by definition
    blank = ((counts == 0) | (counts == everybody)).ravel()
    mean, sd, low, high = (np.where(blank, np.nan, column) for column in (levels.mean, levels.sd, low, high))
    table = LevelTable(
        period=np.repeat(periods, len(GROUPS)),
        part=part,
        group=np.tile(np.array(GROUPS, object), rows),
        count=counts.ravel(),
        mean=mean,
        sd=sd,
        low=low,
        high=high,
    )
    return levels, table


def _trends(found: Found, levels: Contrasts, table: LevelTable, by_quarter: IntArray) -> TrendTable:
    """Return the slopes over quarters, weighted by count: contrasts of the levels."""
    years = np.repeat(by_quarter[0] / QUARTERS, len(GROUPS))
    factors, rows = [], []
    for part in range(int(found.parts.max()) + 1):
        for group in GROUPS:
            mine = (table.part == part) & (table.group == group) & (table.count > 0)
            if mine.sum() < 2:
                continue
            weight = table.count * mine
            off = weight * (years - (weight @ years) / weight.sum())
            factors.append(off / (off @ years))
            which = np.flatnonzero(mine)
            rows.append((part, group, table.period[which[0]], table.period[which[-1]], int(weight.sum())))
    slopes = levels.combine(np.array(factors).reshape(-1, years.size).T)
    low, high = slopes.interval(found.level)
    return TrendTable(
        part=np.array([row[0] for row in rows], np.int64),
        group=np.array([row[1] for row in rows], object),
        first=np.array([row[2] for row in rows], object),
        last=np.array([row[3] for row in rows], object),
        count=np.array([row[4] for row in rows], np.int64),
        slope=slopes.mean,
        sd=slopes.sd,
        low=low,
        high=high,
        p_rises=slopes.above(0.0),
    )


def _severities(found: Found) -> DriftTable:
    units = found.structure.units
    size = found.structure.size
    nodes = np.arange(units.nodes)
    factors = csr_array((np.ones(nodes.size), (nodes, nodes)), shape=(size, nodes.size))
    severity = contrast_unknowns(found.spreads.points, factors)
    low, high = severity.interval(found.level)
    return DriftTable(
        interviewer_id=found.dated.scorecards.interviewer_ids[units.interviewer],
        quarter=quarter_names(units.quarter),
        severity=severity.mean,
        sd=severity.sd,
        low=low,
        high=high,
    )


def _changes(found: Found) -> ChangeTable:
    units = found.structure.units
    first = np.flatnonzero(units.first)
    last = np.append(first[1:], units.nodes) - 1
    first, last = first[last > first], last[last > first]
    columns = np.tile(np.arange(first.size), 2)
    values = np.concatenate([-np.ones(first.size), np.ones(last.size)])
    factors = csr_array(
        (values, (np.concatenate([first, last]), columns)), shape=(found.structure.size, first.size)
    )
    change = contrast_unknowns(found.spreads.points, factors)
    low, high = change.interval(found.level)
    return ChangeTable(
        interviewer_id=found.dated.scorecards.interviewer_ids[units.interviewer[first]],
        first=quarter_names(units.quarter[first]),
        last=quarter_names(units.quarter[last]),
        change=change.mean,
        sd=change.sd,
        low=low,
        high=high,
        p_more_severe=change.above(0.0),
    )


def _links(found: Found, levels: Contrasts) -> LinkTable:
    pairs = pair_cohorts(found.dated)
    groups = found.parts.size
    factors = np.zeros((len(GROUPS) * groups, pairs.first.size))
    columns = np.arange(pairs.first.size)
    factors[len(GROUPS) * pairs.first, columns] -= 1
    factors[len(GROUPS) * pairs.second, columns] += 1
    gaps = levels.combine(factors)
    low, high = gaps.interval(found.level)
    main = max(found.spreads.points, key=lambda point: point.weight)
    apart = unlinked_covariance(found.structure, main, _zeros(found.cohort))
    unlinked = apart[pairs.first, pairs.first] + apart[pairs.second, pairs.second]
    unlinked = unlinked - 2 * apart[pairs.first, pairs.second]
    linked = found.parts[pairs.first] == found.parts[pairs.second]
    strength = np.clip(1 - gaps.sd**2 / unlinked, 0.0, 1.0)
    names = found.cohort_ids

    def told(column: Floats) -> Floats:
        return np.where(linked, column, np.nan)

    return LinkTable(
        first=names[pairs.first],
        second=names[pairs.second],
        linked=linked,
        interviewers=pairs.interviewers,
        criteria=pairs.criteria,
        difference=told(gaps.mean),
        sd=told(gaps.sd),
        low=told(low),
        high=told(high),
        sd_unlinked=np.sqrt(unlinked),
        strength=np.where(linked, strength, 0.0),
    )


def _merit(found: Found, own: Individuals) -> MeritTable:
    low, high = own.interval(found.level)
    _, offered, hired = found.members
    return MeritTable(
        candidate_id=found.dated.scorecards.candidate_ids,
        cohort=found.cohort_ids[found.cohort],
        part=found.part,
        merit=own.mean,
        sd=own.sd,
        low=low,
        high=high,
        offered=offered,
        hired=hired,
    )


def _hires(found: Found, own: Individuals) -> HireTable:
    who = np.flatnonzero(found.members[2])
    low, high = own.interval(found.level)
    decided = found.dated.decision_day[who]
    bars = _bars_then(found, who, decided)
    below = np.full(found.cohort.size, np.nan)
    below[who] = bars
    return HireTable(
        candidate_id=found.dated.scorecards.candidate_ids[who],
        cohort=found.cohort_ids[found.cohort[who]],
        decided=decided,
        merit=own.mean[who],
        sd=own.sd[who],
        low=low[who],
        high=high[who],
        bar=bars,
        p_below=np.where(np.isnan(bars), np.nan, own.below(below)[who]),
    )


def _bars_then(found: Found, who: IntArray, decided: NDArray[np.datetime64]) -> Floats:
    """Return the bar that held for each of `who` on the day; NaN without one. Bars are on the scale of part 0."""
    bars = np.full(who.size, np.nan)
    names = np.array([""]) if found.dated.family_ids is None else found.dated.family_ids.astype(str)
    family = np.zeros(who.size, np.int64) if found.dated.family is None else found.dated.family[who]
    beginning = np.datetime64("0001-01-01", "D")
    # General ones first, then families' own, each from the oldest on: the last that fits stays.
    order = sorted(
        found.bars, key=lambda bar: (bar.family is not None, beginning if bar.since is None else bar.since)
    )
    for bar in order:
        held = np.ones(who.size, bool) if bar.since is None else decided >= bar.since
        if bar.family is not None:
            held &= (names == bar.family)[family]
        bars[held] = bar.value
    bars[found.part[who] != 0] = np.nan
    return bars


def _model(found: Found, own: Individuals) -> BarModel:
    structure, spreads = found.structure, found.spreads
    units = structure.units
    sds, lows, highs = _sds(found)
    error = float(np.mean(own.sd**2))
    parts = [own.mean[found.part == part].var() for part in range(int(found.parts.max()) + 1)]
    spread = float(np.average(parts, weights=np.bincount(found.part)))
    drifts, levels = bool((~units.first).any()), units.cohorts > 1
    unknown = (np.nan, np.nan, np.nan)
    drift = (sds[3], lows[3], highs[3]) if drifts else unknown
    level = (sds[4], lows[4], highs[4]) if levels else unknown
    facts: dict[str, Any] = {
        "ratings": structure.layout.ratings,
        "candidates": structure.layout.candidates,
        "interviewers": int(np.unique(units.interviewer).size),
        "quarters": int(np.unique(found.dated.quarter).size),
        "cohorts": units.cohorts,
        "parts": int(found.parts.max()) + 1,
    }
    return BarModel(
        sd_merit=float(sds[0]),
        sd_severity=float(sds[1]),
        sd_severity_low=float(lows[1]),
        sd_severity_high=float(highs[1]),
        sd_halo=float(sds[2]),
        sd_drift=float(drift[0]),
        sd_drift_low=float(drift[1]),
        sd_drift_high=float(drift[2]),
        sd_level=float(level[0]),
        sd_level_low=float(level[1]),
        sd_level_high=float(level[2]),
        reliability=spread / (spread + error),
        level=found.level,
        step=found.step,
        converged=found.converged,
        integrated=len(spreads.points) > 1,
        **facts,
    )


def _sds(found: Found) -> tuple[Floats, Floats, Floats]:
    """Return the SDs and their intervals: by the points' moments, or of one point by the curvature."""
    points = found.spreads.points
    weights = np.array([point.weight for point in points])
    with np.errstate(divide="ignore"):
        logs = np.log([point.at.sds for point in points])
    out = np.full((3, logs.shape[1]), -np.inf)
    half = float(ndtri((1 + found.level) / 2)) * np.sqrt(np.diagonal(found.spreads.covariance))
    for entry in range(logs.shape[1]):
        if not np.isfinite(logs[0, entry]):
            continue
        spread = Skewed.of(logs[:, entry], weights)
        if np.ptp(logs[:, entry]) == 0:
            out[:, entry] = spread.mean, spread.mean - half[entry], spread.mean + half[entry]
        else:
            ends = [spread.quantile(tail) for tail in ((1 - found.level) / 2, (1 + found.level) / 2)]
            out[:, entry] = spread.mean, *ends
    sds, lows, highs = np.exp(out)
    return sds, lows, highs
