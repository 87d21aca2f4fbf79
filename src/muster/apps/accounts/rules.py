"""Who may do what with accounts."""

from __future__ import annotations

from muster.apps.accounts.models import Scope, Token, User
from muster.apps.core.roles import Role, has_role

__all__ = ["may_end_token", "may_make_tokens", "may_manage_users", "may_see_users", "scopes_offered"]


def may_see_users(person: User) -> bool:
    """Administrators manage accounts, and auditors look at them."""
    return has_role(person, Role.ADMINISTRATOR, Role.AUDITOR)


def may_manage_users(person: User) -> bool:
    """Administrators alone."""
    return has_role(person, Role.ADMINISTRATOR)


def may_make_tokens(person: User) -> bool:
    """Everybody who has a role, for themselves."""
    return person.is_active and bool(person.roles)


def may_end_token(person: User, token: Token) -> bool:
    """Its owner, and administrators."""
    return (person.is_active and token.user_id == person.pk) or may_manage_users(person)


def scopes_offered(person: User) -> list[Scope]:
    """Return what the person may make a token for; to manage accounts is for those who may do so themselves."""
    return [one for one in Scope if one != Scope.ACCOUNTS_MANAGE or may_manage_users(person)]
