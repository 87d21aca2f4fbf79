"""Asking the API in the name of a token: of a site elsewhere by HTTP, or of this one within the process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx2
from django.utils.translation import gettext as _

from muster import __version__
from muster.engine.errors import InputError

__all__ = ["Api", "AskedError", "api_at", "api_here", "token_ended"]

PATIENCE = 60  # seconds
NEARBY = frozenset({"localhost", "127.0.0.1", "::1"})


class AskedError(Exception):
    """The API answered with a problem. `missing` is whether there is nothing, or nothing that the person may see."""

    def __init__(self, sentence: str, *, missing: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.missing = sentence, missing


class Api:
    """Reads the API for one person. Once the token is refused, nothing more is asked: what it was for has ended."""

    def __init__(self, client: httpx2.Client, token: str) -> None:
        self._client, self._ended = client, False
        self._client.headers |= {
            "Accept": "application/json",
            "Authorization": f"Bearer {token}",
            "User-Agent": f"muster-mcp/{__version__}",
        }

    def begin(self) -> str:
        """Find out whose token it is; return their name. Raises InputError where it does not work."""
        try:
            person = self.get("/me")
        except AskedError as error:
            raise InputError(error.sentence) from error
        self._client.headers["Accept-Language"] = person["language"]
        return str(person["name"])

    def get(self, path: str, query: Mapping[str, Any] = {}) -> Any:
        """Return what is answered to a GET. Raises AskedError with one sentence where that is a problem."""
        if self._ended:
            raise AskedError(token_ended())
        given = {name: value for name, value in query.items() if value not in (None, "")}
        try:
            response = self._client.get(f"api/v1{path}", params=given)
        except httpx2.HTTPError as error:
            raise AskedError(_("Muster cannot be reached; try again later.")) from error
        if response.is_success:
            return response.json()
        self._ended = response.status_code == HTTPStatus.UNAUTHORIZED
        raise AskedError(_sentence(response), missing=response.status_code == HTTPStatus.NOT_FOUND)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def api_at(*, address: str, token: str) -> Api:
    """Return the API of the site at an address. Raises InputError for an address to which no token is sent."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if not host or parts.scheme not in ("http", "https"):
        raise InputError(f"{address} is no address of a site; give one such as https://muster.example.com.")
    if parts.scheme == "http" and host not in NEARBY:
        raise InputError(f"{address} would send the token in the clear; give an address with https.")
    return Api(httpx2.Client(base_url=f"{address.rstrip('/')}/", timeout=PATIENCE), token)


def api_here(*, token: str) -> Api:
    """Return the API of this site, which Django is set up for, answered within the process."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections

    site = WSGIHandler()

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, and keep no connection: a database that is restored meanwhile is found again."""
        try:
            return site(environ, start_response)
        finally:
            connections.close_all()

    named = [one.lstrip(".") for one in settings.ALLOWED_HOSTS if one.strip(".*")]
    host = named[0] if named else "localhost"
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    headers = {"X-Forwarded-Proto": scheme}  # by which a site behind a proxy knows https
    transport = httpx2.WSGITransport(answer)
    return Api(httpx2.Client(base_url=f"{scheme}://{host}/", transport=transport, headers=headers), token)


def token_ended() -> str:
    """Return what is said once a token does not work."""
    return _(
        "The token does not work: it expired, was ended, or was never one. Make a new one and start again."
    )


def _sentence(response: httpx2.Response) -> str:
    """Return what a problem says, in one sentence."""
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        return token_ended()
    if response.is_redirect:
        return _("The address leads elsewhere; give the one at which Muster itself answers.")
    try:
        problem = response.json()
        told, wrong = str(problem["detail"]), problem["errors"]
    except (ValueError, KeyError, TypeError):
        return _("Muster could not answer; its log says why.")
    if wrong:
        return "; ".join(f"{one['where'].rpartition('.')[2]}: {one['problem']}" for one in wrong)
    wait = response.headers.get("Retry-After", "")
    return f"{told} (Retry-After: {wait})" if wait else told
