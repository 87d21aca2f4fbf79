"""The fit's parameters: three SDs, thresholds, slopes; and the tables the kernels read them from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.layout import Cells

__all__ = ["Free", "Parameters", "Tables", "start_parameters"]

Floats = NDArray[np.float64]
START_SD = 0.7


@dataclass(frozen=True, eq=False)
class Parameters:
    """`sds`: merit, severity, halo (logits; halo 0 when it is left out).

    `thresholds` has an entry for every cell but the top of each criterion, in cell order. `slopes` and
    `weights` (C) multiply a criterion's logit and log-likelihood.
    """

    sds: Floats
    thresholds: Floats
    slopes: Floats
    weights: Floats

    @property
    def var_halo(self) -> float:
        """Variance of the halo."""
        return float(self.sds[2] ** 2)

    @property
    def var_severity(self) -> float:
        """Variance of the severities."""
        return float(self.sds[1] ** 2)

    @property
    def general(self) -> bool:
        """Whether slopes or weights ask for the slower kernels."""
        return bool((self.slopes != 1).any() or (self.weights != 1).any())


@dataclass(frozen=True, eq=False)
class Tables:
    """Per cell: `alpha` = exp(-upper threshold), `floor` = exp(lower threshold), `slope`, `weight`.

    `log_constant` is the part of a rating's log-probability that the kernels leave out.
    """

    alpha: Floats
    floor: Floats
    slope: Floats
    weight: Floats
    log_constant: Floats

    @classmethod
    def of(cls, parameters: Parameters, cells: Cells) -> Tables:
        """Lay the parameters out by cell."""
        inner = ~cells.top
        alpha = np.zeros(cells.count.size)
        floor = np.zeros(cells.count.size)
        alpha[inner] = np.exp(-parameters.thresholds)
        floor[1:][inner[:-1]] = np.exp(parameters.thresholds)
        weight = parameters.weights[cells.criterion]
        with np.errstate(divide="ignore"):
            constant = weight * np.log1p(-np.minimum(alpha * floor, 1 - 1e-15))
        return cls(alpha, floor, parameters.slopes[cells.criterion], weight, constant)


@dataclass(frozen=True)
class Free:
    """Which parameters are searched, and the vector they make: log SDs, thresholds, log slopes.

    `slopes` is the number of slopes searched, C or 0; they are kept at a geometric mean of 1.
    """

    halo: bool
    slopes: int

    @property
    def sds(self) -> int:
        """Number of SDs searched."""
        return 3 if self.halo else 2

    def pack(self, parameters: Parameters) -> Floats:
        """Return the search vector of `parameters`."""
        parts = [np.log(parameters.sds[: self.sds]), parameters.thresholds]
        if self.slopes:
            parts.append(np.log(parameters.slopes))
        return np.concatenate(parts)

    def unpack(self, vector: Floats, like: Parameters) -> Parameters:
        """Return `like` with the search vector's entries."""
        sds = np.zeros(3)
        sds[: self.sds] = np.exp(vector[: self.sds])
        last = self.sds + like.thresholds.size
        slopes = like.slopes
        if self.slopes:
            logs = vector[last:]
            slopes = np.exp(logs - logs.mean())
        return replace(like, sds=sds, thresholds=vector[self.sds : last], slopes=slopes)


def start_parameters(cells: Cells, *, halo: bool, weights: Floats) -> Parameters:
    """Return SDs of 0.7 and the thresholds that give each category its share under them."""
    sds = np.array([START_SD, START_SD, START_SD if halo else 0.0])
    # A logistic's variance is pi^2/3; adding normal variance stretches the marginal logit by this much.
    stretch = np.sqrt(1 + 3 / np.pi**2 * (sds**2).sum())
    thresholds = []
    for first, last in zip(cells.bounds[:-1], cells.bounds[1:], strict=True):
        below = np.cumsum(cells.count[first:last])[:-1]
        thresholds.append(stretch * np.log(below / (cells.count[first:last].sum() - below)))
    return Parameters(
        sds, np.concatenate([*thresholds, np.zeros(0)]), np.ones(cells.bounds.size - 1), weights
    )
