"""What a package is found to be worth. Frozen; tables have `to_frame()`, amounts are in the package's currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.engine.pay.dates import Day, Days

__all__ = [
    "ClawbackTable",
    "CompanyCost",
    "FanTable",
    "HandcuffTable",
    "OddsTable",
    "PackageComparison",
    "PackageQuotes",
    "PartTable",
    "Quoted",
    "Valuation",
    "VestingTable",
    "WorthTable",
    "YearTable",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Texts = NDArray[Any]


class _Table:
    """Columns of one length."""

    def to_frame(self) -> dict[str, NDArray[Any]]:
        """Return the columns in output order."""
        return dict(vars(self))


@dataclass(frozen=True, eq=False)
class YearTable(_Table):
    """By year of service, (years): cash with bonuses at target, equity at today's price, and things in kind."""

    year: Ints
    cash: Floats
    equity: Floats
    in_kind: Floats


@dataclass(frozen=True, eq=False)
class PartTable(_Table):
    """By part, (parts): `base`, `sign_on`, ... and each grant by its name; `kind` is cash, equity or in_kind."""

    part: Texts
    kind: Texts
    value: Floats


@dataclass(frozen=True, eq=False)
class VestingTable(_Table):
    """By day and grant, (lines): what vests, in shares and at today's price."""

    date: Days
    grant: Texts
    shares: Ints
    value: Floats


@dataclass(frozen=True, eq=False)
class FanTable(_Table):
    """By month, (months): quantiles of what the equity vested by then is worth at that day's price."""

    date: Days
    p10: Floats
    p25: Floats
    p50: Floats
    p75: Floats
    p90: Floats


@dataclass(frozen=True, eq=False)
class HandcuffTable(_Table):
    """By day, (days): what leaving then would cost. `equity` is unvested, at today's price; `promised` are payments not
    made yet; `clawback` is owed; `total` is all of them, and `strength` its ratio to the outside offer (NaN without).
    """

    date: Days
    equity: Floats
    promised: Floats
    clawback: Floats
    total: Floats
    strength: Floats


@dataclass(frozen=True, eq=False)
class ClawbackTable(_Table):
    """By day, (days): what must be paid back by whoever leaves then."""

    date: Days
    owed: Floats


@dataclass(frozen=True)
class Quoted:
    """One package under the conventions in use.

    `grant_value`: cash, and all grants at their quoted value; `annualised`: the same of the whole package, a year;
    `vest`: cash, and what vests; `signing_only`: sign-on payments alone.
    """

    grant_value: float
    annualised: float
    vest: float
    signing_only: float


@dataclass(frozen=True)
class PackageQuotes:
    """What a package comes to over its `years`: all of it, its equity at today's price, and under each convention."""

    years: int
    total: float
    equity: float
    first_year: Quoted
    whole: Quoted


@dataclass(frozen=True, eq=False)
class CompanyCost:
    """What the company gives: `expected` over all years, and by year with the 90 % quantile over the prices.
    `worst_year` is the year of the highest expected cost.
    """

    expected: float
    year: Ints
    by_year: Floats
    p90: Floats
    worst_year: int


@dataclass(frozen=True, eq=False)
class Valuation:
    """What one package is worth.

    `total` is cash and equity over all years, at target and today's price, and the sum of `years`; things in kind are
    told beside it (`total_in_kind`). `first_year` and `whole` put the first year and all years under the conventions.
    `present_value` and `certainty_equivalent` (NaN without a person) are expectations over prices and pay-outs, of cash
    and equity. `weakens` is the first day on which leaving costs less than half of the most it ever costs, `overtaken`
    the first on which it costs less than the outside offer; NaT where there is none. `notes` are stable codes of what
    the numbers rest on.
    """

    name: str
    currency: str
    start: Day
    years: YearTable
    parts: PartTable
    total: float
    total_in_kind: float
    first_year: Quoted
    whole: Quoted
    present_value: float
    certainty_equivalent: float
    company_cost: CompanyCost
    fan: FanTable
    vesting: VestingTable
    handcuff: HandcuffTable
    weakens: Day
    overtaken: Day
    clawback: ClawbackTable
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class WorthTable(_Table):
    """By package and year, (packages x years): what is in hand after so many years, in the common currency."""

    package: Texts
    year: Ints
    mean: Floats
    p10: Floats
    p50: Floats
    p90: Floats


@dataclass(frozen=True, eq=False)
class OddsTable(_Table):
    """By pair and year, (pairs x years): P(the first is worth more than the second), equal ones counted half."""

    first: Texts
    second: Texts
    year: Ints
    p_more: Floats


@dataclass(frozen=True, eq=False)
class PackageComparison:
    """Several packages side by side, in one currency."""

    currency: str
    valuations: tuple[Valuation, ...]
    worth: WorthTable
    odds: OddsTable
