"""People and their roles, for administrators; auditors may look."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from muster.apps.accounts.forms import PeopleForm, PersonForm, RolesForm
from muster.apps.accounts.models import User
from muster.apps.accounts.rules import may_manage_users, may_see_users
from muster.apps.accounts.selectors import token_working, user_get, user_list
from muster.apps.accounts.services import user_activate, user_create, user_deactivate, user_set_roles
from muster.apps.core.errors import RefusedError
from muster.apps.core.roles import Role, require

__all__ = [
    "people",
    "person",
    "person_activate",
    "person_add",
    "person_deactivate",
    "person_roles",
    "signed_in",
]

PAGE = 25


def signed_in(request: HttpRequest) -> User:
    """Return who asks. Raises PermissionDenied for whoever is not signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@login_required
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List everybody who can sign in."""
    asker = signed_in(request)
    require(may_see_users(asker), _("Only an administrator or an auditor sees who can sign in."))
    form = PeopleForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    users = user_list(person=asker, text=wanted.get("q", ""), role=wanted.get("role", ""))
    page = Paginator(users, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "accounts/people.html", {"form": form, "page": page, "may_manage": may_manage_users(asker)}
    )


@login_required
@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """Add somebody, and send them the link by which they choose a password."""
    asker = signed_in(request)
    require(may_manage_users(asker), _("Only an administrator adds people."))
    form = PersonForm(request.POST or None, initial={"language": asker.language})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "roles": [Role(role) for role in form.cleaned_data["roles"]]}
        try:
            user = user_create(actor=asker, **values)
        except RefusedError as error:
            form.add_error(None, error.sentence)
        else:
            if _invite(request, user):
                told = _("%(name)s was added and got a link to choose a password.")
                messages.success(request, told % {"name": user})
            else:
                told = _(
                    "%(name)s was added, but the mail server took no message; let them ask for a new password."
                )
                messages.warning(request, told % {"name": user})
            return redirect("accounts:person", user.pk)
    return render(request, "accounts/person_form.html", {"form": form})


def _invite(request: HttpRequest, user: User) -> bool:
    """Send the link; return whether the mail server took it."""
    form = ResetPasswordForm(data={"email": user.email})
    with translation.override(user.language):
        try:
            if form.is_valid():
                form.save(request)
        except OSError:  # smtplib's errors are OSErrors
            return False
    return True


@login_required
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show somebody's account and roles."""
    asker = signed_in(request)
    shown = _get(asker, pk)
    form = RolesForm(initial={"roles": sorted(shown.roles)})
    may_manage = may_manage_users(asker)
    tokens = token_working(person=asker, user=shown) if may_manage else []
    context = {"shown": shown, "form": form, "may_manage": may_manage, "tokens": tokens}
    return render(request, "accounts/person.html", context)


@login_required
@require_POST
def person_roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody exactly the roles that were chosen."""
    asker = signed_in(request)
    user = _get(asker, pk)
    require(may_manage_users(asker), _("Only an administrator gives roles."))
    form = RolesForm(request.POST)
    if not form.is_valid():
        raise RefusedError(_("There is no such role; choose from the list."))
    user_set_roles(actor=asker, user=user, roles=[Role(role) for role in form.cleaned_data["roles"]])
    messages.success(
        request, _("The roles of %(name)s are saved; their sessions and tokens have ended.") % {"name": user}
    )
    return redirect("accounts:person", pk)


@login_required
@require_POST
def person_deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep somebody from signing in."""
    asker = signed_in(request)
    user = _get(asker, pk)
    user_deactivate(actor=asker, user=user)
    messages.success(request, _("%(name)s can no longer sign in.") % {"name": user})
    return redirect("accounts:person", pk)


@login_required
@require_POST
def person_activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody sign in again."""
    asker = signed_in(request)
    user = _get(asker, pk)
    user_activate(actor=asker, user=user)
    messages.success(request, _("%(name)s can sign in again.") % {"name": user})
    return redirect("accounts:person", pk)


def _get(asker: User, pk: int) -> User:
    try:
        return user_get(person=asker, pk=pk)
    except User.DoesNotExist as error:
        raise Http404 from error
