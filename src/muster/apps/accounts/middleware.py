"""Shows the site in the language that the person chose, and remembers their roles."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from muster.apps.accounts.models import User
from muster.apps.accounts.selectors import roles_under_stamp

__all__ = ["LanguageMiddleware", "RolesMiddleware"]


class LanguageMiddleware:
    """Activates the language of whoever is signed in; LocaleMiddleware has activated the browser's before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language."""
        user = request.user
        if user.is_authenticated and user.language != translation.get_language():
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        return self.get_response(request)


class RolesMiddleware:
    """Tells whoever is signed in their roles without asking the database again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the person."""
        if isinstance(request.user, User):
            request.user.roles = roles_under_stamp(request.user.pk, request.user.stamp)
            request.user.kept = {}
        return self.get_response(request)
