"""What equity is worth: Black-Scholes, Merton's jumps, and the certainty equivalent of Hall and Murphy.

docs/methods/package.md has the equations.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from muster.engine.errors import InputError
from muster.engine.pay.parts import Jumps

__all__ = ["black_scholes", "certainty_equivalent", "expected_call", "jump_drift", "log_moments"]

Floats = NDArray[np.float64]

NEGLIGIBLE = 1e-15  # probability of so many jumps or more that is left out
MOST_JUMPS = 2_000  # expected ones over the life of an option


def black_scholes(
    spot: ArrayLike,
    strike: ArrayLike,
    years: ArrayLike,
    volatility: ArrayLike,
    rate: ArrayLike,
    *,
    dividend_yield: ArrayLike = 0.0,
    call: bool = True,
) -> Floats:
    """Return the value of European options (Black & Scholes 1973; with dividends Merton 1973), of any shapes.

    `years` to expiry; `volatility`, `rate` and `dividend_yield` a year, continuously compounded. At expiry or without
    volatility it is the discounted gain on the forward price. Raises InputError for a price, strike, time or volatility
    below 0 or what is no number.
    """
    s, k, t, v, r, q = np.broadcast_arrays(
        *(np.asarray(part, np.float64) for part in (spot, strike, years, volatility, rate, dividend_yield))
    )
    for name, part in (("spot", s), ("strike", k), ("years", t), ("volatility", v)):
        if not (np.isfinite(part).all() and (part >= 0).all()):
            raise InputError(f"{name} must be finite numbers of 0 or more.", name=name)
    if not (np.isfinite(r).all() and np.isfinite(q).all()):
        raise InputError("rate and dividend_yield must be finite numbers.", name="rate")
    forward, paid = s * np.exp(-q * t), k * np.exp(-r * t)
    value = _black(forward, paid, v * np.sqrt(t))
    return value if call else np.asarray(value - forward + paid)


def _black(forward: Floats, strike: Floats, sd: Floats) -> Floats:
    """Return E[max(F exp(sd Z - sd^2 / 2) - K, 0)]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        up = np.log(forward / strike) / sd + sd / 2
        value = forward * ndtr(up) - strike * ndtr(up - sd)
    sure = (sd == 0) | (forward == 0) | (strike == 0)
    return np.asarray(np.where(sure, np.maximum(forward - strike, 0), value))


def jump_drift(jumps: Jumps | None) -> float:
    """Return by how much jumps raise the expected log-growth a year: rate times the mean relative jump."""
    return 0.0 if jumps is None else jumps.per_year * math.expm1(jumps.mean + jumps.sd**2 / 2)


def log_moments(
    years: ArrayLike, *, drift: float, volatility: float, jumps: Jumps | None = None
) -> tuple[Floats, Floats]:
    """Return mean and variance of log(price / spot) after `years`, of a price that grows by `drift` in expectation and
    has not failed (Merton 1976).
    """
    t = np.asarray(years, np.float64)
    mean, variance = drift - volatility**2 / 2 - jump_drift(jumps), volatility**2
    if jumps is not None:
        mean += jumps.per_year * jumps.mean
        variance += jumps.per_year * (jumps.mean**2 + jumps.sd**2)
    return t * mean, t * variance


def expected_call(
    spot: float, strike: float, years: float, *, drift: float, volatility: float, jumps: Jumps | None = None
) -> float:
    """Return E[max(S - strike, 0)] after `years`, undiscounted, by Merton's series over the number of jumps.

    The price grows by `drift` a year in expectation. With `drift` the rate, and discounted, this is Black-Scholes, or
    Merton's formula where there are jumps. Raises InputError for more than `MOST_JUMPS` expected jumps.
    """
    rate = 0.0 if jumps is None else jumps.per_year * years
    if rate > MOST_JUMPS:
        raise InputError(
            f"{rate:,.0f} jumps are expected until expiry; the most is {MOST_JUMPS:,}, and so many are volatility.",
            code="too_many_jumps", jumps=rate,
        )  # fmt: skip
    growth = math.exp(drift * years)
    if jumps is None or rate == 0:
        sd = volatility * math.sqrt(years)
        return float(_black(np.float64(spot * growth), np.float64(strike), np.float64(sd)))  # type: ignore[arg-type]
    count = np.arange(int(rate + 12 * math.sqrt(rate) + 40))
    steps = np.concatenate([[0.0], np.log(rate / count[1:])])
    weight = np.exp(np.cumsum(steps) - rate)
    kept = weight > NEGLIGIBLE
    count, weight = count[kept], weight[kept]
    forward = spot * growth * np.exp(-jump_drift(jumps) * years + count * (jumps.mean + jumps.sd**2 / 2))
    sd = np.sqrt(volatility**2 * years + count * jumps.sd**2)
    return float(weight @ _black(forward, np.full(count.size, float(strike)), sd))


def certainty_equivalent(
    payoff: ArrayLike, *, risk_aversion: float, wealth: float, weights: ArrayLike | None = None
) -> float:
    """Return the sure amount that a person likes as much as `payoff`, (n) outcomes, equally likely or of these weights.

    U(wealth + C) = E U(wealth + payoff) with constant relative risk aversion, as in Hall & Murphy (2002); `wealth` is
    what the person has besides, safe and in the same unit. Where utility has no bound below (an aversion of 1 or more,
    no wealth, and an outcome of 0) it is 0. Raises InputError for wealth, payoffs, weights or an aversion below 0.
    """
    outcomes = np.asarray(payoff, np.float64)
    if not outcomes.size or not (np.isfinite(outcomes).all() and (outcomes >= 0).all()):
        raise InputError("payoff must be finite numbers of 0 or more, at least one.", name="payoff")
    for name, number in (("risk_aversion", risk_aversion), ("wealth", wealth)):
        if not (math.isfinite(number) and number >= 0):
            raise InputError(f"{name} is {number}; it must be a finite number, 0 or more.", name=name)
    share = np.full(outcomes.size, 1 / outcomes.size) if weights is None else np.asarray(weights, np.float64)
    if share.shape != outcomes.shape or (share < 0).any() or not share.sum() > 0:
        raise InputError(
            "weights must be numbers of 0 or more, one for each payoff, not all 0.", name="weights"
        )
    held = outcomes[share > 0] + wealth
    share = share[share > 0] / share.sum()
    top = float(held.max())
    if top == 0:
        return 0.0
    # Relative to the best outcome, so that powers neither overflow nor vanish.
    if held.min() == 0 and risk_aversion >= 1:
        return 0.0
    logs = np.log(np.maximum(held / top, np.finfo(np.float64).tiny))
    power = 1 - risk_aversion
    if abs(power) < 1e-9:
        equal = float(share @ logs)
    else:
        most = float((power * logs).max())
        equal = (most + math.log(float(share @ np.exp(power * logs - most)))) / power
    return max(top * math.exp(equal) - wealth, 0.0)
