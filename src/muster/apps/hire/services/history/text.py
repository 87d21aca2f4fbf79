"""Plain text out of the HTML that other systems keep in notes."""

from __future__ import annotations

import html
import re

import nh3

__all__ = ["cut", "plain_text"]

_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/h[1-6]|/tr|/ul|/ol)\b[^>]*>", re.IGNORECASE)
_ITEMS = re.compile(r"<\s*li\b[^>]*>", re.IGNORECASE)
_EMPTY = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


def plain_text(told: str, most: int) -> str:
    """Return a text without markup, of at most `most` characters. Scripts and styles go with what is in them."""
    if "<" in told or "&" in told:
        lined = _ITEMS.sub("\n- ", _BREAKS.sub("\n", told))
        told = html.unescape(nh3.clean(lined, tags=set()))
        told = _EMPTY.sub("\n\n", told).strip()
    return cut(told, most)


def cut(told: str, most: int) -> str:
    """Return a text of at most `most` characters, with a sign where it was cut."""
    return told if len(told) <= most else f"{told[: most - 1]}\N{HORIZONTAL ELLIPSIS}"
