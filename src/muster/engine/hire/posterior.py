"""What is known after the fit: a mixture of Gaussians over merit and severity, one for each set of SDs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular
from scipy.special import ndtr, ndtri

from muster.engine.hire import _kernels
from muster.engine.hire.gaussian import Gaussian, Sites, carry, solve_columns, solve_severities
from muster.engine.hire.integration import Point
from muster.engine.hire.layout import Layout
from muster.engine.hire.level import Level
from muster.engine.hire.parameters import Parameters
from muster.engine.hire.runs import Runs

__all__ = ["Component", "Posterior", "make_component", "mixture_interval"]

Floats = NDArray[np.float64]

DENSE = 1500  # interviewers up to which the last covariance is exact
PROBES = 32  # draws for variances beyond that, fewer for very many scorecards
MOST_PROBED = 100_000_000  # scorecards times probes
BISECTIONS = 50


@dataclass(frozen=True, eq=False)
class Component:
    """One Gaussian of the mixture. `merit`, `merit_variance` (P); `weight` is its probability.

    Variances are given the thresholds. What the season's level adds to them, where it is not taken as known,
    is in the `total_` variances.
    """

    weight: float
    parameters: Parameters
    sites: Sites
    gaussian: Gaussian
    merit: Floats
    merit_variance: Floats
    severity_variance: Floats
    level: Level | None = None

    @property
    def total_merit_variance(self) -> Floats:
        """Variance of merit with that of the level, (P)."""
        level = self.level
        return self.merit_variance + (0.0 if level is None else (level.sd * level.merit) ** 2)

    @property
    def total_severity_variance(self) -> Floats:
        """Variance of severity with that of the level, (R)."""
        level = self.level
        return self.severity_variance + (0.0 if level is None else (level.sd * level.severity) ** 2)

    @property
    def severity(self) -> Floats:
        """Expected severity, (R)."""
        return self.gaussian.severity


@dataclass(frozen=True, eq=False)
class Posterior:
    """The mixture, the sorted ratings it rests on, and the number of threads to use on it (None: all)."""

    layout: Layout
    components: tuple[Component, ...]
    threads: int | None

    @property
    def weights(self) -> Floats:
        """Probabilities of the components."""
        return np.array([component.weight for component in self.components])

    @property
    def main(self) -> Component:
        """The most probable component."""
        return max(self.components, key=lambda component: component.weight)

    def average(self, values: list[Floats]) -> Floats:
        """Return the mixture's mean of one array a component."""
        return np.tensordot(self.weights, np.stack(values), axes=1)


def make_component(
    layout: Layout, runs: Runs, point: Point, *, seed: int, level: Level | None = None
) -> Component:
    """Solve at the point's sites, with variances exact up to `DENSE` interviewers and by draws beyond.

    `level` None takes the level as known.
    """
    dense = layout.interviewers <= DENSE
    gaussian = solve_severities(
        layout, runs, point.sites, point.parameters.sds, dense=dense, start=point.severity, tolerance=1e-10
    )
    merit = carry(layout, runs, gaussian, gaussian.severity[:, None])[:, 0]
    merit += gaussian.candidate_linear / gaussian.candidate_precision
    variance = np.empty(layout.candidates)
    if dense:
        severity_variance = gaussian.severity_variance

        def work(_: int, first: int, last: int) -> None:
            _kernels.merit_variances(
                first, last, layout.cards_of, layout.interviewer, gaussian.held,
                gaussian.candidate_precision, gaussian.covariance, variance,
            )  # fmt: skip

        runs.each(work)
    else:
        probes = int(np.clip(MOST_PROBED // max(layout.scorecards, 1), 8, PROBES))
        drawn = draw_severity(layout, runs, gaussian, np.random.SeedSequence([seed, 1]), probes)
        variance = 1 / gaussian.candidate_precision
        variance += (carry(layout, runs, gaussian, drawn) ** 2).mean(axis=1)
        severity_variance = _severity_variance(layout, runs, gaussian, drawn)
    return Component(
        point.weight, point.parameters, point.sites, gaussian, merit, variance, severity_variance, level
    )


def _severity_variance(layout: Layout, runs: Runs, gaussian: Gaussian, drawn: Floats) -> Floats:
    """Return Var(severity) as 1/diag(S) plus the variance of its mean given the others (Rao-Blackwell)."""
    sums = np.zeros((runs.count, *drawn.shape))

    def work(run: int, first: int, last: int) -> None:
        _kernels.schur_product(
            first, last, layout.cards_of, layout.interviewer, gaussian.held, gaussian.candidate_precision,
            drawn, sums[run],
        )  # fmt: skip

    runs.each(work)
    own = gaussian.diagonal[:, None]
    others = sums.sum(axis=0) - (gaussian.precision_severity + gaussian.system[2][:, None] - own) * drawn
    variance: Floats = 1 / own[:, 0] + ((others / own) ** 2).mean(axis=1)
    return variance


def draw_severity(
    layout: Layout, runs: Runs, gaussian: Gaussian, seed: np.random.SeedSequence, draws: int
) -> Floats:
    """Return draws of severity less its mean, (R, draws): by the factor of S, or by perturbing and solving."""
    first_seed, *run_seeds = seed.spawn(runs.count + 1)
    own = np.random.default_rng(first_seed).standard_normal((layout.interviewers, draws))
    if gaussian.factor is not None:
        drawn: Floats = solve_triangular(gaussian.factor, own, lower=True, trans="T", check_finite=False)
        return drawn
    sums = np.zeros((runs.count, layout.interviewers, draws))

    def work(run: int, first: int, last: int) -> None:
        rows = int(layout.cards_of[last] - layout.cards_of[first]) + last - first
        noise = np.random.default_rng(run_seeds[run]).standard_normal((rows, draws))
        _kernels.add_schur_noise(
            first, last, layout.cards_of, layout.interviewer, gaussian.held, gaussian.candidate_precision,
            noise, sums[run],
        )  # fmt: skip

    runs.each(work)
    noise = np.sqrt(gaussian.precision_severity) * own + sums.sum(axis=0)
    return solve_columns(layout, runs, gaussian, noise, noise / gaussian.diagonal[:, None], 1e-4)[0]


def mixture_interval(
    means: Floats, variances: Floats, weights: Floats, level: float
) -> tuple[Floats, Floats]:
    """Return the central interval of a mixture of normals; `means`, `variances` are (components, items)."""
    tail = (1 - level) / 2
    sds = np.sqrt(variances)
    if weights.size == 1:
        half = -ndtri(tail) * sds[0]
        return means[0] - half, means[0] + half
    reach = -ndtri(tail / 10)
    bottom, top = (means - reach * sds).min(axis=0), (means + reach * sds).max(axis=0)

    def quantile(probability: float) -> Floats:
        low: Floats = bottom.copy()
        high: Floats = top.copy()
        middle: Floats
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            under = np.tensordot(weights, ndtr((middle - means) / sds), axes=1) < probability
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        middle = (low + high) / 2
        return middle

    return quantile(tail), quantile(1 - tail)
