"""The colours of charts, once for light and once for dark pages.

Charts are drawn in the light colours; the page's style sheet gives each its dark counterpart, so the light
ones must differ from each other. All reach 4.5:1 against their background where they carry text and 3:1
where they are marks (WCAG 2.2 AA), except the grid, which carries nothing.
"""

from __future__ import annotations

__all__ = ["ACCENT", "BACKGROUND", "DOWN", "GRID", "INK", "MUTED", "PAIRS", "SHADE", "SOFT", "UP"]

BACKGROUND = "#fefefe"
INK = "#1d2733"
MUTED = "#566270"
GRID = "#e1e6ec"
SHADE = "#f0f3f7"
ACCENT = "#1b5fa8"
SOFT = "#6f8fb3"
UP = "#0d6f6b"
DOWN = "#b0440c"

PAIRS: dict[str, str] = {
    BACKGROUND: "#151a21",
    INK: "#e6ebf1",
    MUTED: "#a3afbd",
    GRID: "#2b343f",
    SHADE: "#1d242d",
    ACCENT: "#7cb4f2",
    SOFT: "#6285ad",
    UP: "#4fc3b8",
    DOWN: "#f09a66",
}
