"""Keeping `Employee.is_active` true to the spells as days go by."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change_many, writing
from muster.apps.org.models import Employee, Location, Spell

__all__ = ["activity_update", "begins_at", "covers", "today_at"]


def today_at(location: Location, now: datetime | None = None) -> date:
    """Return the day that it is at a location."""
    return (now or timezone.now()).astimezone(ZoneInfo(location.time_zone)).date()


def begins_at(location: Location, day: date) -> datetime:
    """Return the moment at which a day begins at a location."""
    return datetime.combine(day, time(), ZoneInfo(location.time_zone))


def covers(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether a spell covers a day."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def activity_update(*, actor: User | None, now: datetime) -> int:
    """Set who works here now by the spells and the day at each location; return how many changed."""
    changed = 0
    with writing():
        for location in Location.objects.order_by("pk"):
            here = _covered(today_at(location, now))
            people = Employee.objects.filter(location=location)
            changed += _set(actor, people.filter(here, is_active=False), active=True)
            changed += _set(actor, people.filter(~here, is_active=True), active=False)
    return changed


def _covered(day: date) -> Exists:
    spells = Spell.objects.filter(employee=OuterRef("pk"), starts_on__lte=day)
    return Exists(spells.filter(Q(ends_on=None) | Q(ends_on__gte=day)))


def _set(actor: User | None, people: QuerySet[Employee], *, active: bool) -> int:
    keys = list(people.values_list("pk", flat=True))
    if not keys:
        return 0
    action = "employee.begin" if active else "employee.leave"
    with change_many(Employee, keys, action, actor=actor) as rows:
        Employee.objects.filter(pk__in=[one.pk for one in rows]).update(is_active=active)
    return len(rows)
