"""The level of applicants, offers and hires over the quarters, with the bar, as one SVG picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

from muster.engine.hire.bar_estimate import BarEstimate
from muster.engine.hire.bar_tables import Bar
from muster.engine.hire.dated import quarter_names, quarters_of
from muster.reports import palette
from muster.reports.charts import FONT, render
from muster.reports.text import cut

__all__ = ["describe_bar", "draw_bar"]

WIDTH, HEIGHT = 620, 300
MOST_UPRIGHT = 9  # quarters whose names fit beside each other
LONGEST = 24  # characters of a family's name
GROUPS = (("applicants", palette.SOFT, -0.18), ("offers", palette.UP, 0.0), ("hires", palette.ACCENT, 0.18))


def draw_bar(estimate: BarEstimate, bars: Sequence[Bar] = (), *, part: int = 0) -> str:
    """Return the picture of one part as an SVG element: mean merit of each group in each quarter, with intervals."""
    return render(describe_bar(estimate, bars, part=part))


def describe_bar(estimate: BarEstimate, bars: Sequence[Bar] = (), *, part: int = 0) -> alt.LayerChart:
    """Return the picture as Altair describes it. `bars` are drawn in part 0 only, whose scale they are on."""
    table = estimate.quarters
    quarters = list(dict.fromkeys(str(name) for name in table.period[table.part == part]))
    values = _values(estimate, part, quarters)
    layers = [_zero()]
    if part == 0:
        steps = _steps(bars, quarters)
        if steps:
            layers += _bar_layers(steps, quarters)
    layers += _group_layers(values, quarters)
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


def _values(estimate: BarEstimate, part: int, quarters: Sequence[str]) -> list[dict[str, Any]]:
    table = estimate.quarters
    shifts = {name: shift for name, _, shift in GROUPS}
    return [
        {
            "place": quarters.index(str(period)) + shifts[str(group)],
            "group": str(group),
            "mean": mean,
            "low": low,
            "high": high,
        }
        for period, mine, group, count, mean, low, high in zip(
            table.period, table.part, table.group, table.count, table.mean.tolist(), table.low.tolist(),
            table.high.tolist(), strict=True,
        )
        if mine == part and count
    ]  # fmt: skip


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


def _zero() -> alt.Chart:
    mark: alt.Chart = _rows([{"zero": 0}]).mark_rule(color=palette.MUTED, strokeDash=[2, 2])
    return mark.encode(y=alt.Y("zero:Q", title="merit, logits; 0 is the average applicant"))


def _x(field: str, quarters: Sequence[str]) -> alt.X:
    """Place quarters by their number, so that groups can stand beside each other; their names are ours, not data."""
    axis = alt.Axis(
        title=None,
        grid=False,
        values=list(range(len(quarters))),
        labelExpr=f"{json.dumps(list(quarters))}[datum.value]",
        labelAngle=0 if len(quarters) <= MOST_UPRIGHT else -45,
    )
    return alt.X(field, scale=alt.Scale(domain=[-0.5, len(quarters) - 0.5], nice=False), axis=axis)


def _bar_layers(steps: Sequence[dict[str, Any]], quarters: Sequence[str]) -> list[alt.Chart]:
    """Draw each family's bar as a line of steps, named at its end."""
    line = _rows(steps).mark_rule(color=palette.DOWN, strokeDash=[6, 3], strokeWidth=2)
    last = {step["family"]: step for step in steps}
    names = _rows([{**step, "label": cut(step["family"], LONGEST) or "bar"} for step in last.values()])
    text = names.mark_text(align="right", baseline="bottom", dy=-3, color=palette.DOWN, fontSize=11.5)
    return [
        line.encode(x=_x("from:Q", quarters), x2="to:Q", y="bar:Q"),
        text.encode(x=_x("to:Q", quarters), y="bar:Q", text="label:N"),
    ]


def _group_layers(values: Sequence[dict[str, Any]], quarters: Sequence[str]) -> list[alt.Chart]:
    names = [name for name, _, _ in GROUPS if any(value["group"] == name for value in values)]
    colours = [colour for name, colour, _ in GROUPS if name in names]
    colour = alt.Color("group:N", scale=alt.Scale(domain=names, range=colours))
    base = _rows(values)
    x = _x("place:Q", quarters)
    return [
        base.mark_rule(strokeWidth=2).encode(x=x, y="low:Q", y2="high:Q", color=colour),
        base.mark_point(filled=True, opacity=1, size=55).encode(x=x, y="mean:Q", color=colour),
    ]
