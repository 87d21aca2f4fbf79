from __future__ import annotations

import re

from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from muster.apps.accounts.models import User
from muster.site.styleguide import styleguide
from muster.site.templatetags.icons import ICONS


def page_of(user: User, query: str = "") -> str:
    request = RequestFactory().get(f"/styleguide/{query}")
    request.user = user
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return styleguide(request).content.decode()


def test_it_shows_every_icon_and_component(ada: User) -> None:
    page = page_of(ada)
    assert [name for name in ICONS if f"<span>{name}</span>" not in page] == []
    for name in (
        "table",
        "board",
        "timeline",
        "tree",
        "stat",
        "empty-state",
        "redacted",
        "pagination",
        "scale",
    ):
        assert re.search(rf'class="[^"]*\b{name}\b', page), name


def test_ids_are_unique_and_labels_lead_somewhere(ada: User) -> None:
    page = page_of(ada)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
    assert set(re.findall(r'\sfor="([^"]+)"', page)) - set(ids) == set()
    described = {name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()}
    assert described - set(ids) == set()


def test_messages_become_toasts(ada: User) -> None:
    page = page_of(ada, "?toast=1")
    assert re.findall(r'class="toast" data-tone="(\w+)"', page) == ["good", "warn", "bad"]
