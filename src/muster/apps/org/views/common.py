"""What the views of the organisation share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from muster.apps.accounts.models import User
from muster.apps.core.views.common import refusals_on
from muster.apps.org.rules import may_change_organisation, may_see_organisation

__all__ = ["attempt", "changers_only", "members_only", "person_of", "seen_version"]

View = Callable[..., HttpResponse]


def person_of(request: HttpRequest) -> User:
    """Return who asks; views that use it ask for a sign-in first."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def members_only(view: View) -> View:
    """Show a page to those who may look at the organisation."""
    return _only(view, may_see_organisation)


def changers_only(view: View) -> View:
    """Show a page to those who may change the organisation."""
    return _only(view, may_change_organisation)


def _only(view: View, allowed: Callable[[User], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not allowed(person_of(request)):
            raise PermissionDenied
        return view(request, *args, **options)

    return login_required(guarded)


def seen_version(request: HttpRequest) -> int | None:
    """Return the version of the row that the page showed, None where the page did not say."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else None


def attempt(form: BaseForm, write: Callable[[], object]) -> bool:
    """Write what a valid form says, and put what the service refuses on the form; return whether it was done."""
    if form.is_valid():
        with refusals_on(form):
            write()
    return form.is_valid()
