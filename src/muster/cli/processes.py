"""The processes of a running site: the server and a worker beside it, started and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from muster.engine.errors import InputError

__all__ = ["Address", "run_site"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
START_SECONDS = 60.0
STOP_SECONDS = (10.0, 5.0)  # to end what is at hand, then to give it back
POLL_SECONDS = 0.1
THREADS = 32  # of each server process; a request that is still coming in, or waits for its turn, takes one


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the address as a browser takes it."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def check(self) -> None:
        """Raise InputError when nothing can listen there."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                raise InputError(
                    f"{self.host} port {self.port} cannot be listened on ({error.strerror}); stop what uses it, or "
                    "choose another with --port."
                ) from error

    def allow_plain_http(self) -> None:
        """Let this machine itself use the site without HTTPS, unless the environment says otherwise."""
        if self.host in LOOPBACK and "MUSTER_PROXIES" not in os.environ:
            os.environ.setdefault("MUSTER_HTTPS", "off")

    def lead_links_here(self) -> None:
        """Have links in messages and feeds lead here where only this machine uses the site, and no address is set."""
        if self.host in LOOPBACK:
            os.environ.setdefault("MUSTER_ADDRESS", self.url)

    def answers(self) -> bool:
        """Return whether something listens there."""
        try:
            with socket.create_connection((self.host, self.port), timeout=1):
                return True
        except OSError:
            return False


class Stop:
    """Notes that the site was told to stop."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def run_site(address: Address, *, workers: int, with_worker: bool, tell: Callable[[str], object]) -> None:
    """Run the server, and a worker for jobs, until told to stop or until one of them ends by itself.

    Raises InputError when one ends by itself.
    """
    stop = Stop()
    processes = {"server": _start(*_server_command(address, workers))}
    if with_worker:
        processes["worker"] = _start(sys.executable, "-m", "muster", "worker")
    try:
        _wait_for_server(address, processes["server"], stop)
        if not stop.asked:
            tell(f"Muster is at {address.url} (Ctrl-C stops it)")
        while not stop.asked:
            for name, process in processes.items():
                if process.poll() is not None:
                    raise InputError(
                        f"The {name} ended by itself (exit code {process.returncode}); see what it printed."
                    )
            time.sleep(POLL_SECONDS)
    finally:
        _stop_all(list(processes.values()))


def _server_command(address: Address, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", address.host, "--port", str(address.port), "--workers", str(workers)),
        *("--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "8", "--no-ws", "--log-level", "error"),
        "muster.site.wsgi:application",
    ]


def _start(*command: str) -> subprocess.Popen[bytes]:
    """Start a process that Ctrl-C does not reach by itself: it is stopped by this one."""
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def _wait_for_server(address: Address, server: subprocess.Popen[bytes], stop: Stop) -> None:
    until = time.monotonic() + START_SECONDS
    while not stop.asked and server.poll() is None and not address.answers():
        if time.monotonic() > until:
            raise InputError(
                f"The server did not start within {START_SECONDS:.0f} seconds; see what it printed."
            )
        time.sleep(POLL_SECONDS)


def _stop_all(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, ask again after a while, and kill what is still there."""
    for seconds in STOP_SECONDS:
        running = [process for process in processes if process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + seconds
        while time.monotonic() < until and any(process.poll() is None for process in running):
            time.sleep(POLL_SECONDS)
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.wait()
