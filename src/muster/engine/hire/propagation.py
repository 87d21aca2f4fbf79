"""Expectation propagation over scorecards (Minka 2001): fit every scorecard's Gaussian site by moments.

A scorecard's likelihood depends on one number, its standing, so each site is a one-dimensional integral
(eight equally spaced nodes), however many ratings it holds, and the halo is integrated out exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire import _kernels
from muster.engine.hire.gaussian import Gaussian, Sites, solve_severities
from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Free, Parameters, Tables
from muster.engine.hire.quadrature import panelled_nodes
from muster.engine.hire.runs import Runs
from muster.engine.hire.setup import Setup

__all__ = ["Propagated", "log_eliminated", "move_sites", "propagate"]

Floats = NDArray[np.float64]

MOST_PASSES = 60


@dataclass(frozen=True, eq=False)
class Propagated:
    """Sites at rest and what follows from them.

    `log_evidence` approximates log p(ratings | parameters); NaN when S was not factored. `gradient` is its
    derivative by (log SDs, thresholds, log slopes); exact at rest. `information` (3) holds the sum of
    E[theta^2] and a first guess of the curvature by the log SDs of halo and merit.
    """

    parameters: Parameters
    sites: Sites
    gaussian: Gaussian
    gradient: Floats
    information: Floats
    log_evidence: float
    passes: int
    change: float


def propagate(
    setup: Setup, parameters: Parameters, sites: Sites, *, tolerance: float, severity: Floats | None = None
) -> Propagated:
    """Update the sites, in place, until their root-mean-square change, in SDs, is below `tolerance`.

    `severity` is where to start solving for the severities.
    """
    layout, runs = setup.layout, setup.runs
    points, masses = panelled_nodes()
    tables = Tables.of(parameters, layout.cells)
    change, passes, evidence = np.inf, 0, np.nan
    last = False
    while not last:
        gaussian = solve_severities(
            layout, runs, sites, parameters.sds, dense=setup.dense, start=severity,
            tolerance=min(1e-3, max(1e-9, 0.01 * change)),
        )  # fmt: skip
        severity = gaussian.severity
        passes += 1
        last = change < tolerance or passes >= MOST_PASSES
        if last and setup.dense:
            evidence = _log_normaliser(layout, parameters, gaussian, sites)
        totals, sums = move_sites(layout, runs, parameters, tables, sites, gaussian, points, masses, last)
        change = float(np.sqrt(totals[5] / max(layout.scorecards, 1)))
    gradient = _gradient(layout, parameters, tables, gaussian, totals, sums, setup.free)
    evidence += float(totals[0] + (layout.cells.count * tables.log_constant).sum())
    return Propagated(parameters, sites, gaussian, gradient, totals[2:5], evidence, passes, change)


def move_sites(
    layout: Layout, runs: Runs, parameters: Parameters, tables: Tables, sites: Sites, gaussian: Gaussian,
    points: Floats, masses: Floats, want_gradient: bool,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Move all sites once; return the kernel's totals and gradient sums."""
    totals = np.zeros((runs.count, 6))
    sums = np.zeros((runs.count, 3, tables.alpha.size))

    def work(run: int, first: int, last: int) -> None:
        _kernels.update_sites(
            first, last, layout.cards_of, layout.interviewer, layout.ratings_of, layout.cell,
            tables.alpha, tables.floor, tables.slope, tables.weight, parameters.general,
            points, masses, 1 / parameters.sds[0] ** 2, parameters.var_halo,
            gaussian.severity, gaussian.covariance,
            sites.precision, sites.linear, want_gradient, sums[run], totals[run],
        )  # fmt: skip

    runs.each(work)
    return totals.sum(axis=0), sums.sum(axis=0)


def _gradient(
    layout: Layout, parameters: Parameters, tables: Tables, gaussian: Gaussian, totals: Floats, sums: Floats,
    free: Free,
) -> Floats:  # fmt: skip
    """Return d log evidence / d (log SDs, thresholds, log slopes).

    At rest the evidence is stationary in the sites, so only the explicit derivatives remain: expectations
    under each scorecard's tilted distribution.
    """
    cells = layout.cells
    spread = gaussian.severity @ gaussian.severity + gaussian.severity_variance.sum()
    by_sd = [
        totals[2] / parameters.sds[0] ** 2 - layout.candidates,
        spread / parameters.sds[1] ** 2 - layout.interviewers,
    ]
    if free.halo:
        by_sd.append(totals[1] / parameters.var_halo - layout.scorecards)
    inner = ~cells.top
    ratings = tables.weight * cells.count
    gap = 1 - tables.alpha * tables.floor
    upper = ratings / gap - sums[0]
    lower = ratings * (1 - 1 / gap) - sums[1]
    parts = [np.array(by_sd), upper[inner] + lower[1:][inner[:-1]]]
    if free.slopes:
        by_slope = np.bincount(cells.criterion, sums[2], cells.bounds.size - 1) * parameters.slopes
        parts.append(by_slope - by_slope.mean())
    return np.concatenate(parts)


def _log_normaliser(layout: Layout, parameters: Parameters, gaussian: Gaussian, sites: Sites) -> float:
    """Return log of the integral of prior times sites; needs the factor of S."""
    assert gaussian.factor is not None  # noqa: S101 -- the caller's condition, for the type checker
    log_determinant = 2 * np.log(np.diagonal(gaussian.factor) * parameters.sds[1]).sum()
    severity = gaussian.system[1] @ gaussian.severity - log_determinant
    return log_eliminated(parameters, gaussian, sites) + float(severity) / 2


def log_eliminated(parameters: Parameters, gaussian: Gaussian, sites: Sites) -> float:
    """Return what halo and merit, integrated out, add to the log of the integral of prior times sites."""
    stretch = 1 + sites.precision * parameters.var_halo
    halo = parameters.var_halo * sites.linear**2 / stretch - np.log(stretch)
    precision, linear = gaussian.candidate_precision, gaussian.candidate_linear
    merit = linear**2 / precision - np.log(parameters.sds[0] ** 2 * precision)
    return float(halo.sum() + merit.sum()) / 2
