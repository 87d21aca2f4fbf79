"""Choosing one's language and appearance, signed in or not."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_change_preferences
from muster.apps.core.errors import RefusedError

__all__ = ["THEME_COOKIE", "preferences"]

THEMES = list(User._meta.get_field("theme").choices or ())
THEME_COOKIE = "theme"
YEAR = 365 * 24 * 3600


class PreferencesForm(forms.Form):
    """What a menu sends: one of them, or both."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    theme = forms.ChoiceField(choices=THEMES, required=False)


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the choice with the person, or in cookies for whoever is not signed in; go back to where they were."""
    form = PreferencesForm(request.POST)
    if not form.is_valid():
        raise RefusedError(_("There is no such language or appearance; choose one from the menu."))
    language = form.cleaned_data["language"]
    theme = form.cleaned_data["theme"]
    response = HttpResponseRedirect(_way_back(request))
    if request.user.is_authenticated:
        user = User.objects.get(pk=request.user.pk)
        user_change_preferences(actor=user, language=language or user.language, theme=theme or user.theme)
    _set_cookie(response, settings.LANGUAGE_COOKIE_NAME, language or get_language() or settings.LANGUAGE_CODE)
    if theme:
        _set_cookie(response, THEME_COOKIE, theme)
    return response


def _way_back(request: HttpRequest) -> str:
    """Return the page that the form stood on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("home")


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
