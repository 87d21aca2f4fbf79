"""From when to when something is, as vendors write it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from muster.tables.vendors.values import FaultError, mapping, moment, needed_moment

__all__ = ["span_of"]

USUAL = timedelta(hours=1)
DAY = timedelta(days=1)


def span_of(start: object, end: object) -> tuple[datetime, datetime]:
    """Return from when to when something is: times, or objects with a `date_time`, or with a `date` for whole days.

    Without an end it lasts an hour. Raises FaultError where it ends before it begins.
    """
    whole = isinstance(start, Mapping) and not start.get("date_time") and bool(start.get("date"))
    starts_at = needed_moment(_told(start), "start")
    ends_at = moment(_told(end), "end") or starts_at + (DAY if whole else USUAL)
    if whole and ends_at == starts_at:
        ends_at = starts_at + DAY
    if ends_at <= starts_at:
        raise FaultError("ends", "it ends before it begins; correct its times", "end")
    return starts_at, ends_at


def _told(value: object) -> object:
    found = mapping(value)
    return (found.get("date_time") or found.get("date")) if isinstance(value, Mapping) else value
