"""Warnings about the season's design: what a committee must know before it relies on the ranking."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.notes import COPIED_NOTE
from muster.reports.fit import ERRATIC, UNIFORM, Fit, judge
from muster.reports.interviewers import FEW, interviewer_fits
from muster.reports.language import gettext as _
from muster.reports.language import gettext_noop
from muster.reports.notes import copied_warning, link_warning
from muster.reports.text import candidates, count, criteria, decimal, interviewers, iterations, listing, names

__all__ = ["CHECKED", "design_warnings"]

SMALL_CANDIDATES = 30
SMALL_INTERVIEWERS = 8
LEAST_RELIABILITY = 0.7

INTERVIEWER_FITS = (
    (
        Fit.ERRATIC,
        gettext_noop(
            "%(count)s of %(total)s rated erratically (infit or outfit above %(erratic)s); look at their ratings "
            "again: %(names)s."
        ),
    ),
    (
        Fit.UNIFORM,
        gettext_noop(
            "%(count)s of %(total)s rated so uniformly (infit or outfit below %(uniform)s) that their ratings say "
            "little: %(names)s."
        ),
    ),
    (Fit.UNKNOWN, gettext_noop("%(count)s of %(total)s gave no rating that tells anything: %(names)s.")),
)
CRITERION_FITS = (
    (
        Fit.ERRATIC,
        gettext_noop(
            "%(criteria)s do not fit the others (infit or outfit above %(erratic)s); they may measure something "
            "else: %(names)s."
        ),
    ),
    (
        Fit.UNIFORM,
        gettext_noop(
            "%(criteria)s follow the others too closely (infit or outfit below %(uniform)s) and add little: "
            "%(names)s."
        ),
    ),
    (Fit.UNKNOWN, gettext_noop("%(criteria)s have ratings that tell nothing: %(names)s.")),
)

CHECKED = gettext_noop(
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
        yield _(
            "The fit did not converge in %(iterations)s. Take every number in this report as provisional, and decide "
            "nothing on it."
        ) % {"iterations": iterations(model.iterations)}
    if COPIED_NOTE in model.notes:
        yield copied_warning()
    if model.reliability < LEAST_RELIABILITY:
        yield _(
            "Reliability is %(reliability)s, below %(least)s: the order of close candidates is largely chance. More "
            "interviews for each candidate would help most."
        ) % {"reliability": decimal(model.reliability), "least": decimal(LEAST_RELIABILITY, 1)}


def _link_warnings(estimate: MeritEstimate) -> Iterator[str]:
    if not estimate.components.connected:
        yield link_warning(estimate.components)


def _size_warnings(estimate: MeritEstimate) -> Iterator[str]:
    model = estimate.model
    if model.candidates < SMALL_CANDIDATES or model.interviewers < SMALL_INTERVIEWERS:
        yield _(
            "This is a small season (%(candidates)s, %(interviewers)s): how far people differ is itself uncertain, "
            "and the intervals lean on what is usual elsewhere."
        ) % {
            "candidates": candidates(model.candidates),
            "interviewers": interviewers(model.interviewers),
        }


def _interviewer_warnings(estimate: MeritEstimate) -> Iterator[str]:
    table = estimate.interviewers
    total, known = interviewers(table.severity.size), names(table.interviewer_id)
    few = np.flatnonzero(table.interviews < FEW)
    if few.size:
        yield _(
            "%(count)s of %(total)s gave fewer than %(few)s interviews, so their severity is hardly known: %(names)s."
        ) % {
            "count": count(few.size),
            "total": total,
            "few": count(FEW),
            "names": listing([known[i] for i in few]),
        }
    words = interviewer_fits(table)
    for word, told in INTERVIEWER_FITS:
        who = np.flatnonzero(words == word)
        if who.size:
            yield _(told) % {
                **_limits(),
                "count": count(who.size),
                "total": total,
                "names": listing([known[i] for i in who]),
            }


def _criterion_warnings(estimate: MeritEstimate) -> Iterator[str]:
    table = estimate.criteria
    words, known = judge(table.infit, table.outfit), names(table.criterion)
    for word, told in CRITERION_FITS:
        which = np.flatnonzero(words == word)
        if which.size:
            yield _(told) % {
                **_limits(),
                "criteria": criteria(which.size),
                "names": listing([known[i] for i in which]),
            }


def _limits() -> dict[str, str]:
    return {"erratic": decimal(ERRATIC, 1), "uniform": decimal(UNIFORM, 1)}
