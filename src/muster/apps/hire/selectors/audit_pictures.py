"""The pictures of an audit, as SVG in the reader's language and direction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from django.core.cache import cache
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from muster.apps.core.pictures import themed
from muster.apps.hire.models import AuditPart
from muster.apps.hire.selectors.audit_results import BarsTable, RatioTable
from muster.apps.hire.selectors.audit_words import side_label
from muster.reports.shapes import IntervalChart, IntervalRow, Script

__all__ = ["bars_chart", "boundary_picture", "picture_of", "raters_chart", "ratio_chart", "script_of"]

KEPT, KEPT_NAMES = 86_400, 3_600  # seconds; what is drawn never changes, only what it is called
FARTHEST = 2.0  # ratio at which an interval is cut in a picture, not in a table
MARKS = (0.8, 1.0)
STEP, HEAD, WIDTH, LABELS = 26, 40, 660, 210
MOST_RATERS = 20


def script_of() -> Script:
    """Return how the reader's language is written."""
    from muster.reports.language import language_of

    return language_of(get_language() or "en", translation).script


def picture_of(
    part: AuditPart, name: str, chart: IntervalChart | None, *, names_people: bool = False
) -> SafeString:
    """Return an interval chart as SVG. It is kept, as a sealed part never changes, and drawn anew where a row or an
    axis is called otherwise; one that names people is kept for an hour at most.
    """
    if chart is None:
        return SafeString("")

    def drawn() -> str:
        from muster.reports.charts import Frame, draw

        return draw(chart, Frame(STEP, HEAD, WIDTH, LABELS), script_of())

    words = [chart.axis, chart.alt, *(row.label for row in chart.rows)]
    return _kept(part, name, words, drawn, KEPT_NAMES if names_people else KEPT)


def boundary_picture(table: BarsTable) -> SafeString:
    """Return who stands at the boundary, group by group."""
    words = {
        "axis": _("Merit, in logits"),
        "selected": side_label(selected=True),
        "turned_away": side_label(selected=False),
        "bar": _("Bar, with its interval"),
    }

    def drawn() -> str:
        from muster.reports.boundary_chart import BoundaryChart, BoundaryRow, draw_boundary

        content = table.part.content
        rows = tuple(
            BoundaryRow(
                label=row.label,
                selected=_curve(row.numbers["selected"]),
                turned_away=_curve(row.numbers["turned_away"]),
                bar=row.numbers["bar"],
                low=row.numbers["low"],
                high=row.numbers["high"],
            )
            for row in table.rows
        )
        return draw_boundary(BoundaryChart(rows=rows, grid=tuple(content["grid"]), **words), script_of())

    called = [*words.values(), *(row.label for row in table.rows)]
    return SafeString("") if table.problem else _kept(table.part, "boundary", called, drawn)


def ratio_chart(table: RatioTable, *, every_row: bool = False) -> IntervalChart | None:
    """Return the impact ratios that a table shows, with their intervals, None where there are not two of them.

    With `every_row` it has a line for each row of the table, for a picture that shares their labels.
    """
    if table.compared < 2:
        return None
    shown = [row for row in table.rows if every_row or row.numbers["ratio"] is not None]
    rows = tuple(_ratio_row(row.label, row.numbers) for row in shown)
    return IntervalChart(rows, _("Impact ratio"), _alt(), MARKS)


def bars_chart(table: BarsTable) -> IntervalChart | None:
    """Return the bars of groups with their intervals."""
    if table.problem:
        return None
    rows = [
        IntervalRow(
            row.label,
            row.numbers["low"],
            row.numbers["bar"],
            row.numbers["high"],
            True,
        )
        for row in table.rows
    ]
    return IntervalChart(tuple(rows), _("Merit, in logits"), _alt(), (0.0,))


def raters_chart(rows: Sequence[dict[str, Any]]) -> IntervalChart | None:
    """Return interactions with their intervals, the most certain on top."""
    shown = [
        IntervalRow(
            f"{row['label']} · {row['group']}", row["low"], row["estimate"], row["high"], row["flagged"]
        )
        for row in rows[:MOST_RATERS]
    ]
    return IntervalChart(tuple(shown), _("Rated higher by"), _alt(), (0.0,)) if shown else None


def _alt() -> str:
    return _("Dots with intervals, a row each; the numbers are in the table.")


def _ratio_row(label: str, row: dict[str, Any]) -> IntervalRow:
    ratio = row["ratio"]
    if ratio is None:
        return IntervalRow(label, None, None, None, False)
    if row["best"] or row["low"] is None:
        return IntervalRow(label, ratio, ratio, ratio, True)
    return IntervalRow(label, min(row["low"], FARTHEST), ratio, min(row["high"], FARTHEST), False)


def _curve(side: dict[str, Any] | None) -> tuple[float, ...]:
    return () if side is None else tuple(side["curve"])


def _kept(
    part: AuditPart, name: str, words: Sequence[str], draw: Callable[[], str], seconds: int = KEPT
) -> SafeString:
    called = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    key = f"hire.audit.{part.pk}.{part.seal[:16]}.{name}.{called}.{get_language()}"
    return themed(cache.get_or_set(key, draw, seconds) or "")
