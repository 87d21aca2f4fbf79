"""Who may do what with the ledger and with jobs."""

from __future__ import annotations

from muster.apps.core.roles import Person, Role, has_role

__all__ = ["may_manage_webhooks", "may_see_all_jobs", "may_see_ledger"]


def may_manage_webhooks(person: Person) -> bool:
    """Administrators alone: a webhook sends what happens here elsewhere."""
    return has_role(person, Role.ADMINISTRATOR)


def may_see_ledger(person: Person) -> bool:
    """Auditors alone: whoever can change things must not be the one who checks."""
    return has_role(person, Role.AUDITOR)


def may_see_all_jobs(person: Person) -> bool:
    """Administrators see everybody's jobs; everybody sees their own."""
    return has_role(person, Role.ADMINISTRATOR)
