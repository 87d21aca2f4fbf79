"""Departures in time with what was expected and the windows of waves, as one SVG picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from muster.reports import palette
from muster.reports.charts import ENGLISH, FONT, render
from muster.reports.shapes import Script

__all__ = ["WaveBar", "WaveChart", "describe_waves", "draw_waves"]

WIDTH, HEIGHT = 660, 200
MOST_LABELS = 7
GAP = 0.08  # of a bar's width, on each of its sides


@dataclass(frozen=True)
class WaveBar:
    """How many left in a stretch of time, as the label names it, and how many were expected to."""

    label: str
    found: float
    expected: float


@dataclass(frozen=True)
class WaveChart:
    """Bars in time, and where waves begin and end among them: 1.5 is in the middle of the second bar."""

    bars: tuple[WaveBar, ...]
    windows: tuple[tuple[float, float], ...] = ()


def draw_waves(chart: WaveChart, script: Script = ENGLISH) -> str:
    """Return the picture as one SVG element, mirrored where the script runs from right to left."""
    with debug_mode(False):
        return render(describe_waves(chart, script), script)


def describe_waves(chart: WaveChart, script: Script = ENGLISH) -> alt.LayerChart:
    """Return the picture as Altair describes it: windows as shades, bars before them, the expected number as a line."""
    turned, count = script.right_to_left, len(chart.bars)
    most = max((max(bar.found, bar.expected) for bar in chart.bars), default=0.0)
    every = max(1, -(-count // MOST_LABELS))
    labels = [bar.label if place % every == 0 else "" for place, bar in enumerate(chart.bars)]
    x_scale = alt.Scale(domain=[0, max(count, 1)], nice=False, reverse=turned)
    y_scale = alt.Scale(domain=[0, max(most, 1.0)], nice=True)
    x_axis = alt.Axis(
        title=None,
        grid=False,
        values=list(range(0, count, every)),
        labelExpr=f"{json.dumps(labels)}[datum.value]",
        labelAlign="right" if turned else "left",
    )
    y_axis = alt.Axis(title=None, orient="right" if turned else "left", tickMinStep=1, tickCount=4)
    x, x2 = alt.X("from:Q", scale=x_scale, axis=x_axis), alt.X2("to:Q")
    y = alt.Y("value:Q", scale=y_scale, axis=y_axis)
    shades = [{"from": first, "to": last, "value": 0} for first, last in chart.windows]
    bars = [
        {"from": place + GAP, "to": place + 1 - GAP, "value": bar.found, "zero": 0}
        for place, bar in enumerate(chart.bars)
        if bar.found > 0
    ]
    lines = [{"from": place, "to": place + 1, "value": bar.expected} for place, bar in enumerate(chart.bars)]
    layers = [
        _data(bars).mark_rect(color=palette.SOFT).encode(x=x, x2=x2, y=y, y2=alt.Y2("zero:Q")),
        _data(lines).mark_rule(color=palette.INK, strokeWidth=1.5).encode(x=x, x2=x2, y=y),
    ]
    if shades:
        window = _data(shades).mark_rect(color=palette.DOWN, opacity=0.18)
        layers.insert(0, window.encode(x=x, x2=x2, y=alt.value(0), y2=alt.value(HEIGHT)))
    axis = alt.AxisConfig(
        domain=False, ticks=False, gridColor=palette.GRID, labelColor=palette.MUTED, labelFontSize=11
    )
    return alt.LayerChart(
        layer=layers,
        width=WIDTH,
        height=HEIGHT,
        config=alt.Config(
            font=FONT, background="transparent", aria=False, axis=axis, view=alt.ViewConfig(stroke=None)
        ),
    )


def _data(values: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))
