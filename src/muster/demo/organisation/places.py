"""Where the company works: its offices, with what a calendar, a payroll and a clock need to know of each."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PLACES", "Place"]

MONDAY, SATURDAY, SUNDAY = 1, 6, 7


@dataclass(frozen=True, slots=True)
class Place:
    """An office.

    `country` is ISO 3166-1, `subdivision` the part of ISO 3166-2 after the hyphen, or empty where holidays are
    the same in all of the country; `time_zone` is an IANA name, `currency` ISO 4217. `week_starts` counts as
    ISO 8601 does: 1 is Monday. `share` is the part of the company that works there by choice of the person.
    """

    id: str
    city: str
    country: str
    subdivision: str
    time_zone: str
    currency: str
    week_starts: int
    share: float


PLACES = (
    Place("HL-L-LON", "London", "GB", "ENG", "Europe/London", "GBP", MONDAY, 0.2),
    Place("HL-L-ZRH", "Zurich", "CH", "ZH", "Europe/Zurich", "CHF", MONDAY, 0.12),
    Place("HL-L-NBO", "Nairobi", "KE", "", "Africa/Nairobi", "KES", SUNDAY, 0.09),
    Place("HL-L-JKT", "Jakarta", "ID", "", "Asia/Jakarta", "IDR", SUNDAY, 0.12),
    Place("HL-L-AMS", "Amsterdam", "NL", "", "Europe/Amsterdam", "EUR", MONDAY, 0.13),
    Place("HL-L-PAR", "Paris", "FR", "", "Europe/Paris", "EUR", MONDAY, 0.1),
    Place("HL-L-CAI", "Cairo", "EG", "", "Africa/Cairo", "EGP", SATURDAY, 0.07),
    Place("HL-L-SAO", "São Paulo", "BR", "SP", "America/Sao_Paulo", "BRL", SUNDAY, 0.07),
    Place("HL-L-SFO", "San Francisco", "US", "CA", "America/Los_Angeles", "USD", SUNDAY, 0.1),
)
"""The offices of `muster.demo.org` under their ids, and those that the whole company has besides."""
