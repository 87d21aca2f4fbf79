"""The level of a whole season: a shift of all thresholds together, which the ratings cannot see and only the
priors hold. What everybody's merit and severity owe to it is what plugged-in thresholds leave out of intervals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire import _kernels
from muster.engine.hire.gaussian import Sites, carry, solve_severities
from muster.engine.hire.parameters import Parameters
from muster.engine.hire.setup import Setup

__all__ = ["Level", "find_level"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Level:
    """What a shift of all standings by one logit adds to each merit (P) and severity (R); the curvature of the
    log evidence by the shift (`information`), and of the prior on the thresholds (`prior_information`).
    """

    merit: Floats
    severity: Floats
    information: float
    prior_information: float

    @property
    def sd(self) -> float:
        """Posterior SD of the level."""
        return float((self.information + self.prior_information) ** -0.5)


def find_level(setup: Setup, parameters: Parameters, sites: Sites, *, dense: bool) -> Level:
    """Shift every site by one logit and see who follows: the information is 1'h - h' Cov(s) h, with h the
    sites' precisions.
    """
    layout, runs, free = setup.layout, setup.runs, setup.free
    shifted = Sites(sites.precision, sites.precision)
    gaussian = solve_severities(layout, runs, shifted, parameters.sds, dense=dense, tolerance=1e-6)
    merit = carry(layout, runs, gaussian, gaussian.severity[:, None])[:, 0]
    merit += gaussian.candidate_linear / gaussian.candidate_precision
    sums = np.zeros(runs.count)

    def work(run: int, first: int, last: int) -> None:
        sums[run] = _kernels.unexplained_precision(
            first, last, layout.cards_of, layout.interviewer, parameters.var_halo, sites.precision, merit,
            gaussian.severity,
        )  # fmt: skip

    runs.each(work)
    cells = layout.cells
    slopes = parameters.slopes[cells.criterion[~cells.top]]  # thresholds are on the criterion's own scale
    known = setup.prior.information(free.pack(parameters), free)[free.sds :][: slopes.size]
    return Level(merit, gaussian.severity, float(sums.sum()), float(slopes**2 @ known))
