"""The ratio of two selection rates: its score interval, its Wald interval, and how likely it lies below a limit."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincinv, ndtr, ndtri

from muster.engine import checks
from muster.engine.errors import InputError

__all__ = ["koopman_interval", "probability_below", "score_statistic", "wald_log_interval"]

Floats = NDArray[np.float64]

BISECTIONS = 100  # halvings of the logarithm: down to the last digit
FARTHEST = 80.0  # logarithm of a ratio beyond which no interval of countable people ends
JEFFREYS = 0.5
REACH, NODES = 8.5, 401  # of the normal scale over which a posterior is integrated
FAR_MORE = 100  # times the reference's people, from which a posterior is far narrower


def koopman_interval(
    selected: ArrayLike,
    n: ArrayLike,
    reference_selected: ArrayLike,
    reference_n: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return the ends of Koopman's score interval for rate / reference rate, arrays of the arguments' shape.

    The interval holds every ratio that the score test of that size does not refuse (Koopman 1984, Biometrics 40,
    513; Gart & Nam 1988, Biometrics 44, 323, equation 3.3 for the constrained estimate; Nam 1995). It ends at 0
    where nobody of the first group is selected, at infinity where nobody of the reference is.

    Raises InputError for more selected than there are people, or for a group of nobody.
    """
    x, m, y, k = _counts(selected, n, reference_selected, reference_n)
    limit = _chi_square(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = np.log((x / m) / (y / k))
    middle = np.nan_to_num(estimate, nan=0.0, posinf=FARTHEST, neginf=-FARTHEST)
    low = _search(x, m, y, k, np.full(x.shape, -FARTHEST), middle, limit)
    high = _search(x, m, y, k, np.full(x.shape, FARTHEST), middle, limit)
    return np.where(x == 0, 0.0, np.exp(low)), np.where(y == 0, np.inf, np.exp(high))


def score_statistic(
    ratio: ArrayLike, selected: ArrayLike, n: ArrayLike, reference_selected: ArrayLike, reference_n: ArrayLike
) -> Floats:
    """Return Koopman's chi-square (one degree of freedom) of the hypothesis that rate / reference rate is `ratio`."""
    x, m, y, k = _counts(selected, n, reference_selected, reference_n)
    return _score(np.asarray(ratio, np.float64), x, m, y, k)


def wald_log_interval(
    selected: ArrayLike,
    n: ArrayLike,
    reference_selected: ArrayLike,
    reference_n: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return the ends of Katz's interval, normal on the logarithm (Katz et al. 1978, Biometrics 34, 469).

    It does not exist (NaN) where a group has nobody selected. It is here to be compared with.
    """
    x, m, y, k = _counts(selected, n, reference_selected, reference_n)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log((x / m) / (y / k))
        half = np.sqrt(_chi_square(level) * (1 / x - 1 / m + 1 / y - 1 / k))
        return np.exp(centre - half), np.exp(centre + half)


def probability_below(
    limit: float, selected: int, n: int, reference_selected: int, reference_n: int
) -> float:
    """Return the posterior probability that rate / reference rate is below `limit`.

    The rates are independent, each with Jeffreys' prior Beta(1/2, 1/2). Integrated over the reference's posterior, or
    over the other one where that is far narrower, on the scale where it is normal, by the trapezoid rule.
    """
    _counts(selected, n, reference_selected, reference_n)
    if limit > 1:
        return 1 - probability_below(1 / limit, reference_selected, reference_n, selected, n)
    first = selected + JEFFREYS, n - selected + JEFFREYS
    second = reference_selected + JEFFREYS, reference_n - reference_selected + JEFFREYS
    z = np.linspace(-REACH, REACH, NODES)
    weight = np.exp(-z * z / 2)
    weight /= weight.sum()
    if n > FAR_MORE * reference_n:
        rates = betaincinv(*first, ndtr(z))
        return float(weight @ (1 - betainc(*second, np.minimum(rates / limit, 1.0))))
    return float(weight @ betainc(*first, limit * betaincinv(*second, ndtr(z))))


def _counts(
    selected: ArrayLike, n: ArrayLike, reference_selected: ArrayLike, reference_n: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    arrays = [np.asarray(one, np.float64) for one in (selected, n, reference_selected, reference_n)]
    x, m, y, k = np.broadcast_arrays(*arrays)
    if not ((x >= 0) & (x <= m) & (m > 0) & (y >= 0) & (y <= k) & (k > 0)).all():
        raise InputError(
            "A group needs at least one person, and as many selected as it has people at the most."
        )
    return x, m, y, k


def _chi_square(level: float) -> float:
    checks.check_between("level", level, 0.5, 0.9999)
    return float(ndtri((1 + level) / 2) ** 2)


def _score(ratio: Floats, x: Floats, m: Floats, y: Floats, k: Floats) -> Floats:
    linear = ratio * (y + m) + x + k
    root = np.sqrt(np.maximum(linear**2 - 4 * ratio * (m + k) * (x + y), 0.0))
    # The smaller root, in the form that does not cancel.
    reference = 2 * (x + y) / (linear + root)
    rate = np.minimum(ratio * reference, 1.0)
    first = _standardised(x, m, rate)
    return first + _standardised(y, k, np.minimum(reference, 1.0))


def _standardised(count: Floats, size: Floats, rate: Floats) -> Floats:
    """Return (count - expected)^2 / variance; 0 where neither can be but 0."""
    difference = (count - size * rate) ** 2
    variance = size * rate * (1 - rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(difference <= 1e-18 * size**2, 0.0, difference / variance)


def _search(
    x: Floats, m: Floats, y: Floats, k: Floats, outside: Floats, inside: Floats, limit: float
) -> Floats:
    """Return the logarithm of the ratio at which the statistic reaches the limit, by bisection."""
    for _ in range(BISECTIONS):
        middle = (outside + inside) / 2
        refused = _score(np.exp(middle), x, m, y, k) > limit
        outside = np.where(refused, middle, outside)
        inside = np.where(refused, inside, middle)
    return inside
