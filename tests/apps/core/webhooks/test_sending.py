"""One request: whatever the receiver does, it ends in time, leads nowhere else, and says what happened."""

from __future__ import annotations

import socket
import threading
import time
from ipaddress import ip_network
from typing import Any

import pytest

from muster.apps.core.webhooks import sending
from muster.apps.core.webhooks.sending import post
from tests.apps.core.webhooks.listening import listening


@pytest.fixture(autouse=True)
def allowed(settings: Any) -> None:
    settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]


def test_what_is_sent_arrives() -> None:
    with listening(size=200_000) as receiver:
        answer = post(receiver.url, headers={"webhook-id": "evt_1"}, body=b'{"a":1}')
        assert (answer.taken, answer.status, answer.problem) == (True, 204, "")
        [(path, headers, body)] = receiver.got
        assert (path, headers["webhook-id"], headers["content-type"], body) == (
            "/hook",
            "evt_1",
            "application/json",
            b'{"a":1}',
        )


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 410, 500, 503])
def test_anything_but_success_is_a_failure_and_no_redirect_is_followed(status: int) -> None:
    with listening() as inside, listening(status=status, location=inside.url) as receiver:
        answer = post(receiver.url, headers={}, body=b"{}")
        assert (answer.taken, answer.status, answer.problem) == (False, status, f"answered with {status}")
        assert inside.got == []


@pytest.mark.parametrize("how", [{"wait": 3}, {"drip": True}])
def test_a_receiver_that_hangs_or_drips_is_left_in_time(
    monkeypatch: pytest.MonkeyPatch, how: dict[str, Any]
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.6)
    with listening(**how) as receiver:
        begun = time.monotonic()
        answer = post(receiver.url, headers={}, body=b"{}")
        assert time.monotonic() - begun < 2.5
        assert (answer.taken, answer.status, answer.problem) == (False, None, "no answer in time")


def test_nobody_there_and_names_that_lead_nowhere() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/", "https://nowhere.invalid/", "https://" + "a" * 70 + ".com/"):
        answer = post(url, headers={}, body=b"{}")
        assert (answer.taken, answer.status, bool(answer.problem)) == (False, None, True)


def test_what_is_not_allowed_is_not_even_connected_to(settings: Any) -> None:
    settings.MUSTER_WEBHOOK_NETWORKS = []
    with listening() as receiver:
        for host in ("127.0.0.1", "localhost", "127.1"):
            answer = post(f"http://{host}:{receiver.port}/", headers={}, body=b"{}")
            assert "private network" in answer.problem
        assert receiver.got == []


def test_the_address_that_was_checked_is_the_one_connected_to(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers with a public address first and a private one next reaches no private one."""
    real, asked = socket.getaddrinfo, []

    def rebinding(host: Any, *args: Any, **options: Any) -> Any:
        if host != "rebinding.example":
            return real(host, *args, **options)
        asked.append(host)
        address = "127.0.0.2" if len(asked) == 1 else "127.0.0.1"
        return [(2, 1, 6, "", (address, args[0]))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("127.0.0.2/32")]
    with listening() as receiver:  # on 127.0.0.1 alone
        answer = post(f"http://rebinding.example:{receiver.port}/", headers={}, body=b"{}")
        assert not answer.taken
        assert receiver.got == []
    assert len(asked) == 1


def test_a_name_that_nobody_answers_for_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.3)
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: over.wait(20) and [])
    begun = time.monotonic()
    answer = post("https://slow.example/", headers={}, body=b"{}")
    took = time.monotonic() - begun
    over.set()
    assert (answer.taken, answer.status, answer.problem) == (False, None, "no answer in time")
    assert took < 10


def test_without_https_nothing_leaves_our_own_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, **options: [(2, 1, 6, "", ("93.184.216.34", port))]
    )
    answer = post("http://public.example/", headers={}, body=b"{}")
    assert "out of our own networks" in answer.problem
