"""Interviewers' calibration: who is severe, who is lenient, whose ratings say little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.estimate import InterviewerTable, MeritEstimate
from muster.reports.fit import ERRATIC, UNIFORM, Fit, judge, worst_first
from muster.reports.shapes import Column, IntervalChart, IntervalRow, Name, Section, Table
from muster.reports.text import count, decimal, isolate, names, percent, plural, signed

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
        "An interviewer of severity +0.50 rates as if every candidate’s merit were 0.50 lower; the ranking "
        f"has this taken out. Filled dots differ clearly from the average interviewer: their "
        f"{percent(level)} interval leaves out 0."
    ]
    if shown.size < table.severity.size:
        sentences.append(
            f"{count(shown.size)} of {count(table.severity.size)} interviewers are shown: {chosen.words}; "
            f"{count(table.severity.size - shown.size)} are left out."
        )
    sentences.append(
        "Infit and outfit are near 1 where ratings are as consistent as expected. Above "
        f"{ERRATIC} they are erratic; below {UNIFORM} too uniform: little information about candidates. "
        f"Few: fewer than {FEW} interviews."
    )
    rows = tuple(
        IntervalRow(label.short, table.low[i], table.severity[i], table.high[i], bool(_certain(table)[i]))
        for label, i in zip(labels, shown, strict=True)
    )
    first, last = shown[0], shown[-1]
    alt = (
        f"Interval plot of the severity of {plural(shown.size, 'interviewer')}, most severe on top: from "
        f"{signed(table.severity[first])} for {labels[0].short} down to {signed(table.severity[last])} for "
        f"{labels[-1].short}. The numbers are in the table."
    )
    return Section(
        key="interviewers",
        heading="Interviewers’ calibration",
        sentences=tuple(sentences),
        table=_table(table, shown),
        chart=IntervalChart(rows, f"Severity, with {percent(level)} interval (logits)", alt),
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
    return (
        f"{count(_certain(table).sum())} of {plural(table.severity.size, 'interviewer')} differ clearly in "
        "severity from the average; they go from "
        f"{isolate(severest)} ({signed(table.severity[first])}) to "
        f"{isolate(mildest)} ({signed(table.severity[last])})."
    )


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
        extremes = f"the {count(self.severe)} most severe and the {count(self.lenient)} most lenient"
        if not self.misfit:
            return extremes
        return f"{count(self.misfit)} whose ratings fit worst and, of the others, {extremes}"


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
    words = [] if fit == Fit.EXPECTED else [fit]
    if table.low[i] > 0:
        words.insert(0, "severe")
    elif table.high[i] < 0:
        words.insert(0, "lenient")
    if table.interviews[i] < FEW:
        words.append("few")
    return ", ".join(words) or Fit.EXPECTED.value


def _table(table: InterviewerTable, shown: NDArray[np.intp]) -> Table:
    columns = (
        Column("Interviewer", "text"),
        Column("Severity"),
        Column("Interviews", wide=True),
        Column("Infit"),
        Column("Outfit", wide=True),
        Column("Reading", "text"),
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
    return Table("Interviewers by severity", columns, rows)


def _data(table: InterviewerTable, shown: NDArray[np.intp]) -> Table:
    headings = ("Severity", "SD", "Low", "High", "Interviews", "Ratings", "Infit", "Outfit")
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
    return Table("Interviewers: all numbers", (Column("Interviewer", "text"), *map(Column, headings)), rows)
