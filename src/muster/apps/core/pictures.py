"""Pictures that `muster.reports` draws, in the colours of the page that shows them."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from muster.reports import palette

__all__ = ["themed"]

TOKENS = {
    palette.BACKGROUND: "surface",
    palette.INK: "ink",
    palette.MUTED: "muted",
    palette.GRID: "line",
    palette.SHADE: "shade",
    palette.ACCENT: "accent",
    palette.SOFT: "edge",
    palette.UP: "good",
    palette.DOWN: "bad",
}
"""The colours that charts are drawn in, and the page's own, which know light and dark."""


def themed(drawn: str) -> SafeString:
    """Give a drawing of our own, an SVG element, the colours of the page; its labels have to be escaped."""
    for colour, token in TOKENS.items():
        for part in ("fill", "stroke"):
            drawn = drawn.replace(f'{part}="{colour}"', f'{part}="var(--{token})"')
    return mark_safe(drawn)  # noqa: S308  # labels are data to Altair, which escapes them
