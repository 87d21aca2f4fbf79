from __future__ import annotations

import xml.etree.ElementTree as ET

from muster.engine.hire.estimate import MeritEstimate
from muster.reports import palette
from muster.reports.charts import Frame, draw

from .conftest import facts_of

FRAME = Frame(step=26, head=44, width=400, labels=120)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_colours_used_have_dark_counterparts_and_enough_contrast(estimate: MeritEstimate) -> None:
    for section in facts_of(estimate).sections:
        assert section.chart is not None
        svg = ET.fromstring(draw(section.chart, FRAME))  # noqa: S314 - our own
        used = {element.attrib.get(part) for element in svg.iter() for part in ("fill", "stroke")}
        assert used - {None, "none", "transparent"} <= set(palette.PAIRS)
    dark_page = palette.PAIRS[palette.BACKGROUND]
    for light, dark in palette.PAIRS.items():
        if light in {palette.INK, palette.MUTED}:
            assert min(contrast(light, palette.BACKGROUND), contrast(dark, dark_page)) >= 4.5
        elif light in {palette.ACCENT, palette.SOFT, palette.UP, palette.DOWN}:
            assert min(contrast(light, palette.BACKGROUND), contrast(dark, dark_page)) >= 3
