"""A target list as one SVG picture: who joined, declined or has not answered at which rank, and acceptance by
rank below.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
from altair.utils.schemapi import debug_mode

from muster.reports import palette
from muster.reports.charts import ENGLISH, FONT, render, written
from muster.reports.shapes import Script
from muster.reports.text import cut

__all__ = ["TargetChart", "TargetPoint", "TargetShare", "describe_targets", "draw_targets"]

WIDTH, STATE, HEIGHT = 560, 22, 190  # pixels across, of a row of states, and of shares
LONGEST = 24  # characters of a state
MOST_MARKS = 600  # people whom the rows of states show; of more they would be one stripe
COLOURS = (palette.UP, palette.DOWN, palette.SOFT)


@dataclass(frozen=True)
class TargetShare:
    """Ranks `first` to `last` with the share that joined and its interval, from 0 to 1."""

    first: int
    last: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class TargetPoint:
    """The fitted chance of joining at a rank with its interval, from 0 to 1."""

    rank: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class TargetChart:
    """Ranks by state (three, in the order of `states`: joined, declined, no answer), shares, and the fitted
    curve. `last` is the list's last rank. The texts are in the language of the page.
    """

    states: tuple[str, str, str]
    ranks: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    shares: tuple[TargetShare, ...]
    curve: tuple[TargetPoint, ...]
    last: int
    axis: str
    shares_axis: str


def draw_targets(chart: TargetChart, script: Script = ENGLISH) -> str:
    """Return the picture as one SVG element, mirrored where the script runs from right to left."""
    with debug_mode(False):
        return render(describe_targets(chart, script), script)


def describe_targets(chart: TargetChart, script: Script = ENGLISH) -> alt.VConcatChart:
    """Return the picture as Altair describes it: states above, shares of those who answered below, over the
    same ranks.
    """
    parts = []
    if sum(map(len, chart.ranks)) <= MOST_MARKS:
        parts.append(_states(chart, script))
    parts.append(_shares(chart, script))
    axis = alt.AxisConfig(
        domain=False, ticks=False, gridColor=palette.GRID, labelColor=palette.MUTED, titleColor=palette.MUTED,
        labelFontSize=11, titleFontSize=11, titleFontWeight="normal",
    )  # fmt: skip
    return alt.VConcatChart(
        vconcat=parts,
        spacing=10,
        config=alt.Config(
            font=FONT, background="transparent", aria=False, axis=axis, view=alt.ViewConfig(stroke=None)
        ),
    )


def _x(chart: TargetChart, script: Script, field: str, title: str | None) -> alt.X:
    scale = alt.Scale(
        domain=[0.5, max(chart.last, 1) + 0.5], reverse=script.right_to_left, nice=False, zero=False
    )
    axis = alt.Axis(title=title, labels=title is not None, grid=False, tickMinStep=1)
    return alt.X(field, scale=scale, axis=axis)


def _states(chart: TargetChart, script: Script) -> alt.LayerChart:
    names = [cut(name, LONGEST) for name in chart.states]
    values = [
        {"rank": rank, "state": name}
        for name, ranks in zip(names, chart.ranks, strict=True)
        for rank in ranks
    ]
    side: Literal["left", "right"] = "right" if script.right_to_left else "left"
    y = alt.Y(
        "state:N",
        sort=None,
        scale=alt.Scale(domain=names),
        axis=alt.Axis(title=None, orient=side, labelFontSize=12, labelLimit=160, labelColor=palette.INK),
    )
    colour = alt.Color("state:N", scale=alt.Scale(domain=names, range=list(COLOURS)), legend=None)
    marks = _data(values).mark_tick(thickness=3, size=STATE * 0.7, opacity=1)
    marks = marks.encode(x=_x(chart, script, "rank:Q", None), y=y, color=colour)
    return alt.LayerChart(layer=[marks], width=WIDTH, height=STATE * len(names))


def _shares(chart: TargetChart, script: Script) -> alt.LayerChart:
    title = written(chart.axis, script)
    side: Literal["left", "right"] = "right" if script.right_to_left else "left"
    axis = alt.Axis(title=written(chart.shares_axis, script), orient=side, tickCount=5)
    groups = _data(
        [{**_percents(one), "first": one.first - 0.5, "last": one.last + 0.5} for one in chart.shares]
    )
    points = _data([{**_percents(one), "rank": (one.first + one.last) / 2} for one in chart.shares])
    curve = _data([{**_percents(one), "rank": one.rank} for one in chart.curve])
    x, y = _x(chart, script, "rank:Q", title), _y("share:Q", axis)
    layers = []
    if chart.curve:
        band = curve.mark_area(color=palette.SOFT, fillOpacity=0.25, line=False, interpolate="monotone")
        layers.append(band.encode(x=x, y=_y("low:Q", axis), y2="high:Q"))
        layers.append(
            curve.mark_line(color=palette.SOFT, strokeWidth=2, interpolate="monotone").encode(x=x, y=y)
        )
    extent = groups.mark_rule(color=palette.ACCENT, strokeWidth=2)
    layers.append(extent.encode(x=_x(chart, script, "first:Q", title), x2="last:Q", y=y))
    bars = points.mark_rule(color=palette.ACCENT, strokeWidth=1.5)
    layers.append(bars.encode(x=x, y=_y("low:Q", axis), y2="high:Q"))
    layers.append(points.mark_point(filled=True, opacity=1, size=60, color=palette.ACCENT).encode(x=x, y=y))
    return alt.LayerChart(layer=layers, width=WIDTH, height=HEIGHT)


def _y(field: str, axis: alt.Axis) -> alt.Y:
    return alt.Y(field, scale=alt.Scale(domain=[0, 100]), axis=axis)


def _percents(one: TargetShare | TargetPoint) -> dict[str, float]:
    return {"share": 100 * one.share, "low": 100 * one.low, "high": 100 * one.high}


def _data(values: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))
