"""Warnings about the season's design: what a committee must know before it relies on the ranking."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.notes import COPIED_NOTE, link_note
from muster.reports.fit import Fit, judge
from muster.reports.interviewers import FEW, interviewer_fits
from muster.reports.text import count, decimal, listing, names, plural

__all__ = ["CHECKED", "design_warnings"]

SMALL_CANDIDATES = 30
SMALL_INTERVIEWERS = 8
LEAST_RELIABILITY = 0.7

INTERVIEWER_FITS = (
    (Fit.ERRATIC, "rated erratically (infit or outfit above 1.5); look at their ratings again"),
    (Fit.UNIFORM, "rated so uniformly (infit or outfit below 0.5) that their ratings say little"),
    (Fit.UNKNOWN, "gave no rating that tells anything"),
)
CRITERION_FITS = (
    (Fit.ERRATIC, "do not fit the others (infit or outfit above 1.5); they may measure something else"),
    (Fit.UNIFORM, "follow the others too closely (infit or outfit below 0.5) and add little"),
    (Fit.UNKNOWN, "have ratings that tell nothing"),
)

CHECKED = (
    "Checked were: whether the fit converged, whether criteria have ratings of their own, whether all "
    "candidates are linked by shared interviewers, reliability, the size of the season, interviewers with few "
    "interviews, and how interviewers and criteria fit."
)


def design_warnings(estimate: MeritEstimate) -> tuple[str, ...]:
    """Return the warnings, the gravest first, each one or two sentences."""
    return (
        *_model_warnings(estimate),
        *_link_warnings(estimate),
        *_size_warnings(estimate),
        *_interviewer_warnings(estimate),
        *_criterion_warnings(estimate),
    )


def _model_warnings(estimate: MeritEstimate) -> Iterator[str]:
    model = estimate.model
    if not model.converged:
        yield (
            f"The fit did not converge in {plural(model.iterations, 'iteration')}. Take every number in this "
            "report as provisional, and decide nothing on it."
        )
    if COPIED_NOTE in model.notes:
        yield COPIED_NOTE
    if model.reliability < LEAST_RELIABILITY:
        yield (
            f"Reliability is {decimal(model.reliability)}, below {LEAST_RELIABILITY}: the order of close "
            "candidates is largely chance. More interviews for each candidate would help most."
        )


def _link_warnings(estimate: MeritEstimate) -> Iterator[str]:
    note = link_note(estimate.components)
    if note is not None:
        yield note


def _size_warnings(estimate: MeritEstimate) -> Iterator[str]:
    model = estimate.model
    if model.candidates < SMALL_CANDIDATES or model.interviewers < SMALL_INTERVIEWERS:
        yield (
            f"This is a small season ({plural(model.candidates, 'candidate')}, "
            f"{plural(model.interviewers, 'interviewer')}): how far people differ is itself uncertain, and "
            "the intervals lean on what is usual elsewhere."
        )


def _interviewer_warnings(estimate: MeritEstimate) -> Iterator[str]:
    table = estimate.interviewers
    total, known = plural(table.severity.size, "interviewer"), names(table.interviewer_id)
    few = np.flatnonzero(table.interviews < FEW)
    if few.size:
        yield (
            f"{count(few.size)} of {total} gave fewer than {FEW} interviews, so their severity is hardly "
            f"known: {listing([known[i] for i in few])}."
        )
    words = interviewer_fits(table)
    for word, consequence in INTERVIEWER_FITS:
        who = np.flatnonzero(words == word)
        if who.size:
            yield f"{count(who.size)} of {total} {consequence}: {listing([known[i] for i in who])}."


def _criterion_warnings(estimate: MeritEstimate) -> Iterator[str]:
    table = estimate.criteria
    words, known = judge(table.infit, table.outfit), names(table.criterion)
    for word, consequence in CRITERION_FITS:
        which = np.flatnonzero(words == word)
        if which.size:
            which_ones = listing([known[i] for i in which])
            yield f"{plural(which.size, 'criterion', 'criteria')} {consequence}: {which_ones}."
