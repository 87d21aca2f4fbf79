"""Does the bar hold: merit on one scale across cohorts, with interviewers whose severity drifts.

    s = merit + halo - severity[interviewer, quarter],   severity a random walk by quarter, merit about a cohort's level

docs/methods/bar.md has the equations. The ordinary fit (`merit`), with an interviewer's quarters for interviewers,
gives thresholds and a start; `spreads` finds the SDs under the structure, `levels` and `cohorts` read the results off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from muster.engine import checks
from muster.engine.errors import EstimationError, InputError
from muster.engine.hire.bar_estimate import GROUPS, BarEstimate, MeritTable
from muster.engine.hire.bar_notices import bar_notices
from muster.engine.hire.bar_tables import Bar, Found, PlaceBars, make_estimate
from muster.engine.hire.cohorts import find_parts
from muster.engine.hire.dated import DatedScorecards, Units, lay_units
from muster.engine.hire.levels import Contrasts
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.runs import open_runs
from muster.engine.hire.spreads import BAR_PRIOR, BarPrior, find_spreads
from muster.engine.hire.structure import Structure

__all__ = ["BAR_PRIOR", "Bar", "BarPrior", "CohortComparison", "PlaceBars", "compare_cohorts", "estimate_bar"]

Floats = NDArray[np.float64]
Progress = Callable[[str, float], None]

MOST_UNKNOWNS = 3000  # interviewers' quarters and cohorts; beyond, severity moves in longer steps
STEPS = (1, 2, 4, 8)  # quarters
INTEGRATED = 400  # unknowns up to which the SDs are integrated over
INTEGRATED_RATINGS = 100_000


def estimate_bar(
    dated: DatedScorecards,
    *,
    bars: Sequence[Bar] | PlaceBars = (),
    drift: bool = True,
    level: float = 0.9,
    halo: bool | None = None,
    prior: BarPrior = BAR_PRIOR,
    integrate: bool | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> BarEstimate:
    """Estimate merit on one scale across cohorts, with the mean merit of applicants, offers and hires over time.

    `bars` are the bars that people set, or what returns them once everybody's merit is known: a bar that was set on the
    scale of another fit is placed by the candidates whom both have. `drift` lets an interviewer's severity walk from
    quarter to quarter; without, it is one number. `level` is that of all intervals, `halo` as in `estimate_merit`.
    `integrate` carries the uncertainty of the SDs of severity, drift and level into the intervals; None: up to 400
    interviewers' quarters and 100,000 ratings. `progress` is called with the stage's name and the fraction of it that
    is done.

    0 is the average applicant; where cohorts fall into parts that nothing links, of each part its own.

    Returns the same for the same input, whatever the order of rows or the number of threads. Raises InputError for a
    bad argument, EstimationError where there is nothing to estimate.
    """
    tell: Progress = progress or (lambda stage, done: None)
    if not 0 < level < 1:
        raise InputError(f"level is {level}; it must lie between 0 and 1, for instance 0.9.", level=level)
    if threads is not None:
        checks.check_at_least("threads", threads, 1)
    if not callable(bars):
        _check_bars(bars, dated)
    _require_two(dated)
    units, step = _choose_units(dated, drift=drift)
    start = estimate_merit(
        units.scorecards, level=level, halo=halo, integrate=False, threads=threads,
        progress=lambda _, done: tell("searching", done),
    )  # fmt: skip
    layout, main = start.posterior.layout, start.posterior.main
    small = units.nodes + units.cohorts <= INTEGRATED and layout.ratings <= INTEGRATED_RATINGS
    with threadpool_limits(1), open_runs(layout.ratings_before, threads) as runs:
        structure = Structure(units, dated.cohorts[0], layout, runs)
        spreads = find_spreads(
            structure, main.parameters, main.sites, prior=prior,
            integrate=small if integrate is None else integrate,
            progress=lambda done: tell("drift and levels", done),
        )  # fmt: skip
        tell("levels", 0.0)
        found = Found(
            dated=dated, structure=structure, spreads=spreads, parts=find_parts(dated), bars=(),
            level=level, step=step, converged=start.model.converged and spreads.converged,
        )  # fmt: skip
        estimate = make_estimate(found, bar_notices, lambda merit: _placed(bars, merit, dated))
    tell("levels", 1.0)
    return estimate


@dataclass(frozen=True)
class CohortComparison:
    """Mean merit of a group of the second cohort less that of the first, in logits, with its interval, the probability
    that the second's is higher, and how strongly the two are linked (`LinkTable`; NaN for groups but applicants).
    """

    first: str
    second: str
    group: str
    difference: float
    sd: float
    low: float
    high: float
    p_higher: float


def compare_cohorts(
    estimate: BarEstimate, first: str, second: str, *, group: str = "applicants"
) -> CohortComparison:
    """Compare two cohorts. `group` is applicants, offers or hires.

    Raises InputError for a name that is no cohort's, EstimationError `unlinked_cohorts` where nothing links the two,
    `empty_group` where one of them has nobody in the group.
    """
    checks.check_choice("group", group, GROUPS)
    names = [str(name) for name in estimate.cohort_ids]
    for name in (first, second):
        if name not in names:
            raise InputError(f"There is no cohort {name!r}; there are {', '.join(names[:10])}.", cohort=name)
    a, b = names.index(first), names.index(second)
    if estimate.part_of_cohort[a] != estimate.part_of_cohort[b]:
        raise EstimationError(
            f"Nothing links {first} and {second}: no chain of interviewers and criteria leads from one to the other, "
            "so whether candidates were better in one cannot be told; within each, candidates can be compared.",
            code="unlinked_cohorts", first=first, second=second,
        )  # fmt: skip
    at = GROUPS.index(group)
    for name, code in ((first, a), (second, b)):
        if not estimate.cohorts.count[len(GROUPS) * code + at]:
            raise EstimationError(
                f"{name} has no {group}, so there is nothing to compare.", code="empty_group", cohort=name
            )
    factors = np.zeros((estimate.cohort_levels.mean.size, 1))
    factors[len(GROUPS) * a + at], factors[len(GROUPS) * b + at] = -1, 1
    gap: Contrasts = estimate.cohort_levels.combine(factors)
    low, high = gap.interval(estimate.model.level)
    return CohortComparison(
        first, second, group, float(gap.mean[0]), float(gap.sd[0]), float(low[0]), float(high[0]),
        float(gap.above(0.0)[0]),
    )  # fmt: skip


def _choose_units(dated: DatedScorecards, *, drift: bool) -> tuple[Units, int]:
    """Return units with the shortest steps that can be solved for. Raises InputError where there are none."""
    for step in STEPS if drift else (1,):
        units = lay_units(dated, drift=drift, step=step)
        if units.nodes + units.cohorts <= MOST_UNKNOWNS:
            return units, step
    size = units.nodes + units.cohorts
    raise InputError(
        f"Interviewers' quarters and cohorts are {size:,} together, and the most is {MOST_UNKNOWNS:,}; look at fewer "
        "years, requisitions or cohorts at a time.",
        code="too_many_unknowns", unknowns=size, most=MOST_UNKNOWNS,
    )  # fmt: skip


def _require_two(dated: DatedScorecards) -> None:
    if dated.scorecards.ratings and np.unique(dated.scorecards.interviewer).size < 2:
        raise EstimationError(
            "Only one interviewer gave ratings, so severity cannot be told from merit; give two or more.",
            code="one_interviewer",
        )


def _placed(bars: Sequence[Bar] | PlaceBars, merit: MeritTable, dated: DatedScorecards) -> Sequence[Bar]:
    if not callable(bars):
        return bars
    placed = bars(merit)
    _check_bars(placed, dated)
    return placed


def _check_bars(bars: Sequence[Bar], dated: DatedScorecards) -> None:
    known = None if dated.family_ids is None else {str(name) for name in dated.family_ids}
    seen = set()
    for bar in bars:
        if not np.isfinite(bar.value):
            raise InputError(f"A bar is {bar.value}; give a finite number of logits.", value=bar.value)
        if bar.family is not None and (known is None or bar.family not in known):
            there = f"there are {', '.join(sorted(known)[:10])}" if known else "no families are told apart"
            raise InputError(f"A bar is for the family {bar.family!r}; {there}.", family=bar.family)
        key = (bar.family, None if bar.since is None else str(bar.since))
        if key in seen:
            raise InputError(
                "Two bars are for the same family from the same day; keep one of them.", family=bar.family
            )
        seen.add(key)
