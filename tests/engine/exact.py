"""What the engine approximates or computes the quick way, computed the slow way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from muster.engine.hire.gaussian import Sites
from muster.engine.hire.layout import Layout
from muster.engine.hire.parameters import Parameters

Floats = NDArray[np.float64]

HALO_NODES = 40
REACH = 6.5  # SDs
SPACING = 0.1  # logits


def rating_probabilities(layout: Layout, parameters: Parameters, s: Floats) -> Floats:
    """Return P(cell | standing s) of its criterion, (cells, len(s)), from the model as it is written down."""
    cells = layout.cells
    top = cells.top
    upper = np.full(top.size, np.inf)
    upper[~top] = parameters.thresholds
    lower = np.full(top.size, -np.inf)
    lower[1:][~top[:-1]] = parameters.thresholds
    turned = parameters.slopes[cells.criterion][:, None] * s
    # Of the two equal differences the one without cancellation.
    at_most = expit(upper[:, None] - turned) - expit(lower[:, None] - turned)
    at_least = expit(turned - lower[:, None]) - expit(turned - upper[:, None])
    chances: Floats = np.where(
        turned < (np.maximum(lower, -50) + np.minimum(upper, 50))[:, None] / 2, at_least, at_most
    )
    return chances


def scorecard_likelihood(
    layout: Layout, parameters: Parameters, card: int, x: Floats
) -> tuple[Floats, float]:
    """Return the likelihood of a scorecard at merit less severity `x`, its halo integrated out.

    It is divided by its largest value, whose logarithm is the second result.
    """
    nodes, masses = np.polynomial.hermite_e.hermegauss(HALO_NODES)
    s = (x[:, None] + parameters.sds[2] * nodes).ravel()
    mine = layout.cell[layout.ratings_of[card] : layout.ratings_of[card + 1]]
    weights = np.bincount(mine, parameters.weights[layout.cells.criterion[mine]], layout.cells.count.size)
    logs = weights[weights > 0] @ np.log(rating_probabilities(layout, parameters, s)[weights > 0])
    scale = float(logs.max())
    likelihood: Floats = np.exp(logs - scale).reshape(x.size, nodes.size) @ (masses / masses.sum())
    return likelihood, scale


@dataclass(frozen=True)
class ExactPosterior:
    """Moments of merit (P) and severity (2), and the log evidence."""

    log_evidence: float
    merit: Floats
    merit_sd: Floats
    severity: Floats
    severity_sd: Floats


def integrate_two_interviewers(layout: Layout, parameters: Parameters) -> ExactPosterior:
    """Integrate the posterior of a season of two interviewers over a grid of both severities and each merit.

    Given the two severities candidates are independent, so the grid has three dimensions at a time. Merit and
    severity share the spacing, so that their differences lie on one grid too.
    """
    assert layout.interviewers == 2
    merit = _grid(parameters.sds[0])
    severity = _grid(parameters.sds[1])
    difference = np.arange(merit.size + severity.size - 1)
    x = (difference - (severity.size - 1) // 2 - (merit.size - 1) // 2) * SPACING
    place = np.arange(merit.size)[None, :] - np.arange(severity.size)[:, None] + severity.size - 1
    prior = _density(merit, parameters.sds[0])
    belief = np.outer(_density(severity, parameters.sds[1]), _density(severity, parameters.sds[1]))
    means, squares, scales = [], [], 0.0
    for candidate in range(layout.candidates):
        tables = [np.ones((severity.size, merit.size)), np.ones((severity.size, merit.size))]
        for card in range(layout.cards_of[candidate], layout.cards_of[candidate + 1]):
            likelihood, scale = scorecard_likelihood(layout, parameters, card, np.asarray(x, np.float64))
            scales += scale
            tables[layout.interviewer[card]] = tables[layout.interviewer[card]] * likelihood[place]
        mass, first, second = (
            (tables[0] * (prior * power)) @ tables[1].T for power in (np.ones(merit.size), merit, merit**2)
        )
        belief = belief * mass
        means.append(first / mass)
        squares.append(second / mass)
    total = belief.sum()
    belief = belief / total
    expected = np.array([(belief * mean).sum() for mean in means])
    square = np.array([(belief * each).sum() for each in squares])
    sides = np.stack([belief.sum(axis=1), belief.sum(axis=0)])
    severities = sides @ severity
    return ExactPosterior(
        log_evidence=float(np.log(total)) + scales,
        merit=expected,
        merit_sd=np.sqrt(square - expected**2),
        severity=severities,
        severity_sd=np.sqrt(sides @ severity**2 - severities**2),
    )


def _grid(sd: float) -> Floats:
    half = int(np.ceil(REACH * sd / SPACING))
    return np.arange(-half, half + 1, dtype=np.float64) * SPACING


def _density(grid: Floats, sd: float) -> Floats:
    density = np.exp(-((grid / sd) ** 2) / 2)
    normal: Floats = density / density.sum()
    return normal


@dataclass(frozen=True)
class JointGaussian:
    """Mean and covariance of (merit, halo, severity), (P + J + R), that prior and sites make."""

    mean: Floats
    covariance: Floats
    precision: Floats
    candidates: int
    interviewers: int

    @property
    def merit(self) -> slice:
        return slice(0, self.candidates)

    @property
    def halo(self) -> slice:
        return slice(self.candidates, self.mean.size - self.interviewers)

    @property
    def severity(self) -> slice:
        return slice(self.mean.size - self.interviewers, self.mean.size)


def join_gaussian(layout: Layout, sites: Sites, sds: Floats) -> JointGaussian:
    """Build the whole precision matrix, one row of coefficients a scorecard, and invert it."""
    people, cards = layout.candidates, layout.scorecards
    size = people + cards + layout.interviewers
    standing = np.zeros((cards, size))
    standing[np.arange(cards), layout.candidate] = 1
    standing[np.arange(cards), people + np.arange(cards)] = 1
    standing[np.arange(cards), people + cards + layout.interviewer] = -1
    own = np.repeat([sds[0], sds[2], sds[1]], [people, cards, layout.interviewers]) ** -2.0
    precision = np.diag(own) + standing.T @ (sites.precision[:, None] * standing)
    covariance = np.linalg.inv(precision).astype(np.float64)
    mean = covariance @ (standing.T @ sites.linear)
    return JointGaussian(mean, covariance, precision, people, layout.interviewers)


def sample_log_evidence(
    layout: Layout, parameters: Parameters, merit: Floats, severity: Floats, log_density: Floats
) -> tuple[float, float]:
    """Return the log evidence by importance sampling, and the SD of a draw's log weight.

    `merit` (draws, P) and `severity` (draws, R) are drawn from a density whose logarithm is `log_density`.
    Halo is integrated out of every scorecard.
    """
    logs = _log_normal(merit, parameters.sds[0]) + _log_normal(severity, parameters.sds[1]) - log_density
    for card in range(layout.scorecards):
        x = merit[:, layout.candidate[card]] - severity[:, layout.interviewer[card]]
        likelihood, scale = scorecard_likelihood(layout, parameters, card, x)
        logs += np.log(likelihood) + scale
    top = logs.max()
    return float(top + np.log(np.exp(logs - top).mean())), float(logs.std())


def _log_normal(values: Floats, sd: float) -> Floats:
    density: Floats = (-0.5 * (values / sd) ** 2 - np.log(sd * np.sqrt(2 * np.pi))).sum(axis=1)
    return density
