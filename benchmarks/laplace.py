"""The Laplace approximation, as ordinal::clmm makes it, written on its own: for ratings on one criterion by crossed
random effects of candidates and interviewers, without halo.

log p(ratings) is taken as the height of the joint density at its mode in merit and severity, times what a Gaussian of
the curvature there would hold. SDs and thresholds are where that is highest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize
from scipy.special import expit

__all__ = ["LaplaceFit", "Mode", "Pairs", "find_mode", "fit_laplace", "unpack"]

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

MOST_STEPS = 50
TOLERANCE = 1e-8  # of the mode, in logits
NUDGE = 1e-3  # of parameters, for differences of the log-likelihood
START_SD = 0.7


@dataclass(frozen=True, eq=False)
class Pairs:
    """Who rated whom with what, sorted by candidate: codes (N), and ratings as categories 0, 1, ..."""

    candidate: Codes
    interviewer: Codes
    category: Codes

    @classmethod
    def of(cls, candidate: NDArray[np.generic], interviewer: NDArray[np.generic], rating: Codes) -> Pairs:
        """Take columns of ids and ratings; every category occurs."""
        _, at = np.unique(candidate, return_inverse=True)
        _, by = np.unique(interviewer, return_inverse=True)
        order = np.argsort(at, kind="stable")
        return cls(at[order], by[order], (rating - rating.min())[order])

    @property
    def candidates(self) -> int:
        """Number of candidates."""
        return int(self.candidate.max()) + 1

    @property
    def interviewers(self) -> int:
        """Number of interviewers."""
        return int(self.interviewer.max()) + 1


@dataclass(frozen=True, eq=False)
class Mode:
    """The mode of merit (P) and severity (R) at given parameters. `precision` (P) is the candidates' own, `factor`
    the Cholesky factor (lower) of the severities' with merit eliminated.
    """

    merit: Floats
    severity: Floats
    precision: Floats
    coupling: sp.csr_array
    factor: Floats
    log_likelihood: float

    @property
    def merit_sd(self) -> Floats:
        """SDs of merit by the curvature at the mode, (P)."""
        share = sp.csr_array(sp.diags_array(1 / self.precision) @ self.coupling)
        inverse = cho_solve((self.factor, True), np.eye(self.severity.size))
        passed = np.ravel(share.multiply(share @ inverse).sum(axis=1))
        return np.sqrt(1 / self.precision + passed).astype(np.float64)


@dataclass(frozen=True, eq=False)
class LaplaceFit:
    """Where the approximate likelihood is highest: `vector` has the SDs of merit and severity, then the thresholds;
    `covariance` is of their logs and of the thresholds.
    """

    vector: Floats
    log_likelihood: float
    covariance: Floats


def unpack(vector: Floats) -> tuple[Floats, Floats]:
    """Return the SDs of merit and severity, and the thresholds, of (log SDs, thresholds)."""
    return np.exp(vector[:2]), vector[2:]


def fit_laplace(pairs: Pairs) -> LaplaceFit:
    """Maximise the approximate likelihood, its gradient taken by differences."""
    below = np.bincount(pairs.category).cumsum()[:-1] / pairs.category.size
    start = np.concatenate([np.log([START_SD, START_SD]), np.log(below / (1 - below))])
    last = find_mode(pairs, start)

    def cost(vector: Floats) -> float:
        nonlocal last
        last = find_mode(pairs, vector, start=last)
        return -last.log_likelihood

    def slope(vector: Floats) -> Floats:
        steps = NUDGE * np.eye(vector.size)
        return np.array([cost(vector + step) - cost(vector - step) for step in steps]) / (2 * NUDGE)

    # A first step as long as the gradient would put thresholds out of order: a rating tells about a tenth a unit.
    known = np.eye(start.size) * (10 / pairs.category.size)
    found = minimize(cost, start, jac=slope, method="BFGS", options={"gtol": 1e-3, "hess_inv0": known})
    rows = np.array([slope(found.x + step) - slope(found.x - step) for step in 0.01 * np.eye(start.size)])
    hessian = (rows + rows.T) / 0.04
    sds, thresholds = unpack(found.x)
    return LaplaceFit(np.concatenate([sds, thresholds]), -float(found.fun), np.linalg.inv(hessian))


def find_mode(pairs: Pairs, vector: Floats, *, start: Mode | None = None) -> Mode:
    """Climb to the joint mode by Newton steps, merit eliminated from each; `vector` is (log SDs, thresholds)."""
    sds, thresholds = unpack(vector)
    edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
    over, under = edges[pairs.category + 1], edges[pairs.category]
    merit = np.zeros(pairs.candidates) if start is None else start.merit
    severity = np.zeros(pairs.interviewers) if start is None else start.severity
    shape = (pairs.candidates, pairs.interviewers)
    for _ in range(MOST_STEPS):
        standing = merit[pairs.candidate] - severity[pairs.interviewer]
        upper, lower = expit(over - standing), expit(under - standing)
        push, weight = upper + lower - 1, upper * (1 - upper) + lower * (1 - lower)
        to_merit = np.bincount(pairs.candidate, push, shape[0]) - merit / sds[0] ** 2
        to_severity = -np.bincount(pairs.interviewer, push, shape[1]) - severity / sds[1] ** 2
        precision = np.bincount(pairs.candidate, weight, shape[0]) + sds[0] ** -2
        coupling = sp.csr_array((-weight, (pairs.candidate, pairs.interviewer)), shape=shape)
        own = np.bincount(pairs.interviewer, weight, shape[1]) + sds[1] ** -2
        passed = coupling.T @ (sp.diags_array(1 / precision) @ coupling)
        factor, _ = cho_factor(np.diag(own) - passed.toarray(), lower=True)
        step = cho_solve((factor, True), to_severity - coupling.T @ (to_merit / precision))
        merit_step = (to_merit - coupling @ step) / precision
        if max(np.abs(step).max(), np.abs(merit_step).max()) < TOLERANCE:
            break
        merit, severity = merit + merit_step, severity + step
    else:
        raise ArithmeticError(f"no mode in {MOST_STEPS} steps")
    height = (
        np.log(upper - lower).sum() - (merit @ merit / sds[0] ** 2 + severity @ severity / sds[1] ** 2) / 2
    )
    volume = np.log(precision * sds[0] ** 2).sum() + 2 * np.log(np.diagonal(factor) * sds[1]).sum()
    return Mode(merit, severity, precision, coupling, np.tril(factor), float(height - volume / 2))
