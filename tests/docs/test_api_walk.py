"""The walk through the API does what it shows, against a site that answers over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.apps.accounts.calling import make_secret
from tests.apps.conftest import make_user
from tests.apps.hire.conftest import make_opening, opening
from tests.apps.hire.inside import apply
from tests.apps.hire.openings import Opening
from tests.docs.test_pages import NEED_A_SITE, read_fences, run_python, same

__all__ = ["make_opening", "make_user", "opening"]


@pytest.mark.any_database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", sorted(NEED_A_SITE), ids=lambda page: page.name)
def test_the_walk_does_what_it_shows(
    page: Path, opening: Opening, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    assert (
        Client().get("/api/v1/openapi.json").status_code
    )  # the first answer waits for all addresses to be read
    for name in ("Ada", "Bea", "Cyd"):
        apply(opening, name=f"{name} Example")
    monkeypatch.setenv("MUSTER_SITE", live_server.url)
    monkeypatch.setenv("MUSTER_TOKEN", make_secret(opening.recruiter))
    fences, names = read_fences(page.read_text()), dict[str, object]({"__name__": "__page__"})
    ran = 0
    for fence, after in zip(fences, [*fences[1:], None], strict=True):
        if fence.language != "python":
            continue
        printed = run_python(fence.text, page, fence.line, names)
        shown = after.text if after is not None and after.language == "text" and after.follows else ""
        assert same(shown, printed), f"{page.name}, line {fence.line}, prints\n{printed}"
        ran += 1
    for client in (names["muster"], names["harvest"]):
        client.close()  # type: ignore[attr-defined]
    assert ran > 5
