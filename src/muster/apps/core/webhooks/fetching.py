"""Getting one file from the network: from checked addresses alone, with a limit on its size and on all of its time."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin

import httpcore
from django.utils.encoding import iri_to_uri

from muster.apps.core.errors import RefusedError
from muster.apps.core.webhooks import sending
from muster.apps.core.webhooks.addresses import FEED, Use, check_url

__all__ = ["MOST_BYTES", "Fetched", "fetch"]

MOST_BYTES = 8 * 2**20
MOST_REDIRECTS = 4
MOVED = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)


@dataclass(frozen=True)
class Fetched:
    """What came: a status, headers by their names in lower case, and the content.

    `fault` says what kept it from coming: late, unreachable, private (it leads, or is sent on, to where it may not),
    redirects (too many), size, status (anything but success, and but 304, which has no content).
    """

    status: int | None
    fault: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def unchanged(self) -> bool:
        """Return whether the server says that it is what it was."""
        return self.status == NOT_MODIFIED


def fetch(
    url: str,
    *,
    headers: Mapping[str, str],
    use: Use = FEED,
    most: int = MOST_BYTES,
    context: ssl.SSLContext | None = None,
) -> Fetched:
    """Get a file. Each address to which it is sent on is checked as the first was; none in a private network is even
    connected to.
    """
    until = time.monotonic() + sending.PATIENCE
    told = [("accept-encoding", "identity"), *headers.items()]
    for _again in range(MOST_REDIRECTS + 1):
        try:
            check_url(url, use)
            with sending.opened("GET", iri_to_uri(url), headers=told, until=until, context=context) as got:
                answer = _read(got, most)
        except (RefusedError, sending.ForbiddenPlaceError):
            return Fetched(None, "private")
        except httpcore.TimeoutException:
            return Fetched(None, "late")
        except (*BROKEN, OSError, UnicodeError):
            return Fetched(None, "unreachable")
        place = answer.headers.get("location", "")
        if answer.status not in MOVED or not place:
            return answer
        url = _next(url, place)
    return Fetched(None, "redirects")


def _next(url: str, place: str) -> str:
    """Return where an address is sent on to; nothing where that cannot be understood, which no check lets through."""
    try:
        return iri_to_uri(urldefrag(urljoin(url, place)).url)
    except ValueError:
        return ""


def _read(got: httpcore.Response, most: int) -> Fetched:
    """Read an answer as far as it is wanted."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in got.headers}
    if got.status == NOT_MODIFIED or got.status in MOVED:
        return Fetched(got.status, "" if got.status == NOT_MODIFIED else "status", headers)
    if not 200 <= got.status < 300:
        return Fetched(got.status, "status", headers)
    body = bytearray()
    for chunk in got.iter_stream():
        body += chunk
        if len(body) > most:
            return Fetched(got.status, "size", headers)
    return Fetched(got.status, "", headers, bytes(body))
