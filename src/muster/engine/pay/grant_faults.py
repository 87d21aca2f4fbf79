"""All that is wrong with a grant."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from muster.engine.errors import InputError
from muster.engine.pay.currency import MOST_UNITS, as_fraction, digits_of, to_units
from muster.engine.pay.dates import Day, add_months
from muster.engine.pay.parts import KINDS, Grant, Package, Tranche
from muster.engine.pay.schedules import TOLERANCE, schedule_named

__all__ = ["MOST_SHARES", "grant_faults"]

MOST_SHARES = 10**12
LONGEST_LOCK = 360  # months
MOST_TRANCHES = 400

Fault = tuple[str, str]


def grant_faults(place: str, grant: Grant, package: Package) -> Iterator[Fault]:
    """Yield everything wrong with a grant of a package: place and sentence."""
    if grant.kind not in KINDS:
        yield f"{place}.kind", f"{grant.kind!r} is no kind of grant; choose one of {', '.join(KINDS)}"
    yield from _size_faults(place, grant, package)
    yield from _kind_faults(place, grant, package)
    yield from _schedule_faults(place, grant, package)
    if not 0 <= grant.lock_months <= LONGEST_LOCK:
        yield f"{place}.lock_months", f"{grant.lock_months} must lie between 0 and {LONGEST_LOCK}"
    if grant.double_trigger and (package.price is None or package.price.liquidity is None):
        yield (
            f"{place}.double_trigger",
            "the second trigger is liquidity, of which nothing is said; give price.liquidity with a date",
        )


def _size_faults(place: str, grant: Grant, package: Package) -> Iterator[Fault]:
    spot = None if package.price is None else package.price.spot
    if (grant.shares is None) == (grant.value is None):
        yield place, "give either a number of shares or a value"
    if grant.shares is not None and not 1 <= grant.shares <= MOST_SHARES:
        yield f"{place}.shares", f"{grant.shares:,} must lie between 1 and {MOST_SHARES:,}"
    if grant.value is not None:
        if not (math.isfinite(grant.value) and grant.value > 0):
            yield f"{place}.value", f"{grant.value:,.15g} must be a finite number above 0"
        else:
            try:
                to_units(grant.value, digits_of(package.currency))
            except InputError as error:
                yield f"{place}.value", error.sentence.rstrip(".")
    at = grant.reference_price
    if at is not None and not (math.isfinite(at) and 0 < at <= 1e9):
        yield f"{place}.reference_price", f"{at:,.15g} is no price of a share; give a number above 0"
        return
    if at is None and spot is None:
        yield f"{place}.reference_price", "there is no price; give a reference_price here, or price.spot"
        return
    yield from _count_faults(place, grant, package, at if at is not None else spot)


def _count_faults(place: str, grant: Grant, package: Package, at: float | None) -> Iterator[Fault]:
    """Yield that a value buys no share, or that shares come to more than can be kept."""
    if not at or not math.isfinite(at) or at <= 0:
        return
    if grant.value is not None and math.isfinite(grant.value) and grant.value > 0:
        bought = grant.value / at
        if bought < 0.5 or bought > MOST_SHARES:
            yield (
                f"{place}.value",
                f"{grant.value:,.15g} buys {'no whole share' if bought < 1 else 'too many shares'} at {at:,.15g}; "
                "correct the value or the price",
            )
    digits = digits_of(package.currency)
    if (
        grant.shares is not None
        and grant.shares <= MOST_SHARES
        and grant.shares * at * 10**digits > MOST_UNITS
    ):
        yield (
            f"{place}.shares",
            f"{grant.shares:,} at {at:,.15g} are worth more than can be kept exactly; check both",
        )


def _kind_faults(place: str, grant: Grant, package: Package) -> Iterator[Fault]:
    for name in ("strike", "cap", "exercise_multiple"):
        number = getattr(grant, name)
        if number is not None and not (math.isfinite(number) and 0 < number <= 1e9):
            yield f"{place}.{name}", f"{number:,.15g} must be a finite number above 0"
    allowed = {
        "rsu": (),
        "option": ("strike", "expiry", "exercise_multiple"),
        "profit_unit": ("strike", "cap"),
    }.get(grant.kind, ("strike", "expiry", "exercise_multiple", "cap"))
    for name in ("strike", "expiry", "exercise_multiple", "cap"):
        if getattr(grant, name) is not None and name not in allowed:
            yield (
                f"{place}.{name}",
                f"a grant of kind {grant.kind} has no {name}; remove it or change the kind",
            )
    if grant.kind == "option":
        for name in ("strike", "expiry"):
            if getattr(grant, name) is None:
                yield f"{place}.{name}", f"an option needs a {name}; give it"
        if grant.double_trigger:
            yield (
                f"{place}.double_trigger",
                "an option is settled by exercising it; remove the second trigger",
            )
    if grant.expiry is not None:
        if grant.expiry <= package.start:
            yield (
                f"{place}.expiry",
                f"{grant.expiry} is not after the start, {package.start}; correct one of them",
            )
        elif grant.expiry > add_months(package.start, [360])[0]:
            yield f"{place}.expiry", f"{grant.expiry} is more than 30 years after the start; correct it"


def _schedule_faults(place: str, grant: Grant, package: Package) -> Iterator[Fault]:
    if (grant.schedule is None) == (not grant.tranches):
        yield f"{place}.schedule", "give either the name of a schedule or tranches"
        return
    if grant.schedule is not None:
        try:
            tranches = schedule_named(grant.schedule)
        except InputError as error:
            yield f"{place}.schedule", error.sentence.rstrip(".")
            return
    else:
        tranches = grant.tranches
        yield from _tranche_faults(f"{place}.tranches", tranches, package)
    last = _last_day(tranches, package)
    if grant.expiry is not None and last is not None and package.start < grant.expiry < last:
        yield (
            f"{place}.expiry",
            f"the option expires on {grant.expiry}, before the last of it vests on {last}",
        )


def _last_day(tranches: tuple[Tranche, ...], package: Package) -> Day | None:
    days = [
        each.date if each.date is not None else add_months(package.start, [each.month or 0])[0]
        for each in tranches
        if each.date is not None or 0 <= (each.month or 0) <= LONGEST_LOCK
    ]
    return max(days) if days else None


def _tranche_faults(place: str, tranches: tuple[Tranche, ...], package: Package) -> Iterator[Fault]:
    if len(tranches) > MOST_TRANCHES:
        yield place, f"there are {len(tranches):,} tranches; the most is {MOST_TRANCHES}"
        return
    whole, sound = Fraction(0), True
    for at, each in enumerate(tranches):
        spot = f"{place}[{at}]"
        if not (math.isfinite(each.fraction) and 0 < each.fraction <= 1):
            sound = False
            yield (
                f"{spot}.fraction",
                f"{float(each.fraction):g} must be above 0 and at most 1; write a quarter as 0.25",
            )
        else:
            whole += each.fraction if isinstance(each.fraction, Fraction) else as_fraction(each.fraction)
        if (each.month is None) == (each.date is None):
            yield spot, "give either the month after the start or the date"
        elif each.month is not None and not 0 <= each.month <= LONGEST_LOCK:
            yield f"{spot}.month", f"{each.month} must lie between 0 and {LONGEST_LOCK}"
        elif each.date is not None and each.date < package.start:
            yield f"{spot}.date", f"{each.date} is before the start, {package.start}; correct one of them"
        elif each.date is not None and each.date > add_months(package.start, [LONGEST_LOCK])[0]:
            yield f"{spot}.date", f"{each.date} is more than 30 years after the start; correct it"
    if sound and abs(whole - 1) > TOLERANCE:
        yield place, f"the fractions add up to {float(whole):.7g}; they must make 1"
