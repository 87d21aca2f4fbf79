"""Distributions known by three moments: Pearson's type III, a shifted gamma, which without skew is normal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincinv, ndtr, ndtri

__all__ = ["Skewed"]

Floats = NDArray[np.float64]

LEAST_SKEW = 0.01  # below it the gamma is normal, but for rounding


@dataclass(frozen=True)
class Skewed:
    """Mean, SD and skewness."""

    mean: float
    sd: float
    skew: float

    @classmethod
    def of(cls, values: Floats, weights: Floats) -> Skewed:
        """Take the moments of weighted values; the weights sum to 1."""
        mean = float(weights @ values)
        sd = float(np.sqrt(weights @ (values - mean) ** 2))
        return cls(mean, sd, float(weights @ (values - mean) ** 3) / sd**3 if sd > 0 else 0.0)

    def quantile(self, probability: float) -> float:
        """Return the value with `probability` below it."""
        if abs(self.skew) < LEAST_SKEW:
            return self.mean + self.sd * float(ndtri(probability))
        shape, sign = 4 / self.skew**2, np.sign(self.skew)
        drawn = gammaincinv(shape, probability if sign > 0 else 1 - probability)
        return self.mean + self.sd * float(sign * (drawn - shape) / np.sqrt(shape))

    def below(self, value: float) -> float:
        """Return the probability below `value`."""
        z = (value - self.mean) / self.sd
        if abs(self.skew) < LEAST_SKEW:
            return float(ndtr(z))
        shape, sign = 4 / self.skew**2, np.sign(self.skew)
        share = float(gammainc(shape, max(shape + sign * z * np.sqrt(shape), 0.0)))
        return share if sign > 0 else 1 - share
