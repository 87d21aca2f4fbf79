"""Days counted from a start by the calendar. All days are NumPy's, of unit D."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["DAYS_A_YEAR", "Day", "Days", "add_months", "months_until", "service_year", "years_between"]

Day = np.datetime64
Days = NDArray[np.datetime64]

DAYS_A_YEAR = 365.25


def add_months(start: Day, months: ArrayLike) -> Days:
    """Return the same day of the month so many months later; where that month is shorter, its last day.

    All are counted from the start: 31 January is followed by 28 February and 31 March, and a start on 29 February has
    its anniversary on 28 February but in leap years.
    """
    first = start.astype("datetime64[M]")
    day = (start.astype("datetime64[D]") - first.astype("datetime64[D]")).astype(np.int64)
    month = first + np.asarray(months, np.int64)
    begins = month.astype("datetime64[D]")
    longest = ((month + 1).astype("datetime64[D]") - begins).astype(np.int64) - 1
    return np.asarray(begins + np.minimum(day, longest))


def months_until(start: Day, day: Day) -> int:
    """Return how many whole months have passed on `day` since `start`; negative before it."""
    months = int((day.astype("datetime64[M]") - start.astype("datetime64[M]")).astype(np.int64))
    return months - bool(add_months(start, months) > day)


def service_year(start: Day, days: ArrayLike) -> NDArray[np.int64]:
    """Return the year of service that days fall in, from 1. An anniversary still belongs to the year that it ends."""
    wanted = np.asarray(days, "datetime64[D]")
    if not wanted.size:
        return np.zeros(wanted.shape, np.int64)
    last = int((wanted.max() - start).astype(np.int64)) // 365 + 2
    ends = add_months(start, 12 * np.arange(1, max(last, 1) + 1))
    return np.asarray(np.searchsorted(ends, wanted, side="left") + 1, np.int64)


def years_between(start: Day, days: ArrayLike) -> NDArray[np.float64]:
    """Return the time since `start` in years of 365.25 days."""
    passed = (np.asarray(days, "datetime64[D]") - start).astype(np.float64)
    return np.asarray(passed / DAYS_A_YEAR)
