"""The threshold test: the merit at which half of a group is selected, with what is not known of merit and of the bar.

Rates confuse how high a bar is with how many people stand near it (infra-marginality: Ayres 2002; Simoiu,
Corbett-Davies & Goel 2017, Annals of Applied Statistics 11, 1193). Here merit is measured, with a known error, and
need not be inferred from outcomes, so that the model is a probit regression:

    P(selected) = Phi((merit - bar_g) / sqrt(blur^2 + variance of merit))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_ndtr, ndtri

from muster.engine.errors import EstimationError
from muster.engine.shapes import IntArray

__all__ = ["Bars", "find_bars"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

PRIOR_BAR = 2.0  # SD of a group's bar around the common one, in SDs of merit
PRIOR_BLUR = 0.5, 1.0  # median of the blur in SDs of merit, and the SD of its logarithm
STEP = 1e-4  # of the difference that gives the curvature


@dataclass(frozen=True, eq=False)
class Bars:
    """`bar` (G) in logits, their `covariance` (G, G), and the `blur`: the SD of what else decides."""

    bar: Floats
    covariance: Floats
    blur: float


def find_bars(
    merit: Floats, variance: Floats, group: IntArray, groups: int, selected: Flags, *, sd: float
) -> Bars:
    """Return each group's bar by the mode of its posterior and the curvature there.

    `merit`, `variance`, `group` and `selected` (n) are those of people of known groups; `sd` is that of merit among
    people. Bars are drawn weakly to a common one, which is what keeps the bar of a group with nobody selected, or
    everybody, from infinity; its interval is wide. Raises EstimationError where nobody or everybody is selected.
    """
    rate = float(selected.mean()) if selected.size else 0.0
    if not 0 < rate < 1:
        told = "Everybody" if rate else "Nobody"
        raise EstimationError(f"{told} was selected, so there is no bar to be found.")
    total = float(np.sqrt(merit.var() + variance.mean()))
    common = float(merit.mean() - ndtri(rate) * total)
    sign = np.where(selected, 1.0, -1.0)
    scale = np.log(PRIOR_BLUR[0] * sd)

    def cost(point: Floats) -> tuple[float, Floats]:
        bar, log_blur = point[:-1], float(point[-1])
        blur = np.exp(2 * log_blur)
        width = np.sqrt(blur + variance)
        z = sign * (merit - bar[group]) / width
        log_chance = log_ndtr(z)
        # phi / Phi, which does not overflow in the tail.
        hazard = np.exp(-z * z / 2 - log_chance) / np.sqrt(2 * np.pi)
        pull = (bar - common) / (PRIOR_BAR * sd) ** 2
        lean = (log_blur - scale) / PRIOR_BLUR[1] ** 2
        slopes = np.bincount(group, hazard * sign / width, groups) + pull
        last = float(np.sum(hazard * z * blur / width**2)) + lean
        value = -float(log_chance.sum()) + float(pull @ (bar - common)) / 2 + lean * (log_blur - scale) / 2
        return value, np.append(slopes, last)

    start = np.append(np.full(groups, common), scale)
    found = minimize(
        cost, start, jac=True, method="BFGS", options={"gtol": 1e-6 * max(1.0, selected.size**0.5)}
    )
    mode = np.asarray(found.x, np.float64)
    covariance: Floats = np.linalg.inv(_curvature(cost, mode)).astype(np.float64)
    return Bars(mode[:-1], covariance[:-1, :-1], float(np.exp(mode[-1])))


def _curvature(cost: Callable[[Floats], tuple[float, Floats]], mode: Floats) -> Floats:
    """Return the matrix of second derivatives, by differences of the gradient."""
    rows = []
    for place in range(mode.size):
        step = np.zeros(mode.size)
        step[place] = STEP
        rows.append((cost(mode + step)[1] - cost(mode - step)[1]) / (2 * STEP))
    matrix = np.array(rows)
    symmetric: Floats = (matrix + matrix.T) / 2
    return symmetric
