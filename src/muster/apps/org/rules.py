"""Who may do what with the organisation."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role
from muster.apps.org.models import Employee
from muster.apps.org.trees import at_and_above

__all__ = [
    "may_change_organisation",
    "may_see_history",
    "may_see_history_of",
    "may_see_organisation",
]


def may_see_organisation(person: User) -> bool:
    """Everybody who has a role sees teams, locations and those who work here now."""
    return person.is_active and bool(person.roles)


def may_change_organisation(person: User) -> bool:
    """Administrators and people partners."""
    return has_role(person, Role.ADMINISTRATOR, Role.PEOPLE_PARTNER)


def may_see_history(person: User) -> bool:
    """Who came and left when and why, those included who have left: those whose work it is."""
    return has_role(
        person,
        Role.ADMINISTRATOR,
        Role.PEOPLE_PARTNER,
        Role.COMPENSATION_PARTNER,
        Role.EXECUTIVE,
        Role.AUDITOR,
    )


def may_see_history_of(person: User, employee: Employee) -> bool:
    """The spells of one employee: those who see all, the employee, and the managers above."""
    if may_see_history(person) or (employee.user_id == person.pk and may_see_organisation(person)):
        return True
    above = Employee.objects.filter(pk__in=at_and_above(Employee, "manager", employee.pk))
    return may_see_organisation(person) and above.filter(user=person.pk).exists()
