"""The same company at another time: everything that happened, some whole weeks later."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from muster.demo.organisation.build import Organisation

__all__ = ["move_to", "moved_by"]

Fact = TypeVar("Fact")


def move_to(organisation: Organisation, today: date) -> Organisation:
    """Return the company as if it had reached its last day within the week before `today`.

    Whole weeks, so that workdays stay workdays. A company that lives later than `today` is returned as it is.
    """
    weeks = max(0, (today - organisation.until).days // 7)
    return organisation if weeks == 0 else moved_by(organisation, timedelta(weeks=weeks))


def moved_by(fact: Fact, time: timedelta) -> Fact:
    """Return a fact with every date and moment in it, and in the facts that it holds, later by `time`."""
    if not is_dataclass(fact) or isinstance(fact, type):
        return fact
    changes = {}
    for field in fields(fact):
        value = getattr(fact, field.name)
        moved = _moved(value, time)
        if moved is not value:
            changes[field.name] = moved
    return replace(fact, **changes) if changes else fact


def _moved(value: Any, time: timedelta) -> Any:
    if isinstance(value, date):  # a datetime is one as well
        return value + time
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return tuple(moved_by(one, time) for one in value)
    return moved_by(value, time)
