"""The accuracy ceiling: merit when the SDs, thresholds and slopes of a simulated season are known.

Newton steps to the joint posterior mode of merit, severity and halo. Halo is eliminated exactly, then merit;
what is left is a dense system on the interviewers. Intervals come from the curvature at the mode (Laplace).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import norm

from muster.engine.hire.simulate import SimulatedSeason

__all__ = ["KnownTruth", "Oracle", "fit_oracle"]

Floats = NDArray[np.float64]
MOST_STEPS = 50
TOLERANCE = 1e-6
SLACK = 1e-12  # rounding allowed when two heights of the posterior are compared


@dataclass(frozen=True)
class KnownTruth:
    """The SDs a season was drawn with."""

    sd_merit: float
    sd_severity: float
    sd_halo: float


@dataclass(frozen=True, eq=False)
class Oracle:
    """Merit (P) with its SD and interval, in the order of the season's candidates."""

    merit: Floats
    sd: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class _Point:
    """Where the joint posterior is looked at, or a step from there."""

    merit: Floats
    severity: Floats
    halo: Floats

    def moved(self, step: _Point, length: float) -> _Point:
        return _Point(
            self.merit + length * step.merit,
            self.severity + length * step.severity,
            self.halo + length * step.halo,
        )

    def largest(self) -> float:
        return float(max(np.abs(part).max() for part in (self.merit, self.severity, self.halo)))


class _Problem:
    """The season's ratings, gathered by scorecard, with the known precisions."""

    def __init__(self, season: SimulatedSeason, known: KnownTruth) -> None:
        cards = season.scorecards
        self.candidates, self.interviewers = cards.candidate_ids.size, cards.interviewer_ids.size
        key = cards.candidate.astype(np.int64) * self.interviewers + cards.interviewer
        pairs, self.card = np.unique(key, return_inverse=True)
        self.candidate, self.interviewer = np.divmod(pairs, self.interviewers)
        edges = np.pad(season.thresholds, ((0, 0), (1, 1)), constant_values=((0, 0), (-np.inf, np.inf)))
        low = np.array([criterion.low for criterion in cards.criteria])
        category = cards.rating - low[cards.criterion]
        self.above, self.below = edges[cards.criterion, category + 1], edges[cards.criterion, category]
        self.slope = season.slopes[cards.criterion]
        self.merit_precision = known.sd_merit**-2
        self.severity_precision = known.sd_severity**-2
        self.halo_precision = known.sd_halo**-2

    def _probabilities(self, point: _Point) -> tuple[Floats, Floats]:
        """Return P(rating <= as given) and P(rating < as given) of every rating."""
        standing = point.merit[self.candidate] + point.halo - point.severity[self.interviewer]
        location = self.slope * standing[self.card]
        return expit(self.above - location), expit(self.below - location)

    def log_posterior(self, point: _Point) -> float:
        """Return the log of the joint posterior density, up to a constant."""
        upper, lower = self._probabilities(point)
        penalty = self.merit_precision * (point.merit @ point.merit)
        penalty += self.severity_precision * (point.severity @ point.severity)
        penalty += self.halo_precision * (point.halo @ point.halo)
        return float(np.log(upper - lower).sum() - penalty / 2)

    def derivatives(self, point: _Point) -> tuple[Floats, Floats]:
        """Return gradient and precision of the log-likelihood in each scorecard's standing."""
        upper, lower = self._probabilities(point)
        precision = self.slope**2 * (upper * (1 - upper) + lower * (1 - lower))
        return self._by_card(self.slope * (upper + lower - 1)), self._by_card(precision)

    def _by_card(self, values: Floats) -> Floats:
        return np.bincount(self.card, values, self.candidate.size).astype(np.float64)


@dataclass(frozen=True, eq=False)
class _Curvature:
    """What is left once halo and then merit are eliminated.

    `diagonal` (P) is merit's own precision, `coupling` (P, R) ties it to severity, `schur` (R, R) is
    severity's precision with everything else eliminated.
    """

    diagonal: Floats
    coupling: sp.csr_array
    schur: Floats


def fit_oracle(season: SimulatedSeason, known: KnownTruth, *, level: float = 0.9) -> Oracle:
    """Return the posterior mode of merit with Laplace intervals, given the truth about everything else."""
    problem = _Problem(season, known)
    point = _Point(
        np.zeros(problem.candidates), np.zeros(problem.interviewers), np.zeros(problem.candidate.size)
    )
    height = problem.log_posterior(point)
    for _ in range(MOST_STEPS):
        step, curvature = _newton_step(problem, point)
        length = 1.0
        while (reached := problem.log_posterior(point.moved(step, length))) < height - SLACK * abs(height):
            length /= 2
        point, height = point.moved(step, length), reached
        if step.largest() < TOLERANCE:
            break
    else:
        raise RuntimeError(f"the oracle did not converge in {MOST_STEPS} steps")
    sd = _merit_sd(curvature)
    half = norm.ppf((1 + level) / 2) * sd
    return Oracle(point.merit, sd, point.merit - half, point.merit + half)


def _newton_step(problem: _Problem, point: _Point) -> tuple[_Point, _Curvature]:
    gradient, precision = problem.derivatives(point)
    halo_gradient = gradient - problem.halo_precision * point.halo
    total = precision + problem.halo_precision
    rest = gradient - precision * halo_gradient / total
    curvature = _eliminate(problem, precision * problem.halo_precision / total)
    to_merit = (
        np.bincount(problem.candidate, rest, problem.candidates) - problem.merit_precision * point.merit
    )
    received = np.bincount(problem.interviewer, rest, problem.interviewers)
    to_severity = -received - problem.severity_precision * point.severity
    right = to_severity - curvature.coupling.T @ (to_merit / curvature.diagonal)
    severity = np.linalg.solve(curvature.schur, right)
    merit = (to_merit - curvature.coupling @ severity) / curvature.diagonal
    moved = merit[problem.candidate] - severity[problem.interviewer]
    return _Point(merit, severity, (halo_gradient - precision * moved) / total), curvature


def _eliminate(problem: _Problem, weight: Floats) -> _Curvature:
    """Return the system on the interviewers for scorecards that weigh `weight` once halo is eliminated."""
    shape = (problem.candidates, problem.interviewers)
    diagonal = problem.merit_precision + np.bincount(problem.candidate, weight, shape[0])
    coupling = sp.csr_array((-weight, (problem.candidate, problem.interviewer)), shape=shape)
    own = problem.severity_precision + np.bincount(problem.interviewer, weight, shape[1])
    passed = coupling.T @ (sp.diags_array(1 / diagonal) @ coupling)
    return _Curvature(diagonal.astype(np.float64), coupling, np.diag(own) - passed.toarray())


def _merit_sd(curvature: _Curvature) -> Floats:
    """Return posterior SDs of merit: the diagonal's own and what uncertain severities pass on."""
    share = sp.csr_array(sp.diags_array(1 / curvature.diagonal) @ curvature.coupling)
    passed = share.multiply(share @ np.linalg.inv(curvature.schur)).sum(axis=1)
    return np.sqrt(1 / curvature.diagonal + np.ravel(passed)).astype(np.float64)
