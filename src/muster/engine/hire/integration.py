"""Small seasons leave the SDs uncertain: spread the posterior over several sets of SDs instead of one.

A grid of Gauss-Hermite points around the mode, in the directions of the log SDs' covariance, each with the
thresholds that fit it best; weights are the evidence times the prior (Rue, Martino & Chopin 2009 do the same
for latent Gaussian models).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.information import guess_information, make_definite
from muster.engine.hire.parameters import Parameters
from muster.engine.hire.propagation import Propagated, propagate
from muster.engine.hire.search import Found, find_parameters
from muster.engine.hire.setup import Setup

__all__ = ["Point", "measure_information", "spread_parameters"]

Floats = NDArray[np.float64]

POINTS_A_DIRECTION = 3
TILT_STEP = 0.5  # SDs of the log SDs' posterior
NUDGE = 1e-3  # log SDs and logits, for differences of the gradient
LEAST_WEIGHT = 1e-3  # points below it, relative to the best, are left out
MOST_VISIT_STEPS = 12  # thresholds follow in 1 to 8; where they do not, no further step would help
MOST_MEASURED = 100  # parameters; beyond, the search's secants must do


@dataclass(frozen=True, eq=False)
class Point:
    """One set of parameters, its sites and its probability."""

    parameters: Parameters
    sites: Sites
    severity: Floats
    weight: float


def spread_parameters(
    setup: Setup,
    found: Found,
    information: Floats,
    *,
    progress: Callable[[float], None] | None = None,
) -> list[Point]:
    """Return the points and their probabilities, which sum to 1. `information` is the mode's, whole."""
    free = setup.free
    covariance = np.linalg.inv(information).astype(np.float64)[: free.sds, : free.sds]
    values, vectors = np.linalg.eigh(covariance)
    directions: Floats = vectors * np.sqrt(values)
    center = directions @ _tilt(setup, found, information, directions)
    nodes, masses = np.polynomial.hermite_e.hermegauss(POINTS_A_DIRECTION)
    masses = masses / masses.sum()
    grid = list(product(range(POINTS_A_DIRECTION), repeat=free.sds))
    points, logs = [], []
    for done, index in enumerate(grid):
        z = nodes[list(index)]
        at, log_density = _visit(setup, found, information, center + directions @ z)
        # The grid integrates against the Gaussian exp(-z^2/2); divide it out of the density.
        logs.append(log_density + 0.5 * z @ z + np.log(masses[list(index)]).sum())
        points.append(at)
        if progress is not None:
            progress((done + 1) / len(grid))
    densities = np.where(np.isfinite(logs), logs, -np.inf)
    if not np.isfinite(densities).any():  # nothing could be evaluated around the mode
        return [Point(found.at.parameters, found.at.sites, found.at.gaussian.severity, 1.0)]
    weights = np.exp(densities - densities.max())
    weights[weights < LEAST_WEIGHT] = 0
    weights /= weights.sum()
    return [
        Point(point.parameters, point.sites, point.gaussian.severity, float(weight))
        for point, weight in zip(points, weights, strict=True)
        if weight > 0
    ]


def _visit(setup: Setup, found: Found, information: Floats, moved: Floats) -> tuple[Propagated, float]:
    """Move the log SDs from the mode, let the rest follow; return where that leads and its log density.

    The density is that of the SDs alone: thresholds (and slopes) are integrated out by Laplace's method under
    their prior. Leaving that out would pull the SDs down, as maximum likelihood does against REML.
    """
    free, prior = setup.free, setup.prior
    mode = free.pack(found.at.parameters)
    vector = mode.copy()
    vector[: free.sds] += moved
    vector[free.sds :] += _follow(information, free.sds, moved)
    sites = Sites(found.at.sites.precision.copy(), found.at.sites.linear.copy())
    there = find_parameters(
        setup, free.unpack(vector, found.at.parameters), sites,
        information=information - np.diag(prior.information(mode, free)), fixed=free.sds, stop=5e-3,
        most=MOST_VISIT_STEPS,
    )  # fmt: skip
    packed = free.pack(there.at.parameters)
    rest = guess_information(setup.layout, there.at, free) + np.diag(prior.information(packed, free))
    with np.errstate(all="ignore"):
        _, log_volume = np.linalg.slogdet(rest[free.sds :, free.sds :])
    return there.at, there.at.log_evidence + prior.log_density(packed, free) - 0.5 * float(log_volume)


def _tilt(setup: Setup, found: Found, information: Floats, directions: Floats) -> Floats:
    """Return the slope of the log density at the mode, less the evidence's own, along each direction.

    The Gaussian that the grid is built on is shifted by it, to sit where the density does.
    """
    slopes = []
    for direction in directions.T:
        ends = [_visit(setup, found, information, sign * TILT_STEP * direction)[1] for sign in (1, -1)]
        slopes.append((ends[0] - ends[1]) / (2 * TILT_STEP))
    return np.clip(slopes, -1.5, 1.5)


def _follow(information: Floats, sds: int, moved: Floats) -> Floats:
    """Return how the other parameters' best values move with the log SDs, to first order."""
    step = np.linalg.solve(information[sds:, sds:], information[sds:, :sds] @ moved)
    return -step.astype(np.float64)


def measure_information(setup: Setup, found: Found) -> Floats:
    """Return minus the Hessian of the log posterior at the mode, by differences of the gradient."""
    free, prior = setup.free, setup.prior
    mode = free.pack(found.at.parameters)
    if mode.size > MOST_MEASURED:
        return found.information
    columns = []
    for entry in range(mode.size):
        ends = []
        for nudge in (NUDGE, -NUDGE):
            moved = mode.copy()
            moved[entry] += nudge
            sites = Sites(found.at.sites.precision.copy(), found.at.sites.linear.copy())
            there = propagate(
                setup, free.unpack(moved, found.at.parameters), sites,
                tolerance=1e-4, severity=found.at.gaussian.severity,
            )  # fmt: skip
            ends.append(there.gradient + prior.gradient(moved, free))
        columns.append((ends[1] - ends[0]) / (2 * NUDGE))
    measured = np.array(columns)
    return make_definite((measured + measured.T) / 2)
