"""Every check of an argument, one sentence each. A check returns what it checked, in the type asked for."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray

from muster.engine.errors import InputError

__all__ = [
    "check_at_least",
    "check_between",
    "check_choice",
    "check_codes",
    "check_lengths",
    "check_not_negative",
    "check_positive_array",
    "check_weight",
]

LEAST_WEIGHT, MOST_WEIGHT = 0.001, 1000.0  # beyond, a criterion is everything or nothing


def check_at_least(name: str, value: int, least: int) -> int:
    """Require a whole number of `least` or more."""
    if value < least:
        raise InputError(f"{name} is {value:,}; it must be {least:,} or more.", name=name, value=value)
    return value


def check_between(name: str, value: float, low: float, high: float) -> float:
    """Require low <= value <= high (NaN fails)."""
    if not low <= value <= high:
        raise InputError(
            f"{name} is {value:,}; it must lie between {low:,} and {high:,}.", name=name, value=value
        )
    return value


def check_not_negative(name: str, value: float) -> float:
    """Require a finite number of 0 or more."""
    if not (np.isfinite(value) and value >= 0):
        raise InputError(f"{name} is {value}; it must be a finite number, 0 or more.", name=name, value=value)
    return value


def check_choice(name: str, value: str, choices: Collection[str]) -> str:
    """Require one of a few words."""
    if value not in choices:
        raise InputError(f"{name} is {value!r}; choose one of {', '.join(choices)}.", name=name, value=value)
    return value


def check_positive_array(name: str, values: ArrayLike, size: int) -> NDArray[np.float64]:
    """Require `size` finite positive numbers."""
    array = np.asarray(values, np.float64)
    if array.shape != (size,) or not (np.isfinite(array).all() and (array > 0).all()):
        raise InputError(f"{name} must be {size:,} finite numbers above 0.", name=name, size=size)
    return array


def check_weight(name: str, weight: float) -> float:
    """Require a weight of a criterion that leaves the others a say and none too much."""
    if not LEAST_WEIGHT <= weight <= MOST_WEIGHT:
        raise InputError(
            f"The weight of {name!r} is {weight:g}; it must lie between {LEAST_WEIGHT:g} and {MOST_WEIGHT:,.0f}.",
            name=name,
            weight=weight,
        )
    return weight


def check_lengths(**columns: NDArray[np.generic] | None) -> int:
    """Require columns of one length; return it."""
    sizes = {name: int(column.size) for name, column in columns.items() if column is not None}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{name} {size:,}" for name, size in sizes.items())
        raise InputError(
            f"The columns differ in length ({told}); give one entry a rating in each.", sizes=sizes
        )
    return next(iter(sizes.values()), 0)


def check_codes(name: str, codes: NDArray[np.generic], labels: int) -> None:
    """Require codes in 0..labels - 1."""
    if codes.size and not (int(codes.min()) >= 0 and int(codes.max()) < labels):
        raise InputError(f"{name} holds codes outside 0 to {labels - 1:,}; codes index the ids.", name=name)
