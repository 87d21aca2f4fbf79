"""What the views of hiring share."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from muster.apps.accounts.models import User
from muster.apps.core.numbers import whole_number

__all__ = ["changeable_or_403", "person_of", "seen_version"]


def person_of(request: HttpRequest) -> User:
    """Return who asks; views that use it ask for a sign-in first."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def changeable_or_403(allowed: bool) -> None:
    """Do not offer a form that its service would refuse."""
    if not allowed:
        raise PermissionDenied


def seen_version(request: HttpRequest) -> int | None:
    """Return the version of the row that the page showed, None where the page did not say."""
    return whole_number(request.POST.get("version", ""))
