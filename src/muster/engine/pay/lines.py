"""The dated lines of a package: cash and things in kind in whole minor units, equity in whole shares.

All totals are sums of these lines, so parts add up to them to the cent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from muster.engine.errors import InputError
from muster.engine.pay.currency import MOST_UNITS, as_fraction, digits_of, round_half_up, to_units
from muster.engine.pay.dates import Day, Days, add_months, service_year, years_between
from muster.engine.pay.equity import expected_call
from muster.engine.pay.parts import Grant, InKind, Package, PriceModel, Tranche
from muster.engine.pay.schedules import schedule_named, tranche_days, vest

__all__ = [
    "CASH_PARTS",
    "IN_KIND_PARTS",
    "PAYMENT_PARTS",
    "CashLine",
    "VestLine",
    "bonus_payouts",
    "cash_lines",
    "grant_name",
    "grant_shares",
    "grant_tranches",
    "grant_units",
    "package_years",
    "reference_price",
    "unit_value",
    "vest_lines",
]

PAYMENT_PARTS = ("sign_on", "retention_bonus", "relocation", "buy_out")
CASH_PARTS = ("base", "bonus", *PAYMENT_PARTS)
IN_KIND_PARTS = ("benefits", "in_kind")
DEFAULT_YEARS = 4


@dataclass(frozen=True)
class CashLine:
    """An amount of a part in whole minor units, and the day."""

    date: Day
    part: str
    units: int


@dataclass(frozen=True, eq=False)
class VestLine:
    """What vests of a grant on a day, in whole shares and, at today's price, in minor units.

    `earned` is the day that service is enough for; it differs from `date` where liquidity is needed too. `settled` is
    when it can be turned into money: after its lock, and an option when it expires. `price` is today's, `strike` and
    `cap` those of the pay-off (0 and infinite for a share).
    """

    date: Day
    earned: Day
    grant: int
    shares: int
    units: int
    settled: Day
    price: float
    strike: float
    cap: float


def package_years(package: Package) -> int:
    """Return the years of service that a package is looked at for."""
    if package.years is not None:
        return package.years
    last = [tranche_days(package.start, grant_tranches(grant)).max() for grant in package.grants]
    last += [_trigger(package, grant) for grant in package.grants]
    last += [payment.date for part in PAYMENT_PARTS for payment in getattr(package, part)]
    if not last:
        return DEFAULT_YEARS
    return max(DEFAULT_YEARS, int(service_year(package.start, [max(last)])[0]))


def cash_lines(package: Package) -> list[CashLine]:
    """Return all that is paid or given in kind during the package's years, bonuses at target, by day and part."""
    digits, months = digits_of(package.currency), 12 * package_years(package)
    days = add_months(package.start, np.arange(months + 1))
    lines = list(_base_lines(package, days, digits))
    lines += _bonus_lines(package, lines, days, digits)
    for part in PAYMENT_PARTS:
        for payment in getattr(package, part):
            lines.append(CashLine(payment.date, part, to_units(payment.amount, digits)))
    for part in IN_KIND_PARTS:
        for given in getattr(package, part):
            lines += _in_kind_lines(part, given, days, digits)
    if sum(line.units for line in lines) > MOST_UNITS:
        raise InputError("The parts add up to more than can be kept exactly.", code="amount_too_large")
    return sorted((line for line in lines if line.units), key=lambda line: (line.date, line.part))


def _base_lines(package: Package, days: Days, digits: int) -> Iterator[CashLine]:
    """Yield each month's base at its end. Cents are carried on, so a year is exact whatever its months are."""
    base = package.base
    if base is None:
        return
    numbers = days.astype(np.int64).tolist()
    steps = [(numbers[0], as_fraction(base.amount))]
    for change in sorted(base.raises, key=lambda change: change.date):
        before = steps[-1][1]
        after = before * (1 + as_fraction(change.percent or 0.0))
        since = int(change.date.astype(np.int64))
        steps.append((since, after if change.amount is None else as_fraction(change.amount)))
    paid, carried = 0, Fraction(0)
    for end, (begin, number) in zip(days[1:], pairwise(numbers), strict=True):
        carried += _earned(base.per, steps, begin, number) * 10**digits
        units = round_half_up(carried) - paid
        paid += units
        yield CashLine(end, "base", units)


def _earned(per: str, steps: list[tuple[int, Fraction]], begin: int, end: int) -> Fraction:
    """Return the base of one month of service, by days where it changes within; days are numbers."""
    earned = Fraction(0)
    for at, (since, amount) in enumerate(steps):
        until = steps[at + 1][0] if at + 1 < len(steps) else end
        passed = min(until, end) - max(since, begin)
        if passed > 0:
            share = Fraction(passed, 7) if per == "week" else Fraction(passed, end - begin) * _MONTHS[per]
            earned += amount * share
    return earned


_MONTHS = {"year": Fraction(1, 12), "quarter": Fraction(1, 3), "month": Fraction(1)}


def _bonus_lines(package: Package, base: Iterable[CashLine], days: Days, digits: int) -> Iterator[CashLine]:
    """Yield each year's bonus at its target, on the anniversary."""
    bonus = package.bonus
    if bonus is None:
        return
    by_year: dict[int, int] = {}
    for number, line in enumerate(base):
        by_year[number // 12] = by_year.get(number // 12, 0) + line.units
    for year in range((days.size - 1) // 12):
        if bonus.amount is not None:
            units = to_units(bonus.amount, digits)
        else:
            units = round_half_up(by_year.get(year, 0) * as_fraction(bonus.target or 0.0))
        yield CashLine(days[12 * (year + 1)], "bonus", units)


def bonus_payouts(package: Package) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the multiples of the target that a bonus may pay, and their probabilities."""
    payout = () if package.bonus is None else package.bonus.payout
    if not payout:
        return np.ones(1), np.ones(1)
    chance = np.array([each.probability for each in payout])
    return np.array([each.multiple for each in payout]), chance / chance.sum()


def _in_kind_lines(part: str, given: InKind, days: Days, digits: int) -> Iterator[CashLine]:
    value = as_fraction(given.value)
    if given.per == "once":
        yield CashLine(days[0], part, to_units(value, digits))
        return
    paid, carried = 0, Fraction(0)
    numbers = days.astype(np.int64).tolist()
    for end, (begin, number) in zip(days[1:], pairwise(numbers), strict=True):
        carried += _earned(given.per, [(numbers[0], value)], begin, number) * 10**digits
        units = round_half_up(carried) - paid
        paid += units
        yield CashLine(end, part, units)


def grant_name(grant: Grant, number: int) -> str:
    """Return a grant's name, or its kind and number."""
    return grant.name or f"{grant.kind} {number + 1}"


def grant_tranches(grant: Grant) -> tuple[Tranche, ...]:
    """Return the tranches of a grant, by name or of its own."""
    return schedule_named(grant.schedule) if grant.schedule is not None else grant.tranches


def reference_price(grant: Grant, price: PriceModel | None) -> float:
    """Return today's price for a grant: the model's, or what the grant refers to."""
    if price is not None and price.spot is not None:
        return price.spot
    return 0.0 if grant.reference_price is None else grant.reference_price


def grant_shares(grant: Grant, price: PriceModel | None) -> int:
    """Return the number of shares: as given, or what the value buys at the reference price, to the nearest share."""
    if grant.shares is not None:
        return grant.shares
    at = grant.reference_price if grant.reference_price is not None else reference_price(grant, price)
    return round_half_up(as_fraction(grant.value or 0.0) / as_fraction(at))


def unit_value(package: Package, grant: Grant) -> float:
    """Return what one share, option or unit is worth today: the price, Black-Scholes, or what it would pay now.

    An option or unit is valued as if held to its end, risk-neutrally at the discount rate and without failure; where no
    volatility is known it is worth what exercising it today would give.
    """
    price = package.price
    now = reference_price(grant, price)
    if grant.kind == "rsu":
        return now
    strike, cap = grant.strike or 0.0, np.inf if grant.cap is None else grant.cap
    if price is None or price.volatility is None:
        return float(min(max(now - strike, 0.0), cap))
    rate = math.log1p(package.discount_rate)
    last = tranche_days(package.start, grant_tranches(grant)).max()
    end = grant.expiry if grant.expiry is not None else add_months(last, [grant.lock_months])[0]
    years = max(float(years_between(package.start, end)), 0.0)

    def call(at: float) -> float:
        return expected_call(
            now, at, years, drift=rate, volatility=price.volatility or 0.0, jumps=price.jumps
        )

    value = call(strike) - (call(strike + cap) if np.isfinite(cap) else 0.0)
    return float(np.exp(-rate * years) * value)


def vest_lines(package: Package) -> list[VestLine]:
    """Return what vests of all grants, by day, then by grant."""
    found: list[VestLine] = []
    for number, grant in enumerate(package.grants):
        found += _grant_lines(package, number, grant)
    return sorted(found, key=lambda line: (line.date, line.grant))


def _grant_lines(package: Package, number: int, grant: Grant) -> Iterator[VestLine]:
    """Yield the lines of one grant. Units come from running totals of shares, so cents do not pile up."""
    digits = digits_of(package.currency)
    days, shares = vest(package.start, grant_shares(grant, package.price), grant_tranches(grant))
    each = as_fraction(unit_value(package, grant))
    trigger = _trigger(package, grant)
    held, counted = 0, 0
    for day, count in zip(days, shares.tolist(), strict=True):
        if not count:
            continue
        held += count
        units = to_units(each * held, digits) - counted
        counted += units
        due = max(day, trigger)
        free = add_months(due, [grant.lock_months])[0] if grant.lock_months else due
        settled = grant.expiry if grant.kind == "option" and grant.expiry is not None else free
        yield VestLine(
            due, day, number, count, units, max(settled, due), reference_price(grant, package.price),
            0.0 if grant.kind == "rsu" else grant.strike or 0.0, np.inf if grant.cap is None else grant.cap,
        )  # fmt: skip


def _trigger(package: Package, grant: Grant) -> Day:
    """Return the day before which nothing of a grant is due: that of liquidity for two triggers, else the start."""
    liquidity = None if package.price is None else package.price.liquidity
    return liquidity.date if grant.double_trigger and liquidity is not None else package.start


def grant_units(package: Package, grant: Grant) -> int:
    """Return the value of a grant as it is quoted: as given, or its shares at today's value, in minor units."""
    digits = digits_of(package.currency)
    if grant.value is not None:
        return to_units(grant.value, digits)
    return to_units(as_fraction(unit_value(package, grant)) * grant_shares(grant, package.price), digits)
