"""What a fit of many cohorts says: frozen tables of arrays, and what comparisons are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.notices import Notice
from muster.engine.shapes import Ids, IntArray

if TYPE_CHECKING:
    from muster.engine.hire.levels import Contrasts

__all__ = [
    "GROUPS",
    "BarEstimate",
    "BarModel",
    "ChangeTable",
    "DriftTable",
    "HireTable",
    "LevelTable",
    "LinkTable",
    "MeritTable",
    "TrendTable",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

GROUPS = ("applicants", "offers", "hires")


@dataclass(frozen=True)
class BarModel:
    """The fit as a whole. SDs are in logits, with intervals at `level`; NaN where nothing depends on one (drift with
    one quarter an interviewer, level with one cohort). `sd_drift` is that of a quarter, `step` the number of quarters
    after which severity may move (1 unless interviewers are too many). `reliability` is the share of the variance of
    applicants' merit that is no error. `converged` is whether both searches came to rest, `integrated` whether the
    uncertainty of the SDs of severity, drift and level is in the intervals.
    """

    sd_merit: float
    sd_severity: float
    sd_severity_low: float
    sd_severity_high: float
    sd_halo: float
    sd_drift: float
    sd_drift_low: float
    sd_drift_high: float
    sd_level: float
    sd_level_low: float
    sd_level_high: float
    reliability: float
    level: float
    step: int
    converged: bool
    integrated: bool
    ratings: int
    candidates: int
    interviewers: int
    quarters: int
    cohorts: int
    parts: int


@dataclass(frozen=True, eq=False)
class _Table:
    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class MeritTable(_Table):
    """Applications in the order of the ids. Merit is in logits above the average applicant of the same part."""

    candidate_id: Ids
    cohort: Ids
    part: IntArray
    merit: Floats
    sd: Floats
    low: Floats
    high: Floats
    offered: Flags
    hired: Flags


@dataclass(frozen=True, eq=False)
class LevelTable(_Table):
    """Mean merit of each group in each period and part, one row each. NaN where the group is empty, and where it is all
    applicants of the part: their mean is what 0 stands for, and so no estimate.

    `period` is a quarter or a cohort; `group` is applicants, offers or hires; `part` counts from 0.
    """

    period: Ids
    part: IntArray
    group: Ids
    count: IntArray
    mean: Floats
    sd: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class TrendTable(_Table):
    """Slope of each group's mean merit over the quarters, in logits a year, by part; periods weigh by their count.

    `p_rises` is the probability that the slope is above 0. Rows are only there where a group has two quarters.
    """

    part: IntArray
    group: Ids
    first: Ids
    last: Ids
    count: IntArray
    slope: Floats
    sd: Floats
    low: Floats
    high: Floats
    p_rises: Floats


@dataclass(frozen=True, eq=False)
class DriftTable(_Table):
    """Severity of each interviewer in each quarter they interviewed in, in logits; positive rates lower."""

    interviewer_id: Ids
    quarter: Ids
    severity: Floats
    sd: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class ChangeTable(_Table):
    """How each interviewer's severity changed from their first to their last quarter; only of those who have two.

    `p_more_severe` is the probability that they became more severe.
    """

    interviewer_id: Ids
    first: Ids
    last: Ids
    change: Floats
    sd: Floats
    low: Floats
    high: Floats
    p_more_severe: Floats


@dataclass(frozen=True, eq=False)
class LinkTable(_Table):
    """Pairs of cohorts. `difference` is the mean merit of the second's applicants less that of the first's, with its
    SD and interval; NaN where nothing links the two. `sd_unlinked` is that SD if they shared no interviewer with any
    cohort, `strength` = 1 - sd^2 / sd_unlinked^2: 0 says no more than the prior does, 1 all.
    """

    first: Ids
    second: Ids
    linked: Flags
    interviewers: IntArray
    criteria: IntArray
    difference: Floats
    sd: Floats
    low: Floats
    high: Floats
    sd_unlinked: Floats
    strength: Floats


@dataclass(frozen=True, eq=False)
class HireTable(_Table):
    """Whoever was hired, with the bar of their family on the day of the decision (NaN: none was set, or the bar's
    scale does not reach them) and the probability that their merit is below it.
    """

    candidate_id: Ids
    cohort: Ids
    decided: NDArray[np.datetime64]
    merit: Floats
    sd: Floats
    low: Floats
    high: Floats
    bar: Floats
    p_below: Floats


@dataclass(frozen=True, eq=False)
class FamilyTable(_Table):
    """Slope of the merit of each job family's hires in part 0 over the days of decision, in logits a year.

    `first`, `last` are the days of the first and last of `count` hires; `p_rises` is the probability that the slope is
    above 0. Rows are only there where a family hired on two days.
    """

    family: Ids
    count: IntArray
    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    slope: Floats
    sd: Floats
    low: Floats
    high: Floats
    p_rises: Floats


@dataclass(frozen=True, eq=False)
class BarEstimate:
    """Everything one fit of many cohorts says.

    `part_of_cohort` (G) tells which cohorts can be compared. `cohort_levels` holds the cohorts' mean merits, jointly:
    3 G sums, those of a cohort's applicants, offers and hires one after the other.
    """

    model: BarModel
    merit: MeritTable
    quarters: LevelTable
    cohorts: LevelTable
    trends: TrendTable
    severities: DriftTable
    changes: ChangeTable
    links: LinkTable
    hires: HireTable
    families: FamilyTable
    notices: tuple[Notice, ...]
    cohort_ids: Ids
    part_of_cohort: IntArray
    cohort_levels: Contrasts

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the quarters' levels."""
        return self.quarters.to_frame()
