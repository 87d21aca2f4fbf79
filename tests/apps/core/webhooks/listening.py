"""A receiver of webhooks, and a server of files, on this machine, which answers as it is told."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Receiver:
    """What came in, and how it is answered."""

    port: int = 0
    status: int = 204
    location: str = ""
    wait: float = 0
    drip: bool = False
    size: int = 0
    content: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"


@contextmanager
def listening(**values: Any) -> Iterator[Receiver]:
    """Listen on a port of this machine."""
    receiver = Receiver(**values)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append((self.path, headers, body))
            time.sleep(receiver.wait)
            with suppress(OSError):
                self._answer()

        def _answer(self) -> None:
            if receiver.drip:
                for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 10_000:
                    self.wfile.write(bytes([letter]))
                    self.wfile.flush()
                    time.sleep(0.05)
            self.send_response(receiver.status)
            if receiver.location:
                self.send_header("Location", receiver.location)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            content = receiver.content or b"x" * receiver.size
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.got.append((self.path, headers, b""))
            time.sleep(receiver.wait)
            with suppress(OSError):
                self._answer()

        def log_message(self, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
