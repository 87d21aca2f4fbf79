"""Shares with their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Rate", "rate_of"]

Z = 1.959963984540054  # of the standard normal: 95 % lie within


@dataclass(frozen=True)
class Rate:
    """A share of `trials`, with the interval of Wilson (1927) at 95 %."""

    successes: int
    trials: int
    share: float
    low: float
    high: float


def rate_of(successes: int, trials: int) -> Rate | None:
    """Return the share of successes; None of nothing."""
    if not trials:
        return None
    share = successes / trials
    spread = Z**2 / trials
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    # At the ends the interval closes on the share itself, which rounding must not leave outside.
    return Rate(
        successes, trials, share, min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share)
    )
