"""Merit at the boundary, group by group, as one SVG picture: who was selected, who was turned away, and the bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from muster.reports import palette
from muster.reports.charts import END, ENGLISH, FONT, RIGHT_TO_LEFT, render
from muster.reports.shapes import Script
from muster.reports.text import cut

__all__ = ["BoundaryChart", "BoundaryRow", "describe_boundary", "draw_boundary"]

WIDTH, HEIGHT, LABELS = 620, 74, 150
LONGEST = 20  # characters of a group's name


@dataclass(frozen=True)
class BoundaryRow:
    """One group: shares of its selected and of those turned away at each place of the grid, and its bar.

    A curve of too few people is empty.
    """

    label: str
    selected: tuple[float, ...]
    turned_away: tuple[float, ...]
    bar: float
    low: float
    high: float


@dataclass(frozen=True)
class BoundaryChart:
    """Groups over one scale of merit. The texts are in the language of the page."""

    rows: tuple[BoundaryRow, ...]
    grid: tuple[float, ...]
    axis: str
    selected: str
    turned_away: str
    bar: str


def draw_boundary(chart: BoundaryChart, script: Script = ENGLISH) -> str:
    """Return the picture as one SVG element, mirrored where the script runs from right to left."""
    with debug_mode(False):
        return render(describe_boundary(chart, script), script)


def describe_boundary(chart: BoundaryChart, script: Script = ENGLISH) -> alt.VConcatChart:
    """Return the picture as Altair describes it: one strip a group, all over the same scale."""
    turned = script.right_to_left
    strips = [_strip(chart, row, last=row is chart.rows[-1], turned=turned) for row in chart.rows]
    axis = alt.AxisConfig(
        domain=False, ticks=False, gridColor=palette.GRID, labelColor=palette.MUTED, titleColor=palette.MUTED,
        labelFontSize=11, titleFontSize=11, titleFontWeight="normal",
    )  # fmt: skip
    return alt.VConcatChart(
        vconcat=[_key(chart, turned=turned), *strips],
        spacing=6,
        config=alt.Config(
            font=FONT, background="transparent", aria=False, axis=axis, view=alt.ViewConfig(stroke=None)
        ),
    )


def _scale(chart: BoundaryChart, turned: bool) -> alt.Scale:
    ends = [chart.grid[0], chart.grid[-1]]
    return alt.Scale(domain=ends[::-1] if turned else ends, nice=False, zero=False)


def _strip(chart: BoundaryChart, row: BoundaryRow, *, last: bool, turned: bool) -> alt.LayerChart:
    title = f"{RIGHT_TO_LEFT}{chart.axis}{END}" if turned else chart.axis
    axis = alt.Axis(title=title if last else None, labels=last, tickCount=6)
    top = max([*row.selected, *row.turned_away, 1e-9])

    def x(field: str) -> alt.X:
        return alt.X(field, scale=_scale(chart, turned), axis=axis)

    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, top]), axis=None)
    layers: list[alt.Chart] = []
    ends = sorted((max(row.low, chart.grid[0]), min(row.high, chart.grid[-1])))
    if ends[0] < chart.grid[-1] and ends[1] > chart.grid[0]:
        band = _data([{"low": ends[0], "high": ends[1]}]).mark_rect(color=palette.SHADE)
        layers.append(band.encode(x=x("low:Q"), x2=alt.X2("high:Q")))
    for curve, colour in ((row.turned_away, palette.DOWN), (row.selected, palette.ACCENT)):
        if curve:
            values = [{"merit": one, "share": two} for one, two in zip(chart.grid, curve, strict=True)]
            area = _data(values).mark_area(color=colour, fillOpacity=0.25, line=False)
            line = _data(values).mark_line(color=colour, strokeWidth=1.6)
            layers += [area.encode(x=x("merit:Q"), y=y), line.encode(x=x("merit:Q"), y=y)]
    if chart.grid[0] <= row.bar <= chart.grid[-1]:
        rule = _data([{"bar": row.bar}]).mark_rule(color=palette.INK, strokeWidth=1.6, strokeDash=[4, 2])
        layers.append(rule.encode(x=x("bar:Q")))
    layers.append(_label(row.label, turned))
    return alt.LayerChart(layer=layers, width=WIDTH - LABELS, height=HEIGHT)


def _label(text: str, turned: bool) -> alt.Chart:
    """Write a group's name beside its strip, at the side where lines begin."""
    mark = _data([{"label": cut(text, LONGEST)}]).mark_text(
        align="right" if turned else "left", color=palette.INK, fontSize=12
    )
    edge = WIDTH if turned else -LABELS
    placed: alt.Chart = mark.encode(x=alt.value(edge), y=alt.value(HEIGHT / 2), text=alt.Text("label:N"))
    return placed


def _key(chart: BoundaryChart, *, turned: bool) -> alt.LayerChart:
    """Say what the colours are."""
    names = (
        (chart.selected, palette.ACCENT, "square"),
        (chart.turned_away, palette.DOWN, "square"),
        (chart.bar, palette.INK, "stroke"),
    )
    wide = WIDTH - LABELS
    layers: list[alt.Chart] = []
    for place, (name, colour, shape) in enumerate(names):
        start = place * wide / len(names)
        at = wide - start if turned else start
        sign = _data([{}]).mark_point(shape=shape, color=colour, fill=colour, size=60, opacity=1)
        layers.append(sign.encode(x=alt.value(at), y=alt.value(8)))
        text = _data([{"label": cut(name, 26)}]).mark_text(
            align="right" if turned else "left", color=palette.INK, fontSize=12
        )
        shift = -10 if turned else 10
        layers.append(text.encode(x=alt.value(at + shift), y=alt.value(8), text=alt.Text("label:N")))
    return alt.LayerChart(layer=layers, width=wide, height=16)


def _data(values: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))
