"""The middle of a few numbers with its interval, as the engine tells it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from muster.engine.medians import MedianInterval as Middle
from muster.engine.medians import median_interval

__all__ = ["Middle", "middle_of"]


def middle_of(values: Sequence[float], *, counts: Sequence[int] | None = None) -> Middle | None:
    """Return the median of some numbers with its interval, each taken as often as `counts` says; None of nothing."""
    return median_interval(values if counts is None else np.repeat(values, counts))
