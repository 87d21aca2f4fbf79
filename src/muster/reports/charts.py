"""Charts as SVG: Altair describes them, vl-convert draws them without a browser or network.

Every chart has one row a thing, `Frame.step` high, under a head that holds the axis, so that it can stand
beside a table whose rows are as high. Labels are data to Altair, never code or markup.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any

import altair as alt
import vl_convert
from altair.utils.schemapi import debug_mode

from muster.reports import palette
from muster.reports.shapes import Chart, IntervalChart, MoveChart, Script, StepChart
from muster.reports.text import cut

__all__ = ["FONT", "Frame", "describe", "draw", "render", "written"]

FONT = "IBM Plex Sans"
NARROW = 14  # pixels below which a rating's number does not fit between two steps
MARGIN = 12
CHARACTER = 6.8  # pixels of a small letter in a label
RIGHT_TO_LEFT, END = "\u2067", "\u2069"  # a run of text with a direction of its own
ENGLISH = Script()
_ROLES = re.compile(r' role="graphics-[a-z]+" aria-roledescription="[^"]*"')


@dataclass(frozen=True)
class Frame:
    """The size of a chart in pixels: rows of `step`, an axis of `head` above them, `width` in all.

    `labels` is what the rows' labels take of the width; 0 leaves them out, for use beside a table.
    """

    step: int
    head: int
    width: int
    labels: int = 0

    @property
    def plot(self) -> int:
        """Width of the plot itself."""
        return self.width - self.left - self.right

    @property
    def left(self) -> int:
        """What stands at the left of the plot."""
        return self.labels or MARGIN

    @property
    def right(self) -> int:
        """What stands at the right of the plot."""
        return MARGIN


def draw(chart: Chart, frame: Frame, script: Script = ENGLISH) -> str:
    """Return the chart as one SVG element, mirrored where the script runs from right to left."""
    # The tests check charts against Vega-Lite's schema; to do so every time costs as much as drawing.
    with debug_mode(False):
        return render(describe(chart, frame, script), script)


def render(described: alt.LayerChart | alt.VConcatChart, script: Script = ENGLISH) -> str:
    """Return what Altair describes as one SVG element, with numbers as the script writes them."""
    _register_fonts()
    drawn = str(vl_convert.vegalite_to_svg(described.to_dict(validate=False), format_locale=_locale(script)))
    return _ROLES.sub("", drawn)  # the page names the whole picture; these would be announced without a name


def describe(chart: Chart, frame: Frame, script: Script = ENGLISH) -> alt.LayerChart:
    """Return the chart as Altair describes it."""
    turned = script.right_to_left
    if isinstance(chart, IntervalChart):
        layers = _interval_layers(chart, turned)
    elif isinstance(chart, MoveChart):
        layers = _move_layers(chart, turned)
    else:
        layers = _step_layers(chart, frame, turned)
    if frame.labels:
        layers.append(_labels([row.label for row in chart.rows], frame, turned))
    return _finish(layers, len(chart.rows), frame, turned)


@functools.cache
def _register_fonts() -> None:
    with as_file(files("muster.reports") / "fonts") as folder:
        vl_convert.register_font_directory(str(folder))


def _locale(script: Script) -> dict[str, Any]:
    """Return how numbers are written, as D3 takes it."""
    return {
        "decimal": script.point,
        "thousands": script.thousands,
        "grouping": [3],
        "currency": ["", ""],
        "minus": "−",
    }


def _finish(layers: Sequence[alt.Chart], rows: int, frame: Frame, turned: bool) -> alt.LayerChart:
    axis = alt.AxisConfig(
        domain=False,
        ticks=False,
        grid=True,
        gridColor=palette.GRID,
        labelColor=palette.MUTED,
        labelFontSize=11,
        labelPadding=5,
        titleColor=palette.MUTED,
        titleFontSize=11,
        titleFontWeight="normal",
        titlePadding=3,
    )
    view = alt.ViewConfig(stroke=None)
    left, right = (frame.right, frame.left) if turned else (frame.left, frame.right)
    # All at once: each step of a chain of methods would copy the chart.
    return alt.LayerChart(
        layer=list(layers),
        width=frame.plot,
        height=rows * frame.step,
        padding={"left": left, "right": right, "top": frame.head, "bottom": 1},
        autosize=alt.AutoSizeParams(type="none"),
        config=alt.Config(font=FONT, background="transparent", aria=False, view=view, axis=axis),
    )


def _rows(values: Sequence[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))


def _y(rows: int | None = None) -> alt.Y:
    """One band a row, with a line under each, where a table has its own; `rows` where some of them are empty."""
    lines = alt.Axis(labels=False, title=None, bandPosition=1)
    scale = alt.Scale(type="band", padding=0)
    if rows is not None:
        scale = alt.Scale(type="band", padding=0, domain=list(range(rows)))
    return alt.Y("row:O", scale=scale, axis=lines)


def _x(field: str, title: str, domain: tuple[float, float], **options: Any) -> alt.X:
    apart: dict[str, Any] = {"labelOverlap": "parity", "labelSeparation": 6}  # where the plot is narrow
    axis = alt.Axis(orient="top", tickCount=6, title=title, **{**apart, **options})
    scale = alt.Scale(domain=list(domain), nice=False, zero=False)
    return alt.X(field, scale=scale, axis=axis)


def _domain(lowest: float, highest: float) -> tuple[float, float]:
    span = max(highest - lowest, 0.1)
    return lowest - 0.04 * span, highest + 0.04 * span


def written(text: str, script: Script) -> str:
    """Return a text of a chart; in Arabic isolated from the picture, which is drawn from left to right."""
    return f"{RIGHT_TO_LEFT}{text}{END}" if script.right_to_left else text


def _axis(title: str, turned: bool) -> str:
    return written(title, Script(right_to_left=turned))


def _marks(places: Sequence[float], title: str, domain: tuple[float, float]) -> alt.Chart:
    rows = _rows([{"zero": place} for place in places])
    mark: alt.Chart = rows.mark_rule(color=palette.MUTED, strokeDash=[2, 2], strokeWidth=1)
    return mark.encode(x=_x("zero:Q", title, domain))


def _interval_layers(chart: IntervalChart, turned: bool) -> list[alt.Chart]:
    values = [
        {
            "row": i,
            "low": row.low,
            "middle": row.middle,
            "high": row.high,
            "fill": palette.ACCENT if row.strong else palette.BACKGROUND,
        }
        for i, row in enumerate(chart.rows)
        if row.middle is not None
    ]
    ends = [place for row in chart.rows for place in (row.low, row.high) if place is not None]
    low, high = _domain(min([*chart.marks, *ends]), max([*chart.marks, *ends]))
    domain, title = (high, low) if turned else (low, high), _axis(chart.axis, turned)
    y = _y() if len(values) == len(chart.rows) else _y(len(chart.rows))
    base = _rows(values)
    line = base.mark_rule(color=palette.SOFT, strokeWidth=2)
    dot = base.mark_point(opacity=1, size=46, stroke=palette.ACCENT, strokeWidth=1.6)
    return [
        line.encode(x=_x("low:Q", title, domain), x2=alt.X2("high:Q"), y=y),
        _marks(chart.marks, title, domain),
        dot.encode(x=_x("middle:Q", title, domain), y=y, fill=_own("fill")),
    ]


def _move_layers(chart: MoveChart, turned: bool) -> list[alt.Chart]:
    values = [
        {
            "row": i,
            "before": row.before,
            "after": row.after,
            "colour": palette.UP if row.after < row.before else palette.DOWN,
            "arrow": "triangle-right" if (row.after < row.before) != turned else "triangle-left",
        }
        for i, row in enumerate(chart.rows)
    ]
    places = [place for row in chart.rows for place in (row.before, row.after)]
    low, high = _domain(min(places), max(places))
    # The best place stands at the end, as merit grows towards it.
    domain, title = (low, high) if turned else (high, low), _axis(chart.axis, turned)
    base, colour = _rows(values), alt.Color("colour:N", scale=None, legend=None)
    line = base.mark_rule(strokeWidth=2)
    start = base.mark_point(opacity=1, size=40, fill=palette.BACKGROUND, strokeWidth=1.6)
    end = base.mark_point(opacity=1, size=70)
    arrow = alt.Shape("arrow:N", scale=None, legend=None)

    def x(field: str) -> alt.X:
        return _x(field, title, domain, values=_whole_ticks(min(places), max(places)), format=",d")

    return [
        line.encode(x=x("before:Q"), x2=alt.X2("after:Q"), y=_y(), color=colour),
        start.encode(x=x("before:Q"), y=_y(), color=colour),
        end.encode(x=x("after:Q"), y=_y(), color=colour, fill=_own("colour"), shape=arrow),
    ]


def _whole_ticks(lowest: int, highest: int) -> list[int]:
    """Return about five round whole numbers from `lowest` to `highest`."""
    size = max((highest - lowest) / 5, 1)
    unit = 10 ** math.floor(math.log10(size))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= size)
    return list(range(-(-lowest // step) * step, highest + 1, step))


def _own(field: str) -> alt.Fill:
    """Fill with the colour that the row names."""
    return alt.Fill(f"{field}:N", scale=None, legend=None)


def _step_layers(chart: StepChart, frame: Frame, turned: bool) -> list[alt.Chart]:
    steps = [place for row in chart.rows for _, place in row.steps]
    span = max(steps) - min(steps)
    low, high = min(*steps, chart.low) - 0.1 * span - 0.3, max(*steps, chart.high) + 0.1 * span + 0.3
    values, numbers = [], []
    for i, row in enumerate(chart.rows):
        places = [low, *(place for _, place in row.steps), high]
        values += [{"row": i, "step": place} for place in places[1:-1]]
        ratings = [row.first, *(rating for rating, _ in row.steps)]
        for left, right, rating in zip(places, places[1:], ratings, strict=False):
            if (right - left) / (high - low) * frame.plot >= NARROW:
                numbers.append({"row": i, "middle": (left + right) / 2, "rating": rating})
    band = _rows([{"low": chart.low, "high": chart.high}]).mark_rect(color=palette.SHADE)
    ticks = _rows(values).mark_tick(
        color=palette.ACCENT, opacity=1, thickness=2, size=0.55 * frame.step, orient="vertical"
    )
    texts = _rows(numbers).mark_text(color=palette.INK, fontSize=11.5)
    domain, title = (high, low) if turned else (low, high), _axis(chart.axis, turned)

    def x(field: str) -> alt.X:
        return _x(field, title, domain, grid=False)

    return [
        band.encode(x=x("low:Q"), x2=alt.X2("high:Q")),
        ticks.encode(x=x("step:Q"), y=_y()),
        texts.encode(x=x("middle:Q"), y=_y(), text=alt.Text("rating:N")),
    ]


def _labels(labels: Sequence[str], frame: Frame, turned: bool) -> alt.Chart:
    room = (frame.labels - 8) / CHARACTER
    # Cut here: Vega's own limit cuts characters beyond the basic plane in two, which vl-convert cannot draw.
    texts = _rows([{"row": i, "label": cut(label, room)} for i, label in enumerate(labels)])
    mark = texts.mark_text(align="right" if turned else "left", color=palette.INK, fontSize=12)
    edge = frame.plot + frame.labels if turned else -frame.labels
    placed: alt.Chart = mark.encode(y=_y(), x=alt.value(edge), text=alt.Text("label:N"))
    return placed
