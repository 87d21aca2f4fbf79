"""The picture of whether the bar holds, in the active language.

Altair is imported where it is needed: it takes a second to come up, for which other pages need not wait.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from muster.apps.core.pictures import themed

__all__ = ["PicturedBar", "PicturedLevel", "bar_picture"]

PicturedLevel = tuple[str, str, float, float, float]
"""A quarter, a group (applicants, offers or hires), its mean merit, and the interval's ends."""
PicturedBar = tuple[str, date, float]
"""A job family, the day from which on a bar holds, and its value."""


def bar_picture(levels: tuple[PicturedLevel, ...], bars: tuple[PicturedBar, ...]) -> SafeString:
    """Return the picture as an SVG element."""
    return _drawn(levels, bars, get_language() or "en")


@lru_cache(maxsize=32)
def _drawn(levels: tuple[PicturedLevel, ...], bars: tuple[PicturedBar, ...], code: str) -> SafeString:
    from muster.engine.hire.bar_tables import Bar
    from muster.reports.bar_chart import LevelPoint, draw_levels
    from muster.reports.language import language_of, writing_in

    points = [LevelPoint(*one) for one in levels]
    lines = [Bar(value, np.datetime64(since, "D"), family) for family, since, value in bars]
    with translation.override(code), writing_in(language_of(code, translation)):
        return themed(draw_levels(points, lines))
