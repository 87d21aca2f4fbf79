"""Keeping accounts as the company's identity provider says: added, changed, deactivated, removed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from muster.apps.accounts.models import DirectoryEntry, User
from muster.apps.accounts.rules import may_manage_users
from muster.apps.accounts.services.users import (
    user_activate,
    user_change,
    user_create,
    user_deactivate,
    user_forget_credentials,
    user_set_roles,
)
from muster.apps.core.errors import ConflictError
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require

__all__ = ["Described", "directory_add", "directory_remove", "directory_write"]


@dataclass(frozen=True)
class Described:
    """A user as the provider describes them. Roles are given apart, by the groups."""

    email: str
    name: str
    language: str = "en"
    active: bool = True
    external_id: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)


def directory_add(*, actor: User, wanted: Described) -> User:
    """Add a user; one whom the provider removed before comes back as who they were, without their roles
    and credentials.

    Raises ConflictError when the address is somebody's.
    """
    require(may_manage_users(actor), _("Only an administrator adds people."))
    with writing():
        user = User.objects.filter(email__iexact=wanted.email.strip()).first()
        if user is None:
            user = user_create(actor=actor, email=wanted.email, name=wanted.name, language=wanted.language)
        elif not DirectoryEntry.objects.filter(user=user, removed_at__isnull=False).exists():
            raise ConflictError(_("There is a user with this address already."))
        directory_write(actor=actor, user=user, wanted=wanted)
    return user


def directory_write(*, actor: User, user: User, wanted: Described) -> None:
    """Make a user as the provider describes them; who is deactivated loses sessions and tokens at once.

    Raises ConflictError when the address is somebody else's, RefusedError for what cannot be.
    """
    require(may_manage_users(actor), _("Only an administrator changes people."))
    with writing():
        taken = User.objects.filter(email__iexact=wanted.email.strip()).exclude(pk=user.pk)
        if taken.exists():
            raise ConflictError(_("There is a user with this address already."))
        if (user.email, user.name, user.language) != (wanted.email, wanted.name, wanted.language):
            user_change(
                actor=actor, user=user, email=wanted.email, name=wanted.name, language=wanted.language
            )
        if user.is_active and not wanted.active:
            user_deactivate(actor=actor, user=user)
        elif wanted.active and not user.is_active:
            user_activate(actor=actor, user=user)
        entry = DirectoryEntry.objects.filter(user=user).first() or DirectoryEntry(user=user)
        said = (wanted.external_id, wanted.attributes, None)
        if entry._state.adding or said != (entry.external_id, entry.attributes, entry.removed_at):
            with change(entry, "directory.write", actor=actor, detail={"user": user.pk}):
                entry.external_id, entry.attributes, entry.removed_at = said
                entry.save()


def directory_remove(*, actor: User, user: User) -> None:
    """Deactivate a user whom the provider has no more, and take their roles and credentials; their past stays."""
    require(may_manage_users(actor), _("Only an administrator deactivates people."))
    with writing():
        user_set_roles(actor=actor, user=user, roles=[])
        user_deactivate(actor=actor, user=user)
        user_forget_credentials(actor=actor, user=user)
        entry = DirectoryEntry.objects.filter(user=user).first() or DirectoryEntry(user=user)
        with change(entry, "directory.remove", actor=actor, detail={"user": user.pk}):
            entry.removed_at = timezone.now()
            entry.save()
