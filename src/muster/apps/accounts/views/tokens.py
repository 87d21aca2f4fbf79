"""A person's own tokens: made, shown once, ended."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from muster.apps.accounts.forms import TokenForm
from muster.apps.accounts.models import Token
from muster.apps.accounts.rules import may_make_tokens
from muster.apps.accounts.selectors import token_get, token_list
from muster.apps.accounts.services import token_create, token_end
from muster.apps.accounts.views.people import signed_in
from muster.apps.core.roles import require
from muster.apps.core.views.common import refusals_on

__all__ = ["token_index", "token_stop"]

SHOWN = 50  # the newest; what is older has long expired


@login_required
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth has no types
def token_index(request: HttpRequest) -> HttpResponse:
    """List one's tokens and make one, whose secret this answer alone shows."""
    person = signed_in(request)
    require(may_make_tokens(person), _("Only those who have a role here make tokens."))
    form, secret = TokenForm(request.POST or None, person=person), ""
    if form.is_valid():
        with refusals_on(form):
            expires_at = timezone.now() + timedelta(days=form.cleaned_data["days"])
            _token, secret = token_create(
                actor=person, name=form.cleaned_data["name"], scopes=form.chosen(), expires_at=expires_at
            )
            form = TokenForm(person=person)
    now = timezone.now()
    tokens = [(one, one.works(now)) for one in token_list(person=person).select_related("user")[:SHOWN]]
    context = {"form": form, "secret": secret, "tokens": tokens}
    response = render(request, "accounts/tokens.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    return response


@login_required
@require_POST
def token_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token: one's own, as an administrator anybody's."""
    person = signed_in(request)
    try:
        token = token_get(person=person, pk=pk)
    except Token.DoesNotExist as error:
        raise Http404 from error
    token_end(actor=person, token=token)
    messages.success(request, _("The token %(name)s has ended.") % {"name": token.name})
    if token.user_id == person.pk:
        return redirect("accounts:tokens")
    return redirect("accounts:person", token.user_id)
