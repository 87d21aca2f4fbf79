"""A season so small that its likelihood can be summed over a grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from benchmarks.laplace import Pairs, unpack

Floats = NDArray[np.float64]

VECTOR = np.array([np.log(0.9), np.log(0.6), -0.8, 0.7])
NODES = 41
REACH = 6.0  # SDs


def small_pairs() -> Pairs:
    """Return six candidates, rated by two interviewers with 0, 1 or 2; ids in no order."""
    candidate = np.array(["f", "a", "b", "a", "c", "c", "d", "d", "e", "f", "b"])
    interviewer = np.array([9, 4, 4, 9, 4, 9, 4, 9, 9, 4, 9])
    return Pairs.of(candidate, interviewer, np.array([5, 3, 4, 4, 5, 5, 3, 3, 4, 5, 5]))


def joint_log_density(pairs: Pairs, vector: Floats, merit: Floats, severity: Floats) -> float:
    """Return log p(ratings, merit, severity)."""
    sds, thresholds = unpack(vector)
    edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
    standing = merit[pairs.candidate] - severity[pairs.interviewer]
    chance = expit(edges[pairs.category + 1] - standing) - expit(edges[pairs.category] - standing)
    normal = -(merit @ merit / sds[0] ** 2 + severity @ severity / sds[1] ** 2) / 2
    normal -= merit.size * np.log(sds[0]) + severity.size * np.log(sds[1])
    return float(np.log(chance).sum() + normal - (merit.size + severity.size) * np.log(2 * np.pi) / 2)


def grid_log_likelihood(pairs: Pairs, vector: Floats) -> float:
    """Return log p(ratings), summed over a grid of both severities and each merit."""
    sds, thresholds = unpack(vector)
    edges = np.concatenate([[-np.inf], thresholds, [np.inf]])
    nodes = np.linspace(-REACH, REACH, NODES)
    masses = np.exp(-(nodes**2) / 2) / np.exp(-(nodes**2) / 2).sum()
    merit, one, other = np.meshgrid(sds[0] * nodes, sds[1] * nodes, sds[1] * nodes, indexing="ij")
    likelihood = np.ones((NODES, NODES))
    for candidate in range(pairs.candidates):
        product = np.ones(merit.shape)
        for row in np.flatnonzero(pairs.candidate == candidate):
            standing = merit - (one, other)[pairs.interviewer[row]]
            category = pairs.category[row]
            product *= expit(edges[category + 1] - standing) - expit(edges[category] - standing)
        likelihood *= np.tensordot(masses, product, axes=1)
    return float(np.log(masses @ likelihood @ masses))


def drawn_pairs() -> Pairs:
    """Return 360 ratings in four categories by twelve interviewers, of sixty candidates."""
    rng = np.random.default_rng(5)
    merit, severity = rng.normal(size=60), rng.normal(size=12)
    candidate, interviewer = np.repeat(np.arange(60), 6), rng.integers(0, 12, 360)
    standing = merit[candidate] - severity[interviewer] + rng.logistic(size=360)
    return Pairs.of(candidate, interviewer, np.digitize(standing, [-1.0, 0.0, 1.0]))
