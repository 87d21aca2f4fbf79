"""Scorecards of many cohorts with their dates, and the units that severity and level are laid out by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.shapes import Ids, IntArray, Scorecards

__all__ = ["DatedScorecards", "Units", "lay_units", "quarter_names", "quarters_of"]

Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]

MONTHS = 3  # of a quarter
EPOCH_YEAR = 1970  # quarter 0 is its first
NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class DatedScorecards:
    """The applications of several quarters: what was rated, when, in which cohort, and what came of it.

    A candidate of `scorecards` (P) is one application: whoever applies twice is two of them. Shapes: `date` (n) is the
    day of each rating's interview; `cohort` (P) are codes into `cohort_ids` (a requisition, a class of graduates, a
    quarter), None: the quarter of the first interview. `offered`, `hired` (P) flags, None: not known; where offers are
    known, whoever is hired had one. `decided` (P) is the day of the hire or offer, NaT: the day of the last interview.
    `family` (P) are codes into `family_ids`, the job families that bars are set for; None: one family.
    """

    scorecards: Scorecards
    date: Days
    cohort: IntArray | None = None
    cohort_ids: Ids | None = None
    offered: Flags | None = None
    hired: Flags | None = None
    decided: Days | None = None
    family: IntArray | None = None
    family_ids: Ids | None = None

    def __post_init__(self) -> None:
        people = self.scorecards.candidate_ids.size
        checks.check_lengths(rating=self.scorecards.rating, date=self.date)
        for name in ("cohort", "offered", "hired", "decided", "family"):
            column = getattr(self, name)
            if column is not None and column.size != people:
                raise InputError(
                    f"{name} has {column.size:,} entries for {people:,} candidates; give one for each.",
                    name=name,
                )
        for name, codes, ids in (
            ("cohort", self.cohort, self.cohort_ids),
            ("family", self.family, self.family_ids),
        ):
            if codes is not None:
                if ids is None:
                    raise InputError(f"{name} has codes without ids; give {name}_ids too.", name=name)
                checks.check_codes(name, codes, ids.size)
        missing = int(np.isnat(self.date).sum())
        if missing:
            raise InputError(
                f"{missing:,} ratings have no date; give the day of every interview, or leave them out.",
                code="no_date",
                ratings=missing,
            )

    @property
    def quarter(self) -> IntArray:
        """Quarter of each rating, counted from the first of 1970, (n)."""
        return quarters_of(self.date)

    @property
    def first_day(self) -> Days:
        """Day of each candidate's first interview, (P); NaT without any."""
        return self._day(np.minimum, np.iinfo(np.int64).max)

    @property
    def decision_day(self) -> Days:
        """Day of the decision, (P): as told, else that of the last interview."""
        last = self._day(np.maximum, np.iinfo(np.int64).min)
        return last if self.decided is None else np.where(np.isnat(self.decided), last, self.decided)

    def _day(self, keep: Any, start: int) -> Days:
        days = np.full(self.scorecards.candidate_ids.size, start, np.int64)
        keep.at(days, self.scorecards.candidate, self.date.astype("datetime64[D]").astype(np.int64))
        out = days.astype("datetime64[D]")
        out[days == start] = NO_DAY
        return out

    @cached_property
    def cohorts(self) -> tuple[IntArray, Ids]:
        """Code of each candidate's cohort, (P), and the cohorts' ids: as told, else the quarters of first interviews.

        Raises InputError where no cohorts were told and somebody has no interview.
        """
        if self.cohort is not None and self.cohort_ids is not None:
            return self.cohort.astype(np.int64), self.cohort_ids
        if np.isnat(self.first_day).any():
            raise InputError(
                "Some candidates have no rating; leave them out, or tell their cohort.", code="no_rating"
            )
        quarters, codes = np.unique(quarters_of(self.first_day), return_inverse=True)
        return codes.astype(np.int64), quarter_names(quarters)


def quarters_of(days: Days) -> IntArray:
    """Return the quarter of each day, counted from the first of 1970."""
    months: NDArray[np.int64] = days.astype("datetime64[M]").astype(np.int64)
    quarters: IntArray = months // MONTHS
    return quarters


def quarter_names(quarters: IntArray) -> Ids:
    """Return names such as 2026-Q1."""
    return np.array([f"{EPOCH_YEAR + q // 4}-Q{q % 4 + 1}" for q in quarters.tolist()], object)


@dataclass(frozen=True, eq=False)
class Units:
    """Who rated whom when. A unit is an interviewer in a quarter with the candidates of a cohort: its severity in the
    fit is the interviewer's in that quarter (a *node*) less the cohort's level.

    Shapes: `scorecards` has units (U) for interviewers; `node`, `cohort` (U) are theirs. Of the nodes (N), ordered by
    interviewer and quarter: `interviewer`, `quarter`, and `gap`, the quarters since the interviewer's last node, 0 at
    the first. `cohorts` is their number, G.
    """

    scorecards: Scorecards
    node: IntArray
    cohort: IntArray
    interviewer: IntArray
    quarter: IntArray
    gap: IntArray
    cohorts: int

    @property
    def nodes(self) -> int:
        """Number of interviewers' quarters, N."""
        return int(self.interviewer.size)

    @property
    def first(self) -> Flags:
        """Whether a node is its interviewer's first, (N)."""
        first: Flags = self.gap == 0
        return first

    def cut(self) -> Units:
        """Return the same units with an interviewer another one in each cohort, so that nothing links cohorts."""
        who = self.interviewer[self.node] * self.cohorts + self.cohort
        pairs = np.stack([who, self.quarter[self.node]], axis=1)
        nodes, node = np.unique(pairs, axis=0, return_inverse=True)
        person, quarter = nodes.T
        return replace(
            self, node=node.ravel(), interviewer=person, quarter=quarter, gap=_gaps(person, quarter)
        )


def lay_units(dated: DatedScorecards, *, drift: bool, step: int = 1) -> Units:
    """Number nodes and units. Without `drift` an interviewer has one node; `step` makes severity
    move every so many quarters only.
    """
    scorecards = dated.scorecards
    of_candidate, cohort_ids = dated.cohorts
    groups = cohort_ids.size
    cohort = of_candidate[scorecards.candidate]
    quarter = dated.quarter.astype(np.int64) // step if drift else np.zeros(scorecards.ratings, np.int64)
    start = int(quarter.min()) if quarter.size else 0
    span = int(quarter.max()) - start + 1 if quarter.size else 1
    key = (scorecards.interviewer.astype(np.int64) * span + quarter - start) * groups + cohort
    units, unit = np.unique(key, return_inverse=True)
    nodes, node = np.unique(units // groups, return_inverse=True)
    who, when = nodes // span, (nodes % span + start) * step
    return Units(
        scorecards=replace(
            scorecards,
            interviewer=unit.astype(np.int32),
            interviewer_ids=np.arange(units.size),
        ),
        node=node.astype(np.int64),
        cohort=units % groups,
        interviewer=who,
        quarter=when,
        gap=_gaps(who, when),
        cohorts=groups,
    )


def _gaps(who: IntArray, when: IntArray) -> IntArray:
    """Return the quarters since the same interviewer's last node, 0 at the first."""
    same = np.concatenate([[False], who[1:] == who[:-1]])
    gaps: IntArray = np.where(same, np.diff(when, prepend=0), 0)
    return gaps
