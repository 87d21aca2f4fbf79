"""Find the parameters with the highest evidence times prior: Newton's method with secant corrections on the
exact gradient that expectation propagation gives, each step warm-started from the last one's sites.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.information import guess_information, make_definite
from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Free, Parameters
from muster.engine.hire.propagation import Propagated, propagate
from muster.engine.hire.setup import Setup

__all__ = ["Found", "find_parameters"]

Floats = NDArray[np.float64]

LONGEST_STEP = 0.7  # in log SDs and logits
GAP_KEPT = 0.3  # share of the room between two thresholds that a step must leave
STOP = 3e-4  # largest last step, in log SDs and logits
TIGHTER = (
    0.2  # the sites may move this much more than the last step: a pass brings them 20 to 100 times closer
)
FAR = 0.2  # a step this long says little about the curvature where it ends: guess again,
GUESSED_AGAIN = 500_000  # up to this many ratings
MOST_GUESSES = 6  # then secants, which see what the guess leaves out
LEAST_LOG_SD = -5.0  # an SD this small is none
MOST_STEPS = 60


@dataclass(frozen=True, eq=False)
class Found:
    """The parameters at the top, the sites there, and minus the Hessian of the log posterior, by secants."""

    at: Propagated
    information: Floats
    passes: int
    steps: int
    converged: bool


def find_parameters(
    setup: Setup,
    start: Parameters,
    sites: Sites,
    *,
    at: Propagated | None = None,
    information: Floats | None = None,
    fixed: int = 0,
    stop: float = STOP,
    most: int = MOST_STEPS,
    progress: Callable[[float], None] | None = None,
) -> Found:
    """Search from `start` until the next step would be shorter than `stop`; `sites` are moved in place.

    `at` is the start if it is propagated already, `information` a guess of the curvature there (default:
    `guess_information`); the first `fixed` entries of the search vector stay where they are. After
    `most` steps it gives up where it is.
    """
    free, prior = setup.free, setup.prior
    vector = free.pack(start)
    if at is None:
        at = propagate(setup, start, sites, tolerance=1e-2)
    passes, steps = at.passes, 0
    if information is None:
        information = guess_information(setup.layout, at, free)
    information = information + np.diag(prior.information(vector, free))
    gradient = at.gradient + prior.gradient(vector, free)
    while steps < most:
        step = _step(information, gradient, fixed)
        step[: free.sds] = np.maximum(step[: free.sds], LEAST_LOG_SD - vector[: free.sds])
        step *= _fraction(step, vector, setup.layout, free)
        size = float(np.abs(step).max(initial=0.0))
        if size < stop:
            return Found(at, information, passes, steps, True)
        vector = vector + step
        at = propagate(
            setup, free.unpack(vector, start), sites,
            tolerance=float(np.clip(TIGHTER * size, 1e-5, 1e-2)), severity=at.gaussian.severity,
        )  # fmt: skip
        before, gradient = gradient, at.gradient + prior.gradient(vector, free)
        if size > FAR and steps < MOST_GUESSES and setup.layout.ratings <= GUESSED_AGAIN:
            information = guess_information(setup.layout, at, free) + np.diag(prior.information(vector, free))
        else:
            information = _secant(information, step, before - gradient)
        passes += at.passes
        steps += 1
        if progress is not None:
            progress(min(0.99, np.log(max(size, stop)) / np.log(stop)))
    return Found(at, information, passes, steps, False)


def _step(information: Floats, gradient: Floats, fixed: int) -> Floats:
    step = np.zeros(gradient.size)
    if fixed < gradient.size:
        step[fixed:] = np.linalg.solve(information[fixed:, fixed:], gradient[fixed:])
    return step


def _fraction(step: Floats, vector: Floats, layout: Layout, free: Free) -> float:
    """Return how much of the step to take: no jump, and thresholds stay in order."""
    fraction = min(1.0, LONGEST_STEP / max(float(np.abs(step).max(initial=0.0)), 1e-300))
    criterion = layout.cells.criterion[~layout.cells.top]
    same = criterion[1:] == criterion[:-1]
    last = free.sds + criterion.size
    gaps = np.diff(vector[free.sds : last])[same]
    closing = -np.diff(step[free.sds : last])[same]
    narrow = closing > 0
    room = ((1 - GAP_KEPT) * gaps[narrow] / closing[narrow]).min(initial=np.inf)
    return float(min(fraction, room))


def _secant(information: Floats, step: Floats, fall: Floats) -> Floats:
    """Return the BFGS update: the curvature seen along the step is kept, the matrix stays definite."""
    seen = float(step @ fall)
    if seen <= 1e-12 * float(np.linalg.norm(step) * np.linalg.norm(fall)) or seen == 0:
        return information
    carried = information @ step
    updated = information + np.outer(fall, fall) / seen - np.outer(carried, carried) / (step @ carried)
    return updated if np.isfinite(updated).all() else make_definite(information)
