"""Several packages side by side, in one currency: what is in hand after so many years, and which is worth more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.pay.currency import check_currency, digits_of
from muster.engine.pay.dates import add_months, service_year
from muster.engine.pay.lines import CASH_PARTS, CashLine, bonus_payouts, cash_lines, package_years, vest_lines
from muster.engine.pay.package import PATHS, check_package, scenario_days, value_package
from muster.engine.pay.parts import Package
from muster.engine.pay.payoffs import equity_in_hand, quantiles
from muster.engine.pay.prices import draw_scenarios, price_key, stream
from muster.engine.pay.valuation import OddsTable, PackageComparison, WorthTable

__all__ = ["YEARS", "compare_packages"]

Floats = NDArray[np.float64]

YEARS = (1, 2, 4)
"""After which packages are compared unless told."""


def compare_packages(
    packages: Sequence[Package],
    *,
    currency: str | None = None,
    rates: Mapping[str, float] | None = None,
    years: Sequence[int] = YEARS,
    paths: int = PATHS,
    seed: int = 0,
) -> PackageComparison:
    """Compare packages by what is in hand after each of `years`: cash paid, and vested equity at that day's price.

    Amounts are in `currency` (that of the first package unless told); `rates` gives for each other currency what one of
    it is worth in it, and is held fixed. Prices of one company move together, of different ones independently. Whatever
    the order of packages, each one's numbers are the same.

    Raises InputError for fewer than two packages, names that are not all different, a currency without a rate or years
    out of range; DataError with all that is wrong with a package.
    """
    if len(packages) < 2:
        raise InputError("There is nothing to compare; give two packages or more.", code="one_package")
    names = [package.name or f"package {at + 1}" for at, package in enumerate(packages)]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"Two packages are called {twice!r}; give each a name of its own.", name=twice)
    if not years:
        raise InputError("There are no years to compare after; give one or more.", name="years")
    for year in years:
        checks.check_between("years", year, 1, 30)
    for package in packages:
        check_package(package)
    target = currency or packages[0].currency
    factors = [_factor(package.currency, target, rates or {}) for package in packages]
    valuations = tuple(
        value_package(replace(package, name=name), paths=paths, seed=seed)
        for package, name in zip(packages, names, strict=True)
    )
    worth = [
        factor * in_hand(package, years, paths=paths, seed=seed)
        for package, factor in zip(packages, factors, strict=True)
    ]
    return PackageComparison(
        target, valuations, _worth(names, years, worth, target), _odds(names, years, worth)
    )


def _factor(code: str, target: str, rates: Mapping[str, float]) -> float:
    check_currency("currency", target)
    if code == target:
        return 1.0
    rate = rates.get(code)
    if rate is None:
        raise InputError(
            f"One package is in {code} and another in {target}; give the rate, what one {code} is worth in {target}.",
            code="no_rate", currency=code, target=target,
        )  # fmt: skip
    if not (np.isfinite(rate) and rate > 0):
        raise InputError(f"The rate of {code} is {rate}; it must be a finite number above 0.", currency=code)
    return float(rate)


def in_hand(package: Package, years: Sequence[int], *, paths: int, seed: int) -> Floats:
    """Return what is in hand after each of these years, (years, paths), in equally likely scenarios."""
    long = replace(package, years=max(package_years(package), *years))
    lines, vests = cash_lines(long), vest_lines(long)
    days = add_months(long.start, 12 * np.asarray(years))
    key = price_key(package)
    drawn = draw_scenarios(long, scenario_days(long, np.sort(days), vests), paths=paths, seed=seed)
    equity = equity_in_hand(long, vests, days, drawn.spread(paths, seed, key))
    return np.asarray(equity + _cash(long, lines, years, paths, seed), np.float64)


def _cash(package: Package, lines: Sequence[CashLine], years: Sequence[int], paths: int, seed: int) -> Floats:
    """Return the cash paid so far, (years, paths), with each year's bonus paid out by chance."""
    scale, last = 10.0 ** digits_of(package.currency), max(years)
    sure, bonus = np.zeros(last), np.zeros(last)
    cash = [line for line in lines if line.part in CASH_PARTS]
    for line, year in zip(
        cash, service_year(package.start, [line.date for line in cash]).tolist(), strict=True
    ):
        if year <= last:
            (bonus if line.part == "bonus" else sure)[year - 1] += line.units / scale
    multiples, chances = bonus_payouts(package)
    paid = np.tile(sure[:, None] + bonus[:, None] * float(multiples[0]), (1, paths))
    if multiples.size > 1:
        rng = stream(
            seed, "bonus", package.currency, str(package.start), repr(package.bonus), repr(package.base)
        )
        drawn = multiples[np.searchsorted(np.cumsum(chances)[:-1], rng.random((last, paths)), side="right")]
        paid = sure[:, None] + bonus[:, None] * drawn
    return np.asarray(np.cumsum(paid, axis=0)[np.asarray(years) - 1])


def _worth(names: Sequence[str], years: Sequence[int], worth: Sequence[Floats], currency: str) -> WorthTable:
    scale = 10.0 ** digits_of(currency)
    rows = np.concatenate([each.mean(axis=1) for each in worth])
    found = np.concatenate([quantiles(each, None) for each in worth])
    mean, low, middle, high = (np.round(part * scale) / scale for part in (rows, *found[:, [0, 2, 4]].T))
    return WorthTable(
        np.repeat(np.array(names, object), len(years)),
        np.tile(np.array(years), len(names)),
        mean,
        low,
        middle,
        high,
    )


def _odds(names: Sequence[str], years: Sequence[int], worth: Sequence[Floats]) -> OddsTable:
    first, second, when, odds = [], [], [], []
    for a in range(len(names)):
        for b in range(len(names)):
            if a != b:
                more = (worth[a] > worth[b]).mean(axis=1) + (worth[a] == worth[b]).mean(axis=1) / 2
                first += [names[a]] * len(years)
                second += [names[b]] * len(years)
                when += list(years)
                odds += more.tolist()
    return OddsTable(np.array(first, object), np.array(second, object), np.array(when), np.array(odds))
