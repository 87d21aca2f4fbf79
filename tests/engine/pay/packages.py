"""Packages for tests, in the shapes of the engine."""

from __future__ import annotations

from typing import Any

import numpy as np

from muster.engine.pay.parts import (
    Base,
    Bonus,
    Clawback,
    Grant,
    InKind,
    Jumps,
    Package,
    Payment,
    Payout,
    Person,
    PriceModel,
)

START = np.datetime64("2027-03-01", "D")


def on(day: str) -> np.datetime64:
    """Return a day."""
    return np.datetime64(day, "D")


def shares(count: int = 1_000, schedule: str = "annual", **more: Any) -> Grant:
    """Return plain shares at a reference price of 50."""
    return Grant("rsu", **{"shares": count, "reference_price": 50.0, "schedule": schedule, **more})


def package(**more: Any) -> Package:
    """Return a package of every part, with a price that jumps and may fail."""
    parts: dict[str, Any] = {
        "base": Base(480_000.0),
        "bonus": Bonus(target=0.25, payout=(Payout(0.0, 0.2), Payout(1.0, 0.6), Payout(2.0, 0.2))),
        "sign_on": (Payment(300_000.0, START, Clawback(24)), Payment(200_000.0, on("2028-03-01"))),
        "retention_bonus": (Payment(150_000.0, on("2029-03-01")),),
        "relocation": (Payment(20_000.0, on("2027-04-01"), Clawback(12, "cliff")),),
        "in_kind": (InKind("compute", 1_000_000.0),),
        "grants": (
            shares(40_000, "4y-cliff-monthly", name="shares"),
            Grant(
                "option",
                "options",
                shares=20_000,
                strike=50.0,
                expiry=on("2037-03-01"),
                schedule="25x4-quarterly",
            ),
            Grant(
                "profit_unit",
                "units",
                shares=10_000,
                strike=50.0,
                cap=150.0,
                lock_months=24,
                schedule="annual",
            ),
        ),
        "price": PriceModel(50.0, volatility=0.5, failure_per_year=0.03, jumps=Jumps(0.4, -0.1, 0.25)),
        "discount_rate": 0.04,
        "person": Person(2.0, 0.5),
        "name": "offer",
    }
    return Package(**{"currency": "USD", "start": START, **parts, **more})


def plain(**more: Any) -> Package:
    """Return a package of only what is given."""
    return Package(**{"currency": "USD", "start": START, **more})
