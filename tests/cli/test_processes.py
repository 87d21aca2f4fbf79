"""A running site: it answers, does jobs beside, and stops as a whole when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from muster.cli.processes import Address
from muster.engine.errors import InputError

pytest.importorskip("django")

from tests.apps.conftest import PrivateSite, private_site

__all__ = ["private_site"]

ENQUEUE = """
from muster.site.setup import begin
begin()
from muster.apps.core.jobs import enqueue
from tests.apps.core.jobs_for_tests import add
enqueue(add, title="Add", actor=None, one=1, other=2)
"""
STATUS = """
from muster.site.setup import begin
begin()
from django_tasks_db.models import DBTaskResult
print(*DBTaskResult.objects.values_list("status", flat=True))
"""


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(site: PrivateSite, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve a site; yield the process and the address once it answers."""
    port = free_port()
    process = site.start(sys.executable, "-m", "muster", "serve", "--port", str(port), *options)
    assert process.stdout is not None
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Muster is at"):
                break
        else:
            pytest.fail("".join(lines))
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=40)
        process.stdout.close()


def children(pid: int) -> list[int]:
    told = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in told.stdout.split()]


@pytest.mark.parametrize(
    "ending", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.any_database)]
)
def test_it_answers_works_and_stops_as_a_whole(private_site: PrivateSite, ending: signal.Signals) -> None:
    with serving(private_site) as (process, address):
        with urllib.request.urlopen(f"{address}/accounts/login/", timeout=30) as page:  # noqa: S310
            assert page.status == 200
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        private_site.python(ENQUEUE)
        until = time.monotonic() + 60
        while private_site.python(STATUS).stdout != "SUCCESSFUL\n":
            assert time.monotonic() < until, "no worker did the job"
            time.sleep(0.2)
        beside = children(process.pid)
        assert len(beside) == 2
        process.send_signal(ending)
        assert process.wait(timeout=40) == 0
        for pid in beside:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)


def test_a_port_in_use_is_told(private_site: PrivateSite) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"127\.0\.0\.1 port {port} cannot be listened on .*--port"):
            Address("127.0.0.1", port).check()
        process = private_site.start(sys.executable, "-m", "muster", "serve", "--port", str(port))
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 2
    assert len(told.splitlines()) == 1


def test_addresses() -> None:
    assert Address("127.0.0.1", 80).url == "http://127.0.0.1:80"
    assert Address("::1", 80).url == "http://[::1]:80"
    Address("127.0.0.1", free_port()).check()
    assert not Address("127.0.0.1", free_port()).answers()


@pytest.mark.parametrize(
    ("host", "given", "expected"),
    [
        ("127.0.0.1", {}, "off"),
        ("127.0.0.1", {"MUSTER_HTTPS": "on"}, "on"),
        ("127.0.0.1", {"MUSTER_PROXIES": "1"}, None),
        ("192.0.2.1", {}, None),
    ],
)
def test_only_this_machine_itself_goes_without_https(
    monkeypatch: pytest.MonkeyPatch, host: str, given: dict[str, str], expected: str | None
) -> None:
    for name in ("MUSTER_HTTPS", "MUSTER_PROXIES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MUSTER_LANGUAGE", "en")
    Address(host, 80).allow_plain_http()
    assert os.environ.get("MUSTER_HTTPS") == expected
    monkeypatch.setenv("MUSTER_HTTPS", "")  # so that it is put back, whoever set it


@pytest.mark.parametrize(
    ("host", "told", "expected"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:8155"),
        ("::1", None, "http://[::1]:8155"),
        ("127.0.0.1", "https://muster.example", "https://muster.example"),
        ("192.0.2.1", None, None),
    ],
)
def test_links_lead_to_where_the_server_listens_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, host: str, told: str | None, expected: str | None
) -> None:
    monkeypatch.delenv("MUSTER_ADDRESS", raising=False)
    if told is not None:
        monkeypatch.setenv("MUSTER_ADDRESS", told)
    Address(host, 8155).lead_links_here()
    assert os.environ.get("MUSTER_ADDRESS") == expected
    monkeypatch.setenv("MUSTER_ADDRESS", "")  # so that it is put back, whoever set it
