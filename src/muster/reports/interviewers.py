"""Interviewers' calibration: who is severe, who is lenient, whose ratings say little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.estimate import InterviewerTable, MeritEstimate
from muster.reports.fit import ERRATIC, UNIFORM, Fit, fit_word, judge, worst_first
from muster.reports.language import gettext as _
from muster.reports.language import pgettext
from muster.reports.shapes import Column, IntervalChart, IntervalRow, Name, Section, Table
from muster.reports.text import count, decimal, interviewers, isolate, joined, names, percent, signed

__all__ = [
    "FEW",
    "ROWS",
    "Standout",
    "calibration_headline",
    "interviewer_fits",
    "interviewers_section",
    "standout_interviewers",
]

ROWS = 24
FEW = 5  # interviews below which severity is hardly known


def interviewers_section(estimate: MeritEstimate) -> Section:
    """Return the section of all interviewers, or those it matters most to know, most severe first."""
    table, level = estimate.interviewers, estimate.model.level
    chosen = standout_interviewers(table, ROWS)
    shown = chosen.rows
    labels = _labels(table, shown)
    sentences = [
        _(
            "An interviewer of severity %(severity)s rates as if every candidate’s merit were %(lower)s lower; the "
            "ranking has this taken out. Filled dots differ clearly from the average interviewer: their %(level)s "
            "interval leaves out 0."
        )
        % {"severity": signed(0.5), "lower": decimal(0.5), "level": percent(level)}
    ]
    if shown.size < table.severity.size:
        sentences.append(
            _("%(shown)s of %(total)s interviewers are shown: %(chosen)s; %(left)s are left out.")
            % {
                "shown": count(shown.size),
                "total": count(table.severity.size),
                "chosen": chosen.words,
                "left": count(table.severity.size - shown.size),
            }
        )
    sentences.append(
        _(
            "Infit and outfit are near 1 where ratings are as consistent as expected. Above %(erratic)s they are "
            "erratic; below %(uniform)s too uniform: little information about candidates. Few: fewer than %(few)s "
            "interviews."
        )
        % {"erratic": decimal(ERRATIC, 1), "uniform": decimal(UNIFORM, 1), "few": count(FEW)}
    )
    rows = tuple(
        IntervalRow(label.short, table.low[i], table.severity[i], table.high[i], bool(_certain(table)[i]))
        for label, i in zip(labels, shown, strict=True)
    )
    first, last = shown[0], shown[-1]
    alt = _(
        "Interval plot of the severity of %(interviewers)s, most severe on top: from %(highest)s for %(first)s down "
        "to %(lowest)s for %(last)s. The numbers are in the table."
    ) % {
        "interviewers": interviewers(shown.size),
        "highest": signed(table.severity[first]),
        "first": labels[0].short,
        "lowest": signed(table.severity[last]),
        "last": labels[-1].short,
    }
    axis = _("Severity, with %(level)s interval (logits)") % {"level": percent(level)}
    return Section(
        key="interviewers",
        heading=_("Interviewers’ calibration"),
        sentences=tuple(sentences),
        table=_table(table, shown),
        chart=IntervalChart(rows, axis, alt),
        data=_data(table, shown),
    )


def interviewer_fits(table: InterviewerTable) -> NDArray[np.str_]:
    """Return the `Fit` of each interviewer; `EXPECTED` where there are too few interviews to say otherwise."""
    return np.where(table.interviews < FEW, Fit.EXPECTED.value, judge(table.infit, table.outfit))


def calibration_headline(table: InterviewerTable) -> str:
    """Say how many interviewers differ from the average one, and how far apart they are."""
    order = np.argsort(-table.severity, kind="stable")
    first, last = order[0], order[-1]
    severest, mildest = _labels(table, order[[0, -1]])
    return _(
        "%(count)s of %(interviewers)s differ clearly in severity from the average; they go from %(severest)s "
        "(%(highest)s) to %(mildest)s (%(lowest)s)."
    ) % {
        "count": count(_certain(table).sum()),
        "interviewers": interviewers(table.severity.size),
        "severest": isolate(severest),
        "highest": signed(table.severity[first]),
        "mildest": isolate(mildest),
        "lowest": signed(table.severity[last]),
    }


def _labels(table: InterviewerTable, rows: NDArray[np.intp]) -> list[Name]:
    """Return the names of these interviewers, the same wherever they are named."""
    known = names(table.interviewer_id)
    return [known[i] for i in rows]


def _certain(table: InterviewerTable) -> NDArray[np.bool_]:
    return np.asarray((table.low > 0) | (table.high < 0))


@dataclass(frozen=True, eq=False)
class Standout:
    """The interviewers worth a look: their `rows`, most severe first, and how many were chosen for what."""

    rows: NDArray[np.intp]
    misfit: int
    severe: int
    lenient: int

    @property
    def words(self) -> str:
        """Who they are, to follow `12 of 44 interviewers:`."""
        counts = {
            "misfit": count(self.misfit),
            "severe": count(self.severe),
            "lenient": count(self.lenient),
        }
        if not self.misfit:
            return _("the %(severe)s most severe and the %(lenient)s most lenient") % counts
        return (
            _(
                "%(misfit)s whose ratings fit worst and, of the others, the %(severe)s most severe and the "
                "%(lenient)s most lenient"
            )
            % counts
        )


def standout_interviewers(table: InterviewerTable, most: int) -> Standout:
    """Return at most `most` interviewers, all where there are no more.

    Up to a third are those whose ratings are erratic or too uniform, the worst by infit or outfit first; of the
    others, the most severe and the most lenient in equal numbers (one more severe where the places are odd).
    """
    order = np.argsort(-table.severity, kind="stable")
    if order.size <= most:
        return Standout(order, 0, 0, 0)
    misfits = np.isin(interviewer_fits(table), (Fit.ERRATIC.value, Fit.UNIFORM.value))
    worst = worst_first(table.infit, table.outfit)
    flagged = worst[misfits[worst]][: most // 3]
    rest = order[~np.isin(order, flagged)]
    lenient = (most - flagged.size) // 2
    severe = most - flagged.size - lenient
    chosen = np.concatenate([flagged, rest[:severe], rest[rest.size - lenient :]])
    return Standout(order[np.isin(order, chosen)], flagged.size, severe, lenient)


def _words(table: InterviewerTable, i: int, fit: str) -> str:
    words = [] if fit == Fit.EXPECTED else [fit_word(fit)]
    if table.low[i] > 0:
        words.insert(0, pgettext("an interviewer", "severe"))
    elif table.high[i] < 0:
        words.insert(0, pgettext("an interviewer", "lenient"))
    if table.interviews[i] < FEW:
        words.append(pgettext("interviews", "few"))
    return joined(words) or fit_word(Fit.EXPECTED)


def _table(table: InterviewerTable, shown: NDArray[np.intp]) -> Table:
    columns = (
        Column(_("Interviewer"), "text"),
        Column(_("Severity")),
        Column(_("Interviews"), wide=True),
        Column(_("Infit")),
        Column(_("Outfit"), wide=True),
        Column(pgettext("what numbers say", "Reading"), "text"),
    )
    fits = interviewer_fits(table)
    rows = tuple(
        (
            label,
            signed(table.severity[i]),
            count(table.interviews[i]),
            decimal(table.infit[i]),
            decimal(table.outfit[i]),
            _words(table, i, str(fits[i])),
        )
        for label, i in zip(_labels(table, shown), shown, strict=True)
    )
    return Table(_("Interviewers by severity"), columns, rows)


def _data(table: InterviewerTable, shown: NDArray[np.intp]) -> Table:
    headings = (
        _("Severity"),
        pgettext("standard deviation", "SD"),
        pgettext("end of an interval", "Low"),
        pgettext("end of an interval", "High"),
        _("Interviews"),
        _("Ratings"),
        _("Infit"),
        _("Outfit"),
    )
    rows = tuple(
        (
            label,
            signed(table.severity[i], 3),
            decimal(table.sd[i], 3),
            signed(table.low[i], 3),
            signed(table.high[i], 3),
            count(table.interviews[i]),
            count(table.ratings[i]),
            decimal(table.infit[i], 3),
            decimal(table.outfit[i], 3),
        )
        for label, i in zip(_labels(table, shown), shown, strict=True)
    )
    columns = (Column(_("Interviewer"), "text"), *map(Column, headings))
    return Table(_("Interviewers: all numbers"), columns, rows)
