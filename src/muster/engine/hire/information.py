"""A first guess of the evidence's curvature: complete information less what the unknown standings hide
(Louis 1982), under the Gaussian of the sites. The search refines it by secants.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.sparse import csr_array

from muster.engine.hire.gaussian import Gaussian
from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Free, Parameters, Tables
from muster.engine.hire.propagation import Propagated

__all__ = ["guess_information", "standings"]

Floats = NDArray[np.float64]


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
    complete, turns, shrink = _complete(layout, parameters, found, free)
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


def make_definite(information: Floats) -> Floats:
    """Return the nearest matrix, in its own scaling, with eigenvalues of at least 1e-3."""
    information = np.nan_to_num(information, nan=0.0, posinf=1e12, neginf=-1e12)
    scale = np.sqrt(np.maximum(np.diagonal(information), 1e-3))
    values, vectors = np.linalg.eigh(information / np.outer(scale, scale))
    fixed: Floats = (vectors * np.maximum(values, 1e-3)) @ vectors.T * np.outer(scale, scale)
    return fixed


def _complete(
    layout: Layout, parameters: Parameters, found: Propagated, free: Free
) -> tuple[Floats, csr_array, Floats]:
    """Return the information if standings were known, (T, T), and its derivative by them, (J, T)."""
    cells = layout.cells
    tables = Tables.of(parameters, cells)
    mean, shrink = standings(layout, parameters, found)
    card = np.repeat(np.arange(layout.scorecards), np.diff(layout.ratings_of))
    cell = layout.cell
    slope, weight = tables.slope[cell], tables.weight[cell]
    s = mean[card]
    x = np.exp(slope * s)
    above = 1 / (1 + tables.alpha[cell] * x)
    below = tables.floor[cell] / (tables.floor[cell] + x)
    chance = np.maximum(above - below, 1e-12)
    up, down = above * (1 - above), below * (1 - below)
    inner = ~cells.top
    upper = np.where(inner, np.cumsum(inner) - 1, -1)[cell]  # threshold numbers; -1: none
    lower = np.where(np.concatenate([[False], inner[:-1]]), np.cumsum(inner) - 1 - inner, -1)[cell]
    count = int(inner.sum())
    rows, columns, values = [upper, lower, upper, lower], [upper, lower, lower, upper], [
        weight * ((up / chance) ** 2 - up * (1 - 2 * above) / chance),
        weight * ((down / chance) ** 2 + down * (1 - 2 * below) / chance),
        -weight * up * down / chance**2,
        -weight * up * down / chance**2,
    ]  # fmt: skip
    turn_rows, turn_columns, turn_values = (
        [card, card],
        [upper, lower],
        [weight * slope * up, weight * slope * down],
    )
    size = count
    if free.slopes:
        size += cells.bounds.size - 1
        by_slope = count + cells.criterion[cell]
        rows += [upper, lower, by_slope, by_slope, by_slope]
        columns += [by_slope, by_slope, upper, lower, by_slope]
        tilt = -weight * slope * s
        values += [tilt * up, tilt * down, tilt * up, tilt * down, weight * (slope * s) ** 2 * (up + down)]
        turn_rows.append(card)
        turn_columns.append(by_slope)
        turn_values.append(weight * slope * (above + below - 1 - slope * s * (up + down)))
    complete = _sparse(rows, columns, values, (size, size)).toarray()
    return complete, _sparse(turn_rows, turn_columns, turn_values, (layout.scorecards, size)), shrink


def _sparse(
    rows: list[NDArray[np.int64]],
    columns: list[NDArray[np.int64]],
    values: list[Floats],
    shape: tuple[int, int],
) -> csr_array:
    """Sum the entries into a matrix, leaving out those whose row or column is -1."""
    row, column, value = np.concatenate(rows), np.concatenate(columns), np.concatenate(values)
    kept = (row >= 0) & (column >= 0)
    return csr_array((value[kept], (row[kept], column[kept])), shape=shape)


def _hidden(
    layout: Layout, parameters: Parameters, gaussian: Gaussian, turns: csr_array, shrink: Floats
) -> Floats:
    """Return turns' Cov(standings) turns: what not knowing the standings takes away, (T, T)."""
    halo = turns.multiply((parameters.var_halo * shrink)[:, None])
    through: Floats = (halo.T @ turns).toarray()
    turned = csr_array(turns.multiply(shrink[:, None]))
    of_candidate = csr_array(
        (np.ones(layout.scorecards), np.arange(layout.scorecards), layout.cards_of),
        shape=(layout.candidates, layout.scorecards),
    )
    merit = np.asarray((of_candidate @ turned).toarray(), np.float64)
    through += (merit / gaussian.candidate_precision[:, None]).T @ merit
    cards = np.arange(layout.scorecards)
    of_interviewer = csr_array(
        (np.ones(layout.scorecards), (layout.interviewer, cards)),
        shape=(layout.interviewers, layout.scorecards),
    )
    carried = (merit / gaussian.candidate_precision[:, None])[layout.candidate] * gaussian.held[:, None]
    severity = of_interviewer @ carried - (of_interviewer @ turned).toarray()
    if gaussian.factor is None:
        approximate: Floats = through + (severity * gaussian.covariance[0][:, None]).T @ severity
        return approximate
    whitened: Floats = solve_triangular(gaussian.factor, severity, lower=True, check_finite=False)
    through += whitened.T @ whitened
    return through
