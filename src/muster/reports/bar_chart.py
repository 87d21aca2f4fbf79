"""The level of applicants, offers and hires over the quarters, with the bar, as one SVG picture."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np

from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.bar_tables import Bar
from muster.engine.hire.dated import quarter_names, quarters_of
from muster.reports import palette
from muster.reports.bar_names import Box, Line, place_names
from muster.reports.charts import FONT, render, written
from muster.reports.language import gettext as _
from muster.reports.language import gettext_noop, ngettext, pgettext, script
from muster.reports.text import count, cut

__all__ = ["LevelPoint", "describe_bar", "describe_levels", "draw_bar", "draw_levels"]

WIDTH, HEIGHT = 620, 300
MOST_UPRIGHT = 9  # quarters whose names fit beside each other
LONGEST = 24  # characters of a family's name
ROOM = 0.07  # of the height, over the highest and under the lowest
DOT = 5.0  # pixels from the middle of a point to its edge
MOST_NAMED = 2  # families whose names fit beside each other
GROUPS = (
    ("applicants", gettext_noop("applicants"), palette.SOFT, -0.18),
    ("offers", gettext_noop("offers"), palette.UP, 0.0),
    ("hires", gettext_noop("hires"), palette.ACCENT, 0.18),
)


@dataclass(frozen=True)
class LevelPoint:
    """Mean merit of a group in a quarter, in logits, with its interval. `group` is applicants, offers or hires."""

    quarter: str
    group: str
    mean: float
    low: float
    high: float


def draw_bar(estimate: BarEstimate, bars: Sequence[Bar] = (), *, part: int = 0) -> str:
    """Return the picture of one part as an SVG element: mean merit of each group in each quarter, with intervals."""
    return render(describe_bar(estimate, bars, part=part), script())


def describe_bar(estimate: BarEstimate, bars: Sequence[Bar] = (), *, part: int = 0) -> alt.LayerChart:
    """Return the picture as Altair describes it. `bars` are drawn in part 0 only, whose scale they are on."""
    table = estimate.quarters
    columns = (table.period, table.group, table.mean, table.low, table.high)
    mine = table.part == part
    quarters = list(dict.fromkeys(str(name) for name in table.period[mine]))
    kept = mine & np.isfinite(table.mean)
    rows = zip(*(column[kept].tolist() for column in columns), strict=True)
    points = [LevelPoint(str(quarter), str(group), *ends) for quarter, group, *ends in rows]
    return describe_levels(points, bars if part == 0 else (), quarters=quarters)


def draw_levels(points: Sequence[LevelPoint], bars: Sequence[Bar] = ()) -> str:
    """Return the picture of levels that were kept, in the language at hand."""
    return render(describe_levels(points, bars), script())


def describe_levels(
    points: Sequence[LevelPoint], bars: Sequence[Bar] = (), *, quarters: Sequence[str] = ()
) -> alt.LayerChart:
    """Return the picture of levels as Altair describes it, mirrored where the script runs from right to left.

    `quarters` are those that it shows, unless told those of the points; bars are on the points' scale.
    """
    places = list(quarters) or sorted({point.quarter for point in points})
    values, steps = _values(points, places), _steps(bars, places)
    domain = _domain(values, steps)
    layers = [_zero(domain)]
    if steps:
        layers += _bar_layers(steps, values, places, domain)
    layers += _group_layers(values, places, domain)
    axis = alt.AxisConfig(
        domain=False, ticks=False, gridColor=palette.GRID, labelColor=palette.MUTED, titleColor=palette.MUTED,
        labelFontSize=11, titleFontSize=11, titleFontWeight="normal",
    )  # fmt: skip
    return alt.LayerChart(
        layer=layers,
        width=WIDTH,
        height=HEIGHT,
        config=alt.Config(
            font=FONT, background="transparent", aria=False, axis=axis, view=alt.ViewConfig(stroke=None),
            legend=alt.LegendConfig(labelColor=palette.INK, orient="top", title=None, labelFontSize=12),
        ),
    )  # fmt: skip


def _values(points: Sequence[LevelPoint], quarters: Sequence[str]) -> list[dict[str, Any]]:
    shifts = {name: shift for name, _label, _colour, shift in GROUPS}
    labels = {name: _(label) for name, label, _colour, _shift in GROUPS}
    return [
        {
            "place": quarters.index(point.quarter) + shifts[point.group],
            "group": labels[point.group],
            "mean": point.mean,
            "low": point.low,
            "high": point.high,
        }
        for point in points
    ]


def _steps(bars: Sequence[Bar], quarters: Sequence[str]) -> list[dict[str, Any]]:
    """Return each family's bar in each quarter, as it was at the quarter's end."""
    found = []
    for family in sorted({bar.family or "" for bar in bars}):
        mine = sorted(
            (bar for bar in bars if (bar.family or "") == family),
            key=lambda bar: "" if bar.since is None else str(bar.since),
        )
        for place, quarter in enumerate(quarters):
            held = [bar for bar in mine if bar.since is None or _quarter(bar.since) <= quarter]
            if held:
                found.append(
                    {"from": place - 0.5, "to": place + 0.5, "family": family, "bar": held[-1].value}
                )
    return found


def _quarter(day: np.datetime64) -> str:
    return str(quarter_names(quarters_of(np.array([day], "datetime64[D]")))[0])


def _rows(values: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))


def _domain(values: Sequence[dict[str, Any]], steps: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Return the lowest and the highest merit of the picture, with room at both ends."""
    heights = [0.0, *(one[end] for one in values for end in ("low", "high")), *(one["bar"] for one in steps)]
    room = max(max(heights) - min(heights), 0.2) * ROOM
    return min(heights) - room, max(heights) + room


def _y(field: str, domain: tuple[float, float], **options: Any) -> alt.Y:
    return alt.Y(field, scale=alt.Scale(domain=list(domain), nice=False, zero=False), **options)


def _zero(domain: tuple[float, float]) -> alt.Chart:
    mark: alt.Chart = _rows([{"zero": 0}]).mark_rule(color=palette.MUTED, strokeDash=[2, 2])
    title = written(_("merit, logits; 0 is the average applicant"), script())
    axis = alt.Axis(title=title, orient="right" if script().right_to_left else "left")
    return mark.encode(y=_y("zero:Q", domain, axis=axis))


def _x(field: str, quarters: Sequence[str]) -> alt.X:
    """Place quarters by their number, so that groups can stand beside each other; their names are ours, not data."""
    axis = alt.Axis(
        title=None,
        grid=False,
        values=list(range(len(quarters))),
        labelExpr=f"{json.dumps(list(quarters))}[datum.value]",
        labelAngle=0 if len(quarters) <= MOST_UPRIGHT else -45,
    )
    ends = [-0.5, len(quarters) - 0.5]
    domain = ends[::-1] if script().right_to_left else ends
    return alt.X(field, scale=alt.Scale(domain=domain, nice=False), axis=axis)


def _bar_layers(
    steps: Sequence[dict[str, Any]],
    values: Sequence[dict[str, Any]],
    quarters: Sequence[str],
    domain: tuple[float, float],
) -> list[alt.Chart]:
    """Draw each family's bar as a line of steps, named along the last; families that have one bar share both."""
    drawn = {(step["from"], round(step["bar"], 2)): step for step in steps}
    line = _rows(list(drawn.values())).mark_rule(color=palette.DOWN, strokeDash=[6, 3], strokeWidth=2)
    names = _rows(_names(steps, values, len(quarters), domain))
    halo = names.mark_text(fontSize=11.5, stroke=palette.BACKGROUND, strokeWidth=4, strokeJoin="round")
    text = names.mark_text(fontSize=11.5, color=palette.DOWN)
    x, y = _x("middle:Q", quarters), _y("height:Q", domain)
    return [
        line.encode(x=_x("from:Q", quarters), x2="to:Q", y=_y("bar:Q", domain)),
        halo.encode(x=x, y=y, text="label:N"),
        text.encode(x=x, y=y, text="label:N"),
    ]


def _names(
    steps: Sequence[dict[str, Any]],
    values: Sequence[dict[str, Any]],
    quarters: int,
    domain: tuple[float, float],
) -> list[dict[str, Any]]:
    """Return where the names of the bars stand, where they cover no point if that can be."""
    lines = _lines(steps)
    wide, tall = WIDTH / quarters, HEIGHT / (domain[1] - domain[0])

    def across(place: float) -> float:
        return (place + 0.5) * wide

    def down(value: float) -> float:
        return (domain[1] - value) * tall

    points = [
        Box(across(one["place"]) - DOT, across(one["place"]) + DOT, down(high) - 1, down(low) + 1)
        for one in values
        for low, high in ((one["low"], one["high"]), (one["mean"] - DOT / tall, one["mean"] + DOT / tall))
    ]
    strokes = [
        Box(across(one["from"]), across(one["to"]), down(one["bar"]) - 1, down(one["bar"]) + 1)
        for one in {(step["from"], round(step["bar"], 2)): step for step in steps}.values()
    ]
    named = [Line(name, across(start), across(end), down(bar)) for name, start, end, bar in lines]
    boxes = place_names(named, points, strokes, width=WIDTH)
    return [
        {
            "label": name,
            "middle": (box.left + box.right) / 2 / wide - 0.5,
            "height": domain[1] - (box.top + box.bottom) / 2 / tall,
        }
        for (name, *_rest), box in zip(lines, boxes, strict=True)
    ]


def _lines(steps: Sequence[dict[str, Any]]) -> list[tuple[str, float, float, float]]:
    """Return the last level of each family's bar: its name, the places where it begins and ends, and the bar."""
    begins: dict[str, float] = {}
    last: dict[str, dict[str, Any]] = {}
    for step in steps:
        family = step["family"]
        before = last.get(family)
        if before is None or round(before["bar"], 2) != round(step["bar"], 2):
            begins[family] = step["from"]
        last[family] = step
    ends: defaultdict[tuple[float, float], list[str]] = defaultdict(list)
    for family, step in last.items():
        ends[step["to"], round(step["bar"], 2)].append(family)
    return [
        (_named(same), min(begins[family] for family in same), end, last[same[0]]["bar"])
        for (end, _bar), same in ends.items()
    ]


def _named(families: Sequence[str]) -> str:
    """Return what a line is called that stands for these families; "" is the bar of all."""
    if len(families) <= MOST_NAMED:
        return ", ".join(cut(family, LONGEST) or pgettext("of merit", "bar") for family in families)
    told = ngettext("%(count)s job family", "%(count)s job families", len(families))
    return written(told % {"count": count(len(families))}, script())


def _group_layers(
    values: Sequence[dict[str, Any]], quarters: Sequence[str], domain: tuple[float, float]
) -> list[alt.Chart]:
    there = {value["group"] for value in values}
    shown = [(_(label), colour) for _name, label, colour, _shift in GROUPS if _(label) in there]
    if script().right_to_left:
        shown.reverse()
    names, colours = [label for label, _colour in shown], [colour for _label, colour in shown]
    colour = alt.Color("group:N", scale=alt.Scale(domain=names, range=colours))
    base = _rows(values)
    x = _x("place:Q", quarters)
    return [
        base.mark_rule(strokeWidth=2).encode(x=x, y=_y("low:Q", domain), y2="high:Q", color=colour),
        base.mark_point(filled=True, opacity=1, size=55).encode(x=x, y=_y("mean:Q", domain), color=colour),
    ]
