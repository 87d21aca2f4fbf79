"""Few requests are worked on at once: a process has one core for Python, which threads that share it only slow down."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Any

__all__ = ["Turns"]

IN_MEMORY = 1_000_000  # bytes of a request; what is larger waits on the disk
PIECE = 65_536
READING = frozenset({"GET", "HEAD", "OPTIONS"})

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Turns:
    """Gives each request a turn once all of it is here, so that a slow sender holds none.

    What may write has turns of its own: while it waits for its turn to write, pages are still read.
    """

    def __init__(self, application: Application, at_once: int) -> None:
        self._application = application
        self._reading, self._writing = Queue(at_once), Queue(at_once)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer in turn. What the answer streams, it streams after its turn."""
        if environ["REQUEST_METHOD"] in READING:
            with self._reading.turn():
                return self._application(environ, start_response)
        with _received(environ["wsgi.input"]) as body:
            environ["wsgi.input"] = body
            with self._writing.turn():
                return self._application(environ, start_response)


class Queue:
    """So many at once, the others in the order in which they came: a semaphore would let late ones push in."""

    def __init__(self, places: int) -> None:
        self._lock = Lock()
        self._free = places
        self._waiting: deque[Lock] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a place, and hold it."""
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = Lock()
            called.acquire()
            self._waiting.append(called)
        called.acquire()

    def _leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()  # the place is handed over
            else:
                self._free += 1


def _received(stream: Any) -> SpooledTemporaryFile[bytes]:
    """Return the whole body of a request."""
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the caller closes it
    while piece := stream.read(PIECE):
        body.write(piece)
    body.seek(0, io.SEEK_SET)
    return body
