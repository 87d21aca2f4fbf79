"""Vesting schedules: by name, by shares of each year, or by tranches of one's own; exact to the share and the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from muster.engine.errors import InputError
from muster.engine.pay.currency import apportion, as_fraction
from muster.engine.pay.dates import Day, Days, add_months
from muster.engine.pay.parts import Tranche

__all__ = ["SCHEDULES", "TOLERANCE", "schedule_named", "tranche_days", "vest"]

TOLERANCE = Fraction(1, 10**6)
"""By how much fractions that are written as decimals may miss the whole."""

STEPS = {"monthly": 1, "quarterly": 3, "semi-annual": 6, "annual": 12}
_BY_YEAR = re.compile(r"(\d{1,3}(?:/\d{1,3})+)(?:-(monthly|quarterly|semi-annual|annual))?")

Months = tuple[tuple[int, Fraction], ...]


def _even(months: int, step: int, cliff: int = 0) -> Months:
    """Return equal parts every `step` months; what falls before the cliff vests at it."""
    share = Fraction(step, months)
    after = [(month, share) for month in range(step, months + 1, step) if month > cliff]
    return ((cliff, Fraction(cliff, months)), *after) if cliff else tuple(after)


def _by_year(percents: tuple[int, ...], step: int) -> Months:
    """Return per cents of each year, in equal parts every `step` months of it."""
    return tuple(
        (12 * year + month, Fraction(percent * step, 1200))
        for year, percent in enumerate(percents)
        for month in range(step, 13, step)
        if percent
    )


SCHEDULES: dict[str, Months] = {
    "4y-cliff-monthly": _even(48, 1, cliff=12),
    "4y-cliff-quarterly": _even(48, 3, cliff=12),
    "25x4-quarterly": _by_year((25, 25, 25, 25), 3),
    "33/33/22/12-monthly": _by_year((33, 33, 22, 12), 1),
    "5/15/40/40": _by_year((5, 15, 40, 40), 12),
    "semi-annual": _even(48, 6),
    "annual": _even(48, 12),
    "immediate": ((0, Fraction(1)),),
}
"""The named schedules: months after the start, and the fraction that vests then."""


def schedule_named(name: str) -> tuple[Tranche, ...]:
    """Return the tranches of a schedule by its name, or by the per cents of each year such as `10/20/30/40-quarterly`.

    Capitals and spaces do not matter. Raises InputError for a name that is none, or per cents that are not 100.
    """
    key = re.sub(r"[\s_]+", "-", name.strip().casefold())
    months = SCHEDULES.get(key)
    if months is None:
        written = _BY_YEAR.fullmatch(key)
        if written is None:
            raise InputError(
                f"There is no schedule {name!r}; choose one of {', '.join(SCHEDULES)}, or give tranches.",
                code="no_schedule", schedule=name,
            )  # fmt: skip
        percents = tuple(map(int, written[1].split("/")))
        if sum(percents) != 100:
            raise InputError(
                f"The years of the schedule {name!r} add up to {sum(percents)} per cent; they must make 100.",
                code="schedule_sum", schedule=name,
            )  # fmt: skip
        months = _by_year(percents, STEPS[written[2] or "annual"])
    return tuple(Tranche(fraction=fraction, month=month) for month, fraction in months)


def vest(start: Day, shares: int, tranches: tuple[Tranche, ...]) -> tuple[Days, NDArray[np.int64]]:
    """Return the days of vesting in order, each once, and the shares of each; they add up to `shares`.

    Shares are divided by largest remainder over the tranches in the order of their days. Raises InputError where
    fractions are not positive or miss the whole by more than `TOLERANCE`.
    """
    exact = [_exact(tranche.fraction) for tranche in tranches]
    whole = sum(exact, Fraction(0))
    if not exact or min(exact) <= 0 or abs(whole - 1) > TOLERANCE:
        raise InputError(
            f"The fractions of the tranches add up to {float(whole):.7g}; they must be above 0 and make 1.",
            code="tranche_sum", whole=float(whole),
        )  # fmt: skip
    days = tranche_days(start, tranches)
    distinct, place = np.unique(days, return_inverse=True)
    weights = [Fraction(0)] * distinct.size
    for at, fraction in zip(place.tolist(), exact, strict=True):
        weights[at] += fraction
    return distinct, apportion(shares, weights)


def _exact(fraction: float | Fraction) -> Fraction:
    return fraction if isinstance(fraction, Fraction) else as_fraction(fraction)


def tranche_days(start: Day, tranches: Sequence[Tranche]) -> Days:
    """Return the day of each tranche."""
    days = add_months(start, [each.month or 0 for each in tranches])
    for at, each in enumerate(tranches):
        if each.date is not None:
            days[at] = each.date
    return days
