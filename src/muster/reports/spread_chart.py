"""How a post spread against what is usual for its source, as one SVG picture: a line, a band, and the alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from muster.reports import palette
from muster.reports.charts import ENGLISH, FONT, render, written
from muster.reports.shapes import Script
from muster.reports.text import cut

__all__ = ["SpreadChart", "describe_spread", "draw_spread"]

WIDTH, HEIGHT = 560, 240
LONGEST = 30  # characters of a word of the key


@dataclass(frozen=True)
class SpreadChart:
    """`seen` are shares by ages in hours, `usual` the ends of an interval by such ages; `alarm` is the age and the
    shares at which an alarm rose. The texts are in the language of the page.
    """

    seen: tuple[tuple[float, int], ...]
    usual: tuple[tuple[float, int, int], ...]
    alarm: tuple[float, int]
    axis: str
    shares: str
    this_post: str
    usual_for_source: str
    alarm_word: str


def draw_spread(chart: SpreadChart, script: Script = ENGLISH) -> str:
    """Return the picture as one SVG element, mirrored where the script runs from right to left."""
    with debug_mode(False):
        return render(describe_spread(chart, script), script)


def describe_spread(chart: SpreadChart, script: Script = ENGLISH) -> alt.VConcatChart:
    """Return the picture as Altair describes it: time runs as the script does."""
    turned = script.right_to_left
    last = max(age for age, _shares in chart.seen)
    x_axis = alt.Axis(title=written(chart.axis, script), tickCount=6, grid=False)
    y_axis = alt.Axis(
        title=written(chart.shares, script), tickCount=5, orient="right" if turned else "left", format=",d"
    )

    def x(field: str) -> alt.X:
        ends = [last, 0] if turned else [0, last]
        return alt.X(field, axis=x_axis, scale=alt.Scale(domain=ends, nice=False, zero=False))

    def y(field: str) -> alt.Y:
        return alt.Y(
            field, axis=y_axis, scale=alt.Scale(type="sqrt")
        )  # which leaves what is usual to be seen

    band = _data([{"age": age, "low": low, "high": high} for age, low, high in chart.usual])
    line = _data([{"age": age, "shares": shares} for age, shares in chart.seen])
    mark = _data([{"age": chart.alarm[0], "shares": chart.alarm[1]}])
    layers = [
        band.mark_area(color=palette.SOFT, opacity=0.35).encode(x=x("age:Q"), y=y("low:Q"), y2="high:Q"),
        line.mark_line(color=palette.ACCENT, strokeWidth=2).encode(x=x("age:Q"), y=y("shares:Q")),
        mark.mark_point(color=palette.DOWN, fill=palette.DOWN, size=90, opacity=1).encode(
            x=x("age:Q"), y=y("shares:Q")
        ),
    ]
    axis = alt.AxisConfig(
        domain=False, ticks=False, gridColor=palette.GRID, labelColor=palette.MUTED, titleColor=palette.MUTED,
        labelFontSize=11, titleFontSize=11, titleFontWeight="normal",
    )  # fmt: skip
    return alt.VConcatChart(
        vconcat=[_key(chart, turned), alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT)],
        spacing=8,
        config=alt.Config(
            font=FONT, background="transparent", aria=False, axis=axis, view=alt.ViewConfig(stroke=None)
        ),
    )


def _key(chart: SpreadChart, turned: bool) -> alt.LayerChart:
    """Say what is what."""
    signs = (
        (chart.this_post, palette.ACCENT, "stroke"),
        (chart.usual_for_source, palette.SOFT, "square"),
        (chart.alarm_word, palette.DOWN, "circle"),
    )
    layers: list[alt.Chart] = []
    for place, (name, colour, shape) in enumerate(signs):
        start = 8 + place * WIDTH / len(signs)
        at, shift = (WIDTH - start, -12) if turned else (start, 12)
        sign = _data([{}]).mark_point(
            shape=shape, color=colour, fill=colour, size=70, opacity=0.35 if shape == "square" else 1
        )
        layers.append(sign.encode(x=alt.value(at), y=alt.value(8)))
        text = _data([{"label": cut(name, LONGEST)}]).mark_text(
            align="right" if turned else "left", color=palette.INK, fontSize=12
        )
        layers.append(text.encode(x=alt.value(at + shift), y=alt.value(8), text=alt.Text("label:N")))
    return alt.LayerChart(layer=layers, width=WIDTH, height=16)


def _data(values: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))
