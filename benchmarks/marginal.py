"""The exact maximum of the marginal likelihood, by Monte Carlo, for ratings on one criterion without halo.

Severities are drawn from a Gaussian near their posterior; given them candidates are independent, and each merit is
integrated out on equally spaced nodes. The mean of the draws' weights is an unbiased estimate of the likelihood, and
by Fisher's identity the weighted mean of the scores is that of its gradient. Newton steps lead to where it vanishes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, solve_triangular
from scipy.special import expit, logsumexp

from benchmarks.laplace import LaplaceFit, Mode, Pairs, find_mode, unpack

__all__ = ["Exact", "Likelihood", "find_exact", "sample_likelihood"]

Floats = NDArray[np.float64]

REACH = 7.0  # merits are integrated this many SDs (Laplace's) to each side,
NODES = 15  # with nodes one SD apart: equally spaced sums of smooth bells are exact to many digits


@dataclass(frozen=True, eq=False)
class Likelihood:
    """The log-likelihood at some parameters, with its gradient by (log SDs, thresholds).

    `score_covariance` is that of the gradient's Monte Carlo error, `error` that of the log-likelihood (an SD);
    `effective` is the number of draws from the posterior itself that are worth as much.
    """

    log_likelihood: float
    error: float
    score: Floats
    score_covariance: Floats
    effective: float


@dataclass(frozen=True, eq=False)
class Exact:
    """The SDs of merit and severity, then the thresholds, at the top; their Monte Carlo errors; and the
    log-likelihood there.
    """

    vector: Floats
    error: Floats
    log_likelihood: float


def find_exact(given: Pairs, start: LaplaceFit, *, pairs: int, seed: int = 0) -> Exact:
    """Step from Laplace's maximum, by its curvature times the exact score."""
    vector = np.concatenate([np.log(start.vector[:2]), start.vector[2:]])
    for number, drawn in enumerate((pairs // 5, pairs // 2, pairs)):
        at = sample_likelihood(given, vector, pairs=drawn, seed=seed + number)
        vector = vector + start.covariance @ at.score
    error = np.sqrt(np.diagonal(start.covariance @ at.score_covariance @ start.covariance))
    sds, thresholds = unpack(vector)
    scale = np.concatenate([sds, np.ones(thresholds.size)])
    return Exact(np.concatenate([sds, thresholds]), error * scale, at.log_likelihood)


def sample_likelihood(given: Pairs, vector: Floats, *, pairs: int, seed: int) -> Likelihood:
    """Estimate the log-likelihood and its gradient by (log SDs, thresholds) from `pairs` sets of severities and
    as many mirrored ones.
    """
    sds, thresholds = unpack(vector)
    mode = find_mode(given, vector)
    merits = _Merits(given, mode, sds, thresholds)
    rng = np.random.default_rng(seed)
    log_weights, squares = np.empty((pairs, 2)), np.empty((pairs, 2))
    scores = np.empty((pairs, 2, vector.size))
    height = np.log(np.diagonal(mode.factor) * sds[1]).sum()
    for draw in range(pairs):
        normal = rng.standard_normal(given.interviewers)
        moved = solve_triangular(mode.factor, normal, lower=True, trans="T")
        for side, severity in enumerate((mode.severity + moved, mode.severity - moved)):
            log_likelihood, scores[draw, side] = merits.integrate(severity)
            squares[draw, side] = severity @ severity / sds[1] ** 2
            log_weights[draw, side] = log_likelihood - height + (normal @ normal - squares[draw, side]) / 2
    total = logsumexp(log_weights)
    weights = np.exp(log_weights - total)
    scores[:, :, 1] = squares - given.interviewers
    mean = np.tensordot(weights, scores, axes=2)
    # By the delta method for a ratio, a pair at a time. What squares the Gaussian holds is known without drawing,
    # so only what the weights add to it needs to be.
    off = (weights[:, :, None] * (scores - mean)).sum(axis=1)
    inverse = cho_solve((mode.factor, True), np.eye(given.interviewers))
    known = (mode.severity @ mode.severity + np.trace(inverse)) / sds[1] ** 2
    mean[1] -= squares.mean() - known
    off[:, 1] -= (squares.mean(axis=1) - squares.mean()) / pairs
    spread = weights.sum(axis=1) * pairs - 1
    return Likelihood(
        float(total - np.log(2 * pairs)),
        float(np.sqrt((spread**2).mean() / pairs)),
        mean,
        off.T @ off,
        float(1 / (weights**2).sum()),
    )


class _Merits:
    """Integrates every candidate's merit out, given the severities."""

    def __init__(self, pairs: Pairs, mode: Mode, sds: Floats, thresholds: Floats) -> None:
        self.pairs, self.sd = pairs, float(sds[0])
        edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
        spread = mode.merit_sd
        nodes = mode.merit[:, None] + spread[:, None] * np.linspace(-REACH, REACH, NODES)
        prior = -((nodes / self.sd) ** 2) / 2 - np.log(self.sd * np.sqrt(2 * np.pi))
        self.squares = (nodes / self.sd) ** 2
        self.prior = prior + np.log(spread * 2 * REACH / (NODES - 1))[:, None]
        self.over = edges[pairs.category + 1][:, None] - nodes[pairs.candidate]
        self.under = edges[pairs.category][:, None] - nodes[pairs.candidate]
        self.first = np.searchsorted(pairs.candidate, np.arange(pairs.candidates))
        self.size = 2 + thresholds.size

    def integrate(self, severity: Floats) -> tuple[float, Floats]:
        """Return log p(ratings | severity) and its gradient by (log SDs, thresholds), the second entry empty."""
        pairs = self.pairs
        theirs = severity[pairs.interviewer][:, None]
        upper, lower = expit(self.over + theirs), expit(self.under + theirs)
        chance = upper - lower
        logs = np.add.reduceat(np.log(chance), self.first, axis=0) + self.prior
        top = logs.max(axis=1, keepdims=True)
        share = np.exp(logs - top)
        mass = share.sum(axis=1, keepdims=True)
        share /= mass
        each = share[pairs.candidate] / chance
        ups = np.bincount(pairs.category, (each * upper * (1 - upper)).sum(axis=1), self.size - 1)
        downs = np.bincount(pairs.category, (each * lower * (1 - lower)).sum(axis=1), self.size - 1)
        score = np.zeros(self.size)
        score[0] = (share * self.squares).sum() - pairs.candidates
        score[2:] = ups[:-1] - downs[1:]
        return float((top + np.log(mass)).sum()), score
