"""Turns what services refuse into a page that says it, what fails in an API into a problem, and reads requests in the
encoding of our pages.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from muster.apps.core.api.problems import MEDIA_TYPE, SCIM_TYPE, is_busy, problem_response, scim_response
from muster.apps.core.errors import ConflictError, RefusedError

__all__ = ["ApiMiddleware", "EncodingMiddleware", "ProblemMiddleware"]

APIS: dict[str, tuple[str, Callable[[int], HttpResponse]]] = {
    "/api/": (MEDIA_TYPE, problem_response),
    "/scim/": (SCIM_TYPE, scim_response),
}


class EncodingMiddleware:
    """Reads every request as UTF-8, which browsers send since our pages are in it.

    Another encoding, which a request may claim, could smuggle in half a surrogate pair, which no database keeps.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        request.encoding = "utf-8"
        return self.get_response(request)


class ProblemMiddleware:
    """Answers `RefusedError` with 422, `ConflictError` with 409, and too long a wait for a turn to write with 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what a service refused; leave everything else to Django."""
        if is_busy(error):
            sentence = _("Too much is being written at this moment, and nothing of yours was; try again.")
            return render(request, "problem.html", {"sentence": sentence}, status=503)
        if not isinstance(error, RefusedError):
            return None
        status = 409 if isinstance(error, ConflictError) else 422
        return render(request, "problem.html", {"sentence": error.sentence}, status=status)


class ApiMiddleware:
    """Answers whatever fails below `/api/` and `/scim/` in the shape of the API there, also where no operation was
    reached, and keeps answers out of caches.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and the answer back in the shape of the API."""
        response = self.get_response(request)
        prefix = next((one for one in APIS if request.path_info.startswith(one)), None)
        if prefix is None:
            return response
        kind, told = APIS[prefix]
        response.headers.setdefault("Cache-Control", "no-store, private")
        if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(kind):
            return response
        problem = told(response.status_code)
        for name in ("Allow", "Cache-Control", "Retry-After"):
            if name in response.headers:
                problem.headers[name] = response.headers[name]
        return problem
