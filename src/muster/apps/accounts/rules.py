"""Who may do what with accounts."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role

__all__ = ["may_manage_users", "may_see_users"]


def may_see_users(person: User) -> bool:
    """Administrators manage accounts, and auditors look at them."""
    return has_role(person, Role.ADMINISTRATOR, Role.AUDITOR)


def may_manage_users(person: User) -> bool:
    """Administrators alone."""
    return has_role(person, Role.ADMINISTRATOR)
