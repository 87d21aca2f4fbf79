from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Event, Semaphore, current_thread
from time import sleep
from typing import Any

import pytest

from muster.site.turns import IN_MEMORY, PATIENCE, Turns

LONG = 10.0  # seconds until a test that hangs fails


class Room:
    """An application that tells who came in, and lets nobody out before it is opened."""

    def __init__(self) -> None:
        self.entered, self.open = Semaphore(0), Event()
        self.bodies: list[bytes] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.entered.release()
        assert self.open.wait(LONG)
        if environ["REQUEST_METHOD"] == "POST":
            self.bodies.append(environ["wsgi.input"].read())
        return [b"done"]


class Slow(io.BytesIO):
    """A body that does not come before it may."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.may = Event()

    def read(self, size: int | None = -1) -> bytes:
        assert self.may.wait(LONG)
        return super().read(size)


def request(method: str = "GET", body: io.BytesIO | None = None) -> dict[str, Any]:
    return {"REQUEST_METHOD": method, "wsgi.input": body or io.BytesIO()}


def answer(*_arguments: object) -> None:
    return None


def test_no_more_than_may_are_worked_on_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muster.site.turns.PATIENCE", LONG)
    room = Room()
    turns = Turns(room, at_once=2)
    with ThreadPoolExecutor(5) as pool:
        answers = [pool.submit(turns, request(), answer) for _ in range(5)]
        assert all(room.entered.acquire(timeout=LONG) for _ in range(2))
        assert not room.entered.acquire(timeout=0.2)
        room.open.set()
        assert [list(one.result(LONG)) for one in answers] == [[b"done"]] * 5


def test_who_came_first_is_next() -> None:
    order = list[int]()
    come = Event()

    def tell(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        assert come.wait(LONG)
        order.append(environ["number"])
        return []

    turns = Turns(tell, at_once=1)
    with ThreadPoolExecutor(5) as pool:
        for number in range(5):
            pool.submit(turns, {**request(), "number": number}, answer)
            sleep(0.02)
        come.set()
    assert order == list(range(5))


def test_what_takes_long_holds_nobody_up() -> None:
    room = Room()
    turns = Turns(room, at_once=1)
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(turns, request(), answer) for _ in range(2)]
        assert all(room.entered.acquire(timeout=LONG) for _ in range(2))
        room.open.set()
        assert [list(one.result(LONG)) for one in answers] == [[b"done"]] * 2


def test_the_usual_thread_goes_on_when_another_page_takes_long_beside_it() -> None:
    gates = [Event() for _ in range(4)]
    entered = Queue[int]()

    def tell(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        entered.put(environ["number"])
        assert gates[environ["number"]].wait(LONG)
        return [b"done"]

    turns = Turns(tell, at_once=1)
    with ThreadPoolExecutor(4) as pool:
        answers = []
        for number in range(4):
            answers.append(pool.submit(turns, {**request(), "number": number}, answer))
            sleep(0.05)
        assert [entered.get(timeout=LONG) for _ in range(2)] == [
            0,
            1,
        ]  # the second in the spare thread, where it stays
        sleep(2 * PATIENCE)
        gates[2].set()
        gates[3].set()
        assert entered.empty()
        gates[0].set()
        assert [list(answers[number].result(LONG)) for number in (0, 2, 3)] == [[b"done"]] * 3
        assert [entered.get(timeout=LONG) for _ in range(2)] == [2, 3]
        gates[1].set()
        assert list(answers[1].result(LONG)) == [b"done"]


def test_what_goes_wrong_is_told_to_whoever_asked() -> None:
    def fail(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise LookupError("not here")

    turns = Turns(fail, at_once=1)
    for _ in range(2):  # and the thread goes on
        with pytest.raises(LookupError, match="not here"):
            turns(request(), answer)


def test_the_usual_thread_goes_on_by_itself() -> None:
    names = set[str]()

    def tell(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        names.add(current_thread().name)
        return []

    turns = Turns(tell, at_once=1)
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(turns, request(), answer) for _ in range(64)]:
            assert done.result(LONG) == []
    assert len(names) == 1


def test_pages_are_read_while_writers_wait() -> None:
    room = Room()
    turns = Turns(room, at_once=1)
    with ThreadPoolExecutor(3) as pool:
        answers = [pool.submit(turns, request("POST"), answer) for _ in range(2)]
        assert room.entered.acquire(timeout=LONG)
        answers.append(pool.submit(turns, request(), answer))
        assert room.entered.acquire(timeout=LONG)
        room.open.set()
        assert all(one.result(LONG) for one in answers)


def test_a_slow_sender_holds_no_turn() -> None:
    room, slow = Room(), Slow(b"late")
    room.open.set()
    turns = Turns(room, at_once=1)
    with ThreadPoolExecutor(2) as pool:
        late = pool.submit(turns, request("POST", slow), answer)
        assert pool.submit(turns, request("POST", io.BytesIO(b"quick")), answer).result(LONG)
        assert not late.done()
        slow.may.set()
        assert late.result(LONG)
    assert room.bodies == [b"quick", b"late"]


def test_a_large_body_arrives_whole() -> None:
    room, body = Room(), bytes(range(256)) * (IN_MEMORY // 128)
    room.open.set()
    assert Turns(room, at_once=1)(request("POST", io.BytesIO(body)), answer)
    assert room.bodies == [body]


def test_a_turn_is_given_back_when_the_application_fails() -> None:
    def fail(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError

    turns = Turns(fail, at_once=1)
    for _ in range(2):
        try:
            turns(request(), answer)
        except ZeroDivisionError:
            continue
