"""Criteria: where each rating begins on the scale of merit, and whether the criterion fits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.estimate import CriterionTable, MeritEstimate
from muster.reports.fit import fit_word, judge, worst_first
from muster.reports.language import gettext as _
from muster.reports.language import pgettext
from muster.reports.shapes import Cell, Column, Section, StepChart, StepRow, Table
from muster.reports.text import count, criteria, decimal, names, percent

__all__ = ["ROWS", "criteria_section"]

ROWS = 20
SHADED = 0.9  # of the candidates, in the middle


def criteria_section(estimate: MeritEstimate) -> Section:
    """Return the section of criteria: all of them, or the worst fitting, hardest first."""
    table = estimate.criteria
    shown = _shown(table)
    sentences = [
        _(
            "The numbers in the picture are ratings: each stands over the merits at which an average interviewer "
            "gives it, and a bar marks where the next one begins. The shaded band holds the middle %(share)s of "
            "candidates; a criterion with no bar in it tells few of them apart."
        )
        % {"share": percent(SHADED)}
    ]
    if shown.size < len(table.criterion):
        sentences.append(
            _("%(shown)s of %(total)s criteria are shown, those that fit worst; %(left)s are left out.")
            % {
                "shown": count(shown.size),
                "total": count(len(table.criterion)),
                "left": count(len(table.criterion) - shown.size),
            }
        )
    return Section(
        key="criteria",
        heading=_("Criteria"),
        sentences=tuple(sentences),
        table=_table(table, shown),
        chart=_chart(estimate, shown),
        data=_data(table, shown),
    )


def _shown(table: CriterionTable) -> NDArray[np.intp]:
    difficulty = np.nan_to_num(table.difficulty, nan=-np.inf)
    order = np.argsort(-difficulty, kind="stable")
    if order.size <= ROWS:
        return order
    return order[np.isin(order, worst_first(table.infit, table.outfit)[:ROWS])]


def _chart(estimate: MeritEstimate, shown: NDArray[np.intp]) -> StepChart | None:
    table = estimate.criteria
    labels = names(table.criterion)
    rows = tuple(_steps(table, i, labels[i].short) for i in shown)
    if not any(row.steps for row in rows):
        return None
    low, high = np.quantile(estimate.merit, [(1 - SHADED) / 2, (1 + SHADED) / 2])
    alt = _("Where each rating begins for %(criteria)s, hardest on top. The numbers are in the table.") % {
        "criteria": criteria(len(rows))
    }
    return StepChart(rows, float(low), float(high), _("Merit for a typical rating (logits)"), alt)


def _steps(table: CriterionTable, i: int, label: str) -> StepRow:
    lowest, slope = int(table.low[i]), float(table.slope[i])
    steps = [
        (lowest + k + 1, float(threshold) / slope)
        for k, threshold in enumerate(table.thresholds[i])
        if np.isfinite(threshold)
    ]
    first = str(steps[0][0] - 1) if steps else str(lowest)
    return StepRow(label, first, tuple((str(rating), place) for rating, place in steps))


def _table(table: CriterionTable, shown: NDArray[np.intp]) -> Table:
    columns = [Column(_("Criterion"), "text"), Column(_("Difficulty"))]
    weighted, sloped = _weighted(table), _sloped(table)
    labels, fits = names(table.criterion), judge(table.infit, table.outfit)
    columns += [Column(_("Weight"))] * weighted + [Column(pgettext("of a criterion", "Slope"))] * sloped
    columns += [
        Column(_("Ratings"), wide=True),
        Column(_("Infit")),
        Column(_("Outfit"), wide=True),
        Column(pgettext("what numbers say", "Reading"), "text"),
    ]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            labels[i],
            decimal(table.difficulty[i]),
            *([decimal(table.weight[i])] * weighted),
            *([decimal(table.slope[i])] * sloped),
            count(table.ratings[i]),
            decimal(table.infit[i]),
            decimal(table.outfit[i]),
            fit_word(fits[i]),
        )
        for i in shown
    )
    return Table(_("Criteria, hardest first"), tuple(columns), rows)


def _weighted(table: CriterionTable) -> bool:
    return not np.allclose(table.weight, 1)


def _sloped(table: CriterionTable) -> bool:
    return not np.allclose(table.slope, 1)


def _data(table: CriterionTable, shown: NDArray[np.intp]) -> Table:
    columns = (
        Column(_("Criterion"), "text"),
        Column(_("Lowest rating")),
        Column(_("Thresholds, lowest first"), "text"),
        Column(_("Difficulty")),
        Column(pgettext("of a criterion", "Slope")),
        Column(_("Weight")),
        Column(_("Ratings")),
        Column(_("Infit")),
        Column(_("Outfit")),
    )
    labels = names(table.criterion)
    rows = tuple(
        (
            labels[i],
            str(int(table.low[i])),
            "  ".join(decimal(threshold, 3) for threshold in table.thresholds[i]),
            decimal(table.difficulty[i], 3),
            decimal(table.slope[i], 3),
            decimal(table.weight[i], 3),
            count(table.ratings[i]),
            decimal(table.infit[i], 3),
            decimal(table.outfit[i], 3),
        )
        for i in shown
    )
    return Table(_("Criteria: all numbers"), columns, rows)
