"""Many comparisons at once: p-values corrected for how many there are."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from muster.engine.errors import InputError

__all__ = ["CORRECTIONS", "correct_p_values"]

CORRECTIONS = ("holm", "bh", "none")
"""Holm's step-down (the chance of any false finding), Benjamini & Hochberg's (the share of false ones), and none."""


def correct_p_values(p: ArrayLike, method: str) -> NDArray[np.float64]:
    """Return corrected p-values, of the shape (K) of `p`; NaN stays NaN and does not count as a comparison.

    `holm` bounds the chance that any comparison is found by mistake, whatever their dependence (Holm 1979,
    Scandinavian Journal of Statistics 6, 65). `bh` bounds the share of mistakes among what is found (Benjamini &
    Hochberg 1995, Journal of the Royal Statistical Society B 57, 289). `none` leaves them as they are.

    Raises InputError for another method, more than one dimension, or a p outside 0 to 1.
    """
    if method not in CORRECTIONS:
        raise InputError(f"The correction {method!r} is not known; give one of {', '.join(CORRECTIONS)}.")
    values = np.asarray(p, np.float64)
    if values.ndim != 1:
        raise InputError("The p-values must be one column.")
    known = np.flatnonzero(~np.isnan(values))
    if ((values[known] < 0) | (values[known] > 1)).any():
        raise InputError("A p-value lies outside 0 to 1.")
    corrected = values.copy()
    if method == "none" or not known.size:
        return corrected
    order = known[np.argsort(values[known], kind="stable")]
    count = order.size
    if method == "holm":
        steps = np.maximum.accumulate(values[order] * np.arange(count, 0, -1))
    else:
        scaled = values[order] * count / np.arange(1, count + 1)
        steps = np.minimum.accumulate(scaled[::-1])[::-1]
    corrected[order] = np.minimum(steps, 1.0)
    return corrected
