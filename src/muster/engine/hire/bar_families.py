"""Whether a job family's hires become better or worse: the slope of their merit over the days they were decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from muster.engine.hire.bar_estimate import FamilyTable
from muster.engine.hire.levels import contrast_merit

if TYPE_CHECKING:
    from muster.engine.hire.bar_tables import Found

__all__ = ["family_slopes"]

YEAR = 365.25  # days


def family_slopes(found: Found) -> FamilyTable:
    """Return the slopes of the families that hired on two days or more in the largest part, whose scale bars have.

    A slope is the least squares line through the merits of those hired, not of all who might have been: its interval
    holds what the ratings leave open, shared severities with it.
    """
    dated = found.dated
    names = np.array([""], object) if dated.family_ids is None else dated.family_ids.astype(str)
    family = np.zeros(found.cohort.size, np.int64) if dated.family is None else dated.family
    years = (dated.decision_day - np.datetime64("2000-01-01", "D")).astype(np.float64) / YEAR
    hired = found.members[2] & (found.part == 0)
    columns, rows = [], []
    for code in np.unique(family[hired]).tolist():
        who = np.flatnonzero(hired & (family == code))
        off = years[who] - years[who].mean()
        if np.ptp(off) > 0:
            columns.append((who, off / (off @ off)))
            days = dated.decision_day[who]
            rows.append((names[code], who.size, days.min(), days.max()))
    weights = csr_array(
        (
            np.concatenate([values for _, values in columns] or [np.zeros(0)]),
            (
                np.concatenate([who for who, _ in columns] or [np.zeros(0, np.int64)]),
                np.repeat(np.arange(len(columns)), [who.size for who, _ in columns]),
            ),
        ),
        shape=(found.cohort.size, len(columns)),
    )
    slopes = contrast_merit(found.structure, found.spreads.points, weights)
    low, high = slopes.interval(found.level)
    return FamilyTable(
        family=np.array([row[0] for row in rows], object),
        count=np.array([row[1] for row in rows], np.int64),
        first=np.array([row[2] for row in rows], "datetime64[D]"),
        last=np.array([row[3] for row in rows], "datetime64[D]"),
        slope=slopes.mean,
        sd=slopes.sd,
        low=low,
        high=high,
        p_rises=slopes.above(0.0),
    )
