"""Who may do what with the ledger and with jobs."""

from __future__ import annotations

from muster.apps.core.roles import Person, Role, has_role

__all__ = ["may_see_all_jobs", "may_see_ledger"]


def may_see_ledger(person: Person) -> bool:
    """Auditors alone: whoever can change things must not be the one who checks."""
    return has_role(person, Role.AUDITOR)


def may_see_all_jobs(person: Person) -> bool:
    """Administrators see everybody's jobs; everybody sees their own."""
    return has_role(person, Role.ADMINISTRATOR)
