"""Small seasons leave the SDs uncertain: spread the posterior over several sets of SDs instead of one.

A lattice around the mode, in the directions of the log SDs' covariance, that grows to where the density is; each
point with the thresholds that fit it best, weighted by the evidence times the prior (the grid strategy of Rue,
Martino & Chopin 2009 for latent Gaussian models). Equally spaced sums need no more points than this.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.information import make_definite, threshold_information
from muster.engine.hire.parameters import Parameters
from muster.engine.hire.propagation import Propagated, propagate
from muster.engine.hire.search import Found, find_parameters
from muster.engine.hire.setup import Setup

__all__ = ["Point", "measure_information", "spread_parameters"]

Floats = NDArray[np.float64]

STEP = 1.5  # between points, in SDs of the log SDs' posterior
INSIDE = 4.0  # points whose log density is this much below the best have no neighbours to visit
FARTHEST = 4  # steps from the mode, each way
USUAL_POINTS = {2: 25, 3: 80}  # visited, by directions; only the progress shown rests on it
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


Visit = tuple[Propagated, float]  # a point, and the log density there


def spread_parameters(
    setup: Setup,
    found: Found,
    information: Floats,
    *,
    progress: Callable[[float], None] | None = None,
) -> list[Point]:
    """Return the points and their probabilities, which sum to 1. `information` is the mode's, whole."""
    sds = setup.free.sds
    covariance = np.linalg.inv(information).astype(np.float64)[:sds, :sds]
    values, vectors = np.linalg.eigh(covariance)
    steps: Floats = STEP * vectors * np.sqrt(values)
    visits = _visit_lattice(setup, found, information, steps, progress or (lambda done: None))
    densities = np.array([log_density for _, log_density in visits])
    weights = np.exp(densities - densities.max())
    weights[weights < LEAST_WEIGHT] = 0
    weights /= weights.sum()
    return [
        Point(at.parameters, at.sites, at.gaussian.severity, float(weight))
        for (at, _), weight in zip(visits, weights, strict=True)
        if weight > 0
    ]


def _visit_lattice(
    setup: Setup, found: Found, information: Floats, steps: Floats, tell: Callable[[float], None]
) -> list[Visit]:
    """Visit the mode, then the neighbours of every point that is not yet at the edge, each from the point it
    was reached from.
    """
    sds = setup.free.sds
    origin = (0,) * sds
    start = _visit(setup, found.at, information, np.zeros(sds))
    if not np.isfinite(start[1]):  # nothing to compare with; the mode must do
        return [(found.at, 0.0)]
    visits = {origin: start}
    queue, best = deque([origin]), start[1]
    while queue:
        here = queue.popleft()
        if visits[here][1] < best - INSIDE:
            continue
        for way in (-1, 1):
            for direction in range(sds):
                there = (*here[:direction], here[direction] + way, *here[direction + 1 :])
                if there in visits or abs(there[direction]) > FARTHEST:
                    continue
                visits[there] = _visit(setup, visits[here][0], information, way * steps[:, direction])
                best = max(best, visits[there][1])
                queue.append(there)
                tell(min(0.99, len(visits) / USUAL_POINTS[sds]))
    return list(visits.values())


def _visit(setup: Setup, start: Propagated, information: Floats, moved: Floats) -> Visit:
    """Move the log SDs, let the rest follow; return where that leads and its log density.

    The density is that of the SDs alone: thresholds (and slopes) are integrated out by Laplace's method under
    their prior. Leaving that out would pull the SDs down, as maximum likelihood does against REML.
    """
    free, prior = setup.free, setup.prior
    vector = free.pack(start.parameters)
    vector[: free.sds] += moved
    vector[free.sds :] += _follow(information, free.sds, moved)
    sites = Sites(start.sites.precision.copy(), start.sites.linear.copy())
    at = find_parameters(
        setup, free.unpack(vector, start.parameters), sites,
        information=information - np.diag(prior.information(vector, free)),  # which the search adds
        fixed=free.sds, stop=5e-3, most=MOST_VISIT_STEPS,
    ).at  # fmt: skip
    packed = free.pack(at.parameters)
    with np.errstate(all="ignore"):
        rest = threshold_information(setup.layout, at, free)
        rest += np.diag(prior.information(packed, free)[free.sds :])
        sign, log_volume = np.linalg.slogdet(rest)
    log_density = at.log_evidence + prior.log_density(packed, free) - 0.5 * float(log_volume)
    return at, log_density if sign > 0 and np.isfinite(log_density) else -np.inf


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
