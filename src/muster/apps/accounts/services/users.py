"""Changing accounts: who can sign in, and their roles."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from muster.apps.accounts.models import RoleGrant, User, new_stamp
from muster.apps.accounts.rules import may_manage_users
from muster.apps.accounts.services.tokens import tokens_end
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import Role, require

__all__ = [
    "user_activate",
    "user_change",
    "user_change_preferences",
    "user_create",
    "user_deactivate",
    "user_forget_credentials",
    "user_set_roles",
]


def user_create(
    *,
    actor: User | None,
    email: str,
    name: str,
    roles: Iterable[Role] = (),
    language: str = "en",
    password: str | None = None,
) -> User:
    """Add somebody who can sign in. `actor` is None for the command line, where the site is set up.

    Without a password the person chooses one by the link for a forgotten one.
    """
    require(actor is None or may_manage_users(actor), _("Only an administrator adds people."))
    user = User(email=email.strip(), name=name.strip(), language=language, password=make_password(password))
    with writing():
        _check(user)
        with change(user, "user.create", actor=actor):
            user.save()
        _set_roles(actor, user, frozenset(roles))
    return user


def user_set_roles(*, actor: User | None, user: User, roles: Iterable[Role]) -> None:
    """Give a user exactly these roles, and end their sessions and tokens if that changes anything.

    Raises RefusedError when it would leave the site without an administrator.
    """
    require(actor is None or may_manage_users(actor), _("Only an administrator gives roles."))
    wanted = frozenset(roles)
    with writing():
        if Role.ADMINISTRATOR not in wanted:
            _keep_an_administrator(user)
        if _set_roles(actor, user, wanted):
            with change(user, "user.end_sessions", actor=actor):
                user.stamp = new_stamp()
                user.save(update_fields=["stamp"])
            tokens_end(actor=actor, user=user)


def user_deactivate(*, actor: User, user: User) -> None:
    """Keep somebody from signing in, at once, their programs too; their past stays.

    Raises RefusedError when it would leave the site without an administrator.
    """
    require(may_manage_users(actor), _("Only an administrator deactivates people."))
    with writing():
        _keep_an_administrator(user)
        with change(user, "user.deactivate", actor=actor):
            user.is_active = False
            user.stamp = new_stamp()
            user.save(update_fields=["is_active", "stamp"])
        tokens_end(actor=actor, user=user)
        for name in settings.SITE_LEAVING:  # what other apps gave the person to get in by
            import_string(name)(actor=actor, user=user)


def user_forget_credentials(*, actor: User, user: User) -> None:
    """Forget all by which somebody signed in; who comes back begins anew, by the link for a forgotten password."""
    require(may_manage_users(actor), _("Only an administrator changes people."))
    with change(user, "user.forget_credentials", actor=actor):
        user.password, user.stamp = make_password(None), new_stamp()
        user.save(update_fields=["password", "stamp"])
        Authenticator.objects.filter(user=user).delete()
        SocialAccount.objects.filter(user=user).delete()


def user_activate(*, actor: User, user: User) -> None:
    """Let somebody sign in again who was kept from it."""
    require(may_manage_users(actor), _("Only an administrator activates people."))
    with change(user, "user.activate", actor=actor):
        user.is_active = True
        user.save(update_fields=["is_active"])


def user_change(*, actor: User, user: User, email: str, name: str, language: str) -> None:
    """Change somebody's address, name and language. They sign in by the new address alone from now on.

    Raises RefusedError for what cannot be.
    """
    require(may_manage_users(actor), _("Only an administrator changes people."))
    with change(user, "user.change", actor=actor):
        user.email, user.name, user.language = email.strip(), name.strip(), language
        _check(user)
        user.save(update_fields=["email", "name", "language"])
        EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()


def user_change_preferences(*, actor: User, language: str, theme: str) -> None:
    """Change one's own language and appearance."""
    with change(actor, "user.change_preferences", actor=actor):
        actor.language, actor.theme = language, theme
        _check(actor)
        actor.save(update_fields=["language", "theme"])


def _check(user: User) -> None:
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error


def _set_roles(actor: User | None, user: User, wanted: frozenset[Role]) -> bool:
    """Add and remove grants until the user has `wanted`; return whether anything changed."""
    grants = {grant.role: grant for grant in RoleGrant.objects.filter(user=user)}
    for added in sorted(wanted - grants.keys()):
        grant = RoleGrant(user=user, role=added)
        with change(grant, "role.grant", actor=actor, detail={"user": user.pk, "role": added}):
            grant.save()
    for gone in sorted(grants.keys() - wanted):
        with change(grants[gone], "role.revoke", actor=actor, detail={"user": user.pk, "role": gone}):
            grants[gone].delete()
    user.__dict__.pop("roles", None)  # asked for anew
    return bool(wanted ^ grants.keys())


def _keep_an_administrator(user: User) -> None:
    """Refuse to take the last active administrator away."""
    administrators = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    holders = set(administrators.values_list("user_id", flat=True))
    if holders == {user.pk}:
        raise RefusedError(_("This is the only administrator; make somebody else one first."))
