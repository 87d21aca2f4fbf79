"""What leaving would cost: clawbacks owed, equity not vested yet, payments not made yet."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from muster.engine.pay.currency import digits_of, round_half_up, to_units
from muster.engine.pay.dates import Day, Days, add_months, months_until
from muster.engine.pay.lines import PAYMENT_PARTS, VestLine, package_years
from muster.engine.pay.parts import Package, Payment
from muster.engine.pay.valuation import ClawbackTable, HandcuffTable

__all__ = ["build_clawback", "build_handcuff", "clawback_owed", "first_day"]

NEVER = np.datetime64("NaT", "D")


def clawback_owed(payment: Payment, day: Day, digits: int) -> int:
    """Return what of a payment is owed back by whoever leaves on this day, in minor units; 0 before it is paid."""
    clawback = payment.clawback
    if clawback is None or day < payment.date:
        return 0
    end = add_months(payment.date, [clawback.months])[0]
    if day >= end:
        return 0
    units = to_units(payment.amount, digits)
    if clawback.method == "cliff":
        return units
    if clawback.method == "monthly":
        left = Fraction(clawback.months - months_until(payment.date, day), clawback.months)
    else:
        left = Fraction(int((end - day).astype(int)), int((end - payment.date).astype(int)))
    return round_half_up(units * left)


def _payments(package: Package) -> list[Payment]:
    return [payment for part in PAYMENT_PARTS for payment in getattr(package, part)]


def _days(package: Package, lines: Sequence[VestLine]) -> Days:
    """Return the start, each month after it, and every day on which something changes."""
    months = add_months(package.start, np.arange(12 * package_years(package) + 1))
    other = [line.earned for line in lines] + [payment.date for payment in _payments(package)]
    return np.unique(np.concatenate([months, np.array(other, "datetime64[D]")]))


def _owed(package: Package, days: Days) -> NDArray[np.int64]:
    digits = digits_of(package.currency)
    bound = [payment for payment in _payments(package) if payment.clawback is not None]
    return np.array([sum(clawback_owed(one, day, digits) for one in bound) for day in days], np.int64)


def build_clawback(package: Package) -> ClawbackTable:
    """Return what is owed on each day that something is, monthly and when it changes, to the first day of nothing."""
    bound = [payment for payment in _payments(package) if payment.clawback is not None]
    days = {package.start}
    for payment in bound:
        months = payment.clawback.months if payment.clawback is not None else 0
        days |= set(add_months(payment.date, np.arange(months + 1)))
    dates = np.array(sorted(days) if bound else [], "datetime64[D]")
    return ClawbackTable(dates, _owed(package, dates) / 10.0 ** digits_of(package.currency))


def build_handcuff(package: Package, lines: Sequence[VestLine], outside: float | None) -> HandcuffTable:
    """Return what leaving costs on each day; `outside` is what an offer from elsewhere is worth, or None."""
    days, scale = _days(package, lines), 10.0 ** digits_of(package.currency)
    earned = np.array([line.earned for line in lines], "datetime64[D]")
    units = np.array([line.units for line in lines], np.int64)
    equity = _after(days, earned, units)
    payments = _payments(package)
    paid = np.array([payment.date for payment in payments], "datetime64[D]")
    amounts = np.array([to_units(one.amount, digits_of(package.currency)) for one in payments], np.int64)
    promised, owed = _after(days, paid, amounts), _owed(package, days)
    total = (equity + promised + owed) / scale
    strength = np.full(days.size, np.nan) if outside is None else total / outside
    return HandcuffTable(days, equity / scale, promised / scale, owed / scale, total, strength)


def _after(days: Days, dates: Days, units: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sum of units whose date is after each day."""
    order = np.argsort(dates, kind="stable")
    until = np.concatenate([[0], np.cumsum(units[order])])
    return np.asarray(until[-1] - until[np.searchsorted(dates[order], days, side="right")], np.int64)


def first_day(table: HandcuffTable, below: float) -> Day:
    """Return the first day, at or after that of the most, from which leaving costs less than this; NaT where none."""
    if not table.total.size or table.total.max() <= 0:
        return NEVER
    most = int(np.argmax(table.total))
    under = np.flatnonzero(table.total[most:] < below)
    return table.date[most + under[0]] if under.size else NEVER
