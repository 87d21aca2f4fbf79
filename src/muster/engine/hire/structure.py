"""The Gaussian of severities that drift and cohorts that differ in level, and the sites' fixed point under it.

A unit's severity is gamma = beta[node] - level[cohort] (`Units`): then merit less the cohort's level is the merit of
the ordinary fit, and its loops over scorecards serve as they are. The unknowns x = (beta, level), X = N + G of them,
have the prior precision Q: beta of an interviewer's first quarter N(0, severity^2), each later one the last plus
N(0, gap * drift^2), levels N(0, level^2).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, lapack
from scipy.sparse import csr_array

from muster.engine.hire.dated import Units
from muster.engine.hire.gaussian import Gaussian, Sites, eliminate
from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Parameters, Tables
from muster.engine.hire.propagation import log_eliminated, move_sites
from muster.engine.hire.quadrature import panelled_nodes
from muster.engine.hire.runs import Runs
from muster.engine.shapes import IntArray

__all__ = ["SPREADS", "Settled", "Structure", "settle", "solve"]

Floats = NDArray[np.float64]

SPREADS = ("merit", "severity", "halo", "drift", "level")  # the order of the five SDs everywhere
MOST_PASSES = 60
FEW = 500_000  # candidates times unknowns up to which a whole table costs less than a sparse matrix
DENSE_UNITS = 1500  # units up to which the passes know how severities vary together; beyond, their variances


@dataclass(frozen=True, eq=False)
class Structure:
    """Units, the cohort of each candidate (P), the sorted ratings of them, and the threads."""

    units: Units
    cohort_of: IntArray
    layout: Layout
    runs: Runs

    @property
    def size(self) -> int:
        """Number of unknowns, X."""
        return self.units.nodes + self.units.cohorts

    @cached_property
    def design(self) -> csr_array:
        """Units' severities from the unknowns, (U, X)."""
        count = self.units.node.size
        rows = np.repeat(np.arange(count), 2)
        columns = np.stack([self.units.node, self.units.nodes + self.units.cohort], axis=1).ravel()
        return csr_array((np.tile([1.0, -1.0], count), (rows, columns)), shape=(count, self.size))

    @cached_property
    def places(self) -> tuple[IntArray, IntArray]:
        """Where each scorecard's node and level stand in a table of candidates by unknowns, (J) each."""
        unit, units = self.layout.interviewer, self.units
        rows = self.layout.candidate.astype(np.int64) * self.size
        return rows + units.node[unit], rows + units.nodes + units.cohort[unit]

    def prior_precision(self, sds: Floats) -> Floats:
        """Return Q, (X, X)."""
        _, severity, _, drift, level = sds
        units = self.units
        precision = np.zeros((self.size, self.size))
        diagonal = np.einsum("ii->i", precision)
        first = np.flatnonzero(units.first)
        later = np.flatnonzero(~units.first)
        diagonal[first] += severity**-2
        if later.size:
            steps = 1 / (units.gap[later] * drift**2)
            diagonal[later] += steps
            diagonal[later - 1] += steps
            precision[later, later - 1] -= steps
            precision[later - 1, later] -= steps
        diagonal[units.nodes :] += level**-2
        return precision

    def log_prior_determinant(self, sds: Floats) -> float:
        """Return log |Q|."""
        _, severity, _, drift, level = sds
        units = self.units
        later = units.gap[~units.first]
        steps = float(np.log(later).sum() + 2 * later.size * np.log(drift)) if later.size else 0.0
        firsts = 2 * int(units.first.sum()) * np.log(severity)
        return float(-firsts - steps - 2 * units.cohorts * np.log(level))

    def squares(self, mean: Floats, covariance: Floats) -> Floats:
        """Return the posterior expectations of the squares that severity, drift and level are the SDs of, summed, and
        the number of them: (3, 2).
        """
        units = self.units
        variance = np.diagonal(covariance)
        first = np.flatnonzero(units.first)
        later = np.flatnonzero(~units.first)
        steps = mean[later] - mean[later - 1]
        spread = variance[later] + variance[later - 1] - 2 * covariance[later, later - 1]
        levels = slice(units.nodes, None)
        return np.array(
            [
                [(mean[first] ** 2 + variance[first]).sum(), first.size],
                [((steps**2 + spread) / np.maximum(units.gap[later], 1)).sum(), later.size],
                [(mean[levels] ** 2 + variance[levels]).sum(), units.cohorts],
            ]
        )


@dataclass(frozen=True, eq=False)
class Solved:
    """`mean` (X) and `covariance` (X, X) of the unknowns, and the units' Gaussian for the kernels."""

    mean: Floats
    covariance: Floats
    gaussian: Gaussian
    log_determinant: float
    explained: float


@dataclass(frozen=True, eq=False)
class Settled:
    """Sites at rest under five SDs, and what follows. `gradient` (5) is that of `log_evidence` by the log SDs."""

    sds: Floats
    sites: Sites
    solved: Solved
    log_evidence: float
    gradient: Floats
    passes: int


def solve(structure: Structure, sites: Sites, sds: Floats) -> Solved:
    """Eliminate halo and merit, solve for the unknowns, and carry them to the units."""
    layout, units = structure.layout, structure.units
    held, precision, linear, system = eliminate(layout, structure.runs, sites, sds[:3])
    design = structure.design
    through = _through_candidates(structure, held, precision)
    information = structure.prior_precision(sds) + _known(units, system[2]) - through
    pulled = design.T @ system[1]
    factor, _ = cho_factor(information, lower=True, overwrite_a=True, check_finite=False)
    log_determinant = 2 * float(np.log(np.diagonal(factor)).sum())
    inverse, _ = lapack.dpotri(factor, lower=1)
    covariance = np.tril(inverse) + np.tril(inverse, -1).T
    mean = covariance @ pulled
    gaussian = Gaussian(
        design @ mean, _unit_covariance(units, covariance), None, held, precision, linear, system, np.nan, 0
    )
    return Solved(mean, covariance, gaussian, log_determinant, float(pulled @ mean))


def _known(units: Units, weights: Floats) -> Floats:
    """Return design' diag(weights) design, (X, X)."""
    size = units.nodes + units.cohorts
    node, level = units.node, units.nodes + units.cohort
    places = np.concatenate(
        [node * size + node, level * size + level, node * size + level, level * size + node]
    )
    values = np.concatenate([weights, weights, -weights, -weights])
    known: Floats = np.bincount(places, values, size * size).astype(np.float64).reshape(size, size)
    return known


def _through_candidates(structure: Structure, held: Floats, precision: Floats) -> Floats:
    """Return (W Z)' D^-1 (W Z), (X, X): the part of the information that not knowing merit takes away."""
    layout, size = structure.layout, structure.size
    scaled = held / np.sqrt(precision)[layout.candidate]
    values, places = np.concatenate([scaled, -scaled]), np.concatenate(structure.places)
    shape = (layout.candidates, size)
    if shape[0] * shape[1] <= FEW:
        table: Floats = np.bincount(places, values, shape[0] * shape[1]).astype(np.float64).reshape(shape)
        return table.T @ table
    weights = csr_array((values, (places // size, places % size)), shape=shape)
    through: Floats = (weights.T @ weights).toarray()
    return through


def _unit_covariance(units: Units, covariance: Floats) -> Floats:
    """Return the units' covariance, (U, U), or (1, U) where they are many."""
    node, level = units.node, units.nodes + units.cohort
    if units.node.size <= DENSE_UNITS:
        between = covariance[node[:, None], level[None, :]]
        dense: Floats = (
            covariance[node[:, None], node] + covariance[level[:, None], level] - between - between.T
        )
        return dense
    variance = np.diagonal(covariance)
    return (variance[node] + variance[level] - 2 * covariance[node, level])[None, :]


def settle(
    structure: Structure, parameters: Parameters, sds: Floats, sites: Sites, *, tolerance: float = 1e-4
) -> Settled:
    """Update the sites, in place, until their root-mean-square change, in SDs, is below `tolerance`.

    `parameters` hold thresholds, slopes and weights; its SDs are replaced by the first three of `sds`.
    """
    layout, runs = structure.layout, structure.runs
    at = Parameters(sds[:3].copy(), parameters.thresholds, parameters.slopes, parameters.weights)
    points, masses = panelled_nodes()
    tables = Tables.of(at, layout.cells)
    change, passes, last = np.inf, 0, False
    while not last:
        solved = solve(structure, sites, sds)
        passes += 1
        last = change < tolerance or passes >= MOST_PASSES
        # Of the sites that the Gaussian was made of: the pass moves them.
        prior_and_sites = log_eliminated(at, solved.gaussian, sites)
        totals, _ = move_sites(
            layout, runs, at, tables, sites, solved.gaussian, points, masses, want_gradient=False
        )
        change = float(np.sqrt(totals[5] / max(layout.scorecards, 1)))
    severity = solved.explained + structure.log_prior_determinant(sds) - solved.log_determinant
    constant = float((layout.cells.count * tables.log_constant).sum())
    evidence = prior_and_sites + severity / 2 + float(totals[0]) + constant
    return Settled(sds, sites, solved, evidence, _gradient(structure, sds, solved, totals), passes)


def _gradient(structure: Structure, sds: Floats, solved: Solved, totals: Floats) -> Floats:
    """Return the derivative of the log evidence by the log SDs; 0 of one that nothing has."""
    layout = structure.layout
    squares = structure.squares(solved.mean, solved.covariance)
    severity, drift, level = squares[:, 0] / sds[[1, 3, 4]] ** 2 - squares[:, 1]
    merit = totals[2] / sds[0] ** 2 - layout.candidates
    halo = totals[1] / sds[2] ** 2 - layout.scorecards if sds[2] > 0 else 0.0
    return np.array([merit, severity, halo, drift, level])
