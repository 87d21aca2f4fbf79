"""Reading accounts."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import Q, QuerySet

from muster.apps.accounts.models import RoleGrant, User
from muster.apps.accounts.rules import may_see_users
from muster.apps.core.roles import Role

__all__ = ["roles_under_stamp", "user_get", "user_list"]


def user_list(*, person: User, text: str = "", role: str = "") -> QuerySet[User]:
    """Return the accounts that `person` may see, by name, with their roles; narrowed by text and role."""
    users = _visible(person)
    if text:
        users = users.filter(Q(name__icontains=text) | Q(email__icontains=text))
    if role in Role.values:
        users = users.filter(grants__role=role)
    return users


def user_get(*, person: User, pk: int) -> User:
    """Return an account. Raises User.DoesNotExist when there is none that `person` may see."""
    return _visible(person).get(pk=pk)


@lru_cache(maxsize=4_096)
def roles_under_stamp(pk: int, stamp: str) -> frozenset[Role]:
    """Return the roles of a user. They are kept, since other roles come with another stamp (`user_set_roles`)."""
    return frozenset(Role(role) for role in RoleGrant.objects.filter(user=pk).values_list("role", flat=True))


def _visible(person: User) -> QuerySet[User]:
    """Return everybody to those who may see that, to others themselves."""
    users = User.objects.prefetch_related("grants").order_by("name", "pk")
    return users if may_see_users(person) else users.filter(pk=person.pk)
