"""Colours reach the contrast of WCAG 2.2 AA in both themes, computed from the tokens."""

from __future__ import annotations

import re

import pytest

from tests.site.conftest import SITE

TEXT, MARK = 4.5, 3.0
GROUNDS = ("canvas", "surface", "raised", "shade")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "muted", "accent", "accent-strong") for ground in GROUNDS),
    *((tone, ground, TEXT) for tone in ("good", "warn", "bad") for ground in GROUNDS),
    *((tone, f"{tone}-shade", TEXT) for tone in ("accent", "good", "warn", "bad")),
    *(("ink", f"{tone}-shade", TEXT) for tone in ("accent", "good", "warn", "bad")),
    *(("muted", f"{tone}-shade", TEXT) for tone in ("accent", "bad")),
    *(("ink", f"tint-{number}", TEXT) for number in range(1, 7)),
    ("accent-strong", "accent-shade", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-bad", "bad", TEXT),
    ("on-bad", "bad-strong", TEXT),
    *(("edge", ground, MARK) for ground in ("canvas", "surface", "raised", "shade")),
]


def colours(theme: int) -> dict[str, str]:
    text = (SITE / "static" / "site" / "css" / "tokens.css").read_text()
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", text)
    return {name: pair[theme] for name, *pair in found}


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_told_apart(theme: int) -> None:
    tokens = colours(theme)
    low = {
        f"{front} on {back}": round(contrast(tokens[front], tokens[back]), 2)
        for front, back, least in PAIRS
        if contrast(tokens[front], tokens[back]) < least
    }
    assert low == {}


def test_contrast_is_computed_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
