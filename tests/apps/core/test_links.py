from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from muster.apps.core.links import Hit, Link


def test_links_and_hits_do_not_change() -> None:
    link = Link("Kits", "/hire/kits/")
    hit = Hit("Compiler engineer", "/hire/1/", "Openings")
    assert hit.note == ""
    with pytest.raises(FrozenInstanceError):
        link.url = "/elsewhere/"  # type: ignore[misc]
