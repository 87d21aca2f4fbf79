"""How well the model fits: mean squares by interviewer and criterion, and the ratings that surprise most.

Each scorecard is judged by what everything but itself predicts (the cavity of expectation propagation), so a
mean square of 1 is what the model expects, without the usual shrinkage of residuals by the fit itself.
Infit weighs squared residuals by their information, outfit does not (Wright & Masters 1982).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Tables
from muster.engine.hire.posterior import Component
from muster.engine.hire.quadrature import NODES, normal_nodes
from muster.engine.hire.runs import Runs
from muster.engine.shapes import IntArray

__all__ = ["FitStatistics", "judge_fit"]

Floats = NDArray[np.float64]

WORST = 20


@dataclass(frozen=True, eq=False)
class FitStatistics:
    """Mean squares (NaN where nothing is known) and the worst ratings: their candidate, interviewer and cell
    codes, what was expected, the standardised residual and the chance of one as far out on its side.
    """

    interviewer_infit: Floats
    interviewer_outfit: Floats
    criterion_infit: Floats
    criterion_outfit: Floats
    candidate: IntArray
    interviewer: IntArray
    cell: IntArray
    expected: Floats
    residual: Floats
    probability: Floats


def judge_fit(layout: Layout, runs: Runs, component: Component) -> FitStatistics:
    """Compare every rating with its prediction from all other scorecards."""
    points, masses = normal_nodes()
    cells = layout.cells
    tables = Tables.of(component.parameters, cells)
    criteria = cells.bounds.size - 1
    by_interviewer = np.zeros((runs.count, 4, layout.interviewers))
    by_criterion = np.zeros((runs.count, 4, criteria))
    worst = np.zeros((runs.count, 6, WORST))

    def work(run: int, first: int, last: int) -> None:
        _add_residuals(
            first, last, layout.cards_of, layout.interviewer, layout.ratings_of, layout.cell,
            cells.criterion, cells.bounds, cells.value.astype(np.float64), tables.alpha, tables.slope,
            points, masses, component.parameters.var_halo, component.parameters.var_severity, component.gaussian.held,
            component.gaussian.candidate_precision, component.gaussian.candidate_linear, component.severity,
            component.severity_variance, component.sites.precision, component.sites.linear,
            by_interviewer[run], by_criterion[run], worst[run],
        )  # fmt: skip

    runs.each(work)
    candidate, interviewer, cell, expected, residual, probability = np.concatenate(worst, axis=1)
    order = np.lexsort((cell, interviewer, candidate, -np.abs(residual)))[:WORST]
    order = order[residual[order] != 0]
    interviewer_infit, interviewer_outfit = _mean_squares(by_interviewer.sum(axis=0))
    criterion_infit, criterion_outfit = _mean_squares(by_criterion.sum(axis=0))
    return FitStatistics(
        interviewer_infit=interviewer_infit,
        interviewer_outfit=interviewer_outfit,
        criterion_infit=criterion_infit,
        criterion_outfit=criterion_outfit,
        candidate=candidate[order].astype(np.int64),
        interviewer=interviewer[order].astype(np.int64),
        cell=cell[order].astype(np.int64),
        expected=expected[order],
        residual=residual[order],
        probability=probability[order],
    )


def _mean_squares(sums: Floats) -> tuple[Floats, Floats]:
    """Return infit and outfit from the sums of squares, variances, standardised squares and counts."""
    square, variance, standard, count = sums
    nothing = np.full(count.size, np.nan)
    known = variance > 0
    infit = np.divide(square, variance, out=nothing.copy(), where=known)
    return infit, np.divide(standard, count, out=nothing, where=known & (count > 0))


@njit(cache=True, nogil=True, error_model="numpy")
def _add(sums: Floats, row: int, off: float, variance: float) -> None:
    sums[0, row] += off * off
    sums[1, row] += variance
    sums[2, row] += off * off / variance
    sums[3, row] += 1.0


@njit(cache=True, nogil=True, error_model="numpy")
def _add_residuals(
    first: int, last: int, cards_of: Any, interviewer: Any, ratings_of: Any, cell: Any,
    criterion: Any, bounds: Any, value: Floats, alpha: Floats, slope: Floats,
    points: Floats, masses: Floats, var_halo: float, var_severity: float, held: Floats, candidate_precision: Floats,
    candidate_linear: Floats, severity: Floats, severity_variance: Floats, precision: Floats, linear: Floats,
    by_interviewer: Floats, by_criterion: Floats, worst: Floats,
) -> None:  # fmt: skip
    """Add squared residuals, variances, standardised squares and counts; keep the run's worst ratings."""
    x, s = np.empty(NODES), np.empty(NODES)
    for candidate in range(first, last):
        start, stop = cards_of[candidate], cards_of[candidate + 1]
        pushed = candidate_linear[candidate]
        for i in range(start, stop):
            pushed += held[i] * severity[interviewer[i]]
        for i in range(start, stop):
            r = interviewer[i]
            # What is known of the candidate, then of the interviewer, without this scorecard.
            rest = candidate_precision[candidate] - held[i]
            own = linear[i] / (1.0 + precision[i] * var_halo) + held[i] * severity[r]
            merit = (pushed - own) / rest
            told = held[i] * rest / (held[i] + rest)
            kept = max(1.0 / severity_variance[r] - told, 1.0 / var_severity)
            told = 1.0 / severity_variance[r] - kept
            others = (severity[r] / severity_variance[r] - told * (merit - linear[i] / precision[i])) / kept
            mean = merit - others
            root = np.sqrt(1.0 / rest + 1.0 / kept + var_halo)
            for k in range(NODES):
                s[k] = mean + root * points[k]
                x[k] = np.exp(s[k])
            for j in range(ratings_of[i], ratings_of[i + 1]):
                c = cell[j]
                if slope[c] != 1.0:
                    for k in range(NODES):
                        x[k] = np.exp(slope[c] * s[k])
                one = criterion[c]
                expected, square = value[bounds[one]], value[bounds[one]] ** 2
                at_least, at_most = 1.0, 1.0
                for step in range(bounds[one], bounds[one + 1] - 1):
                    above = 0.0
                    for k in range(NODES):
                        above += masses[k] * (1.0 - 1.0 / (1.0 + alpha[step] * x[k]))
                    expected += above * (value[step + 1] - value[step])
                    square += above * (value[step + 1] ** 2 - value[step] ** 2)
                    if step + 1 == c:
                        at_least = above
                    if step == c:
                        at_most = 1.0 - above
                if slope[c] != 1.0:
                    for k in range(NODES):
                        x[k] = np.exp(s[k])
                variance = square - expected * expected
                if variance <= 1e-12:
                    continue
                off = value[c] - expected
                residual = off / np.sqrt(variance)
                _add(by_interviewer, r, off, variance)
                _add(by_criterion, one, off, variance)
                if abs(residual) > abs(worst[4, -1]):
                    place = worst.shape[1] - 1
                    while place > 0 and abs(residual) > abs(worst[4, place - 1]):
                        worst[:, place] = worst[:, place - 1]
                        place -= 1
                    worst[0, place], worst[1, place], worst[2, place] = candidate, r, c
                    worst[3, place], worst[4, place] = expected, residual
                    worst[5, place] = at_least if off > 0 else at_most
