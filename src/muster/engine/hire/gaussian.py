"""The Gaussian that the prior and the sites make: halo and merit eliminated, severities solved for.

With D the candidates' precisions, W the held weights (P, R) and S = diag(1/var_severity + sum W) - W'D^-1 W,
the severities are N(S^-1 rhs, S^-1) and a candidate's merit, given them, N((linear + W severity)/D, 1/D).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve, lapack
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, cg

from muster.engine.hire import _kernels
from muster.engine.hire.layout import Layout
from muster.engine.hire.runs import Runs

__all__ = ["Gaussian", "Sites", "carry", "eliminate", "solve_columns", "solve_severities"]

Floats = NDArray[np.float64]

FEW = 50_000  # candidates times interviewers up to which a whole table costs less than a sparse matrix
KNOWN_BY_A_RATING = 0.2  # precision, roughly; a start far off only costs a pass


@dataclass(frozen=True, eq=False)
class Sites:
    """Gaussian sites exp(linear * s - precision * s^2 / 2) on each scorecard's standing, (J) each."""

    precision: Floats
    linear: Floats

    @classmethod
    def blank(cls, layout: Layout) -> Sites:
        """Return sites that know about as much as ratings do, and say that everybody is average."""
        return cls(KNOWN_BY_A_RATING * np.diff(layout.ratings_of), np.zeros(layout.scorecards))


@dataclass(frozen=True, eq=False)
class Gaussian:
    """Shapes: `severity` (R); `covariance` of it (R, R), or (1, R) when approximated by its diagonal;
    `factor` (R, R) is the lower Cholesky factor of S, if dense; `held` (J); `candidate_precision` and
    `candidate_linear` (P); `system` (3, R) as the kernel sums it. `steps` counts conjugate-gradient steps.
    """

    severity: Floats
    covariance: Floats
    factor: Floats | None
    held: Floats
    candidate_precision: Floats
    candidate_linear: Floats
    system: Floats
    precision_severity: float
    steps: int

    @property
    def diagonal(self) -> Floats:
        """Diagonal of S, (R)."""
        diagonal: Floats = self.precision_severity + self.system[0]
        return diagonal

    @property
    def severity_variance(self) -> Floats:
        """Posterior variance of each severity, (R)."""
        return self.covariance[0] if self.factor is None else np.diagonal(self.covariance)


def eliminate(layout: Layout, runs: Runs, sites: Sites, sds: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Integrate halo and merit out: return the held weights (J), the candidates' precisions and linear terms (P),
    and the severities' system (3, R).
    """
    held = np.empty(layout.scorecards)
    precision, linear = np.empty(layout.candidates), np.empty(layout.candidates)
    sums = np.zeros((runs.count, 3, layout.interviewers))

    def accumulate(run: int, first: int, last: int) -> None:
        _kernels.accumulate_system(
            first, last, layout.cards_of, layout.interviewer, 1 / sds[0] ** 2, sds[2] ** 2,
            sites.precision, sites.linear, held, precision, linear, sums[run],
        )  # fmt: skip

    runs.each(accumulate)
    return held, precision, linear, sums.sum(axis=0)


def solve_severities(
    layout: Layout,
    runs: Runs,
    sites: Sites,
    sds: Floats,
    *,
    dense: bool,
    start: Floats | None = None,
    tolerance: float = 1e-9,
) -> Gaussian:
    """Eliminate and solve. `dense` factors S and inverts it; else conjugate gradients from `start`, and
    variances are 1 / diag(S).
    """
    precision_severity = 1 / sds[1] ** 2
    held, precision, linear, system = eliminate(layout, runs, sites, sds)
    if dense:
        schur = np.diag(precision_severity + system[2]) - _through_candidates(layout, held, precision)
        factor, _ = cho_factor(schur, lower=True, overwrite_a=True, check_finite=False)
        severity = cho_solve((factor, True), system[1], check_finite=False)
        inverse, _ = lapack.dpotri(factor, lower=1)
        covariance = np.tril(inverse) + np.tril(inverse, -1).T
        return Gaussian(
            severity, covariance, np.tril(factor), held, precision, linear, system, precision_severity, 0
        )
    gaussian = Gaussian(
        np.zeros(layout.interviewers) if start is None else start,
        (1 / (precision_severity + system[0]))[None, :],
        None, held, precision, linear, system, precision_severity, 0,
    )  # fmt: skip
    severity, steps = solve_columns(
        layout, runs, gaussian, system[1][:, None], gaussian.severity[:, None], tolerance
    )
    return Gaussian(
        severity[:, 0], gaussian.covariance, None, held, precision, linear, system, precision_severity, steps
    )


def solve_columns(
    layout: Layout, runs: Runs, gaussian: Gaussian, columns: Floats, start: Floats, tolerance: float
) -> tuple[Floats, int]:
    """Solve S x = columns, (R, B), by preconditioned conjugate gradients, all columns in one pass a step."""
    people, width = columns.shape
    if gaussian.factor is not None:
        return cho_solve((gaussian.factor, True), columns, check_finite=False), 0
    own = gaussian.precision_severity + gaussian.system[2]
    steps = 0

    def product(x: Floats) -> Floats:
        nonlocal steps
        steps += 1
        x = x.reshape(people, width)
        sums = np.zeros((runs.count, people, width))

        def work(run: int, first: int, last: int) -> None:
            _kernels.schur_product(
                first, last, layout.cards_of, layout.interviewer, gaussian.held,
                gaussian.candidate_precision, x, sums[run],
            )  # fmt: skip

        runs.each(work)
        flat: Floats = (own[:, None] * x - sums.sum(axis=0)).ravel()
        return flat

    diagonal = np.repeat(gaussian.diagonal, width)
    size = (people * width, people * width)
    solution, failed = cg(
        LinearOperator(size, matvec=product, dtype=np.float64),
        columns.ravel(),
        x0=start.ravel(),
        rtol=tolerance,
        maxiter=2000,
        M=LinearOperator(size, matvec=lambda x: x.ravel() / diagonal, dtype=np.float64),
    )
    if failed:  # never seen: S is diagonally dominant up to the prior
        raise ArithmeticError("the severities' equations did not converge")
    return solution.reshape(people, width), steps


def carry(layout: Layout, runs: Runs, gaussian: Gaussian, severity: Floats) -> Floats:
    """Return what severities (R, B) add to each candidate's merit, (P, B)."""
    out = np.empty((layout.candidates, severity.shape[1]))

    def work(_: int, first: int, last: int) -> None:
        _kernels.carry_severity(
            first, last, layout.cards_of, layout.interviewer, gaussian.held, gaussian.candidate_precision,
            severity, out,
        )  # fmt: skip

    runs.each(work)
    return out


def _through_candidates(layout: Layout, held: Floats, precision: Floats) -> Floats:
    """Return W' D^-1 W, dense."""
    scaled = held / np.sqrt(precision)[layout.candidate]
    shape = (layout.candidates, layout.interviewers)
    if shape[0] * shape[1] <= FEW:
        place = layout.candidate * shape[1] + layout.interviewer
        table: Floats = np.bincount(place, scaled, shape[0] * shape[1]).astype(np.float64).reshape(shape)
        return table.T @ table
    weights = csr_array((scaled, layout.interviewer, layout.cards_of), shape=shape)
    through: Floats = (weights.T @ weights).toarray()
    return through
