"""Packages as versions hold them, and as the engine has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from muster.engine.errors import DataError
from muster.engine.pay.package import quote_package
from muster.engine.pay.parts import Package
from muster.tables.packages import read_content

__all__ = ["Fault", "Summary", "content_faults", "content_summary", "package_of"]

A_YEAR = {"year": 1, "quarter": 4, "month": 12, "week": 52}
CENT = Decimal("0.0001")  # what the amounts of a version keep; currencies have four digits at most


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place of a package, in English; the place is empty where it is the whole."""

    place: str
    sentence: str


@dataclass(frozen=True)
class Summary:
    """What lists, bands and rules need of a package: `total` over all years, `first_year` what is paid and vests in
    the first one, `signing` the sign-on payments of it, the others a year.
    """

    currency: str
    starts_on: date
    total: Decimal
    base: Decimal
    equity: Decimal
    yearly: Decimal
    first_year: Decimal
    signing: Decimal


def package_of(content: dict[str, Any]) -> Package:
    """Return the package of a version. Raises DataError with all that is wrong with it."""
    return read_content(content)


def content_faults(content: Any) -> list[Fault]:
    """Return everything that is wrong with a package, each with its place."""
    try:
        package_of(content)
    except DataError as error:
        return [Fault(one.column or "", one.sentence) for one in error.problems]
    return []


def content_summary(content: dict[str, Any]) -> Summary:
    """Return the amounts of a sound package. Raises DataError for another one."""
    package = package_of(content)
    found = quote_package(package)
    base = package.base
    return Summary(
        currency=package.currency,
        starts_on=date.fromisoformat(str(package.start)),
        total=_amount(found.total),
        base=Decimal(0) if base is None else _amount(base.amount * A_YEAR[base.per]),
        equity=_amount(found.equity / found.years),
        yearly=_amount(found.whole.annualised),
        first_year=_amount(found.first_year.vest),
        signing=_amount(found.first_year.signing_only),
    )


def _amount(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(CENT)
