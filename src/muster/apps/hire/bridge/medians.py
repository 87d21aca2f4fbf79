"""The middle of a few numbers with its interval, as the engine tells it."""

from __future__ import annotations

from collections.abc import Sequence

from muster.engine.medians import MedianInterval as Middle
from muster.engine.medians import median_interval

__all__ = ["Middle", "middle_of"]


def middle_of(values: Sequence[float]) -> Middle | None:
    """Return the median of some numbers with its interval; None of nothing."""
    return median_interval(values)
