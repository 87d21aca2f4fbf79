"""What is held beside a package: the band, the internal peers, and what is said in public.

None of it changes what a package is worth. Peers are anonymous, and nothing is told of fewer than a minimum of them;
what is said in public is a claim, with its source, and never becomes a fact here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from muster.engine import checks
from muster.engine.errors import InputError
from muster.engine.pay.dates import Day

__all__ = [
    "LEAST_PEERS",
    "BandPlace",
    "ClaimedPay",
    "ClaimedPlace",
    "PayBand",
    "PeerPlace",
    "place_in_band",
    "place_in_claims",
    "place_in_peers",
]

LEAST_PEERS = 5
"""Fewest peers of whom anything is told, unless a policy asks for more."""


@dataclass(frozen=True)
class PayBand:
    """What a level pays, from `low` to `high`, in one currency a year. Raises InputError unless 0 < low < high."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and 0 < self.low < self.high):
            raise InputError(
                f"The band goes from {self.low:,.15g} to {self.high:,.15g}; it must rise, from above 0.",
                name="band",
            )


@dataclass(frozen=True)
class BandPlace:
    """Where an amount stands in a band: its ratio to the middle (compa-ratio), how far up it is (0 at the low end, 1 at
    the high one), and `below`, `within` or `above`.
    """

    compa_ratio: float
    penetration: float
    place: str


@dataclass(frozen=True)
class PeerPlace:
    """Where an amount stands among peers: how many they are, their quartiles, and the share of them below it (equal
    ones counted half). All but the count and `hidden` are NaN where the peers are too few to tell of.
    """

    count: int
    hidden: bool
    p25: float
    median: float
    p75: float
    share_below: float


@dataclass(frozen=True)
class ClaimedPay:
    """What a source says that somebody pays, a year. `stance` is `asserts` or `disputes`.

    Raises InputError without a source, with another stance or for an amount that is not above 0.
    """

    amount: float
    source: str
    date: Day
    stance: str = "asserts"

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise InputError("A claim has no source; name who says so.", code="no_source")
        checks.check_choice("stance", self.stance, ("asserts", "disputes"))
        if not (math.isfinite(self.amount) and self.amount > 0):
            raise InputError(f"A claimed amount is {self.amount:,.15g}; it must be above 0.", name="amount")


@dataclass(frozen=True)
class ClaimedPlace:
    """An amount beside one claim: its ratio to what is claimed, the claim's source, stance and age in days."""

    ratio: float
    claim: ClaimedPay
    age: int


def place_in_band(amount: float, band: PayBand) -> BandPlace:
    """Return where an amount stands in a band."""
    checks.check_not_negative("amount", amount)
    place = "below" if amount < band.low else "above" if amount > band.high else "within"
    return BandPlace(2 * amount / (band.low + band.high), (amount - band.low) / (band.high - band.low), place)


def place_in_peers(amount: float, peers: ArrayLike, *, least: int = LEAST_PEERS) -> PeerPlace:
    """Return where an amount stands among what peers get, (n) amounts without names, in any order.

    With fewer than `least` nothing but their number is told. Raises InputError for `least` below `LEAST_PEERS`, or
    amounts that are no numbers of 0 or more.
    """
    checks.check_not_negative("amount", amount)
    checks.check_at_least("least", least, LEAST_PEERS)
    values = np.asarray(peers, np.float64)
    if not (np.isfinite(values).all() and (values >= 0).all()):
        raise InputError("What peers get must be finite numbers of 0 or more.", name="peers")
    if values.size < least:
        return PeerPlace(int(values.size), True, math.nan, math.nan, math.nan, math.nan)
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75)).tolist()
    below = float(np.mean(values < amount) + np.mean(values == amount) / 2)
    return PeerPlace(int(values.size), False, low, middle, high, below)


def place_in_claims(amount: float, claims: Sequence[ClaimedPay], *, today: Day) -> tuple[ClaimedPlace, ...]:
    """Return an amount beside each claim, the newest first. Raises InputError for a claim dated after `today`."""
    checks.check_not_negative("amount", amount)
    for claim in claims:
        if claim.date > today:
            raise InputError(
                f"A claim of {claim.source} is dated {claim.date}, after {today}; correct it.",
                date=str(claim.date),
            )
    newest = sorted(claims, key=lambda claim: claim.date, reverse=True)
    return tuple(
        ClaimedPlace(amount / claim.amount, claim, int((today - claim.date).astype(int))) for claim in newest
    )
