"""How much an interview that nobody has held yet would tell: its noise about merit less severity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from muster.engine.errors import InputError
from muster.engine.hire.estimate import InterviewerTable, MeritEstimate
from muster.engine.hire.posterior import Posterior
from muster.engine.hire.quadrature import normal_nodes
from muster.engine.shapes import IntArray, Kit

__all__ = ["INCONSISTENT", "consistency", "find_kits", "interview_noise", "usual_kit"]

Floats = NDArray[np.float64]

REACH = 16.0  # logits, of the table of information
STEP = 0.05
INCONSISTENT = 20  # ratings that an interviewer's mean square must outweigh
LEAST_INFORMATION = 1e-6  # of a kit that tells nothing


def interview_noise(
    estimate: MeritEstimate,
    kits: Sequence[IntArray],
    mean: Floats,
    covariance: Floats,
    n: int,
    unlike: Floats,
) -> tuple[Floats, IntArray]:
    """Return the variance of one interview about merit less severity, (n, m), by the kit that tells most, and that kit.

    An interview's ratings make a Gaussian site of precision h, their expected Fisher information under what is known of
    the standing beforehand; with the halo, its variance is var_halo + 1/h. `unlike` (m) multiplies 1/h for interviewers
    whose ratings are noisier than the model's. `mean`, `covariance` are those of n merits, then m severities.
    """
    posterior = estimate.posterior
    var_halo = float(posterior.weights @ [part.parameters.var_halo for part in posterior.components])
    own = np.diagonal(covariance)
    spread = own[:n, None] + own[None, n:] - 2 * covariance[:n, n:] + var_halo
    nodes, masses = normal_nodes()
    standing = mean[:n, None] - mean[None, n:]
    grid = np.arange(-REACH, REACH + STEP, STEP)
    best = np.full(spread.shape, LEAST_INFORMATION)
    chosen = np.zeros(spread.shape, np.int64)
    for number, criteria in enumerate(kits):
        curve = _information(posterior, criteria, grid)
        expected = np.zeros(spread.shape)
        for node, mass in zip(nodes, masses, strict=True):
            expected += mass * np.interp(standing + node * np.sqrt(spread), grid, curve)
        chosen[expected > best] = number
        best = np.maximum(best, expected)
    return var_halo + unlike / best, chosen


def _information(posterior: Posterior, criteria: IntArray, grid: Floats) -> Floats:
    """Return the Fisher information of a rating on each of the criteria about the standing, summed, on the grid."""
    cells = posterior.layout.cells
    thresholds = posterior.average([part.parameters.thresholds for part in posterior.components])
    slopes = posterior.average([part.parameters.slopes for part in posterior.components])
    weights = posterior.main.parameters.weights
    before = np.concatenate([[0], np.cumsum(~cells.top)])
    total = np.zeros(grid.size)
    for code in criteria.tolist():
        own = thresholds[before[cells.bounds[code]] : before[cells.bounds[code + 1]]]
        if not own.size:
            continue
        under = expit(own[:, None] - slopes[code] * grid)
        edges = np.vstack([np.zeros(grid.size), under, np.ones(grid.size)])
        steep = edges * (1 - edges)
        chances = np.diff(edges, axis=0)
        total += weights[code] * slopes[code] ** 2 * (chances * (steep[1:] + steep[:-1])).sum(axis=0)
    return total


def consistency(table: InterviewerTable) -> Floats:
    """Return by how much each interviewer's ratings are noisier than the model's, (R), 1 or more.

    The infit mean square, drawn towards 1 as far as ratings are few. Below 1 it counts as 1: ratings that vary too
    little do not tell more.
    """
    known = np.isfinite(table.infit)
    excess = np.where(known, np.maximum(np.nan_to_num(table.infit, nan=1.0), 0.0) - 1, 0.0)
    drawn: Floats = 1 + np.maximum(excess, 0.0) * table.ratings / (table.ratings + INCONSISTENT)
    return drawn


def usual_kit(posterior: Posterior) -> IntArray:
    """Return the criteria that scorecards rate most often together (codes)."""
    layout = posterior.layout
    criterion = layout.cells.criterion[layout.cell]
    criteria = layout.cells.bounds.size - 1
    rated = np.zeros((layout.scorecards, criteria), bool)
    rated[np.repeat(np.arange(layout.scorecards), np.diff(layout.ratings_of)), criterion] = True
    sets, counts = np.unique(rated, axis=0, return_counts=True)
    return np.flatnonzero(sets[np.argmax(counts)])


def find_kits(estimate: MeritEstimate, kits: Sequence[Kit] | None) -> tuple[list[IntArray], list[str]]:
    """Return the kits' criteria (codes) and names; without kits the usual one, which has no name."""
    if kits is None:
        return [usual_kit(estimate.posterior)], [""]
    if not kits:
        raise InputError("kits is empty; give at least one, or None for what scorecards usually rate.")
    names = {name: code for code, name in enumerate(estimate.criteria.criterion)}
    found = []
    for kit in kits:
        unknown = [name for name in kit.criteria if name not in names]
        if unknown or not kit.criteria:
            what = f"has the criterion {unknown[0]!r}, which nobody rated" if unknown else "rates nothing"
            raise InputError(f"The kit {kit.name!r} {what}; give criteria of the scorecards.", kit=kit.name)
        found.append(np.array(sorted({names[name] for name in kit.criteria})))
    return found, [kit.name for kit in kits]
