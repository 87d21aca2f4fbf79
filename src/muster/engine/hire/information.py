"""A first guess of the evidence's curvature: complete information less what the unknown standings hide
(Louis 1982), under the Gaussian of the sites. The search refines it by secants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.sparse import csr_array

from muster.engine.hire._kernels import WIDE
from muster.engine.hire.gaussian import Gaussian
from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Free, Parameters, Tables
from muster.engine.hire.propagation import Propagated
from muster.engine.hire.quadrature import NODES, PANELS, normal_nodes
from muster.engine.shapes import IntArray

__all__ = ["guess_information", "standings", "threshold_information"]

Floats = NDArray[np.float64]
Table = Floats | csr_array

FEW = 500_000  # entries up to which a whole table costs less than a sparse matrix


def standings(layout: Layout, parameters: Parameters, found: Propagated) -> tuple[Floats, Floats]:
    """Return each scorecard's expected standing and shrink factor, (J) each."""
    gaussian, sites = found.gaussian, found.sites
    shrink = 1 / (1 + sites.precision * parameters.var_halo)
    pushed = np.bincount(
        layout.candidate, gaussian.held * gaussian.severity[layout.interviewer], layout.candidates
    )
    merit = (gaussian.candidate_linear + pushed) / gaussian.candidate_precision
    standing = merit[layout.candidate] - gaussian.severity[layout.interviewer]
    return shrink * (standing + parameters.var_halo * sites.linear), shrink


def guess_information(layout: Layout, found: Propagated, free: Free) -> Floats:
    """Return minus the Hessian of the log evidence, roughly, by the search vector; positive definite."""
    parameters = found.parameters
    mean, shrink = standings(layout, parameters, found)
    ratings = _Ratings.at(layout, parameters, mean[None])
    complete = ratings.complete(free, np.ones((1, 1)))
    by_card = (layout.scorecards, complete.shape[0])
    turns = _table(*ratings.places(free), [turn[0] for turn in ratings.turns(free)], by_card)
    hidden = _hidden(layout, parameters, found.gaussian, turns, shrink)
    size = free.sds + complete.shape[0]
    information = np.zeros((size, size))
    information[free.sds :, free.sds :] = complete - hidden
    known = 1 - found.gaussian.severity_variance / parameters.sds[1] ** 2
    by_sd = np.array([found.information[2], 2 * (known**2).sum(), found.information[1]])
    # Far below the top an SD's own gradient bounds the step to half a logit, as a step of EM would.
    steep = 2 * np.maximum(found.gradient[: free.sds], 0)
    information[: free.sds, : free.sds] = np.diag(by_sd[: free.sds] + steep)
    return make_definite(information)


def threshold_information(layout: Layout, found: Propagated, free: Free) -> Floats:
    """Return the block of thresholds and slopes, averaged over the tilted distributions; `found` is dense.

    The guess takes ratings as curved, and scores as straight lines in the standing, as they are at the expected
    standing. Where a standing is known badly neither holds.
    """
    parameters = found.parameters
    mean, shrink = standings(layout, parameters, found)
    variance = _standing_variances(layout, parameters, found.gaussian, shrink)
    wide = bool(variance.max() > WIDE**2)
    nodes, masses = normal_nodes(PANELS * NODES if wide else NODES)
    standing = mean + np.outer(nodes, np.sqrt(variance))
    ratings = _Ratings.at(layout, parameters, standing)
    log_likelihood = np.add.reduceat(ratings.weight * np.log(ratings.chance), layout.ratings_of[:-1], axis=1)
    site = found.sites.linear * standing - found.sites.precision * standing**2 / 2
    tilted = np.exp(log_likelihood - site - (log_likelihood - site).max(axis=0)) * masses[:, None]
    tilted /= tilted.sum(axis=0)
    off = standing - (tilted * standing).sum(axis=0)
    variance = (tilted * off**2).sum(axis=0)

    shares = tilted[:, ratings.card]
    places, values = ratings.places(free), ratings.scores(free)
    size = parameters.thresholds.size + free.slopes
    by_card = (layout.scorecards, size)
    score = _table(*places, [(shares * each).sum(axis=0) for each in values], by_card)
    lean = shares * (off / variance)[:, ratings.card]
    turns = _table(*places, [(lean * each).sum(axis=0) for each in values], by_card)
    apart = layout.scorecards * np.arange(nodes.size)[:, None]
    rows = [(apart + row).ravel() for row in places[0]]
    columns = [np.broadcast_to(column, shares.shape).ravel() for column in places[1]]
    each_node = _table(
        rows, columns, [(np.sqrt(shares) * each).ravel() for each in values], (nodes.size * by_card[0], size)
    )
    straight = _scale(turns, np.sqrt(variance))
    bent = _square(each_node) - _square(score) - _square(straight)
    complete = ratings.complete(free, shares)
    information = complete - bent - _hidden(layout, parameters, found.gaussian, turns, shrink)
    if free.slopes:  # they keep a geometric mean of 1
        slopes = slice(-free.slopes, None)
        information[slopes] -= information[slopes].mean(axis=0)
        information[:, slopes] -= information[:, slopes].mean(axis=1, keepdims=True)
    return information


def _standing_variances(layout: Layout, parameters: Parameters, gaussian: Gaussian, shrink: Floats) -> Floats:
    """Return each scorecard's variance of its standing, (J)."""
    shape = (layout.candidates, layout.interviewers)
    pulls = gaussian.held / gaussian.candidate_precision[layout.candidate]
    pull = csr_array((pulls, layout.interviewer, layout.cards_of), shape=shape)
    carried = np.asarray(pull @ gaussian.covariance, np.float64)
    with_severity = carried[layout.candidate, layout.interviewer]
    merit = 1 / gaussian.candidate_precision
    merit += np.bincount(layout.candidate, pulls * with_severity, layout.candidates)
    apart = merit[layout.candidate] + gaussian.severity_variance[layout.interviewer] - 2 * with_severity
    variance: Floats = shrink * parameters.var_halo + shrink**2 * apart
    return variance


def make_definite(information: Floats) -> Floats:
    """Return the nearest matrix, in its own scaling, with eigenvalues of at least 1e-3."""
    information = np.nan_to_num(information, nan=0.0, posinf=1e12, neginf=-1e12)
    scale = np.sqrt(np.maximum(np.diagonal(information), 1e-3))
    values, vectors = np.linalg.eigh(information / np.outer(scale, scale))
    fixed: Floats = (vectors * np.maximum(values, 1e-3)) @ vectors.T * np.outer(scale, scale)
    return fixed


@dataclass(frozen=True, eq=False)
class _Ratings:
    """Every rating's probability at given standings (`chance`, and what it is made of: (Q, N) each), and the
    threshold above and below it (N); -1: none.
    """

    card: IntArray
    upper: IntArray
    lower: IntArray
    by_slope: IntArray
    thresholds: int
    criteria: int
    slope: Floats
    weight: Floats
    s: Floats
    above: Floats
    below: Floats

    @classmethod
    def at(cls, layout: Layout, parameters: Parameters, standing: Floats) -> _Ratings:
        """Rate at `standing`, (Q, J)."""
        cells, cell = layout.cells, layout.cell
        tables = Tables.of(parameters, cells)
        card = np.repeat(np.arange(layout.scorecards), np.diff(layout.ratings_of))
        inner = ~cells.top
        number = np.cumsum(inner) - 1
        over = np.concatenate([[False], inner[:-1]])
        slope = tables.slope[cell]
        s = standing[:, card]
        x = np.exp(slope * s)
        return cls(
            card=card,
            upper=np.where(inner, number, -1)[cell],
            lower=np.where(over, number - inner, -1)[cell],
            by_slope=int(inner.sum()) + cells.criterion[cell],
            thresholds=int(inner.sum()),
            criteria=cells.bounds.size - 1,
            slope=slope,
            weight=tables.weight[cell],
            s=s,
            above=1 / (1 + tables.alpha[cell] * x),
            below=tables.floor[cell] / (tables.floor[cell] + x),
        )

    @cached_property
    def chance(self) -> Floats:
        """The ratings' probabilities."""
        return np.maximum(self.above - self.below, 1e-12)

    @cached_property
    def up(self) -> Floats:
        """The density at the upper threshold."""
        return self.above * (1 - self.above)

    @cached_property
    def down(self) -> Floats:
        """The density at the lower threshold."""
        return self.below * (1 - self.below)

    def places(self, free: Free) -> tuple[list[IntArray], list[IntArray]]:
        """Return the rows and columns of what a rating has by threshold above, below, and slope."""
        columns = [self.upper, self.lower, self.by_slope]
        count = 3 if free.slopes else 2
        return [self.card] * count, columns[:count]

    def scores(self, free: Free) -> list[Floats]:
        """Return the derivatives of the log-likelihood, (Q, N), by `places`."""
        scores = [self.weight * self.up / self.chance, -self.weight * self.down / self.chance]
        if free.slopes:
            scores.append(self.weight * self.slope * self.s * (self.above + self.below - 1))
        return scores

    def turns(self, free: Free) -> list[Floats]:
        """Return the scores' derivatives by the standing, (Q, N)."""
        turns = [self.weight * self.slope * self.up, self.weight * self.slope * self.down]
        if free.slopes:
            bend = self.slope * self.s * (self.up + self.down)
            turns.append(self.weight * self.slope * (self.above + self.below - 1 - bend))
        return turns

    def complete(self, free: Free, shares: Floats) -> Floats:
        """Return the information if standings were known, averaged by `shares` (Q, N): (T, T)."""
        upper, lower, by_slope = self.upper, self.lower, self.by_slope
        up, down, chance = self.up, self.down, self.chance
        rows, columns, values = [upper, lower, upper, lower], [upper, lower, lower, upper], [
            (up / chance) ** 2 - up * (1 - 2 * self.above) / chance,
            (down / chance) ** 2 + down * (1 - 2 * self.below) / chance,
            -up * down / chance**2,
            -up * down / chance**2,
        ]  # fmt: skip
        size = self.thresholds
        if free.slopes:
            size += self.criteria
            rows += [upper, lower, by_slope, by_slope, by_slope]
            columns += [by_slope, by_slope, upper, lower, by_slope]
            tilt = self.slope * self.s
            values += [-tilt * up, -tilt * down, -tilt * up, -tilt * down, tilt**2 * (up + down)]
        averages = [self.weight * (shares * value).sum(axis=0) for value in values]
        return _whole(_table(rows, columns, averages, (size, size)))


def _square(matrix: Table) -> Floats:
    """Return matrix' matrix."""
    return _whole(matrix.T @ matrix)


def _scale(matrix: Table, factors: Floats) -> Table:
    """Return the matrix with each row times its factor."""
    if isinstance(matrix, np.ndarray):
        return matrix * factors[:, None]
    return csr_array(matrix.multiply(factors[:, None]))


def _whole(matrix: Any) -> Floats:
    """Return the matrix with its zeros."""
    return np.asarray(matrix if isinstance(matrix, np.ndarray) else matrix.toarray(), np.float64)


def _table(
    rows: Sequence[IntArray],
    columns: Sequence[IntArray],
    values: Sequence[Floats],
    shape: tuple[int, int],
) -> Table:
    """Sum the entries into a matrix, leaving out those whose row or column is -1; a large one is sparse."""
    row, column, value = np.concatenate(rows), np.concatenate(columns), np.concatenate(values)
    kept = (row >= 0) & (column >= 0)
    size = shape[0] * shape[1]
    if size <= FEW:
        sums = np.bincount(row[kept] * shape[1] + column[kept], value[kept], size)
        return sums.astype(np.float64).reshape(shape)
    return csr_array((value[kept], (row[kept], column[kept])), shape=shape)


def _hidden(
    layout: Layout, parameters: Parameters, gaussian: Gaussian, turns: Table, shrink: Floats
) -> Floats:
    """Return turns' Cov(standings) turns: what not knowing the standings takes away, (T, T)."""
    through = _whole(_scale(turns, parameters.var_halo * shrink).T @ turns)
    turned = _scale(turns, shrink)
    of_candidate = csr_array(
        (np.ones(layout.scorecards), np.arange(layout.scorecards), layout.cards_of),
        shape=(layout.candidates, layout.scorecards),
    )
    merit = _whole(of_candidate @ turned)
    through += (merit / gaussian.candidate_precision[:, None]).T @ merit
    cards = np.arange(layout.scorecards)
    of_interviewer = csr_array(
        (np.ones(layout.scorecards), (layout.interviewer, cards)),
        shape=(layout.interviewers, layout.scorecards),
    )
    carried = (merit / gaussian.candidate_precision[:, None])[layout.candidate] * gaussian.held[:, None]
    severity = _whole(of_interviewer @ carried) - _whole(of_interviewer @ turned)
    if gaussian.factor is None:
        approximate: Floats = through + (severity * gaussian.covariance[0][:, None]).T @ severity
        return approximate
    whitened: Floats = solve_triangular(gaussian.factor, severity, lower=True, check_finite=False)
    through += whitened.T @ whitened
    return through
