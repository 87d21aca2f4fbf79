from __future__ import annotations

import re

import pytest

from muster.site.templatetags.icons import DIRECTIONAL, ICONS


@pytest.mark.parametrize("name", ICONS)
def test_a_path_is_a_path(name: str) -> None:
    assert re.fullmatch(r"[Mm][MmLlHhVvCcSsAaZz\d\s.,-]+", ICONS[name])


def test_what_is_mirrored_exists() -> None:
    assert ICONS.keys() >= DIRECTIONAL


def test_what_says_back_or_forward_is_mirrored() -> None:
    assert {name for name in ICONS if name.endswith(("-back", "-forward"))} <= DIRECTIONAL
