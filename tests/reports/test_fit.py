from __future__ import annotations

import numpy as np

from muster.reports.fit import Fit, judge, worst_first


def test_fit_in_words() -> None:
    words = judge(np.array([1.0, 1.6, 0.4, np.nan, 1.0]), np.array([1.0, 1.0, 0.9, 1.0, 1.7]))
    assert words.tolist() == [Fit.EXPECTED, Fit.ERRATIC, Fit.UNIFORM, Fit.UNKNOWN, Fit.ERRATIC]


def test_the_worst_are_so_by_infit_or_outfit() -> None:
    infit, outfit = np.array([1.1, 0.2, 2.0, np.nan, 1.0]), np.array([1.0, 0.9, 2.0, np.nan, 9.0])
    assert worst_first(infit, outfit).tolist() == [4, 1, 2, 0, 3]
