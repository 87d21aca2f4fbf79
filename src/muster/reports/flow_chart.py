"""Moves between organisations by quarter, as one SVG picture: a row for each two, a circle for each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from muster.reports import palette
from muster.reports.charts import ENGLISH, FONT, render
from muster.reports.shapes import Script
from muster.reports.text import cut

__all__ = ["FlowChart", "FlowRow", "describe_flows", "draw_flows"]

WIDTH, ROW, LONGEST = 600, 34, 34  # pixels across and of a row; characters of a label
LARGEST, LEAST = 700, 0.05  # area of the largest circle; moves below which none is drawn


@dataclass(frozen=True)
class FlowRow:
    """Two organisations, as the label names them, with how many moved in each quarter, on average."""

    label: str
    moved: tuple[float, ...]


@dataclass(frozen=True)
class FlowChart:
    """Rows over the same quarters, in time. The texts are in the language of the page."""

    rows: tuple[FlowRow, ...]
    quarters: tuple[str, ...]


def draw_flows(chart: FlowChart, script: Script = ENGLISH) -> str:
    """Return the picture as one SVG element, mirrored where the script runs from right to left."""
    with debug_mode(False):
        return render(describe_flows(chart, script), script)


def describe_flows(chart: FlowChart, script: Script = ENGLISH) -> alt.LayerChart:
    """Return the picture as Altair describes it: circles by area, each with its number."""
    turned = script.right_to_left
    most = max((value for row in chart.rows for value in row.moved), default=1.0)
    values = [
        {"row": cut(row.label, LONGEST), "quarter": quarter, "moved": value}
        for row in chart.rows
        for quarter, value in zip(chart.quarters, row.moved, strict=True)
        if value >= LEAST
    ]
    x = alt.X(
        "quarter:O",
        sort=None,
        scale=alt.Scale(domain=list(chart.quarters), reverse=turned),
        axis=alt.Axis(
            title=None, labelAngle=0, grid=True, labelLimit=80, labelOverlap="parity", labelSeparation=12
        ),
    )
    y = alt.Y(
        "row:N",
        sort=None,
        scale=alt.Scale(domain=[cut(row.label, LONGEST) for row in chart.rows]),
        axis=alt.Axis(title=None, orient="right" if turned else "left", labelLimit=260, labelFontSize=12),
    )
    size = alt.Size("moved:Q", scale=alt.Scale(domain=[0, max(most, 1.0)], range=[0, LARGEST]), legend=None)
    circles = _data(values).mark_circle(color=palette.SOFT, opacity=0.45).encode(x=x, y=y, size=size)
    numbers = (
        _data(values)
        .mark_text(color=palette.INK, fontSize=11)
        .encode(x=x, y=y, text=alt.Text("moved:Q", format=".1~f"))
    )
    axis = alt.AxisConfig(
        domain=False, ticks=False, gridColor=palette.GRID, labelColor=palette.MUTED, labelFontSize=11
    )
    return alt.LayerChart(
        layer=[circles, numbers],
        width=WIDTH,
        height=ROW * max(len(chart.rows), 1),
        config=alt.Config(
            font=FONT, background="transparent", aria=False, axis=axis, view=alt.ViewConfig(stroke=None)
        ),
    )


def _data(values: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))
