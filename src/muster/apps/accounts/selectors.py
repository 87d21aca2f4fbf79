"""Reading accounts."""

from __future__ import annotations

import secrets
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils import timezone

from muster.apps.accounts.models import RoleGrant, Token, User, secret_digest
from muster.apps.accounts.rules import may_manage_users, may_see_users
from muster.apps.core.roles import Role

__all__ = [
    "directory_list",
    "roles_under_stamp",
    "token_find",
    "token_get",
    "token_list",
    "token_working",
    "user_get",
    "user_list",
]

LONGEST_TOKEN = 200


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


def directory_list(*, person: User) -> QuerySet[User]:
    """Return the users whom the company's identity provider may see, with what it has written of them: all but those
    it has removed.
    """
    found = User.objects.filter(Q(directory_entry=None) | Q(directory_entry__removed_at=None))
    found = found.select_related("directory_entry").prefetch_related("grants").order_by("pk")
    return found if may_manage_users(person) else found.none()


def token_list(*, person: User) -> QuerySet[Token]:
    """Return the person's own tokens, the newest first."""
    return Token.objects.filter(user=person.pk).order_by("-created_at", "-pk")


def token_get(*, person: User, pk: int) -> Token:
    """Return a token: one's own, to administrators anybody's. Raises Token.DoesNotExist where there is none."""
    found = Token.objects.select_related("user")
    return (found if may_manage_users(person) else found.filter(user=person.pk)).get(pk=pk)


def token_working(*, person: User, user: User) -> list[Token]:
    """Return the tokens of somebody that work now, for who may end them."""
    if not may_manage_users(person):
        return []
    return list(token_list(person=user).filter(ended_at=None, expires_at__gt=timezone.now()))


def token_find(*, text: str) -> Token | None:
    """Return the token that somebody sends, with its owner, if it works."""
    _mark, _, rest = text[:LONGEST_TOKEN].partition("_")
    prefix, _, secret = rest.partition("_")
    if not prefix.isascii() or not prefix.isalnum() or not secret:
        return None
    token = Token.objects.select_related("user").filter(prefix=prefix).first()
    if token is None or not secrets.compare_digest(token.digest, secret_digest(secret)):
        return None
    return token if token.works(timezone.now()) else None


def _visible(person: User) -> QuerySet[User]:
    """Return everybody to those who may see that, to others themselves."""
    users = User.objects.prefetch_related("grants").order_by("name", "pk")
    return users if may_see_users(person) else users.filter(pk=person.pk)
