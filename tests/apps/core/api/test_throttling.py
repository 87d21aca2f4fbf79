"""Requests are counted one by one, whoever counts at the same time, and apart from attempts to sign in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.test import RequestFactory

from muster.apps.core.api.throttling import PerPerson


def asked(person: int) -> bool:
    request = RequestFactory().get("/api/v1/")
    request.user = SimpleNamespace(pk=person)  # type: ignore[assignment]
    return PerPerson().allow_request(request)


def test_none_is_lost_when_many_come_at_once(settings: Any) -> None:
    settings.API_REQUESTS, settings.API_WINDOW = 150, 100_000
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: asked(1), range(200)))
    assert allowed.count(True) == 150
    assert asked(2), "somebody else is counted apart"


def test_a_new_window_begins_anew_in_the_same_place(settings: Any) -> None:
    settings.API_REQUESTS, settings.API_WINDOW = 1, 100_000
    assert (asked(1), asked(1)) == (True, False)
    settings.API_WINDOW = 90_000
    assert (asked(1), asked(1)) == (True, False)
    assert [path.name for path in Path(settings.API_COUNTS).iterdir()] == ["1"]


def test_requests_put_no_attempt_to_sign_in_out_of_the_cache(settings: Any) -> None:
    cache.clear()
    for window in range(50):
        settings.API_WINDOW = 100_000 + window
        asked(1)
    there = settings.CACHES["default"]["LOCATION"]
    assert list(Path(there).glob("*.djcache")) == []


def test_a_count_that_cannot_be_read_is_begun_anew(settings: Any) -> None:
    settings.API_REQUESTS = 1
    asked(1)
    (Path(settings.API_COUNTS) / "1").write_text("nonsense", encoding="ascii")
    assert (asked(1), asked(1)) == (True, False)
