"""A package by year of service, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from muster.apps.pay.bridge.packages import package_of
from muster.engine.pay.package import value_package

__all__ = ["YearAmounts", "content_years"]


@dataclass(frozen=True)
class YearAmounts:
    """What a year of service brings, in the package's currency: cash with bonuses at target, equity at today's
    price.
    """

    year: int
    cash: float
    equity: float

    @property
    def total(self) -> float:
        """Return both together."""
        return self.cash + self.equity


def content_years(content: dict[str, Any]) -> list[YearAmounts]:
    """Return the years of a sound package. Raises DataError for another one."""
    years = value_package(package_of(content), paths=2).years  # nothing here depends on the drawn prices
    rows = zip(years.year.tolist(), years.cash.tolist(), years.equity.tolist(), strict=True)
    return [YearAmounts(int(year), cash, equity) for year, cash, equity in rows]
