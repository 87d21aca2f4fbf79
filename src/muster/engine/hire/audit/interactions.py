"""Cells of two factors beside their main effects, one at a time, in a linear mixed model; then all of them together.

Each cell is tested alone, as the score test of one more fixed effect; what is found is shrunk by the spread that the
cells have among themselves (empirical Bayes, Efron & Morris 1975), and discoveries are bounded by the procedure of
Benjamini & Hochberg (1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array, hstack
from scipy.special import ndtr

from muster.engine.shapes import IntArray

__all__ = ["Factor", "Shrunk", "bound_discoveries", "cell_effects", "shrink"]

Floats = NDArray[np.float64]

VAGUE = 1e-4  # precision of an effect that is not to be shrunk: an SD of 100 logits


@dataclass(frozen=True, eq=False)
class Factor:
    """A main effect to be taken out: each row's level, -1 for none, and the precision of the levels' prior."""

    code: IntArray
    levels: int
    precision: float = VAGUE


@dataclass(frozen=True, eq=False)
class Shrunk:
    """Effects pulled together: means and SDs (K), and the SD that they have among themselves."""

    effect: Floats
    sd: Floats
    spread: float


def cell_effects(
    weight: Floats,
    weighted: Floats,
    unit: Factor,
    unit_precision: Floats,
    factors: Sequence[Factor],
    cell: IntArray,
    cells: int,
) -> tuple[Floats, Floats]:
    """Return each cell's effect beside the main effects, and its standard error, (K) each; NaN where nothing tells.

    Rows (N) have precision `weight`, and `weighted` is precision times response. `unit` is the factor of most levels,
    with a prior precision each, which is eliminated; `factors` are the others. `cell` is each row's cell, -1 for none.
    The effect is what one more fixed effect for the cell alone would be estimated at.
    """
    rows = weight.size
    design = hstack([_indicator(one.code, one.levels) for one in factors], format="csr")
    wanted = _indicator(cell, cells)
    units = _indicator(unit.code, unit.levels)
    held = _scaled(units, weight).T
    inverse = 1 / (unit_precision + np.asarray(held.sum(axis=1)).ravel())
    through, crossing = (held @ design).tocsr(), (held @ wanted).tocsr()
    linear = np.bincount(unit.code, weighted, unit.levels) * inverse

    prior = np.repeat([one.precision for one in factors], [one.levels for one in factors])
    system = (design.T @ _scaled(design, weight) - through.T @ _scaled(through, inverse)).toarray()
    system += np.diag(prior)
    cross = (design.T @ _scaled(wanted, weight) - through.T @ _scaled(crossing, inverse)).toarray()
    right = design.T @ weighted - through.T @ linear
    score = wanted.T @ weighted - crossing.T @ linear
    own = np.asarray(_scaled(wanted, weight).sum(axis=0)).ravel()
    squared = crossing.multiply(crossing)
    own = own - np.asarray(_scaled(csr_array(squared), inverse).sum(axis=0)).ravel()

    factor = cho_factor(system, lower=True)
    solved = cho_solve(factor, cross)
    information = own - np.einsum("qk,qk->k", cross, solved)
    score = score - solved.T @ right
    known = information > 1e-9 * max(float(weight.sum()) / rows, 1e-300)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.where(known, score / information, np.nan)
        error = np.where(known, 1 / np.sqrt(np.where(known, information, 1.0)), np.nan)
    return effect, error


def shrink(effect: Floats, error: Floats) -> Shrunk:
    """Pull effects (K) towards 0 by the spread found among them: maximum marginal likelihood of N(0, spread^2).

    NaN stays NaN and tells nothing of the spread.
    """
    known = np.isfinite(effect) & np.isfinite(error)
    found, noise = effect[known], error[known] ** 2
    if not found.size:
        return Shrunk(effect, error, 0.0)

    def cost(logarithm: float) -> float:
        variance = noise + np.exp(logarithm)
        return float(np.sum(np.log(variance) + found**2 / variance))

    most = np.log(max(float(np.max(found**2)), 1e-8)) + 1
    best = minimize_scalar(cost, bounds=(most - 30, most), method="bounded")
    none = float(np.sum(np.log(noise) + found**2 / noise))
    spread = 0.0 if none <= best.fun + 1e-9 else float(np.exp(best.x))
    kept = spread / (spread + error**2)
    return Shrunk(effect * kept, np.sqrt(spread * (1 - kept)), float(np.sqrt(spread)))


def bound_discoveries(effect: Floats, error: Floats) -> tuple[Floats, Floats]:
    """Return two-sided p-values and Benjamini and Hochberg's q-values, (K) each; NaN where there is no effect.

    To flag all with q at most 5 % is wrong in 5 % of the flags at most, on average, while cells are independent or
    positively dependent.
    """
    p = 2 * ndtr(-np.abs(effect / error))
    q = np.full(p.size, np.nan)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    scaled = p[order] * order.size / np.arange(1, order.size + 1)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return p, q


def _indicator(code: IntArray, levels: int) -> csr_array:
    rows = np.flatnonzero(code >= 0)
    return csr_array((np.ones(rows.size), (rows, code[rows])), shape=(code.size, levels))


def _scaled(matrix: csr_array, weight: Floats) -> csr_array:
    """Return a matrix with its rows weighted."""
    return csr_array(matrix.multiply(weight[:, None]))
