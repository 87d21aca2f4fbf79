"""Infit and outfit in words."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from muster.reports.language import pgettext

__all__ = ["ERRATIC", "UNIFORM", "Fit", "fit_word", "judge", "worst_first"]

Floats = NDArray[np.float64]

ERRATIC = 1.5  # mean squares above this are noisier than the model expects (Linacre 2002)
UNIFORM = 0.5  # and below this, less so: the ratings hardly depend on whom they are about


class Fit(StrEnum):
    """What infit and outfit say, in words for a committee."""

    EXPECTED = "fits"
    ERRATIC = "erratic"
    UNIFORM = "too uniform"
    UNKNOWN = "no information"


def fit_word(fit: str) -> str:
    """Return a `Fit` in the language of the report."""
    return {
        Fit.EXPECTED: pgettext("fit of ratings to the model", "fits"),
        Fit.ERRATIC: pgettext("fit of ratings to the model", "erratic"),
        Fit.UNIFORM: pgettext("fit of ratings to the model", "too uniform"),
        Fit.UNKNOWN: pgettext("fit of ratings to the model", "no information"),
    }[Fit(fit)]


def judge(infit: Floats, outfit: Floats) -> NDArray[np.str_]:
    """Return the `Fit` of each pair of mean squares; NaN is `UNKNOWN`."""
    high, low = np.maximum(infit, outfit), np.minimum(infit, outfit)
    conditions = [np.isnan(high), high > ERRATIC, low < UNIFORM]
    words = [fit.value for fit in (Fit.UNKNOWN, Fit.ERRATIC, Fit.UNIFORM)]
    return np.select(conditions, words, Fit.EXPECTED.value)


def worst_first(infit: Floats, outfit: Floats) -> NDArray[np.intp]:
    """Return positions by how far infit or outfit is from 1 as a ratio, the farthest first; NaN comes last."""
    with np.errstate(divide="ignore"):
        distance = np.maximum(np.abs(np.log(infit)), np.abs(np.log(outfit)))
    return np.argsort(-np.nan_to_num(distance, nan=-1.0, posinf=np.inf), kind="stable")
