"""The joint Gaussian of a few candidates' merits and a few interviewers' severities, from a whole season's fit.

With D the candidates' precisions, W the held weights and C the severities' covariance (see `gaussian.py`):
Cov(merit) = 1/D + K C K', Cov(merit, severity) = K C with K = W/D.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from muster.engine.hire.gaussian import solve_columns
from muster.engine.hire.layout import Layout
from muster.engine.hire.posterior import Component, Posterior
from muster.engine.hire.runs import Runs, open_runs
from muster.engine.shapes import IntArray

__all__ = ["Joint", "Part", "join"]

Floats = NDArray[np.float64]

COLUMNS = 64  # solved for at a time, where S was not factored


@dataclass(frozen=True, eq=False)
class Part:
    """One Gaussian of the mixture: `weight` its probability, `mean` (n + m) and `covariance` (n + m, n + m) of n
    merits, then m severities, given the season's level; `level` (n + m) what one SD of that level adds.
    """

    weight: float
    mean: Floats
    covariance: Floats
    level: Floats


@dataclass(frozen=True, eq=False)
class Joint:
    """The mixture over `candidates` merits, then severities."""

    parts: tuple[Part, ...]
    candidates: int

    def moments(self) -> tuple[Floats, Floats]:
        """Return mean (n + m) and covariance of the whole mixture, given the season's level."""
        weights = np.array([part.weight for part in self.parts])
        means = np.stack([part.mean for part in self.parts])
        mean: Floats = weights @ means
        covariance = np.zeros((mean.size, mean.size))
        for part in self.parts:
            off = part.mean - mean
            covariance += part.weight * (part.covariance + np.outer(off, off))
        return mean, covariance

    def draw(self, draws: int, seed: int) -> Floats:
        """Return joint draws of merit, (draws, n); the same for the same seed."""
        n = self.candidates
        rng = np.random.default_rng(np.random.SeedSequence([seed, 5]))
        shares = rng.multinomial(draws, [part.weight for part in self.parts])
        blocks = []
        for part, share in zip(self.parts, shares, strict=True):
            if share:
                covariance = part.covariance[:n, :n] + np.outer(part.level[:n], part.level[:n])
                own = rng.standard_normal((int(share), n))
                blocks.append(part.mean[:n] + own @ np.linalg.cholesky(covariance).T)
        return np.concatenate(blocks)

    def better(self, one: IntArray, other: IntArray) -> Floats:
        """Return P(merit of the first > merit of the second) for every pair, (one, other)."""
        chances = np.zeros((one.size, other.size))
        for part in self.parts:
            whole = part.covariance + np.outer(part.level, part.level)
            own = np.diagonal(whole)
            variance = own[one][:, None] + own[other][None, :] - 2 * whole[np.ix_(one, other)]
            gap = part.mean[one][:, None] - part.mean[other][None, :]
            chances += part.weight * ndtr(gap / np.sqrt(np.maximum(variance, 1e-300)))
        return chances


def join(posterior: Posterior, candidates: IntArray, interviewers: IntArray) -> Joint:
    """Return the joint distribution of these candidates' merits and these interviewers' severities (codes).

    A code of -1 is an interviewer whom nobody has met yet: the prior is all that is known.
    """
    chosen = _Chosen.of(posterior.layout, candidates, interviewers)
    with open_runs(posterior.layout.ratings_before, posterior.threads) as runs:
        parts = tuple(_part(posterior, runs, component, chosen) for component in posterior.components)
    return Joint(parts, candidates.size)


@dataclass(frozen=True, eq=False)
class _Chosen:
    """The scorecards of the chosen candidates, whose each is (`owner`, a place among them), and `people`, all
    interviewers who matter: `writer` is the place of each scorecard's, `asked` of each chosen one who is known.
    """

    candidates: IntArray
    interviewers: IntArray
    cards: IntArray
    owner: IntArray
    people: IntArray
    writer: IntArray
    asked: IntArray

    @classmethod
    def of(cls, layout: Layout, candidates: IntArray, interviewers: IntArray) -> _Chosen:
        starts, counts = layout.cards_of[candidates], np.diff(layout.cards_of)[candidates]
        owner = np.repeat(np.arange(candidates.size), counts)
        before = np.cumsum(counts) - counts
        cards = np.arange(int(counts.sum())) + (starts - before)[owner]
        known = interviewers[interviewers >= 0]
        both = np.concatenate([layout.interviewer[cards], known])
        people, place = np.unique(both, return_inverse=True)
        return cls(candidates, interviewers, cards, owner, people, place[: cards.size], place[cards.size :])


def _part(posterior: Posterior, runs: Runs, component: Component, chosen: _Chosen) -> Part:
    gaussian, candidates, interviewers = component.gaussian, chosen.candidates, chosen.interviewers
    precision = gaussian.candidate_precision[candidates]
    among = _severity_covariance(posterior, runs, component, chosen.people)
    pull = np.zeros((candidates.size, chosen.people.size))
    np.add.at(pull, (chosen.owner, chosen.writer), gaussian.held[chosen.cards] / precision[chosen.owner])
    carried = pull @ among
    n, size = candidates.size, candidates.size + interviewers.size
    met, new = n + np.flatnonzero(interviewers >= 0), n + np.flatnonzero(interviewers < 0)
    covariance = np.zeros((size, size))
    covariance[:n, :n] = carried @ pull.T + np.diag(1 / precision)
    covariance[:n, met] = carried[:, chosen.asked]
    covariance[met, :n] = carried[:, chosen.asked].T
    covariance[np.ix_(met, met)] = among[np.ix_(chosen.asked, chosen.asked)]
    covariance[new, new] = component.parameters.var_severity
    known = interviewers[interviewers >= 0]
    mean, level = np.zeros(size), np.zeros(size)
    mean[:n], mean[met] = component.merit[candidates], component.severity[known]
    if component.level is not None:
        level[:n] = component.level.sd * component.level.merit[candidates]
        level[met] = component.level.sd * component.level.severity[known]
    return Part(component.weight, mean, covariance, level)


def _severity_covariance(posterior: Posterior, runs: Runs, component: Component, people: IntArray) -> Floats:
    """Return the rows and columns of S^-1 that belong to these interviewers."""
    gaussian = component.gaussian
    if gaussian.factor is not None:
        dense: Floats = gaussian.covariance[np.ix_(people, people)]
        return dense
    columns = []
    for start in range(0, people.size, COLUMNS):
        some = people[start : start + COLUMNS]
        unit = np.zeros((posterior.layout.interviewers, some.size))
        unit[some, np.arange(some.size)] = 1.0
        blank = unit / gaussian.diagonal[:, None]
        columns.append(solve_columns(posterior.layout, runs, gaussian, unit, blank, 1e-6)[0][people])
    found = np.concatenate(columns, axis=1) if columns else np.zeros((0, 0))
    symmetric: Floats = (found + found.T) / 2
    return symmetric
