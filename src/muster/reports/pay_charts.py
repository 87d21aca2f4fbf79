"""A package in three pictures: years as bars, equity as a fan, and how strong the handcuff is; several in one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np

from muster.engine.pay.valuation import PackageComparison, Valuation
from muster.reports import palette
from muster.reports.charts import FONT, render
from muster.reports.language import gettext as _
from muster.reports.language import ngettext, script
from muster.reports.text import cut

__all__ = [
    "PICTURES",
    "describe_comparison",
    "describe_fan",
    "describe_handcuff",
    "describe_years",
    "draw_comparison",
    "draw_pictures",
    "draw_together",
]

WIDTH, HEIGHT = 560, 200
DAYS_A_YEAR = 365.25
RIGHT_TO_LEFT, END = "\u2067", "\u2069"
MOST_TICKS = 12
ROW, LONGEST = 26, 24  # pixels of a row; characters of a name

Rows = Sequence[dict[str, Any]]


def draw_pictures(valuation: Valuation) -> dict[str, str]:
    """Return each picture as an SVG element, in the language at hand, by `PICTURES`."""
    return {name: render(_finish(describe(valuation)), script()) for name, describe in PICTURES.items()}


def draw_together(valuation: Valuation) -> str:
    """Return all pictures as one SVG element, one below the other, in the language at hand."""
    titles = (_("By year of service"), _("Equity vested, by price"), _("What leaving would cost"))
    charts = [
        describe(valuation).properties(title=_isolated(title))
        for describe, title in zip(PICTURES.values(), titles, strict=True)
    ]
    return render(_finish(alt.VConcatChart(vconcat=charts, spacing=28)), script())


def describe_years(valuation: Valuation) -> alt.LayerChart:
    """Return cash, equity and things in kind of each year, stacked."""
    years = valuation.years
    unit, title = _unit(valuation.currency, (years.cash + years.equity + years.in_kind).max(initial=0.0))
    names = (_("Cash"), _("Equity"), _("In kind"))
    rows = [
        {"year": int(year), "part": name, "value": float(value) / unit, "order": order}
        for order, (name, column) in enumerate(
            zip(names, (years.cash, years.equity, years.in_kind), strict=True)
        )
        if column.any() or not order
        for year, value in zip(years.year, column, strict=True)
    ]
    shown = list(dict.fromkeys(str(row["part"]) for row in rows))
    colours = [palette.ACCENT, palette.UP, palette.SOFT]
    used = [colour for name, colour in zip(names, colours, strict=True) if name in shown]
    axis = alt.Axis(title=_isolated(_("year of service")), labelAngle=0, grid=False)
    bars = (
        _data(rows)
        .mark_bar(stroke=palette.BACKGROUND, strokeWidth=1)
        .encode(
            x=alt.X("year:O", axis=axis, scale=alt.Scale(paddingInner=0.35, reverse=_turned())),
            y=_y("value:Q", title),
            color=alt.Color("part:N", scale=alt.Scale(domain=shown, range=used)),
            order=alt.Order("order:Q"),
        )
    )
    return _sized([bars])


def describe_fan(valuation: Valuation) -> alt.LayerChart:
    """Return the quantiles of what the equity vested so far is worth, over the years."""
    fan = valuation.fan
    unit, title = _unit(valuation.currency, fan.p90.max(initial=0.0))
    rows = [
        {
            "years": at,
            **{name: float(getattr(fan, name)[row]) / unit for name in ("p10", "p25", "p50", "p75", "p90")},
        }
        for row, at in enumerate(_since(valuation, fan.date))
    ]
    base, x = _data(rows), _x("years:Q", rows)
    last = rows[-1:]
    names = [{**row, "name": name, "at": row[name]} for row in last for name in ("p10", "p50", "p90")]
    return _sized(
        [
            base.mark_area(color=palette.SOFT, opacity=0.3).encode(x=x, y=_y("p10:Q", title), y2="p90:Q"),
            base.mark_area(color=palette.SOFT, opacity=0.45).encode(x=x, y=_y("p25:Q", title), y2="p75:Q"),
            base.mark_line(color=palette.ACCENT, strokeWidth=2).encode(x=x, y=_y("p50:Q", title)),
            _data(names)
            .mark_text(
                align="right" if _turned() else "left",
                dx=-4 if _turned() else 4,
                fontSize=11,
                color=palette.INK,
            )
            .encode(x=x, y=_y("at:Q", title), text="name:N"),
        ]
    )


def describe_handcuff(valuation: Valuation) -> alt.LayerChart:
    """Return what leaving would cost on each day, with the outside offer as a line where there is one."""
    table = valuation.handcuff
    outside = _outside(valuation)
    unit, title = _unit(valuation.currency, max(table.total.max(initial=0.0), outside or 0.0))
    rows = [
        {"years": at, "total": float(total) / unit}
        for at, total in zip(_since(valuation, table.date), table.total, strict=True)
    ]
    base, x = _data(rows), _x("years:Q", rows)
    layers = [
        base.mark_area(color=palette.SOFT, opacity=0.3, interpolate="step-after").encode(
            x=x, y=_y("total:Q", title)
        ),
        base.mark_line(color=palette.ACCENT, strokeWidth=2, interpolate="step-after").encode(
            x=x, y=_y("total:Q", title)
        ),
    ]
    if outside is not None:
        told = [
            {"years": rows[-1]["years"], "outside": outside / unit, "label": _isolated(_("outside offer"))}
        ]
        line = _data(told).mark_rule(color=palette.DOWN, strokeDash=[6, 3], strokeWidth=2)
        text = _data(told).mark_text(
            align="left" if _turned() else "right",
            baseline="bottom",
            dy=-3,
            color=palette.DOWN,
            fontSize=11.5,
        )
        layers += [
            line.encode(y=_y("outside:Q", title)),
            text.encode(x=x, y=_y("outside:Q", title), text="label:N"),
        ]
    return _sized(layers)


def draw_comparison(comparison: PackageComparison) -> str:
    """Return packages side by side as an SVG element: what is in hand after each of the years, from p10 to p90."""
    return render(_finish(describe_comparison(comparison)), script())


def describe_comparison(comparison: PackageComparison) -> alt.LayerChart:
    """Return one row a year and package, in the order of the years: a dot at the median, a line from p10 to p90."""
    worth = comparison.worth
    unit, title = _unit(comparison.currency, worth.p90.max())
    order = np.argsort(worth.year, kind="stable").tolist()
    rows = [
        {
            "label": f"{_after(int(worth.year[at]))} · {cut(str(worth.package[at]), LONGEST)}",
            "low": float(worth.p10[at]) / unit,
            "middle": float(worth.p50[at]) / unit,
            "high": float(worth.p90[at]) / unit,
        }
        for at in order
    ]
    side: Any = "right" if _turned() else "left"
    y = alt.Y("label:N", sort=None, axis=alt.Axis(title=None, orient=side, labelLimit=260, grid=False))

    def x(field: str) -> alt.X:
        return alt.X(
            field, axis=alt.Axis(title=title, tickCount=6), scale=alt.Scale(zero=True, reverse=_turned())
        )

    base = _data(rows)
    line = base.mark_rule(color=palette.SOFT, strokeWidth=2).encode(x=x("low:Q"), x2="high:Q", y=y)
    dot = base.mark_point(filled=True, opacity=1, size=60, color=palette.ACCENT).encode(x=x("middle:Q"), y=y)
    return alt.LayerChart(layer=[line, dot], width=WIDTH, height=ROW * len(rows))


def _after(years: int) -> str:
    return ngettext("after %(years)s year", "after %(years)s years", years) % {"years": years}


PICTURES = {"years": describe_years, "fan": describe_fan, "handcuff": describe_handcuff}
"""The pictures by name, in their order."""


def _outside(valuation: Valuation) -> float | None:
    """Return what the outside offer is worth, from the handcuff's ratio to it."""
    table = valuation.handcuff
    known = np.flatnonzero(np.isfinite(table.strength) & (table.strength > 0))
    return float(table.total[known[0]] / table.strength[known[0]]) if known.size else None


def _since(valuation: Valuation, days: Any) -> list[float]:
    passed = (np.asarray(days) - valuation.start).astype(np.float64)
    return [float(value) for value in passed / DAYS_A_YEAR]


def _unit(currency: str, highest: float) -> tuple[float, str]:
    """Return the unit of an axis, and its title."""
    told = {"currency": currency}
    if highest >= 2e6:
        return 1e6, _isolated(_("%(currency)s, millions") % told)
    if highest >= 2e4:
        return 1e3, _isolated(_("%(currency)s, thousands") % told)
    return 1.0, currency


def _turned() -> bool:
    return script().right_to_left


def _isolated(text: str) -> str:
    """Keep a title in Arabic apart from the picture, which is drawn from left to right."""
    return f"{RIGHT_TO_LEFT}{text}{END}" if _turned() else text


def _data(rows: Rows) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(rows)))


def _x(field: str, rows: Rows) -> alt.X:
    last = max((row["years"] for row in rows), default=1.0)
    step = max(1, -(-int(last + 0.5) // MOST_TICKS))
    axis = alt.Axis(
        title=_isolated(_("years after the start")),
        values=list(range(0, int(last + 0.5) + 1, step)),
        grid=False,
    )
    return alt.X(field, axis=axis, scale=alt.Scale(domain=[0, last], nice=False, reverse=_turned()))


def _y(field: str, title: str) -> alt.Y:
    axis = alt.Axis(title=title, tickCount=5, orient="right" if _turned() else "left")
    return alt.Y(field, axis=axis, scale=alt.Scale(zero=True))


def _sized(layers: Sequence[alt.Chart]) -> alt.LayerChart:
    return alt.LayerChart(layer=list(layers), width=WIDTH, height=HEIGHT)


def _finish(chart: Any) -> Any:
    axis = alt.AxisConfig(
        domain=False, ticks=False, gridColor=palette.GRID, labelColor=palette.MUTED, titleColor=palette.MUTED,
        labelFontSize=11, titleFontSize=11, titleFontWeight="normal",
    )  # fmt: skip
    side: Any = "end" if _turned() else "start"
    chart.config = alt.Config(
        font=FONT,
        background="transparent",
        aria=False,
        axis=axis,
        view=alt.ViewConfig(stroke=None),
        legend=alt.LegendConfig(labelColor=palette.INK, orient="top", title=None, labelFontSize=12),
        title=alt.TitleConfig(anchor=side, color=palette.INK, fontSize=13, fontWeight=600),
    )
    return chart
