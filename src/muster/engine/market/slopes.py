"""A logistic slope from few answers: Firth's estimate with profile intervals, finite even where an order is
perfect.

The likelihood of logit P(y = 1) = a + b x is multiplied by Jeffreys' prior |I(a, b)|^(1/2) (Firth 1993,
Biometrika 80, 27-38). It takes the first-order bias out of the estimate, and keeps it finite where all who
accepted stand below all who declined; intervals are by the profile of the penalised likelihood (Heinze and
Schemper 2002, Statistics in Medicine 21, 2409-2419).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, expit

__all__ = ["LogisticFit", "fit_slope"]

Floats = NDArray[np.float64]

MOST_STEPS = 200
LONGEST = 2.0  # of a step, in log odds
CLOSE, CLOSE_END = 1e-7, 1e-5  # of an estimate, and of the end of an interval
FURTHEST = 30  # doublings in the search for the end of an interval


@dataclass(frozen=True, slots=True)
class LogisticFit:
    """log odds = `intercept` + `slope` x. `low` and `high` are the slope's interval; `x` and `y` (n,) what
    was fitted.
    """

    intercept: float
    slope: float
    low: float
    high: float
    level: float
    x: Floats
    y: Floats

    def share_at(self, place: float) -> tuple[float, float, float]:
        """Return the probability at a place x, and the ends of its interval, each by itself."""
        shifted = self.x - place
        at = np.array([self.intercept + self.slope * place, self.slope])
        low, high = _profile(shifted, self.y, at, 0, self.level)
        return float(expit(at[0])), float(expit(low)), float(expit(high))


def fit_slope(x: Floats, y: Floats, *, level: float) -> LogisticFit:
    """Fit answers `y` (n,) of 0 and 1 on `x` (n,), which has two values at least, and return the fit."""
    centre = float(x.mean())
    found = _climb(x - centre, y, np.zeros(2), (0, 1))
    low, high = _profile(x - centre, y, found, 1, level)
    return LogisticFit(float(found[0] - found[1] * centre), float(found[1]), low, high, level, x, y)


def _climb(x: Floats, y: Floats, start: Floats, free: Sequence[int]) -> Floats:
    """Return where the penalised likelihood is highest over the `free` ones of (intercept, slope)."""
    at, state = start.copy(), _state(x, y, start)
    for _step in range(MOST_STEPS):
        step = np.zeros(2)
        if len(free) == 2:
            step = state.inverse @ state.score
        else:
            step[free[0]] = state.score[free[0]] / state.information[free[0], free[0]]
        size = float(np.abs(step).max())
        step *= min(1.0, LONGEST / max(size, CLOSE))
        new = _state(x, y, at + step)
        while new.value < state.value and size > CLOSE:
            step, size = step / 2, size / 2
            new = _state(x, y, at + step)
        if new.value >= state.value:
            at, state = at + step, new
        if size <= CLOSE:
            break
    return at


@dataclass(frozen=True, slots=True)
class _State:
    """The penalised log likelihood at a place, Firth's score (2,), the information and its inverse (2, 2)."""

    value: float
    score: Floats
    information: Floats
    inverse: Floats


def _state(x: Floats, y: Floats, at: Floats) -> _State:
    odds = at[0] + at[1] * x
    share = expit(odds)
    weight = share * (1 - share)
    flat, cross, steep = float(weight.sum()), float(weight @ x), float(weight @ x**2)
    size = max(flat * steep - cross**2, 1e-300)
    inverse = np.array([[steep, -cross], [-cross, flat]]) / size
    hat = weight * (inverse[0, 0] + 2 * inverse[0, 1] * x + inverse[1, 1] * x**2)
    residual = y - share + hat * (0.5 - share)
    return _State(
        float(y @ odds - np.logaddexp(0, odds).sum()) + 0.5 * math.log(size),
        np.array([residual.sum(), residual @ x]),
        np.array([[max(flat, 1e-300), cross], [cross, max(steep, 1e-300)]]),
        inverse,
    )


def _profile(x: Floats, y: Floats, best: Floats, which: int, level: float) -> tuple[float, float]:
    """Return the ends of the interval of one parameter: where twice the loss of likelihood is the quantile of
    chi^2.
    """
    limit = float(chdtri(1, 1 - level)) / 2
    state = _state(x, y, best)
    step = math.sqrt(max(float(state.inverse[which, which]), CLOSE))
    floor = state.value - limit
    return _end(x, y, best, which, -step, floor), _end(x, y, best, which, step, floor)


def _end(x: Floats, y: Floats, best: Floats, which: int, step: float, floor: float) -> float:
    """Return where the profile falls to `floor`, on the side of `step`: outwards until it is below, then in
    between by the Illinois rule. Each climb starts from the last place above, so that the path stays on one
    ridge.
    """
    inner, held, above = float(best[which]), best, _state(x, y, best).value - floor

    def at(value: float) -> tuple[Floats, float]:
        start = held.copy()
        start[which] = value
        found = _climb(x, y, start, (1 - which,))
        return found, _state(x, y, found).value - floor

    outer, below = inner + step, 0.0
    for _doubling in range(FURTHEST):
        found, below = at(outer)
        if below < 0:
            break
        inner, held, above = outer, found, below
        outer += outer - float(best[which])
    else:
        return math.copysign(math.inf, step)
    kept = 0
    for _halving in range(MOST_STEPS):
        if abs(outer - inner) <= CLOSE_END * max(1.0, abs(outer)):
            break
        middle = outer - below * (outer - inner) / (below - above)
        found, value = at(middle)
        if value >= 0:
            inner, held, above = middle, found, value
            below = below / 2 if kept > 0 else below
            kept = 1
        else:
            outer, below = middle, value
            above = above / 2 if kept < 0 else above
            kept = -1
    return inner
