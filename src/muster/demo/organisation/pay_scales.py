"""What the company pays, by level, kind of work and currency; and what is said that others pay. All is invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from muster.demo.organisation.hiring_records import Requisition
from muster.demo.organisation.ladders import FAMILIES
from muster.demo.organisation.offer_records import Band, PayClaim
from muster.demo.organisation.places import PLACES

__all__ = ["RATES", "bands_of", "base_of", "claims_of", "equity_of", "rounded"]

BASES: Mapping[str, int] = {
    "L3": 120_000, "L4": 155_000, "L5": 205_000, "L6": 270_000, "L7": 350_000, "L8": 470_000,
    "M1": 260_000, "M2": 330_000, "M3": 410_000, "M4": 520_000, "M5": 600_000,
}  # fmt: skip
"""The middle of a level a year, in dollars, for engineering."""
EQUITY: Mapping[str, int] = {
    "L3": 80_000, "L4": 180_000, "L5": 420_000, "L6": 900_000, "L7": 2_000_000, "L8": 4_500_000,
    "M1": 800_000, "M2": 1_600_000, "M3": 2_800_000, "M4": 5_000_000, "M5": 9_000_000,
}  # fmt: skip
"""The usual grant over four years, in dollars."""
KINDS: Mapping[str, float] = {"research": 1.25, "engineering": 1.0, "business": 0.7}
RATES: Mapping[str, float] = {
    "USD": 1.0, "GBP": 0.79, "CHF": 0.88, "EUR": 0.92, "KES": 129.0, "IDR": 16_200.0, "EGP": 49.0, "BRL": 5.6,
}  # fmt: skip
"""Units of a currency for a dollar."""
PLACED: Mapping[str, float] = {
    "USD": 1.0, "GBP": 0.85, "CHF": 1.0, "EUR": 0.8, "KES": 0.45, "IDR": 0.45, "EGP": 0.4, "BRL": 0.5,
}  # fmt: skip
"""What is paid where a currency is used, beside what is paid in San Francisco."""
SPREAD = 0.18  # a band goes as far below its middle as above it
WHOLE_SPREAD = 0.6
CURRENCIES: Mapping[str, str] = {one.id: one.currency for one in PLACES}
RIVALS = ("Nimbus Research", "Tessera", "Northlight AI", "Corvid Systems")
SOURCES = ("Levels & Ladders survey", "The Ledger, a newspaper", "A candidate's letter of offer", "Pay Atlas")


def rounded(amount: float) -> int:
    """Return an amount with three digits that count, as people write pay."""
    step = int(10 ** max(len(str(round(amount))) - 3, 0))
    return max(round(amount / step), 1) * step


def base_of(family: str, level_id: str, currency: str) -> float:
    """Return the middle of what a level is paid a year."""
    scale = KINDS[FAMILIES[family].plan] * PLACED[currency] * RATES[currency]
    return BASES[level_id] * scale


def equity_of(family: str, level_id: str, currency: str) -> float:
    """Return the usual grant of a level over four years."""
    return EQUITY[level_id] * KINDS[FAMILIES[family].plan] ** 2 * PLACED[currency] * RATES[currency]


def bands_of(requisitions: Iterable[Requisition]) -> tuple[Band, ...]:
    """Return the bands of every family, level and currency that the company hires for."""
    wanted = sorted({(one.family, one.level_id, CURRENCIES[one.location_id]) for one in requisitions})
    found = []
    for family, level, currency in wanted:
        base = base_of(family, level, currency)
        whole = base * 1.12 + equity_of(family, level, currency) / 4
        for part, middle, spread in (("base", base, SPREAD), ("total", whole, WHOLE_SPREAD)):
            low, high = rounded(middle * (1 - spread)), rounded(middle * (1 + spread))
            found.append(Band(family, level, "base" if part == "base" else "total", currency, low, high))
    return tuple(found)


def claims_of(until: date) -> tuple[PayClaim, ...]:
    """Return what sources say about the pay of researchers elsewhere, up to a day: also of two famous packages, which
    one source calls a signing bonus and another the value of four years.
    """
    found = []
    for at, level in enumerate(("L4", "L5", "L6", "L7")):
        middle = base_of("Research Scientist", level, "USD") * 1.1
        said = until - timedelta(days=40 + 31 * at)
        low, high = rounded(middle * 0.85), rounded(middle * 1.3)
        rival, source = RIVALS[at % len(RIVALS)], SOURCES[at % 2]
        found.append(
            PayClaim("Research Scientist", level, rival, "base", "USD", low, high, source, said, "asserts")
        )
    hundred = 100_000_000
    for quote, source, days, stance in (
        ("signing", SOURCES[1], 75, "asserts"),
        ("signing", "Nimbus Research, a spokesperson", 72, "disputes"),
        ("total", SOURCES[2], 60, "asserts"),
    ):
        day = until - timedelta(days=days)
        found.append(
            PayClaim(
                family="Research Scientist",
                level_id="L7",
                company=RIVALS[0],
                quote="signing" if quote == "signing" else "total",
                currency="USD",
                low=hundred,
                high=hundred if quote == "signing" else 120_000_000,
                source=source,
                said_on=day,
                stance="disputes" if stance == "disputes" else "asserts",
            )
        )
    return tuple(found)
