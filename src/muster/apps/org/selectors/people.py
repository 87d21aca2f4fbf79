"""Reading employees: the list, one employee's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.text import fold
from muster.apps.org.models import Employee, Spell, Team
from muster.apps.org.rules import may_see_history, may_see_history_of, may_see_organisation
from muster.apps.org.trees import at_and_above, at_and_below

__all__ = [
    "EmployeeFilter",
    "EmployeePage",
    "employee_list",
    "employee_matching",
    "employee_page",
    "employee_visible",
]

POST = ("team", "level", "family", "location")
MOST_WORDS = 8


@dataclass(frozen=True)
class EmployeeFilter:
    """What somebody looks for. Empty values do not narrow.

    `team` is with those below. `on` is a day on which they worked here; without it, they do now. Only who may see the
    history can ask for a day, or for those who left.
    """

    text: str = ""
    team: int | None = None
    level: int | None = None
    family: int | None = None
    location: int | None = None
    manager: int | None = None
    on: date | None = None
    with_left: bool = False


@dataclass(frozen=True)
class EmployeePage:
    """All that the page of one employee shows. `spells` is None where the person may not see them.

    `chain` are the managers, the nearest first. `reports` work here now.
    """

    employee: Employee
    chain: tuple[Employee, ...]
    reports: tuple[Employee, ...]
    teams_led: tuple[Team, ...]
    spells: tuple[Spell, ...] | None


def employee_visible(*, person: User) -> QuerySet[Employee]:
    """Return the employees that the person may see: who works here now, for some also who has left."""
    query = Employee.objects.select_related(*POST)
    if not may_see_organisation(person):
        return query.none()
    return query if may_see_history(person) else query.filter(is_active=True)


def employee_list(*, person: User, wanted: EmployeeFilter) -> QuerySet[Employee]:
    """Return the employees that the person may see and looks for, by name."""
    query = employee_visible(person=person).select_related(*POST, "manager")
    if wanted.on is not None and may_see_history(person):
        covering = Spell.objects.filter(employee=OuterRef("pk"), starts_on__lte=wanted.on)
        query = query.filter(Exists(covering.filter(Q(ends_on=None) | Q(ends_on__gte=wanted.on))))
    elif not wanted.with_left:
        query = query.filter(is_active=True)
    if wanted.team is not None:
        query = query.filter(team__in=at_and_below(Team, "parent", wanted.team))
    for name in ("level", "family", "location", "manager"):
        value = getattr(wanted, name)
        if value is not None:
            query = query.filter(**{name: value})
    return employee_matching(query, wanted.text).order_by("search_text", "pk")


def employee_matching(query: QuerySet[Employee], text: str) -> QuerySet[Employee]:
    """Narrow to those whose names or number have each word of `text`, or whose e-mail it is."""
    if "@" in text:
        return query.filter(email__iexact=text.strip())
    for word in fold(text).split()[:MOST_WORDS]:
        query = query.filter(search_text__contains=word)
    return query


def employee_page(*, person: User, key: int) -> EmployeePage:
    """Return what the page of an employee shows. Raises Employee.DoesNotExist where the person sees nobody."""
    employee = employee_visible(person=person).select_related(*POST, "manager", "user").get(pk=key)
    spells = tuple(employee.spells.order_by("-starts_on")) if may_see_history_of(person, employee) else None
    return EmployeePage(
        employee=employee,
        chain=_chain(employee),
        reports=tuple(employee.reports.filter(is_active=True).select_related(*POST).order_by("search_text")),
        teams_led=tuple(employee.teams_led.order_by("name")),
        spells=spells,
    )


def _chain(employee: Employee) -> tuple[Employee, ...]:
    """Return the managers above, the nearest first."""
    above = Employee.objects.filter(pk__in=at_and_above(Employee, "manager", employee.pk))
    managers = {one.pk: one for one in above.select_related("level", "family", "team")}
    del managers[employee.pk]
    chain: list[Employee] = []
    key = employee.manager_id
    while key in managers:
        chain.append(managers.pop(key))
        key = chain[-1].manager_id
    return tuple(chain)
