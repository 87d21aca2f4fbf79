"""Seasons that the engine's tests share, and a fit at given parameters, without a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.gaussian import Sites
from muster.engine.hire.integration import Point
from muster.engine.hire.layout import Layout, lay_out
from muster.engine.hire.parameters import Free, Parameters, start_parameters
from muster.engine.hire.posterior import Component, Posterior, make_component
from muster.engine.hire.prior import FLAT_PRIOR
from muster.engine.hire.propagation import Propagated, propagate
from muster.engine.hire.runs import Runs, cut_runs
from muster.engine.hire.setup import Setup
from muster.engine.shapes import Criterion, Scorecards

Floats = NDArray[np.float64]
Row = tuple[int, int, int, int]


def from_rows(
    rows: Sequence[Row],
    *,
    scale: tuple[int, int] = (1, 5),
    candidates: int | None = None,
    interviewers: int | None = None,
    interview: Sequence[int] | None = None,
) -> Scorecards:
    """Build scorecards from (candidate, interviewer, criterion, rating); codes are the numbers given."""
    candidate, interviewer, criterion, rating = np.array(rows, np.int64).T
    return Scorecards(
        candidate=candidate.astype(np.int32),
        interviewer=interviewer.astype(np.int32),
        criterion=criterion.astype(np.int32),
        rating=rating,
        candidate_ids=np.array([f"C{code}" for code in range(candidates or int(candidate.max()) + 1)]),
        interviewer_ids=np.array([f"R{code}" for code in range(interviewers or int(interviewer.max()) + 1)]),
        criteria=tuple(Criterion(f"criterion_{code}", *scale) for code in range(int(criterion.max()) + 1)),
        interview=None if interview is None else np.array(interview, np.int32),
    )


def take(scorecards: Scorecards, rows: NDArray[np.integer] | NDArray[np.bool_]) -> Scorecards:
    """Return the chosen rows, in the order chosen, of the same people and criteria."""
    return replace(
        scorecards,
        candidate=scorecards.candidate[rows],
        interviewer=scorecards.interviewer[rows],
        criterion=scorecards.criterion[rows],
        rating=scorecards.rating[rows],
        interview=None if scorecards.interview is None else scorecards.interview[rows],
    )


def add_rows(scorecards: Scorecards, rows: Sequence[Row]) -> Scorecards:
    """Append ratings by and of people who are in the season already."""
    more = np.array(rows, np.int64).T
    return replace(
        scorecards,
        candidate=np.concatenate([scorecards.candidate, more[0]]).astype(np.int32),
        interviewer=np.concatenate([scorecards.interviewer, more[1]]).astype(np.int32),
        criterion=np.concatenate([scorecards.criterion, more[2]]).astype(np.int32),
        rating=np.concatenate([scorecards.rating, more[3]]).astype(np.int64),
    )


@dataclass(frozen=True)
class Fixed:
    """Scorecards and the parameters they are fitted at; nothing is searched.

    `thresholds` None takes those the shares of the categories give.
    """

    scorecards: Scorecards
    sds: tuple[float, float, float] = (1.0, 0.7, 0.6)
    thresholds: Floats | None = None
    slopes: Sequence[float] | None = None
    weights: Sequence[float] | None = None
    free_slopes: bool = False
    dense: bool = True
    tolerance: float = 1e-9
    free: Free = field(init=False)

    def __post_init__(self) -> None:
        criteria = len(self.scorecards.criteria)
        object.__setattr__(self, "free", Free(self.sds[2] > 0, criteria if self.free_slopes else 0))

    @cached_property
    def layout(self) -> Layout:
        return lay_out(self.scorecards)

    @cached_property
    def runs(self) -> Runs:
        return Runs(cut_runs(self.layout.ratings_before), None)

    @cached_property
    def setup(self) -> Setup:
        return Setup(self.layout, self.runs, self.free, FLAT_PRIOR, self.dense)

    @cached_property
    def parameters(self) -> Parameters:
        criteria = len(self.scorecards.criteria)
        weights = np.ones(criteria) if self.weights is None else np.array(self.weights, np.float64)
        start = start_parameters(self.layout.cells, halo=self.sds[2] > 0, weights=weights)
        return replace(
            start,
            sds=np.array(self.sds),
            thresholds=start.thresholds if self.thresholds is None else self.thresholds,
            slopes=np.ones(criteria) if self.slopes is None else np.array(self.slopes, np.float64),
        )

    def with_sds(self, sds: Floats) -> Parameters:
        """Return the same parameters with other SDs."""
        return replace(self.parameters, sds=sds)

    def propagate_at(self, parameters: Parameters) -> Propagated:
        return propagate(self.setup, parameters, Sites.blank(self.layout), tolerance=self.tolerance)

    @cached_property
    def at(self) -> Propagated:
        return self.propagate_at(self.parameters)

    @cached_property
    def component(self) -> Component:
        point = Point(self.parameters, self.at.sites, self.at.gaussian.severity, 1.0)
        return make_component(self.layout, self.runs, point, seed=0)

    @cached_property
    def posterior(self) -> Posterior:
        return Posterior(self.layout, (self.component,), 1)


def cover(estimate: MeritEstimate, truth: NDArray[np.float64]) -> float:
    """Return the share of intervals that hold the truth."""
    return float(((estimate.low < truth) & (truth < estimate.high)).mean())
