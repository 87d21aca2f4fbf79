"""The packages that the company proposes: what a level is usually paid, more where somebody argues for it, and two that
people would read of in a newspaper.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from muster.demo.organisation.hiring_records import Requisition
from muster.demo.organisation.pay_scales import CURRENCIES, RATES, base_of, equity_of, rounded

__all__ = ["FAMOUS", "Package", "draw_package", "famous_packages"]

FAMOUS = 2
WHOLE = 120_000_000  # of a famous package, over four years
FAMOUS_BASE = 1_000_000
EXCEPTIONS = 0.1  # share of the packages that go above the band
SIGN_ON_SHARE, SIGN_ON = 0.4, (0.08, 0.25)
SHARE_PRICE = 80.0  # dollars
SCHEDULES = ("25x4-quarterly", "4y-cliff-monthly", "25x4-quarterly", "33/33/22/12-monthly")
REASONS = (
    "Has an offer from elsewhere that is a third higher, which we have seen.",
    "Nobody else in the market has done this twice.",
    "Gives up equity that vests in spring.",
    "The team has waited for this post for half a year.",
)
FAMOUS_REASON = "Leads a field that we want to be in; the board has agreed to the amount."


@dataclass(frozen=True)
class Package:
    """What a version proposes, with why where it is outside of the band."""

    content: dict[str, Any]
    reason: str = ""

    def raised(self, rng: np.random.Generator) -> Package:
        """Return what was asked for first: the same with a larger grant or, without one, a higher base."""
        content = dict(self.content)
        share = float(rng.uniform(1.1, 1.2))
        if content.get("grants"):
            grant = content["grants"][0]
            content["grants"] = [{**grant, "value": rounded(grant["value"] * share)}]
        elif content.get("sign_on"):
            content["sign_on"] = [
                {**one, "amount": rounded(one["amount"] * share)} for one in content["sign_on"]
            ]
        return replace(self, content=content)


def draw_package(requisition: Requisition, start: date, rng: np.random.Generator) -> Package:
    """Return a package for an opening, in the currency of its place."""
    family, level = requisition.family, requisition.level_id
    currency = CURRENCIES[requisition.location_id]
    exception = bool(rng.random() < EXCEPTIONS)
    factor = float(rng.uniform(1.22, 1.4) if exception else rng.uniform(0.88, 1.14))
    base = rounded(base_of(family, level, currency) * factor)
    grant = rounded(equity_of(family, level, currency) * float(rng.uniform(0.7, 1.3)))
    content: dict[str, Any] = {
        "currency": currency,
        "start": start.isoformat(),
        "base": {"amount": base, "per": "year"},
        "bonus": {"target": (0.1, 0.12, 0.15)[int(rng.integers(3))]},
        "discount_rate": 0.05,
    }
    if rng.random() < SIGN_ON_SHARE:
        amount = rounded(base * float(rng.uniform(*SIGN_ON)))
        clawback = {"months": 12, "method": "monthly"}
        content["sign_on"] = [{"amount": amount, "date": start.isoformat(), "clawback": clawback}]
    price = SHARE_PRICE * RATES[currency]
    schedule = SCHEDULES[int(rng.integers(len(SCHEDULES)))]
    content["grants"] = [{"kind": "rsu", "value": grant, "reference_price": price, "schedule": schedule}]
    content["price"] = {"spot": price, "volatility": 0.55}
    return Package(content, REASONS[int(rng.integers(len(REASONS)))] if exception else "")


def famous_packages(starts: Iterable[date]) -> list[Package]:
    """Return two packages of the same nine figures over four years: as shares, of which the first year's part vests at
    once, and as a signing bonus in instalments.
    """
    first, second = [*starts, *[date(2026, 9, 7)] * FAMOUS][:FAMOUS]
    rest = WHOLE - 4 * FAMOUS_BASE
    base = {"base": {"amount": FAMOUS_BASE, "per": "year"}, "years": 4, "discount_rate": 0.05}
    price = {"price": {"spot": SHARE_PRICE, "volatility": 0.55}}
    tranches = [{"month": 12 * year, "fraction": 0.25} for year in range(4)]
    grant = {"kind": "rsu", "value": rest, "reference_price": SHARE_PRICE, "tranches": tranches}
    shares = {"currency": "USD", "start": first.isoformat(), **base, "grants": [grant], **price}
    signing = [
        {
            "amount": rest // 4,
            "date": _years_later(second, year).isoformat(),
            "clawback": {"months": 12, "method": "monthly"},
        }
        for year in range(4)
    ]
    bonus = {"currency": "USD", "start": second.isoformat(), **base, "sign_on": signing}
    return [Package(shares, FAMOUS_REASON), Package(bonus, FAMOUS_REASON)]


def _years_later(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap and years else day.day)
