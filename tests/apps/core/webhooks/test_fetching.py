"""Getting a file: whatever the server does, it ends in time, is of a bounded size and comes from no private network."""

from __future__ import annotations

import time
from ipaddress import ip_network
from typing import Any

import pytest

from muster.apps.core.webhooks import sending
from muster.apps.core.webhooks.fetching import fetch
from tests.apps.core.webhooks.listening import listening

pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def allowed(settings: Any) -> None:
    settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("127.0.0.0/8")]


def test_a_file_comes_with_its_headers_and_no_larger_than_wanted() -> None:
    with listening(status=200, size=2_000) as server:
        got = fetch(server.url, headers={"if-none-match": '"a"'})
        assert (got.status, got.fault, len(got.body), got.headers["content-length"]) == (
            200,
            "",
            2_000,
            "2000",
        )
        assert server.got[0][1]["if-none-match"] == '"a"'
        assert fetch(server.url, headers={}, most=1_000).fault == "size"
    with listening(status=304) as server:
        got = fetch(server.url, headers={})
        assert (got.unchanged, got.fault) == (True, "")
    with listening(status=404) as server:
        assert (fetch(server.url, headers={}).status, fetch(server.url, headers={}).fault) == (404, "status")


def test_it_is_sent_on_only_to_where_it_may_go(settings: Any) -> None:
    with listening(status=200, size=3) as last, listening(status=301, location=last.url) as first:
        assert fetch(first.url, headers={}).body == b"xxx"
        first.location = "/hook"  # itself, again and again
        assert fetch(first.url, headers={}).fault == "redirects"
        settings.MUSTER_WEBHOOK_NETWORKS = [ip_network("127.0.0.1/32")]
        last.got.clear()
        for place in (
            f"http://127.0.0.2:{last.port}/",
            "http://169.254.169.254/latest/",
            "https://10.0.0.1/feed",
            "https://[::1]/feed",
            f"http://localhost:{last.port}/".replace("localhost", "127.0.0.2"),
            "file:///etc/passwd",
            "https://[::1",
        ):
            first.location = place
            assert fetch(first.url, headers={}).fault == "private", place
        assert last.got == []
        settings.MUSTER_WEBHOOK_NETWORKS = []
        assert fetch(f"https://localhost:{last.port}/", headers={}).fault == "private"


@pytest.mark.parametrize("how", [{"wait": 3}, {"drip": True}])
def test_a_server_that_hangs_is_left_in_time(monkeypatch: pytest.MonkeyPatch, how: dict[str, Any]) -> None:
    monkeypatch.setattr(sending, "PATIENCE", 0.4)
    with listening(**how) as server:
        begun = time.monotonic()
        assert fetch(server.url, headers={}).fault == "late"
        assert time.monotonic() - begun < 2.5
    assert fetch("https://nowhere.invalid/", headers={}).fault in ("unreachable", "late")
