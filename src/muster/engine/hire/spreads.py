"""The five SDs of merit, severity, halo, drift and level: the most probable ones, and the points around them.

Thresholds are those of the ordinary fit with an interviewer's quarters for interviewers. The SDs of severity, drift
and level, on which comparisons of cohorts rest, are integrated over where they are uncertain, on a lattice as in
`integration`; merit's and halo's stay at the mode.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.information import make_definite
from muster.engine.hire.parameters import Parameters
from muster.engine.hire.structure import Settled, Structure, settle

__all__ = ["BAR_PRIOR", "BarPrior", "SettledPoint", "Spreads", "find_spreads"]

Floats = NDArray[np.float64]

LEAST, MOST = -5.0, 1.5  # of a log SD
NUDGE = 0.03  # log SDs, for differences of the gradient
STEP = 1.5  # between the lattice's points, in SDs
INSIDE = 4.0  # points whose log density is this much below the best have no neighbours to visit
FARTHEST = 4  # steps from the mode, each way
LEAST_WEIGHT = 1e-3
USUAL_POINTS = {0: 1, 1: 6, 2: 25, 3: 85}  # only the progress shown rests on it
USUAL_EVALUATIONS = 15
INTEGRATED = (1, 3, 4)  # severity, drift, level
MOST_STEPS = 60
VISITED = 1e-3  # a point need not rest as well as the mode


@dataclass(frozen=True)
class BarPrior:
    """log SD ~ N(log median, spread^2) for merit, severity, halo, drift (of a quarter) and level of a cohort.

    The first three are those of the ordinary fit. Of drift 95 % is between 0.04 and 0.96 logits a quarter, of level
    between 0.08 and 1.9 logits.
    """

    medians: tuple[float, float, float, float, float] = (1.25, 0.75, 0.75, 0.2, 0.4)
    spreads: tuple[float, float, float, float, float] = (0.6, 0.6, 0.6, 0.8, 0.8)

    def log_density(self, logs: Floats, free: Floats) -> tuple[float, Floats]:
        """Return the log density of the free log SDs, up to a constant, and its gradient."""
        off = (logs - np.log(self.medians)) * free
        precision = 1 / np.square(self.spreads)
        return -0.5 * float((precision * off**2).sum()), -precision * off


BAR_PRIOR = BarPrior()


@dataclass(frozen=True, eq=False)
class SettledPoint:
    """One set of SDs, what follows from it, and its probability."""

    weight: float
    at: Settled


@dataclass(frozen=True, eq=False)
class Spreads:
    """The points, and the SDs' mean and covariance on the log scale at the mode, (5) and (5, 5)."""

    points: tuple[SettledPoint, ...]
    mode: Floats
    covariance: Floats
    converged: bool


class _Density:
    """The log posterior of the log SDs; each visit starts from the last one's sites."""

    def __init__(self, structure: Structure, parameters: Parameters, prior: BarPrior, sites: Sites) -> None:
        self.structure, self.parameters, self.prior, self.sites = structure, parameters, prior, sites
        units = structure.units
        self.free = np.array(
            [True, True, parameters.sds[2] > 0, bool((~units.first).any()), units.cohorts > 1]
        )

    def settle(self, logs: Floats, sites: Sites, *, tolerance: float = 1e-4) -> Settled:
        sds = np.exp(logs)
        sds[2] = sds[2] if self.free[2] else 0.0
        return settle(self.structure, self.parameters, sds, sites, tolerance=tolerance)

    def of(self, logs: Floats, at: Settled) -> tuple[float, Floats]:
        log_prior, slope = self.prior.log_density(logs, self.free.astype(np.float64))
        return at.log_evidence + log_prior, np.where(self.free, at.gradient + slope, 0.0)


def find_spreads(
    structure: Structure,
    parameters: Parameters,
    sites: Sites,
    *,
    prior: BarPrior,
    integrate: bool,
    progress: Callable[[float], None],
) -> Spreads:
    """Search the SDs, starting from those of `parameters` and the prior's medians, and visit the points around them.

    `sites` are those of the ordinary fit. An SD that nothing depends on stays at its prior's median.
    """
    density = _Density(structure, parameters, prior, sites)
    start = np.log(prior.medians)
    start[0] = np.log(parameters.sds[0])
    if density.free[2]:
        start[2] = np.log(parameters.sds[2])
    logs, converged = _climb(density, start, lambda done: progress(0.5 * done))
    mode = density.settle(logs, sites)
    information = _measure(density, logs, sites)
    free = np.flatnonzero(density.free)
    covariance = np.zeros((logs.size, logs.size))
    covariance[np.ix_(free, free)] = np.linalg.inv(information[np.ix_(free, free)])
    points: tuple[SettledPoint, ...] = (SettledPoint(1.0, mode),)
    wanted = [entry for entry in INTEGRATED if density.free[entry]]
    if integrate and wanted:
        block = np.linalg.inv(information[np.ix_(wanted, wanted)]).astype(np.float64)
        points = _spread(density, mode, logs, wanted, block, lambda done: progress(0.5 + 0.5 * done))
    return Spreads(points, logs, covariance, converged)


def _climb(density: _Density, start: Floats, progress: Callable[[float], None]) -> tuple[Floats, bool]:
    """Return the most probable log SDs, and whether the search came to rest."""
    free = np.flatnonzero(density.free)
    visits = 0

    def fall(entries: Floats) -> tuple[float, Floats]:
        nonlocal visits
        visits += 1
        progress(min(visits / USUAL_EVALUATIONS, 1.0))
        logs = start.copy()
        logs[free] = entries
        value, slope = density.of(logs, density.settle(logs, density.sites))
        return -value, -slope[free]

    found = minimize(
        fall, start[free], jac=True, method="L-BFGS-B", bounds=[(LEAST, MOST)] * free.size,
        options={"maxiter": MOST_STEPS, "ftol": 1e-8, "gtol": 1e-2},
    )  # fmt: skip
    logs = start.copy()
    logs[free] = found.x
    return logs, bool(found.success)


def _measure(density: _Density, logs: Floats, sites: Sites) -> Floats:
    """Return minus the second derivatives of the log posterior, (5, 5), by differences of the gradient."""
    information = np.zeros((logs.size, logs.size))
    for entry in np.flatnonzero(density.free):
        ends = []
        for nudge in (NUDGE, -NUDGE):
            moved = logs.copy()
            moved[entry] += nudge
            ends.append(density.of(moved, density.settle(moved, _copied(sites)))[1])
        information[entry] = (ends[1] - ends[0]) / (2 * NUDGE)
    return make_definite((information + information.T) / 2)


def _spread(
    density: _Density, mode: Settled, logs: Floats, wanted: list[int], block: Floats,
    progress: Callable[[float], None],
) -> tuple[SettledPoint, ...]:  # fmt: skip
    """Visit the mode, then the neighbours of every point that is not yet at the edge."""
    values, vectors = np.linalg.eigh(block)
    steps = STEP * vectors * np.sqrt(values)
    origin = (0,) * len(wanted)
    visits = {origin: (mode, density.of(logs, mode)[0])}
    queue, best = deque([origin]), visits[origin][1]
    while queue:
        here = queue.popleft()
        if visits[here][1] < best - INSIDE:
            continue
        for direction in range(len(wanted)):
            for way in (-1, 1):
                there = (*here[:direction], here[direction] + way, *here[direction + 1 :])
                if there in visits or abs(there[direction]) > FARTHEST:
                    continue
                moved = logs.copy()
                moved[wanted] += steps @ np.array(there)
                at = density.settle(moved, _copied(visits[here][0].sites), tolerance=VISITED)
                visits[there] = at, density.of(moved, at)[0]
                best = max(best, visits[there][1])
                queue.append(there)
                progress(min(0.99, len(visits) / USUAL_POINTS[len(wanted)]))
    weights = np.exp([log_density - best for _, log_density in visits.values()])
    weights[weights < LEAST_WEIGHT] = 0
    weights /= weights.sum()
    found = zip(weights.tolist(), visits.values(), strict=True)
    return tuple(SettledPoint(weight, at) for weight, (at, _) in found if weight > 0)


def _copied(sites: Sites) -> Sites:
    return Sites(sites.precision.copy(), sites.linear.copy())
