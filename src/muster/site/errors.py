"""The pages for what goes wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

__all__ = ["bad_request", "csrf_failure", "forbidden", "not_found", "server_error", "too_many"]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself is malformed."""
    sentence = _("The browser sent something that cannot be read; go back and try again.")
    return render(request, "problem.html", {"sentence": sentence}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the sentence that the service gave."""
    sentence = str(exception) or _("You may not see this.")
    return render(request, "problem.html", {"sentence": sentence}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not ours, or is too old."""
    sentence = _(
        "This page was open for too long, or cookies are off; load it again and repeat what you did."
    )
    return render(request, "problem.html", {"sentence": sentence}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not for this person, which look the same."""
    sentence = _("There is nothing here, or nothing that you may see.")
    return render(request, "problem.html", {"sentence": sentence}, status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: one address tried too often to sign in, or to get a link for a password."""
    sentence = _("That was tried too often from here; wait a few minutes and try again.")
    return render(request, "problem.html", {"sentence": sentence}, status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our own fault. Drawn without the request, whose person and messages may need the broken database."""
    return HttpResponseServerError(render_to_string("500.html"))
