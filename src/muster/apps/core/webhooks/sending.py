"""Sending one request: to a checked address, with a limit on all of its time. `fetching.py` gets files the same way."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import httpcore

from muster.apps.core.webhooks.addresses import ForbiddenError, public_addresses

__all__ = ["PATIENCE", "Answer", "ForbiddenPlaceError", "opened", "post"]

PATIENCE = 10.0  # seconds, for all of it
MOST_READ = 65_536  # bytes of an answer; what it says is nobody's to know


class ForbiddenPlaceError(httpcore.ConnectError):
    """A name leads to where it may not; nothing was connected to."""


@dataclass(frozen=True)
class Answer:
    """What came back: a status, or what kept it from coming."""

    status: int | None
    problem: str
    milliseconds: int

    @property
    def taken(self) -> bool:
        """Return whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300


class _Timed(httpcore.NetworkStream):
    """A connection on which nothing takes longer than what is left of the whole time."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def _left(self, kind: type[Exception]) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise kind("it took too long")
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(httpcore.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Pinned(httpcore.NetworkBackend):
    """Connects to the address that was checked, whatever the name leads to a moment later."""

    def __init__(self, until: float, *, ours_alone: bool) -> None:
        self._until, self._ours_alone, self._inner = until, ours_alone, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers."""
        try:
            addresses = self._looked_up(host, port)
        except ForbiddenError as error:
            raise ForbiddenPlaceError(str(error)) from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        for number, address in enumerate(addresses, 1):
            left = self._until - time.monotonic()
            if left <= 0:
                raise httpcore.ConnectTimeout("it took too long")
            try:
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return _Timed(stream, self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError("the name leads nowhere")

    def _looked_up(self, host: str, port: int) -> list[str]:
        """Look a name up in a thread of its own, which is left to itself once the time is over: it heeds no limit."""
        found: Future[list[str]] = Future()

        def look() -> None:
            try:
                found.set_result(public_addresses(host, port, ours_alone=self._ours_alone))
            except Exception as error:
                found.set_exception(error)

        Thread(target=look, name="webhook-lookup", daemon=True).start()
        try:
            return found.result(max(0.0, self._until - time.monotonic()))
        except FutureTimeout as error:
            raise httpcore.ConnectTimeout("it took too long") from error

    def connect_unix_socket(self, *args: Any, **options: Any) -> httpcore.NetworkStream:
        """Refuse: a webhook leads to other machines."""
        raise httpcore.ConnectError("a webhook leads to no socket of this machine")


@contextmanager
def opened(
    method: str,
    url: str,
    *,
    headers: Iterable[tuple[str, str]],
    body: bytes = b"",
    until: float,
    context: ssl.SSLContext | None = None,
) -> Iterator[httpcore.Response]:
    """Yield what answers a request, the body still to be read; all of it until a moment of the monotonic clock.

    Raises httpcore's errors and OSError. Redirects are answers like any other.
    """
    backend = _Pinned(until, ours_alone=url.lower().startswith("http:"))
    told = [(a.encode(), b.encode()) for a, b in (("user-agent", "Muster"), *headers)]
    with (
        httpcore.ConnectionPool(ssl_context=context, network_backend=backend, max_connections=1) as pool,
        pool.stream(method, url, headers=told, content=body) as got,
    ):
        yield got


def post(
    url: str, *, headers: Mapping[str, str], body: bytes, context: ssl.SSLContext | None = None
) -> Answer:
    """Send a body and return what came of it. Redirects are answers like any other, and not followed."""
    begun = time.monotonic()
    told = [("content-type", "application/json"), *headers.items()]
    status, problem = None, ""
    try:
        with opened("POST", url, headers=told, body=body, until=begun + PATIENCE, context=context) as got:
            status = got.status
            read = 0
            for chunk in got.iter_stream():
                read += len(chunk)
                if read > MOST_READ:
                    break
    except httpcore.TimeoutException:
        status, problem = None, "no answer in time"
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        status, problem = None, " ".join(str(error).split()) or type(error).__name__
    if status is not None and not 200 <= status < 300:
        problem = f"answered with {status}"
    return Answer(status, problem[:300], round((time.monotonic() - begun) * 1000))
