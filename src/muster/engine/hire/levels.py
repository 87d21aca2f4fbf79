"""Means of merit over groups of applications, on one scale: exactly, for every point of the mixture.

Given the unknowns x, merit is offset + carried x with independent errors 1 / D (`structure`), so that any weighted
sum of merits is normal at each point, and a mixture of normals over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import ndtr

from muster.engine.hire.posterior import mixture_interval
from muster.engine.hire.spreads import SettledPoint
from muster.engine.hire.structure import Structure

__all__ = ["Contrasts", "Individuals", "contrast_merit", "contrast_unknowns", "individual_merit"]

Floats = NDArray[np.float64]

BLOCK = 2048  # candidates at a time


@dataclass(frozen=True, eq=False)
class Contrasts:
    """Weighted sums, jointly: `weights` (K) of the mixture's points, `means` (K, T), `covariances` (K, T, T)."""

    weights: Floats
    means: Floats
    covariances: Floats

    @property
    def mean(self) -> Floats:
        """Expectation of each sum, (T)."""
        return np.asarray(self.weights @ self.means)

    @property
    def covariance(self) -> Floats:
        """Covariance of the sums over the whole mixture, (T, T)."""
        off = self.means - self.mean
        between = (self.weights[:, None] * off).T @ off
        return np.asarray(np.tensordot(self.weights, self.covariances, axes=1) + between)

    @property
    def sd(self) -> Floats:
        """SD of each sum, (T)."""
        return np.sqrt(np.maximum(np.diagonal(self.covariance), 0.0))

    def combine(self, factors: Floats) -> Contrasts:
        """Return the sums' sums by `factors`, (T, V)."""
        return Contrasts(
            self.weights,
            self.means @ factors,
            np.einsum("tv,ktu,uw->kvw", factors, self.covariances, factors),
        )

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """Return the central intervals, (T) each."""
        variances = np.maximum(np.einsum("ktt->kt", self.covariances), 1e-300)
        return mixture_interval(self.means, variances, self.weights, level)

    def above(self, value: float) -> Floats:
        """Return the probability that each sum is above `value`, (T)."""
        sds = np.sqrt(np.maximum(np.einsum("ktt->kt", self.covariances), 1e-300))
        return np.asarray(self.weights @ ndtr((self.means - value) / sds))


@dataclass(frozen=True, eq=False)
class Individuals:
    """Everybody's merit at each point: `means`, `variances` (K, P)."""

    weights: Floats
    means: Floats
    variances: Floats

    @property
    def mean(self) -> Floats:
        """Expected merit, (P)."""
        return np.asarray(self.weights @ self.means)

    @property
    def sd(self) -> Floats:
        """SD of merit, (P)."""
        return np.asarray(np.sqrt(self.weights @ (self.variances + (self.means - self.mean) ** 2)))

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """Return the central intervals, (P) each."""
        return mixture_interval(self.means, self.variances, self.weights, level)

    def below(self, values: Floats) -> Floats:
        """Return the probability that each merit is below its value, (P)."""
        return np.asarray(self.weights @ ndtr((values - self.means) / np.sqrt(self.variances)))


def _carried(structure: Structure, point: SettledPoint) -> tuple[csr_array, Floats]:
    """Return what the unknowns add to each merit, (P, X), and the merit at unknowns of 0, (P)."""
    layout, units = structure.layout, structure.units
    gaussian = point.at.solved.gaussian
    people = np.arange(layout.candidates)
    pull = gaussian.held / gaussian.candidate_precision[layout.candidate]
    own = 1 - np.bincount(layout.candidate, pull, layout.candidates)
    rows = np.concatenate([layout.candidate, people])
    columns = np.concatenate([units.node[layout.interviewer], units.nodes + structure.cohort_of])
    shape = (layout.candidates, structure.size)
    carried = csr_array((np.concatenate([pull, own]), (rows, columns)), shape=shape)
    return carried, gaussian.candidate_linear / gaussian.candidate_precision


def contrast_merit(
    structure: Structure, points: Sequence[SettledPoint], weights: Floats | csr_array
) -> Contrasts:
    """Return the sums of merit with `weights`, (P, T)."""
    chosen = csr_array(weights)
    means, covariances = [], []
    for point in points:
        carried, offset = _carried(structure, point)
        solved = point.at.solved
        through = np.asarray((chosen.T @ carried).todense())
        means.append(chosen.T @ (offset + carried @ solved.mean))
        own = chosen.T @ csr_array(chosen.multiply(1 / solved.gaussian.candidate_precision[:, None]))
        covariances.append(own.toarray() + through @ solved.covariance @ through.T)
    return Contrasts(_weights(points), np.stack(means), np.stack(covariances))


def contrast_unknowns(points: Sequence[SettledPoint], factors: csr_array) -> Contrasts:
    """Return sums of the unknowns, severities and levels, with `factors`, (X, T); of each by itself: the covariances
    are diagonal.
    """
    means, covariances = [], []
    for point in points:
        solved = point.at.solved
        means.append(factors.T @ solved.mean)
        reached = csr_array(factors.T) @ solved.covariance
        covariances.append(np.asarray(csr_array(factors.T).multiply(reached).sum(axis=1)).ravel())
    return Contrasts(_weights(points), np.stack(means), np.stack([np.diag(row) for row in covariances]))


def individual_merit(structure: Structure, points: Sequence[SettledPoint], zeros: Floats) -> Individuals:
    """Return everybody's merit less their own zero: `zeros` (P, Z) weighs candidates into zeros, and each candidate
    belongs to the one where their weight is not 0.
    """
    which = np.argmax(zeros != 0, axis=1)
    means, variances = [], []
    for point in points:
        carried, offset = _carried(structure, point)
        solved = point.at.solved
        spare = 1 / solved.gaussian.candidate_precision
        merit = offset + carried @ solved.mean
        through = zeros.T @ carried  # (Z, X)
        reached = through @ solved.covariance
        zero_variance = np.einsum("zx,zx->z", reached, through) + zeros.T**2 @ spare
        shared = np.asarray(carried @ reached.T)[np.arange(which.size), which]
        shared = shared + spare * zeros[np.arange(which.size), which]
        own = np.empty(which.size)
        for start in range(0, which.size, BLOCK):
            some = carried[start : start + BLOCK]
            own[start : start + BLOCK] = np.asarray(
                some.multiply(some @ solved.covariance).sum(axis=1)
            ).ravel()
        means.append(merit - (zeros.T @ merit)[which])
        variances.append(np.maximum(own + spare - 2 * shared + zero_variance[which], 1e-12))
    return Individuals(_weights(points), np.stack(means), np.stack(variances))


def _weights(points: Sequence[SettledPoint]) -> Floats:
    return np.array([point.weight for point in points])
