"""What a package consists of. All shapes are frozen; amounts are in the package's one currency, days NumPy's of unit D.

Shapes hold what they are given; `faults.package_faults` says what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from muster.engine.pay.dates import Day

__all__ = [
    "CLAWBACKS",
    "KINDS",
    "PERIODS",
    "Base",
    "Bonus",
    "Clawback",
    "Grant",
    "InKind",
    "Jumps",
    "Liquidity",
    "Multiple",
    "Package",
    "Payment",
    "Payout",
    "Person",
    "PriceModel",
    "Raise",
    "Tranche",
]

KINDS = ("rsu", "option", "profit_unit")
CLAWBACKS = ("cliff", "monthly", "daily")
PERIODS = ("year", "quarter", "month", "week", "once")


@dataclass(frozen=True)
class Raise:
    """From a day on the base is `amount` (per the base's period), or higher by `percent` (0.05: five per cent)."""

    date: Day
    amount: float | None = None
    percent: float | None = None


@dataclass(frozen=True)
class Base:
    """Base pay: `amount` for each `per` (year, quarter, month or week)."""

    amount: float
    per: str = "year"
    raises: tuple[Raise, ...] = ()


@dataclass(frozen=True)
class Payout:
    """One outcome of a bonus: this multiple of its target, with this probability."""

    multiple: float
    probability: float


@dataclass(frozen=True)
class Bonus:
    """A yearly bonus: `target` as a share of the year's base, or an `amount`. Without payouts it pays the target."""

    target: float | None = None
    amount: float | None = None
    payout: tuple[Payout, ...] = ()


@dataclass(frozen=True)
class Clawback:
    """What must be paid back by whoever leaves within so many months of the payment: all of it (`cliff`), or less by
    equal parts each month (`monthly`) or day (`daily`).
    """

    months: int
    method: str = "monthly"


@dataclass(frozen=True)
class Payment:
    """An amount paid on a day."""

    amount: float
    date: Day
    clawback: Clawback | None = None
    name: str = ""


@dataclass(frozen=True)
class InKind:
    """A benefit or an allowance in kind, with its stated value for each `per`."""

    name: str
    value: float
    per: str = "year"


@dataclass(frozen=True)
class Tranche:
    """A fraction of a grant that vests so many months after the start, or on a day."""

    fraction: float | Fraction
    month: int | None = None
    date: Day | None = None


@dataclass(frozen=True)
class Grant:
    """Equity: `shares` of them, or as many as `value` buys at the reference price, to the nearest share.

    `kind` is `rsu` (a share), `option` (pays what the price is above `strike`, until `expiry`) or `profit_unit` (pays
    what the price is above `strike`, 0 unless given, at most `cap` a unit). `lock_months` after vesting it cannot be
    sold yet. A `double_trigger` grant is settled only once there is liquidity. An option is held until it expires,
    unless `exercise_multiple` says at which multiple of its strike it is exercised once vested (Hull & White 2004).
    """

    kind: str
    name: str = ""
    shares: int | None = None
    value: float | None = None
    reference_price: float | None = None
    strike: float | None = None
    expiry: Day | None = None
    exercise_multiple: float | None = None
    lock_months: int = 0
    cap: float | None = None
    double_trigger: bool = False
    buy_out: bool = False
    schedule: str | None = None
    tranches: tuple[Tranche, ...] = ()


@dataclass(frozen=True)
class Jumps:
    """Jumps of the price: so many a year, their logarithm normal with this mean and SD (Merton 1976)."""

    per_year: float
    mean: float
    sd: float


@dataclass(frozen=True)
class Liquidity:
    """A day from which shares can be sold, which comes with this probability or never."""

    date: Day
    probability: float = 1.0


@dataclass(frozen=True)
class PriceModel:
    """How the share price may move. `spot` None: each grant starts from its reference price.

    `volatility` and `drift` are a year's, of the logarithm and of the expected price while the company lives; jumps are
    part of that drift. Without a drift the price grows by the discount rate, which is no view at all.
    `failure_per_year` is the probability that the price falls to 0 within a year.
    """

    spot: float | None = None
    volatility: float | None = None
    drift: float | None = None
    failure_per_year: float = 0.0
    jumps: Jumps | None = None
    liquidity: Liquidity | None = None


@dataclass(frozen=True)
class Multiple:
    """One scenario: the price is this multiple of today's. Without probabilities all scenarios count alike."""

    multiple: float
    probability: float | None = None


@dataclass(frozen=True)
class Person:
    """Whose package it is: constant relative risk aversion, and the share of their wealth that the equity would be."""

    risk_aversion: float
    equity_share: float
    tax: str = "none"


@dataclass(frozen=True)
class Package:
    """All that an offer promises, over `years` of service: as given, else 4 or until the last day of vesting.

    `company` names whose share price it is: packages of one company move together.
    """

    currency: str
    start: Day
    base: Base | None = None
    bonus: Bonus | None = None
    sign_on: tuple[Payment, ...] = ()
    retention_bonus: tuple[Payment, ...] = ()
    relocation: tuple[Payment, ...] = ()
    buy_out: tuple[Payment, ...] = ()
    benefits: tuple[InKind, ...] = ()
    in_kind: tuple[InKind, ...] = ()
    grants: tuple[Grant, ...] = ()
    price: PriceModel | None = None
    multiples: tuple[Multiple, ...] = ()
    discount_rate: float = 0.0
    person: Person | None = None
    years: int | None = None
    name: str = ""
    company: str = ""
