"""What views open to everybody share: the language of the address, rate limits, private links."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

__all__ = ["in_language", "limited", "private"]

Response = TypeVar("Response", bound=HttpResponseBase)
LocalView = Callable[..., HttpResponse]
LIMITS = {
    "careers_apply": (60, 3600),
    "careers_status": (60, 60),
    "offer": (60, 60),
}  # requests of one network in so many seconds


def in_language(view: LocalView) -> LocalView:
    """Answer in the language of the address, whatever the visitor's own."""

    @wraps(view)
    def answer(request: HttpRequest, *, language: str, **kwargs: Any) -> HttpResponse:
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = view(request, language, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return answer


def limited(request: HttpRequest, action: str) -> HttpResponse | None:
    """Count a request of this network; return the answer that there were too many, or None."""
    most, seconds = LIMITS[action]
    key = f"hire.limit.{action}.{int(time.time() // seconds)}.{_network(request)}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # put out of the cache in between
        return None
    if count <= most:
        return None
    context = {
        "sentence": _("There were too many requests from your network; wait a while and try again."),
        "company": settings.MUSTER_COMPANY,
    }
    return render(request, "problem.html", context, status=429)


def _network(request: HttpRequest) -> str:
    """Return the address of the visitor, or the part of it that a provider gives to one customer."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    prefix = 64 if address.version == 6 else 32
    return str(ip_network(f"{address}/{prefix}", strict=False))


def private(response: Response) -> Response:
    """Keep a page that is reached by a secret link out of caches, search engines and other sites' logs."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Not "no-referrer": with it, browsers send forms without the origin that the CSRF check asks for.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
