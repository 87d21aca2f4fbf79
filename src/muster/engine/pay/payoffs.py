"""What grants pay in scenarios, path by path, and in expectation in closed form."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.pay.dates import Day, Days, years_between
from muster.engine.pay.equity import expected_call
from muster.engine.pay.lines import VestLine
from muster.engine.pay.parts import Package, PriceModel
from muster.engine.pay.prices import Scenarios, expected_growth

__all__ = [
    "discounts",
    "equity_in_hand",
    "expected_payoff",
    "expected_values",
    "fan_quantiles",
    "path_values",
    "payoff",
    "quantiles",
]

Floats = NDArray[np.float64]

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
"""The quantiles of a fan."""


def payoff(price: Any, strike: float, cap: float) -> Any:
    """Return what one unit pays at a price."""
    if strike == 0 and math.isinf(cap):
        return price
    return np.minimum(np.maximum(price - strike, 0.0), cap)


def discounts(package: Package, days: Any) -> Floats:
    """Return what one unit of money on these days is worth at the start."""
    return np.asarray((1 + package.discount_rate) ** -years_between(package.start, days))


def quantiles(rows: NDArray[Any], weights: Floats | None) -> Floats:
    """Return the quantiles `SHARES` of each row, (rows, 5): the least outcome with so much weight at or below it.

    They are outcomes, never between two, so a rising function may be applied before or after.
    """
    if weights is None:
        size = rows.shape[1]
        at = [math.ceil(share * size) - 1 for share in SHARES]
        # Sorting is vectorised; selecting five places is not, and takes twenty times as long.
        return np.asarray(np.sort(rows, axis=1)[:, at], np.float64)
    order = np.argsort(rows, axis=1, kind="stable")
    reached = np.cumsum(weights[order], axis=1)
    first = np.stack([np.argmax(reached >= share - 1e-12, axis=1) for share in SHARES], axis=1)
    return np.asarray(np.take_along_axis(np.take_along_axis(rows, order, 1), first, 1), np.float64)


def equity_in_hand(
    package: Package, lines: Sequence[VestLine], days: Days, scenarios: Scenarios
) -> NDArray[Any]:
    """Return what the equity vested by each day is worth at that day's price, (days, n).

    An option counts with what exercising it then would give, a locked unit with what it would pay.
    """
    multiples = scenarios.at(days)
    return _in_hand(package, lines, days, multiples, scenarios.liquid)


def fan_quantiles(package: Package, lines: Sequence[VestLine], days: Days, scenarios: Scenarios) -> Floats:
    """Return the quantiles of what the equity vested by each day is worth at that day's price, (days, 5).

    Where all of it rises with the price, the quantiles are those of the price, and only they need be looked at.
    """
    uncertain = not scenarios.liquid.all()
    if uncertain and any(package.grants[line.grant].double_trigger for line in lines):
        return quantiles(equity_in_hand(package, lines, days, scenarios), scenarios.weights)
    prices = quantiles(scenarios.at(days), scenarios.weights)
    return _in_hand(package, lines, days, prices, np.ones(prices.shape[1], bool))


def _in_hand(
    package: Package,
    lines: Sequence[VestLine],
    days: Days,
    multiples: NDArray[Any],
    liquid: NDArray[np.bool_],
) -> NDArray[Any]:
    found = np.zeros(multiples.shape, multiples.dtype)
    for grant, mine in _by_grant(lines).items():
        first = mine[0]
        held = np.cumsum([line.shares for line in mine])
        count = np.searchsorted(np.array([line.date for line in mine], "datetime64[D]"), days, side="right")
        shares = np.concatenate([[0], held])[count].astype(multiples.dtype)
        if not shares.any():
            continue
        each = payoff(multiples * multiples.dtype.type(first.price), first.strike, first.cap)
        value = shares[:, None] * each
        found += value * liquid if package.grants[grant].double_trigger else value
    return found


def _by_grant(lines: Sequence[VestLine]) -> dict[int, list[VestLine]]:
    found = defaultdict(list)
    for line in lines:
        found[line.grant].append(line)
    return dict(sorted(found.items()))


def path_values(package: Package, lines: Sequence[VestLine], scenarios: Scenarios) -> Floats:
    """Return what all grants pay in each scenario, (n), discounted to the start from the day each is settled."""
    total = np.zeros(scenarios.size)
    groups: dict[tuple[Day, float, float, float, bool], int] = defaultdict(int)
    for grant, mine in _by_grant(lines).items():
        promised = package.grants[grant]
        if promised.exercise_multiple is not None:
            total += _exercised_early(package, mine, scenarios)
            continue
        for line in mine:
            key = (line.settled, line.price, line.strike, line.cap, promised.double_trigger)
            groups[key] += line.shares
    linear: dict[bool, dict[Day, float]] = {False: defaultdict(float), True: defaultdict(float)}
    for (day, price, strike, cap, double), shares in groups.items():
        discounted = shares * float(discounts(package, day))
        if strike == 0 and math.isinf(cap):
            linear[double][day] += discounted * price
            continue
        each = payoff(price * scenarios.at(np.array([day]))[0].astype(np.float64), strike, cap)
        total += discounted * each * (scenarios.liquid if double else 1.0)
    for double, weights in linear.items():
        if weights:
            days = np.array(sorted(weights), "datetime64[D]")
            factors = np.array([weights[day] for day in sorted(weights)])
            rows = scenarios.at(days)
            paid = (factors.astype(rows.dtype) @ rows).astype(np.float64)
            total += paid * (scenarios.liquid if double else 1.0)
    return total


def _exercised_early(package: Package, lines: Sequence[VestLine], scenarios: Scenarios) -> Floats:
    """Return what an option pays that is exercised once vested and at the multiple of its strike, else at the end.

    Backwards over the grid: what is to come, replaced wherever it would be exercised now (Hull & White 2004, by paths).
    """
    grant, first = package.grants[lines[0].grant], lines[0]
    due: dict[Day, int] = defaultdict(int)
    for line in lines:
        due[line.date] += line.shares
    last = int(np.searchsorted(scenarios.days, first.settled))
    worth = discounts(package, scenarios.days)
    limit = (grant.exercise_multiple or math.inf) * first.strike
    coming = np.zeros(scenarios.size)
    total = np.zeros(scenarios.size)
    for row in range(last, -1, -1):
        price = first.price * scenarios.multiple[row].astype(np.float64)
        gain = worth[row] * payoff(price, first.strike, first.cap)
        coming = gain if row == last else np.where(price >= limit, gain, coming)
        total += due.get(scenarios.days[row], 0) * coming
    return total


def expected_payoff(package: Package, line: VestLine) -> float:
    """Return what one unit of a line is expected to pay when it is settled, undiscounted, in closed form."""
    price = package.price
    years = float(years_between(package.start, line.settled))
    if package.multiples or price is None or price.volatility is None:
        value = _over_multiples(package, line)
    else:
        value = _over_lognormal(package, price, line, years)
    liquidity = None if price is None else price.liquidity
    if package.grants[line.grant].double_trigger and liquidity is not None:
        value *= liquidity.probability
    return value


def _over_multiples(package: Package, line: VestLine) -> float:
    if not package.multiples or line.settled == package.start:
        return float(payoff(line.price, line.strike, line.cap))
    weights = np.array([1.0 if each.probability is None else each.probability for each in package.multiples])
    prices = np.array([line.price * each.multiple for each in package.multiples])
    return float(weights @ payoff(prices, line.strike, line.cap) / weights.sum())


def _over_lognormal(package: Package, price: PriceModel, line: VestLine, years: float) -> float:
    drift, alive = expected_growth(package), math.pow(1 - price.failure_per_year, years)
    if line.strike == 0 and math.isinf(line.cap):
        return line.price * math.exp(drift * years) * alive

    def call(strike: float) -> float:
        return expected_call(
            line.price, strike, years, drift=drift, volatility=price.volatility or 0.0, jumps=price.jumps
        )

    capped = 0.0 if math.isinf(line.cap) else call(line.strike + line.cap)
    return alive * (call(line.strike) - capped)


def expected_values(package: Package, lines: Sequence[VestLine]) -> Floats:
    """Return what each line is expected to pay, (lines), undiscounted."""
    known: dict[tuple[Any, ...], float] = {}
    found = []
    for line in lines:
        key = (line.settled, line.price, line.strike, line.cap, package.grants[line.grant].double_trigger)
        if key not in known:
            known[key] = expected_payoff(package, line)
        found.append(line.shares * known[key])
    return np.array(found)
