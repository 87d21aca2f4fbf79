"""All that is wrong with a package, one sentence each, with its place: `grants[0].tranches`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from muster.engine.errors import InputError, Problem
from muster.engine.pay.currency import MOST_UNITS, as_fraction, check_currency, digits_of, to_units
from muster.engine.pay.dates import Day, years_between
from muster.engine.pay.grant_faults import grant_faults
from muster.engine.pay.lines import PAYMENT_PARTS, cash_lines, grant_units, package_years, vest_lines
from muster.engine.pay.parts import (
    CLAWBACKS,
    PERIODS,
    Base,
    Bonus,
    InKind,
    Package,
    Payment,
    Person,
    PriceModel,
)

__all__ = ["LONGEST", "package_faults"]

LONGEST = 30
"""Most years that a package is looked at for."""

MOST_TARGET = 10.0  # a bonus of ten years' base
MOST_RATE = 1.0
MOST_VOLATILITY = 5.0
MOST_JUMPS = 50.0  # a year
MOST_LOG = 5.0  # mean and SD of a jump
MOST_AVERSION = 50.0

Fault = tuple[str, str]


def package_faults(package: Package) -> tuple[Problem, ...]:
    """Return everything wrong with a package; each problem's column is the place, as `sign_on[1].date`."""
    found = [Problem("package", sentence, column=place or None) for place, sentence in _faults(package)]
    if not found:
        found = [Problem("package", sentence) for sentence in _whole_faults(package)]
    return tuple(found)


def _faults(package: Package) -> Iterator[Fault]:
    yield from told("currency", lambda: check_currency("currency", package.currency))
    if package.years is not None and not 1 <= package.years <= LONGEST:
        yield "years", f"{package.years} years; give 1 to {LONGEST}"
    if not -0.5 <= package.discount_rate <= MOST_RATE:
        yield "discount_rate", rate_sentence(package.discount_rate, -0.5, MOST_RATE)
    yield from _base_faults(package, package.base)
    yield from _bonus_faults(package.bonus, package.base)
    for part in PAYMENT_PARTS:
        for at, payment in enumerate(getattr(package, part)):
            yield from _payment_faults(f"{part}[{at}]", payment, package)
    for part, given in (("benefits", package.benefits), ("in_kind", package.in_kind)):
        for at, each in enumerate(given):
            yield from _in_kind_faults(f"{part}[{at}]", each, package)
    for at, grant in enumerate(package.grants):
        yield from grant_faults(f"grants[{at}]", grant, package)
    yield from _price_faults(package.price, package)
    yield from _multiple_faults(package)
    yield from _person_faults(package.person)
    if not (
        package.base
        or package.grants
        or package.bonus
        or any(getattr(package, part) for part in PAYMENT_PARTS)
    ):
        yield "", "the package is empty; give a base, a payment or a grant"


def _whole_faults(package: Package) -> Iterator[str]:
    """Yield what only shows once all parts are together."""
    try:
        years = package_years(package)
        if years > LONGEST:
            yield f"the package goes on for {years} years; the most is {LONGEST}"
            return
        lines, vests = cash_lines(package), vest_lines(package)
        total = sum(line.units for line in lines) + sum(line.units for line in vests)
        total += sum(grant_units(package, grant) for grant in package.grants)
    except InputError as error:
        yield error.sentence
        return
    if total > MOST_UNITS:
        yield "all parts together are more than can be kept exactly; look for an amount with too many digits"
    ends = [(line.date, line.part) for line in lines] + [(line.date, "grants") for line in vests]
    for day, part in ends:
        if package.years is not None and years_between(package.start, day) > package.years + 0.003:
            yield f"years is {years}, but something of {part} comes on {day}; give more years, or leave years out"
            return


def told(place: str, check: Callable[[], object]) -> Iterator[Fault]:
    """Yield what a check complains of."""
    try:
        check()
    except InputError as error:
        yield place, error.sentence.rstrip(".")


def rate_sentence(rate: float, low: float, high: float) -> str:
    """Say that a rate is out of bounds."""
    return f"{rate:g} must lie between {low:g} and {high:g}; write five per cent as 0.05"


def amount_faults(place: str, amount: float, package: Package, *, zero: bool = False) -> Iterator[Fault]:
    """Yield what is wrong with an amount of money."""
    if not math.isfinite(amount) or amount < 0 or (amount == 0 and not zero):
        yield place, f"{amount:,.15g} must be a finite number above 0" + (", or 0" if zero else "")
        return
    exact, digits = as_fraction(amount), digits_of(package.currency)
    yield from told(place, lambda: to_units(exact, digits))
    if (exact * 10**digits).denominator != 1:
        number = "no digits" if digits == 0 else f"{digits} digits"
        yield (
            place,
            f"{amount:,.15g} has more digits than {package.currency} has; it has {number} after the point",
        )


def day_faults(place: str, day: Day, package: Package) -> Iterator[Fault]:
    """Yield that a day is before the start, or too far off."""
    if day < package.start:
        yield place, f"{day} is before the start, {package.start}; correct one of them"
    elif years_between(package.start, day) > LONGEST:
        yield place, f"{day} is more than {LONGEST} years after the start; correct it"


def _base_faults(package: Package, base: Base | None) -> Iterator[Fault]:
    if base is None:
        return
    yield from amount_faults("base.amount", base.amount, package, zero=True)
    if base.per not in PERIODS[:-1]:
        yield "base.per", f"{base.per!r} is no period; choose one of {', '.join(PERIODS[:-1])}"
    for at, change in enumerate(base.raises):
        place = f"base.raises[{at}]"
        yield from day_faults(f"{place}.date", change.date, package)
        if (change.amount is None) == (change.percent is None):
            yield place, "give either the new amount or the per cent of the raise"
        elif change.amount is not None:
            yield from amount_faults(f"{place}.amount", change.amount, package)
        elif change.percent is not None and not 0 < change.percent <= MOST_TARGET:
            yield f"{place}.percent", rate_sentence(change.percent, 0, MOST_TARGET)
    days = [change.date for change in base.raises]
    if len(set(days)) < len(days):
        yield "base.raises", "two raises are on the same day; keep one of them"


def _bonus_faults(bonus: Bonus | None, base: Base | None) -> Iterator[Fault]:
    if bonus is None:
        return
    if (bonus.target is None) == (bonus.amount is None):
        yield "bonus", "give either a target, as a share of the base, or an amount"
    if bonus.target is not None and not 0 <= bonus.target <= MOST_TARGET:
        yield "bonus.target", f"{bonus.target:g} is no share of the base; write twenty per cent as 0.2"
    if bonus.target is not None and base is None:
        yield "bonus.target", "a target is a share of the base, and there is no base; give an amount"
    if bonus.amount is not None and not (math.isfinite(bonus.amount) and bonus.amount >= 0):
        yield "bonus.amount", f"{bonus.amount:,.15g} must be a finite number of 0 or more"
    for at, each in enumerate(bonus.payout):
        if not 0 <= each.multiple <= MOST_TARGET:
            yield f"bonus.payout[{at}].multiple", f"{each.multiple:g} must lie between 0 and {MOST_TARGET:g}"
    chances = [each.probability for each in bonus.payout]
    yield from probability_faults("bonus.payout", chances)


def probability_faults(place: str, chances: list[float]) -> Iterator[Fault]:
    """Yield that probabilities are none, or do not add up."""
    for at, chance in enumerate(chances):
        if not 0 <= chance <= 1:
            yield f"{place}[{at}].probability", f"{chance:g} must lie between 0 and 1"
    if chances and abs(sum(chances) - 1) > 1e-6:
        yield place, f"the probabilities add up to {sum(chances):.6g}; they must make 1"


def _payment_faults(place: str, payment: Payment, package: Package) -> Iterator[Fault]:
    yield from amount_faults(f"{place}.amount", payment.amount, package)
    yield from day_faults(f"{place}.date", payment.date, package)
    clawback = payment.clawback
    if clawback is not None:
        if not 1 <= clawback.months <= 12 * LONGEST:
            yield f"{place}.clawback.months", f"{clawback.months} must lie between 1 and {12 * LONGEST}"
        if clawback.method not in CLAWBACKS:
            yield (
                f"{place}.clawback.method",
                f"{clawback.method!r} is no method; choose one of {', '.join(CLAWBACKS)}",
            )


def _in_kind_faults(place: str, given: InKind, package: Package) -> Iterator[Fault]:
    yield from amount_faults(f"{place}.value", given.value, package, zero=True)
    if given.per not in PERIODS:
        yield f"{place}.per", f"{given.per!r} is no period; choose one of {', '.join(PERIODS)}"


def _price_faults(price: PriceModel | None, package: Package) -> Iterator[Fault]:
    if price is None:
        return
    if price.spot is not None and not (math.isfinite(price.spot) and 0 < price.spot <= 1e9):
        yield "price.spot", f"{price.spot:,.15g} is no price of a share; give a number above 0"
    if price.volatility is None and not package.multiples:
        if (
            price.liquidity is None
            or price.spot is None
            or price.drift is not None
            or price.jumps is not None
        ):
            yield "price.volatility", "a fan needs a volatility, such as 0.6; or give multiples"
    elif price.volatility is not None and not 0 < price.volatility <= MOST_VOLATILITY:
        sentence = f"{price.volatility:g} must be above 0 and at most {MOST_VOLATILITY:g} for a fan"
        yield "price.volatility", f"{sentence}; write sixty per cent as 0.6, or give multiples"
    if price.drift is not None and not -MOST_RATE <= price.drift <= MOST_RATE:
        yield "price.drift", rate_sentence(price.drift, -MOST_RATE, MOST_RATE)
    if not 0 <= price.failure_per_year < 1:
        yield "price.failure_per_year", f"{price.failure_per_year:g} must be 0 or more and less than 1"
    if price.jumps is not None:
        bounds = (("per_year", 0.0, MOST_JUMPS), ("mean", -MOST_LOG, MOST_LOG), ("sd", 0.0, MOST_LOG))
        for name, low, high in bounds:
            value = getattr(price.jumps, name)
            if not low <= value <= high:
                yield f"price.jumps.{name}", f"{value:g} must lie between {low:g} and {high:g}"
    if price.liquidity is not None:
        yield from day_faults("price.liquidity.date", price.liquidity.date, package)
        if not 0 <= price.liquidity.probability <= 1:
            yield "price.liquidity.probability", f"{price.liquidity.probability:g} must lie between 0 and 1"


def _multiple_faults(package: Package) -> Iterator[Fault]:
    for at, each in enumerate(package.multiples):
        if not 0 <= each.multiple <= 1e6:
            yield f"multiples[{at}].multiple", f"{each.multiple:g} must lie between 0 and 1,000,000"
    chances = [each.probability for each in package.multiples]
    if any(chance is not None for chance in chances):
        if any(chance is None for chance in chances):
            yield "multiples", "give every scenario a probability, or none"
        else:
            yield from probability_faults("multiples", [chance for chance in chances if chance is not None])
    if package.multiples and package.price is not None and package.price.volatility is not None:
        yield (
            "multiples",
            "there are both multiples and a volatility; keep one way to say how the price may move",
        )


def _person_faults(person: Person | None) -> Iterator[Fault]:
    if person is None:
        return
    if not 0 <= person.risk_aversion <= MOST_AVERSION:
        yield "person.risk_aversion", f"{person.risk_aversion:g} must lie between 0 and {MOST_AVERSION:g}"
    if not 0 < person.equity_share <= 1:
        yield (
            "person.equity_share",
            f"{person.equity_share:g} must be above 0 and at most 1; write half as 0.5",
        )
    if person.tax != "none":
        yield "person.tax", f"{person.tax!r} is not known; all is before tax, so give none"
