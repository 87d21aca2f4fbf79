"""Options and certainty equivalents against published values, numerical integrals and closed forms."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq

from muster.engine.errors import InputError
from muster.engine.pay.equity import (
    black_scholes,
    certainty_equivalent,
    expected_call,
    jump_drift,
    log_moments,
)
from muster.engine.pay.parts import Jumps

HULL: dict[str, Any] = {"spot": 42.0, "strike": 40.0, "years": 0.5, "volatility": 0.2, "rate": 0.1}
SHARE = st.floats(0.01, 1)


def integrated(pays: Callable[[float], float], mean: float, sd: float, kinks: list[float]) -> float:
    """Return E pays(exp(mean + sd Z)) by adaptive quadrature."""
    density = math.sqrt(2 * math.pi)
    value, _ = quad(
        lambda z: pays(math.exp(mean + sd * z)) * math.exp(-z * z / 2) / density,
        -12, 12, points=kinks, epsabs=1e-13, epsrel=1e-13, limit=500,
    )  # fmt: skip
    return float(value)


def test_published_values() -> None:
    # Hull, Options, Futures, and Other Derivatives, "Black-Scholes-Merton pricing formulas", example: 4.76 and 0.81.
    assert black_scholes(**HULL) == pytest.approx(4.759422392871532, abs=1e-8)
    assert black_scholes(**HULL, call=False) == pytest.approx(0.808599372900096, abs=1e-8)
    # Haug, The Complete Guide to Option Pricing Formulas, chapter 1: a call of 2.1334.
    assert black_scholes(60, 65, 0.25, 0.3, 0.08) == pytest.approx(2.1334, abs=5e-5)
    # Haug, the same, with a dividend yield (Merton 1973): a put of 2.4648.
    assert black_scholes(100, 95, 0.5, 0.2, 0.1, dividend_yield=0.05, call=False) == pytest.approx(
        2.4648, abs=5e-5
    )


@given(
    st.floats(1, 500), st.floats(1, 500), st.floats(0.05, 10), st.floats(0.05, 1.5), st.floats(-0.02, 0.15)
)
def test_calls_are_their_integral_and_put_call_parity_holds(
    s: float, k: float, t: float, v: float, r: float
) -> None:
    sd = v * math.sqrt(t)
    mean = math.log(s) + (r - v * v / 2) * t
    kink = (math.log(k) - mean) / sd
    inside = [kink] if -12 < kink < 12 else []
    wanted = math.exp(-r * t) * integrated(lambda price: max(price - k, 0.0), mean, sd, inside)
    call = float(black_scholes(s, k, t, v, r))
    assert call == pytest.approx(wanted, abs=1e-8 * max(s, k))
    put = float(black_scholes(s, k, t, v, r, call=False))
    assert call - put == pytest.approx(s - k * math.exp(-r * t), abs=1e-9 * max(s, k))


def test_the_edges_of_an_option() -> None:
    assert black_scholes([50, 50], [40, 60], 0, 0.5, 0.05).tolist() == [10, 0]
    assert black_scholes(50, 40, 1, 0, 0.05) == pytest.approx(50 - 40 * math.exp(-0.05))
    assert black_scholes(50, 0, 1, 0.5, 0.05) == 50
    assert black_scholes(0, 40, 1, 0.5, 0.05) == 0
    for wrong in ({"spot": -1.0}, {"volatility": math.nan}, {"years": -1.0}, {"rate": math.inf}):
        with pytest.raises(InputError):
            black_scholes(**{**HULL, **wrong})


def test_merton_s_series_is_black_scholes_without_jumps_and_its_integral_with() -> None:
    growth = math.exp(0.1 * 0.5)
    assert expected_call(42, 40, 0.5, drift=0.1, volatility=0.2) / growth == pytest.approx(
        4.759422392871532, abs=1e-8
    )
    none = expected_call(42, 40, 0.5, drift=0.1, volatility=0.2, jumps=Jumps(0.0, -0.5, 0.3))
    still = expected_call(42, 40, 0.5, drift=0.1, volatility=0.2, jumps=Jumps(3.0, 0.0, 0.0))
    assert none / growth == pytest.approx(4.759422392871532, abs=1e-8)
    assert still / growth == pytest.approx(4.759422392871532, abs=1e-8)
    jumps, years = Jumps(1.5, -0.2, 0.3), 2.0
    wanted = 0.0
    for count in range(60):
        sd = math.sqrt(0.3**2 * years + count * jumps.sd**2)
        mean = math.log(50) + (0.05 - 0.3**2 / 2 - jump_drift(jumps)) * years + count * jumps.mean
        kink = (math.log(60) - mean) / sd
        chance = math.exp(-3.0) * 3.0**count / math.factorial(count)
        wanted += chance * integrated(
            lambda price: max(price - 60, 0.0), mean, sd, [kink] if abs(kink) < 12 else []
        )
    assert expected_call(50, 60, years, drift=0.05, volatility=0.3, jumps=jumps) == pytest.approx(
        wanted, abs=1e-8
    )
    assert expected_call(50, 0, years, drift=0.05, volatility=0.3, jumps=jumps) == pytest.approx(
        50 * math.exp(0.1)
    )
    with pytest.raises(InputError, match="so many are volatility"):
        expected_call(50, 60, 10, drift=0, volatility=0.3, jumps=Jumps(500, 0, 0.1))


def test_the_moments_of_jumps_are_merton_s() -> None:
    mean, variance = log_moments(2.0, drift=0.1, volatility=0.4, jumps=Jumps(3.0, -0.1, 0.2))
    kappa = math.exp(-0.1 + 0.02) - 1
    assert mean == pytest.approx(2 * (0.1 - 0.08 - 3 * kappa - 0.3))
    assert variance == pytest.approx(2 * (0.16 + 3 * (0.01 + 0.04)))


@pytest.mark.parametrize(
    ("aversion", "in_stock", "printed"),
    [(2.0, 0.5, 103_769), (3.0, 0.5, 59_520), (2.0, 0.67, 71_569), (3.0, 0.67, 33_016)],
)
def test_the_executive_values_that_hall_and_murphy_print(
    aversion: float, in_stock: float, printed: int
) -> None:
    """Their own worksheet (B. Hall and K. J. Murphy, "Options Values", revised 20 December 2006, appendix "Hall-Murphy
    Executive Value Estimates"; scribd.com/document/248811): 10,000 options at the money for ten years, $30, volatility
    30 %, no dividend, interest 6 %, beta 1, premium 6.5 %, $5 million of wealth, of which a part is in the stock.
    """
    years, wealth, options, sd = 10, 5e6, 10_000, 0.3 * math.sqrt(10)
    z = np.linspace(-8, 8, 2_001)
    price = 30 * 1.125**years * np.exp(sd * z - sd * sd / 2)
    safe, stock = wealth * (1 - in_stock) * 1.06**years, wealth * in_stock / 30 * price
    given: dict[str, Any] = {"risk_aversion": aversion, "weights": np.exp(-z * z / 2)}
    held = certainty_equivalent(stock + options * np.maximum(price - 30, 0), wealth=safe, **given)

    def too_much(cash: float) -> float:
        sure = cash * 1.06**years
        return sure + certainty_equivalent(stock, wealth=safe + sure, **given) - held

    assert brentq(too_much, 0, 1e6, xtol=1e-3) == pytest.approx(printed, rel=2e-4)


@pytest.mark.parametrize("aversion", [0.0, 0.5, 1.0, 2.0, 4.0])
def test_of_a_lognormal_payoff_the_certainty_equivalent_has_a_closed_form(aversion: float) -> None:
    # With CRRA and no other wealth: E S exp(-aversion sd^2 / 2). Quantiles of equal weight stand for the distribution.
    from scipy.special import ndtri

    size, sd = 400_000, 0.5
    outcomes = 100 * np.exp(sd * ndtri((np.arange(size) + 0.5) / size) - sd**2 / 2)
    found = certainty_equivalent(outcomes, risk_aversion=aversion, wealth=0.0)
    assert found == pytest.approx(100 * math.exp(-aversion * sd**2 / 2), rel=2e-4)


def test_little_risk_costs_half_the_aversion_times_the_variance() -> None:
    # Arrow and Pratt: aversion / wealth * variance / 2.
    outcomes, wealth = np.array([99.0, 101.0]), 9_900.0
    loss = 100 - certainty_equivalent(outcomes, risk_aversion=3.0, wealth=wealth)
    assert loss == pytest.approx(3.0 / (wealth + 100) / 2, rel=1e-3)


def test_the_edges_of_risk() -> None:
    gamble = [0.0, 100.0]
    assert certainty_equivalent(gamble, risk_aversion=0.0, wealth=7.0) == pytest.approx(50)
    assert certainty_equivalent([60.0] * 5, risk_aversion=8.0, wealth=0.0) == pytest.approx(60)
    assert certainty_equivalent(gamble, risk_aversion=1.0, wealth=0.0) == 0
    assert certainty_equivalent(gamble, risk_aversion=0.5, wealth=0.0) == pytest.approx(25, rel=1e-6)
    assert certainty_equivalent([0.0, 0.0], risk_aversion=2.0, wealth=0.0) == 0
    assert certainty_equivalent(gamble, risk_aversion=2.0, wealth=0.0, weights=[0, 1]) == pytest.approx(100)
    assert certainty_equivalent([1e12, 3e12], risk_aversion=30.0, wealth=0.0) < 1.1e12
    cases: tuple[dict[str, Any], ...] = (
        {"risk_aversion": -1.0}, {"wealth": math.nan}, {"weights": [1.0]}, {"weights": [0.0, 0.0]},
    )  # fmt: skip
    for wrong in cases:
        with pytest.raises(InputError):
            certainty_equivalent(gamble, **{"risk_aversion": 2.0, "wealth": 1.0, **wrong})
    with pytest.raises(InputError):
        certainty_equivalent([-1.0, 2.0], risk_aversion=2.0, wealth=1.0)


@given(
    st.lists(st.floats(0, 1e6), min_size=2, max_size=8), st.floats(0, 5), st.floats(0, 5), st.floats(1, 1e6)
)
def test_more_aversion_is_worth_less_and_more_wealth_more(
    outcomes: list[float], low: float, more: float, wealth: float
) -> None:
    calm = certainty_equivalent(outcomes, risk_aversion=low, wealth=wealth)
    wary = certainty_equivalent(outcomes, risk_aversion=low + more, wealth=wealth)
    rich = certainty_equivalent(outcomes, risk_aversion=low + more, wealth=10 * wealth)
    room = 1e-6 * (max(outcomes) + wealth)
    assert min(outcomes) - room <= wary <= calm + room <= np.mean(outcomes) + 2 * room
    assert wary <= rich + 10 * room
