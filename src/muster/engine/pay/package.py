"""What a package is worth: `value_package`. docs/methods/package.md has the equations.

Cash and vesting are exact, in whole minor units and shares; what depends on prices is expected in closed form where
there is one, and drawn where there is not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from muster.engine.errors import DataError, InputError
from muster.engine.pay.currency import digits_of
from muster.engine.pay.dates import Days, add_months, service_year
from muster.engine.pay.equity import certainty_equivalent
from muster.engine.pay.faults import package_faults
from muster.engine.pay.handcuff import NEVER, build_clawback, build_handcuff, first_day
from muster.engine.pay.lines import (
    CASH_PARTS,
    IN_KIND_PARTS,
    CashLine,
    VestLine,
    bonus_payouts,
    cash_lines,
    grant_name,
    grant_units,
    package_years,
    vest_lines,
)
from muster.engine.pay.parts import Package
from muster.engine.pay.payoffs import (
    discounts,
    expected_values,
    fan_quantiles,
    path_values,
    payoff,
    quantiles,
)
from muster.engine.pay.prices import Scenarios, draw_scenarios
from muster.engine.pay.valuation import (
    CompanyCost,
    FanTable,
    PackageQuotes,
    PartTable,
    Quoted,
    Valuation,
    VestingTable,
    YearTable,
)

__all__ = ["PATHS", "check_package", "quote_package", "value_package"]

Floats = NDArray[np.float64]

PATHS = 10_000
"""Paths of the price that are drawn unless told."""


def check_package(package: Package) -> None:
    """Raise DataError with everything that is wrong with a package."""
    problems = package_faults(package)
    if problems:
        raise DataError(problems)


def quote_package(package: Package) -> PackageQuotes:
    """Say what a package comes to in money, without drawing any price: a tenth of the work of `value_package`.

    Raises DataError with all that is wrong with the package.
    """
    check_package(package)
    lines, vests = cash_lines(package), vest_lines(package)
    scale = 10.0 ** digits_of(package.currency)
    return PackageQuotes(
        years=package_years(package),
        total=(sum(map(_money, lines)) + sum(line.units for line in vests)) / scale,
        equity=sum(line.units for line in vests) / scale,
        first_year=_quoted(package, lines, vests, scale, first=True),
        whole=_quoted(package, lines, vests, scale, first=False),
    )


def value_package(
    package: Package, *, paths: int = PATHS, seed: int = 0, outside: float | None = None
) -> Valuation:
    """Say what a package is worth: by year, in all, today, to this person, to the company, and to whoever would leave.

    `outside` is what an offer from elsewhere is worth, in the package's currency: the handcuff is held against it. The
    same seed gives the same numbers, whatever the order of grants.

    Raises DataError with all that is wrong with the package, InputError for a bad argument.
    """
    check_package(package)
    if outside is not None and not (math.isfinite(outside) and outside > 0):
        raise InputError(
            f"The outside offer is {outside:,.15g}; it must be a finite number above 0.", name="outside"
        )
    lines, vests = cash_lines(package), vest_lines(package)
    scale = 10.0 ** digits_of(package.currency)
    years, parts = _by_year(package, lines, vests, scale), _by_part(package, lines, vests, scale)
    months = add_months(package.start, np.arange(1, 12 * package_years(package) + 1))
    scenarios = draw_scenarios(package, scenario_days(package, months, vests), paths=paths, seed=seed)
    present, equivalent = _worth(package, lines, vests, scenarios, scale)
    handcuff = build_handcuff(package, vests, outside)
    most = float(handcuff.total.max())
    return Valuation(
        name=package.name,
        currency=package.currency,
        start=package.start,
        years=years,
        parts=parts,
        total=(sum(map(_money, lines)) + sum(line.units for line in vests)) / scale,
        total_in_kind=sum(line.units for line in lines if line.part in IN_KIND_PARTS) / scale,
        first_year=_quoted(package, lines, vests, scale, first=True),
        whole=_quoted(package, lines, vests, scale, first=False),
        present_value=round_money(present, scale),
        certainty_equivalent=round_money(equivalent, scale),
        company_cost=_company_cost(package, lines, vests, scenarios, scale),
        fan=_fan(package, vests, months, scenarios, scale),
        vesting=_vesting(package, vests, scale),
        handcuff=handcuff,
        weakens=first_day(handcuff, most / 2),
        overtaken=NEVER if outside is None else first_day(handcuff, outside),
        clawback=build_clawback(package),
        notes=tuple(_notes(package)),
    )


def scenario_days(package: Package, days: Days, vests: Sequence[VestLine]) -> Days:
    """Return all days on which the price must be known."""
    needed = [day for line in vests for day in (line.date, line.settled)]
    return np.unique(np.concatenate([days, np.array([package.start, *needed], "datetime64[D]")]))


def round_money(amount: float, scale: float) -> float:
    """Return an estimate to the minor unit."""
    return amount if math.isnan(amount) else round(amount * scale) / scale


def _money(line: CashLine) -> int:
    return 0 if line.part in IN_KIND_PARTS else line.units


def _by_year(
    package: Package, lines: Sequence[CashLine], vests: Sequence[VestLine], scale: float
) -> YearTable:
    count = package_years(package)

    def summed(chosen: Sequence[CashLine] | Sequence[VestLine]) -> Floats:
        year = service_year(package.start, [line.date for line in chosen])
        units = np.zeros(count, np.int64)
        np.add.at(units, year - 1, np.array([line.units for line in chosen], np.int64))
        return np.asarray(units / scale)

    cash = [line for line in lines if line.part in CASH_PARTS]
    given = [line for line in lines if line.part in IN_KIND_PARTS]
    return YearTable(np.arange(1, count + 1), summed(cash), summed(vests), summed(given))


def _by_part(
    package: Package, lines: Sequence[CashLine], vests: Sequence[VestLine], scale: float
) -> PartTable:
    rows = []
    for part in (*CASH_PARTS, *IN_KIND_PARTS):
        units = sum(line.units for line in lines if line.part == part)
        if units:
            rows.append((part, "cash" if part in CASH_PARTS else "in_kind", units))
    for number, grant in enumerate(package.grants):
        units = sum(line.units for line in vests if line.grant == number)
        rows.append((grant_name(grant, number), "equity", units))
    names, kinds, values = zip(*rows, strict=True) if rows else ((), (), ())
    return PartTable(np.array(names, object), np.array(kinds, object), np.array(values, np.int64) / scale)


def _quoted(
    package: Package, lines: Sequence[CashLine], vests: Sequence[VestLine], scale: float, *, first: bool
) -> Quoted:
    """Put the first year, or all of them, under each convention."""
    end = add_months(package.start, [12])[0]
    cash = [line for line in lines if line.part in CASH_PARTS]
    mine = [line for line in cash if line.date <= end] if first else cash
    vested = sum(line.units for line in vests if not first or line.date <= end)
    granted = sum(grant_units(package, grant) for grant in package.grants)
    paid, everything = sum(line.units for line in mine), sum(line.units for line in cash) + granted
    return Quoted(
        grant_value=(paid + granted) / scale,
        annualised=round(everything / package_years(package)) / scale,
        vest=(paid + vested) / scale,
        signing_only=sum(line.units for line in mine if line.part == "sign_on") / scale,
    )


def _worth(
    package: Package, lines: Sequence[CashLine], vests: Sequence[VestLine], scenarios: Scenarios, scale: float
) -> tuple[float, float]:
    """Return the present value, and the certainty equivalent (NaN without a person)."""
    cash = expected_cash(package, lines, scale) @ discounts(package, _dates(lines))
    early = {at for at, grant in enumerate(package.grants) if grant.exercise_multiple is not None}
    plain = [line for line in vests if line.grant not in early]
    value = float(expected_values(package, plain) @ discounts(package, _settled(plain)))
    if early:
        drawn = path_values(package, [line for line in vests if line.grant in early], scenarios)
        value += float(np.average(drawn, weights=scenarios.weights))
    person = package.person
    if person is None:
        return float(cash) + value, math.nan
    equity = path_values(package, vests, scenarios)
    besides = float(np.average(equity, weights=scenarios.weights)) * (1 / person.equity_share - 1)
    sure = certainty_equivalent(
        equity, risk_aversion=person.risk_aversion, wealth=besides, weights=scenarios.weights
    )
    return float(cash) + value, float(cash) + sure


def _dates(lines: Sequence[CashLine]) -> Days:
    return np.array([line.date for line in lines], "datetime64[D]")


def _settled(lines: Sequence[VestLine]) -> Days:
    return np.array([line.settled for line in lines], "datetime64[D]")


def expected_cash(
    package: Package, lines: Sequence[CashLine], scale: float, *, in_kind: bool = False
) -> Floats:
    """Return what each line is expected to pay, (lines): bonuses by pay-outs; things in kind 0 unless asked for."""
    multiples, chances = bonus_payouts(package)
    factor = {"bonus": float(multiples @ chances), **({} if in_kind else dict.fromkeys(IN_KIND_PARTS, 0.0))}
    return np.array([line.units / scale * factor.get(line.part, 1.0) for line in lines])


def _company_cost(
    package: Package, lines: Sequence[CashLine], vests: Sequence[VestLine], scenarios: Scenarios, scale: float
) -> CompanyCost:
    """Return the cost by year: shares and units as they are settled, options at today's fair value as they vest."""
    count = package_years(package)
    sure = np.zeros(count)
    np.add.at(
        sure,
        service_year(package.start, _dates(lines)) - 1,
        expected_cash(package, lines, scale, in_kind=True),
    )
    options = [line for line in vests if package.grants[line.grant].kind == "option"]
    others = [line for line in vests if package.grants[line.grant].kind != "option"]
    np.add.at(sure, _year(package, options), np.array([line.units for line in options]) / scale)
    expected = sure.copy()
    np.add.at(expected, _year(package, others), expected_values(package, others))
    drawn = _paid_by_year(package, others, _year(package, others), count, scenarios)
    high = sure + quantiles(drawn, scenarios.weights)[:, -1]
    return CompanyCost(
        expected=round_money(float(expected.sum()), scale),
        year=np.arange(1, count + 1),
        by_year=np.round(expected * scale) / scale,
        p90=np.round(high * scale) / scale,
        worst_year=int(np.argmax(expected)) + 1,
    )


def _paid_by_year(
    package: Package, lines: Sequence[VestLine], year: NDArray[np.int64], count: int, scenarios: Scenarios
) -> Floats:
    """Return what lines pay in each scenario, summed by year, (years, n)."""
    rows = scenarios.at(_settled(lines))
    linear = np.zeros((count, len(lines)), rows.dtype)
    drawn = np.zeros((count, scenarios.size))
    for at, line in enumerate(lines):
        if package.grants[line.grant].double_trigger or line.strike or math.isfinite(line.cap):
            paid = line.shares * payoff(line.price * rows[at].astype(np.float64), line.strike, line.cap)
            drawn[year[at]] += paid * (scenarios.liquid if package.grants[line.grant].double_trigger else 1.0)
        else:
            linear[year[at], at] = line.shares * line.price
    return np.asarray(drawn + linear @ rows)


def _year(package: Package, lines: Sequence[VestLine]) -> NDArray[np.int64]:
    return service_year(package.start, [line.date for line in lines]) - 1


def _fan(
    package: Package, vests: Sequence[VestLine], months: Days, scenarios: Scenarios, scale: float
) -> FanTable:
    found = np.round(fan_quantiles(package, vests, months, scenarios) * scale) / scale
    return FanTable(months, *(np.ascontiguousarray(column) for column in found.T))


def _vesting(package: Package, vests: Sequence[VestLine], scale: float) -> VestingTable:
    names = [grant_name(grant, at) for at, grant in enumerate(package.grants)]
    return VestingTable(
        np.array([line.date for line in vests], "datetime64[D]"),
        np.array([names[line.grant] for line in vests], object),
        np.array([line.shares for line in vests], np.int64),
        np.array([line.units for line in vests], np.int64) / scale,
    )


def _notes(package: Package) -> list[str]:
    """Return what the numbers rest on, as codes."""
    found = []
    price = package.price
    modelled = price is not None and price.volatility is not None
    if package.grants and not modelled and not package.multiples:
        found.append("price_stays")
    if modelled and price is not None and price.drift is None:
        found.append("drift_is_rate")
    if not modelled and any(grant.kind != "rsu" for grant in package.grants):
        found.append("intrinsic")
    if package.discount_rate == 0:
        found.append("no_discount")
    if package.benefits or package.in_kind:
        found.append("in_kind_beside")
    return found
