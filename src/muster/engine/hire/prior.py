"""The prior on the SDs and thresholds: weakly informative, on the logit scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.parameters import Free

__all__ = ["DEFAULT_PRIOR", "FLAT_PRIOR", "Prior"]

Floats = NDArray[np.float64]

SLOPE_SD = 0.4  # of log slopes
LOGISTIC = 3 / np.pi**2  # 1 over the variance of the standard logistic


@dataclass(frozen=True)
class Prior:
    """log SD ~ N(log median, spread^2) for merit, severity and halo; `spread` infinite is flat.

    The default's medians are 1.25, 0.75 and 0.75 logits and its spread 0.6: 95 % within a factor of 3.2 of the
    median. It matters where a season is too small to tell, and gives way where it is not. The medians lie a
    quarter above the middle of the SDs that seasons have: an SD taken for too small shortens intervals more
    than one taken for too large widens them, and the posterior's tail is towards the small ones.

    `even_shares` makes the categories' shares uniform a priori (Dirichlet(1, ..., 1)) for the average
    candidate, whatever the SDs: thresholds over their stretch are logistic. Flat thresholds would instead
    favour large SDs, for with them the thresholds have more room, and in a small season by a lot.
    """

    medians: tuple[float, float, float] = (1.25, 0.75, 0.75)
    spread: float = 0.6
    even_shares: bool = True

    def log_density(self, vector: Floats, free: Free) -> float:
        """Return the log density of a search vector, up to a constant."""
        off = vector - self._center(vector, free)
        log_density = -0.5 * float((self._normal_information(vector, free) * off**2).sum())
        if self.even_shares:
            scaled, stretch, _ = self._stretched(vector, free)
            log_density -= float((2 * np.log(np.cosh(scaled / 2)) + np.log(stretch)).sum())
        return log_density

    def gradient(self, vector: Floats, free: Free) -> Floats:
        """Return the derivative of the log density by the search vector."""
        gradient = self._normal_information(vector, free) * (self._center(vector, free) - vector)
        if self.even_shares:
            scaled, stretch, share = self._stretched(vector, free)
            pull = np.tanh(scaled / 2)
            gradient[self._thresholds(vector, free)] -= pull / stretch
            gradient[: free.sds] += share * (scaled * pull - 1).sum()
        return gradient

    def information(self, vector: Floats, free: Free) -> Floats:
        """Return minus the second derivatives, one an entry of the search vector; those of the SDs without
        what the thresholds add, which is small and may be of either sign.
        """
        information = self._normal_information(vector, free)
        if self.even_shares:
            scaled, stretch, _ = self._stretched(vector, free)
            information[self._thresholds(vector, free)] += 0.5 / (np.cosh(scaled / 2) * stretch) ** 2
        return information

    def _normal_information(self, vector: Floats, free: Free) -> Floats:
        information = np.zeros(vector.size)
        information[: free.sds] = self.spread**-2
        if free.slopes:
            information[-free.slopes :] = SLOPE_SD**-2
        return information

    def _center(self, vector: Floats, free: Free) -> Floats:
        center = np.zeros(vector.size)
        center[: free.sds] = np.log(self.medians[: free.sds])
        return center

    def _thresholds(self, vector: Floats, free: Free) -> slice:
        return slice(free.sds, vector.size - free.slopes)

    def _stretched(self, vector: Floats, free: Free) -> tuple[Floats, float, Floats]:
        """Return thresholds over the stretch, the stretch, and its log's derivative by each log SD."""
        variances = LOGISTIC * np.exp(2 * vector[: free.sds])
        stretch = float(np.sqrt(1 + variances.sum()))
        return vector[self._thresholds(vector, free)] / stretch, stretch, variances / stretch**2


DEFAULT_PRIOR = Prior()
FLAT_PRIOR = Prior(spread=np.inf, even_shares=False)
