"""Currencies and whole minor units: amounts that add up to the cent because they are counted in cents.

Digits after the point are ISO 4217's (list one, exponent of the minor unit); a currency not named here has two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from muster.engine.errors import InputError

__all__ = [
    "MOST_UNITS",
    "apportion",
    "as_fraction",
    "check_currency",
    "digits_of",
    "round_half_up",
    "to_units",
]

MOST_UNITS = 10**15
"""Most minor units of one amount; ten such still add up exactly in a float."""

_DIGITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
    "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3,
    "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4,
}  # fmt: skip
_CODE = re.compile(r"[A-Z]{3}")


def check_currency(name: str, code: str) -> str:
    """Require a code of three capital letters, as in ISO 4217."""
    if not _CODE.fullmatch(code):
        raise InputError(f"{name} is {code!r}; give a code of ISO 4217, such as USD.", name=name, value=code)
    return code


def digits_of(currency: str) -> int:
    """Return how many digits after the point a currency has: 0 (JPY), 2 (USD), 3 (KWD) or 4."""
    return _DIGITS.get(currency, 2)


def as_fraction(number: float) -> Fraction:
    """Return the number as it is written, not as it is stored: 0.1 is a tenth."""
    return Fraction(Decimal(repr(float(number))))


def round_half_up(value: Fraction) -> int:
    """Return the nearest whole number, of two as near the higher."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def to_units(amount: float | Fraction, digits: int) -> int:
    """Return an amount in whole minor units. Raises InputError for more of them than can be kept exactly."""
    exact = amount if isinstance(amount, Fraction) else as_fraction(amount)
    units = round_half_up(exact * 10**digits)
    if abs(units) > MOST_UNITS:
        raise InputError(
            f"An amount of {float(exact):,.0f} is too large to be kept exactly; the most is "
            f"{MOST_UNITS / 10**digits:,.0f}.",
            code="amount_too_large", amount=float(exact),
        )  # fmt: skip
    return units


def apportion(total: int, weights: Sequence[Fraction]) -> NDArray[np.int64]:
    """Divide whole units by weights with the largest remainder (Hamilton's method); of equal ones the first gets more.

    The parts add up to `total`. Raises InputError where the weights are none, negative or all 0.
    """
    whole = sum(weights, Fraction(0))
    if whole <= 0 or min(weights) < 0:
        raise InputError("Shares of a whole must be 0 or more, and not all 0.", code="bad_weights")
    exact = [total * weight / whole for weight in weights]
    parts = [part.numerator // part.denominator for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return np.array(parts, np.int64)
