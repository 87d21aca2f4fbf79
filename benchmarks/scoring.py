"""Scores of merit estimates against the truth, and the simple estimates that merit competes with."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.linalg import lsmr

from muster.engine.shapes import Scorecards

__all__ = [
    "additive_means",
    "adjusted_means",
    "correlation",
    "coverage",
    "raw_means",
    "rmse",
    "spread",
]

Floats = NDArray[np.float64]


def rmse(truth: Floats, estimate: Floats) -> float:
    """Return the root mean squared error after both are centred."""
    error = estimate - truth
    return float(np.sqrt(np.mean((error - error.mean()) ** 2)))


def correlation(truth: Floats, estimate: Floats) -> float:
    """Return Pearson's correlation."""
    return float(np.corrcoef(truth, estimate)[0, 1])


def coverage(truth: Floats, estimate: Floats, low: Floats, high: Floats) -> tuple[float, float]:
    """Return the share of intervals that hold the truth: as it is, and after centring estimates and truth."""
    centred = truth + (estimate.mean() - truth.mean())
    inside = [np.mean((low <= target) & (target <= high)) for target in (truth, centred)]
    return float(inside[0]), float(inside[1])


def spread(values: ArrayLike, *, digits: int = 3) -> tuple[str, str, str, str, str]:
    """Return mean, minimum, 5 % quantile, median and 95 % quantile over seeds, as text."""
    array = np.asarray(values, np.float64)
    parts = (array.mean(), array.min(), *np.quantile(array, (0.05, 0.5, 0.95)))
    mean, least, low, middle, high = (f"{part:.{digits}f}" for part in parts)
    return mean, least, low, middle, high


def _mean_by(codes: NDArray[np.integer], values: Floats, size: int) -> Floats:
    return np.bincount(codes, values, size) / np.maximum(np.bincount(codes, minlength=size), 1)


def raw_means(scorecards: Scorecards) -> Floats:
    """Return each candidate's mean rating."""
    ratings = scorecards.rating.astype(np.float64)
    return _mean_by(scorecards.candidate, ratings, scorecards.candidate_ids.size)


def adjusted_means(scorecards: Scorecards) -> Floats:
    """Return candidates' means after the interviewer's and the criterion's own mean are subtracted."""
    ratings = scorecards.rating.astype(np.float64)
    by_interviewer = _mean_by(scorecards.interviewer, ratings, scorecards.interviewer_ids.size)
    by_criterion = _mean_by(scorecards.criterion, ratings, len(scorecards.criteria))
    rest = ratings - by_interviewer[scorecards.interviewer] - by_criterion[scorecards.criterion]
    return _mean_by(scorecards.candidate, rest, scorecards.candidate_ids.size)


def additive_means(scorecards: Scorecards) -> Floats:
    """Return candidates' effects in the additive least-squares fit: candidate + interviewer + criterion."""
    facets = (
        (scorecards.candidate, scorecards.candidate_ids.size),
        (scorecards.interviewer, scorecards.interviewer_ids.size),
        (scorecards.criterion, len(scorecards.criteria)),
    )
    rows = np.arange(scorecards.ratings)
    ones = np.ones(scorecards.ratings)
    blocks = [sp.csr_array((ones, (rows, codes)), shape=(rows.size, size)) for codes, size in facets]
    solution = lsmr(
        sp.hstack(blocks, format="csr"), scorecards.rating - 3.0, atol=1e-10, btol=1e-10, maxiter=5000
    )
    return np.asarray(solution[0][: scorecards.candidate_ids.size])
