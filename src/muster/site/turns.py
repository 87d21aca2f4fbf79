"""Few threads work on requests: a process has one core for Python, and many that share it slow one another down.

Each of the few keeps its connection to the database, so that what the database remembers for a connection is warm.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from tempfile import SpooledTemporaryFile
from threading import get_ident
from time import monotonic
from typing import Any

__all__ = ["Turns"]

IN_MEMORY = 1_000_000  # bytes of a request; what is larger waits on the disk
PIECE = 65_536
PATIENCE = 0.25  # seconds
READING = frozenset({"GET", "HEAD", "OPTIONS"})

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Turns:
    """Hands each request, once all of it is here, to a thread that works: first come, first served.

    A slow sender so holds none of them. What may write has threads of its own: while it waits for its turn to write,
    pages are still read. A page that takes longer than `PATIENCE` holds nobody up: others begin beside it. What an
    answer streams is sent by the thread that the request came in by.
    """

    def __init__(self, application: Application, at_once: int) -> None:
        self._application = application
        self._reading, self._writing = Lane(at_once), Lane(at_once)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer in turn."""
        if environ["REQUEST_METHOD"] in READING:
            return self._reading.call(self._application, environ, start_response)
        with _received(environ["wsgi.input"]) as body:
            environ["wsgi.input"] = body
            return self._writing.call(self._application, environ, start_response)


class Lane:
    """So many threads that work, and as many again for when all of those are at something long. Whichever of them comes
    free takes the request that has waited longest.
    """

    def __init__(self, at_once: int) -> None:
        self._usual, self._spare = ThreadPoolExecutor(at_once), ThreadPoolExecutor(at_once)
        self._at_once, self._begun = at_once, dict[int, float]()
        self._waiting = deque[tuple[Future[Iterable[bytes]], Application, tuple[Any, ...]]]()

    def call(self, work: Application, *arguments: Any) -> Iterable[bytes]:
        """Return what `work` does in one of the threads."""
        answer = Future[Iterable[bytes]]()
        self._waiting.append((answer, work, arguments))
        self._usual.submit(self._take)
        while wait([answer], PATIENCE).not_done:
            if self._is_held_up():
                self._spare.submit(self._help)
        return answer.result()

    def _take(self) -> None:
        thread = get_ident()
        self._begun[thread] = monotonic()
        try:
            self._next()
        finally:
            del self._begun[thread]

    def _help(self) -> None:
        if self._is_held_up():
            self._next()

    def _next(self) -> None:
        """Do what has waited longest, unless another thread has taken it meanwhile."""
        try:
            answer, work, arguments = self._waiting.popleft()
        except IndexError:
            return
        try:
            answer.set_result(work(*arguments))
        except BaseException as error:  # it is raised where the answer is waited for
            answer.set_exception(error)

    def _is_held_up(self) -> bool:
        """Whether none of the usual threads has begun anything of late."""
        begun = list(self._begun.values())
        return len(begun) == self._at_once and monotonic() - max(begun) > PATIENCE


def _received(stream: Any) -> SpooledTemporaryFile[bytes]:
    """Return the whole body of a request."""
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the caller closes it
    while piece := stream.read(PIECE):
        body.write(piece)
    body.seek(0, io.SEEK_SET)
    return body
