"""What was measured, and how reliable it is."""

from __future__ import annotations

import math

from muster.engine.hire.estimate import MeritEstimate, Model
from muster.reports.language import gettext as _
from muster.reports.language import ngettext, pgettext
from muster.reports.shapes import Column, Figure, Section, Table
from muster.reports.text import count, decimal, interval, iterations, percent, whole_percent

__all__ = ["headline_figures", "measured_section", "reliability_word"]


def reliability_word(reliability: float) -> str:
    """Name a reliability, by the bands usual for tests that decide about people."""
    bands = (
        (0.9, pgettext("reliability", "very high")),
        (0.8, pgettext("reliability", "good")),
        (0.7, pgettext("reliability", "fair")),
        (0.5, pgettext("reliability", "low")),
    )
    return next((word for least, word in bands if reliability >= least), pgettext("reliability", "very low"))


def headline_figures(model: Model) -> tuple[Figure, ...]:
    """Return the numbers at the top of the page."""
    each = model.ratings / max(model.candidates, 1)
    scorecards = model.scorecards / max(model.interviewers, 1)
    return (
        Figure(
            _("Candidates"), count(model.candidates), _("%(number)s ratings each") % {"number": _per(each)}
        ),
        Figure(
            _("Interviewers"),
            count(model.interviewers),
            _("%(number)s scorecards each") % {"number": _per(scorecards)},
        ),
        Figure(
            _("Ratings"),
            count(model.ratings),
            ngettext("in %(count)s scorecard", "in %(count)s scorecards", model.scorecards)
            % {"count": count(model.scorecards)},
        ),
        Figure(_("Reliability"), decimal(model.reliability), reliability_word(model.reliability)),
    )


def _per(number: float) -> str:
    whole = number >= 10 or f"{number:.1f}".endswith(".0")
    return decimal(number, 0 if whole else 1)


def measured_section(estimate: MeritEstimate) -> Section:
    """Return the section on how far candidates, interviewers and halo differ, and how sure that is."""
    model = estimate.model
    return Section(
        key="measured",
        heading=_("What was measured, and how reliable it is"),
        sentences=(_reliability(model), _severity(model), _fit(model)),
        table=_table(model),
    )


def _reliability(model: Model) -> str:
    real = min(max(model.reliability, 0.0), 1.0)
    levels = max(1, math.floor((4 * model.separation + 1) / 3)) if math.isfinite(model.separation) else 1
    reading = _(
        "Reliability %(reliability)s is %(word)s: about %(share)s of the variation in merit between candidates is "
        "captured by these ratings, the rest is uncertainty."
    ) % {
        "reliability": decimal(model.reliability),
        "word": reliability_word(model.reliability),
        "share": whole_percent(real),
    }
    if levels > 1:
        told = _("The season tells about %(levels)s levels of candidates apart, not every place.")
        return f"{reading} {told % {'levels': count(levels)}}"
    told = _("The season cannot tell levels of candidates apart; do not decide by it alone.")
    return f"{reading} {told}"


def _severity(model: Model) -> str:
    ratio = model.sd_severity / model.sd_merit if model.sd_merit > 0 else math.nan
    if not math.isfinite(ratio):
        return _("Candidates do not differ measurably, so the order of the ranking means nothing.")
    told = (
        _(
            "Interviewers differ in severity %(ratio)s times as much as candidates in merit: whom a candidate met "
            "matters much, and raw means mislead."
        )
        if ratio >= 0.3
        else _(
            "Interviewers differ in severity %(ratio)s times as much as candidates in merit: whom a candidate met "
            "matters little."
        )
    )
    return told % {"ratio": decimal(ratio, 1)}


def _fit(model: Model) -> str:
    steps = {"iterations": iterations(model.iterations)}
    if not model.converged:
        return _("The fit did not converge in %(iterations)s; take every number here as provisional.") % steps
    if not model.integrated:
        return _("The fit converged in %(iterations)s.") % steps
    return (
        _(
            "The fit converged in %(iterations)s; all intervals include that these spreads are themselves uncertain."
        )
        % steps
    )


def _table(model: Model) -> Table:
    spreads = [
        (_("Merit of candidates"), model.sd_merit, model.sd_merit_low, model.sd_merit_high),
        (_("Severity of interviewers"), model.sd_severity, model.sd_severity_low, model.sd_severity_high),
    ]
    if model.sd_halo > 0:
        spreads.append((_("Halo within a scorecard"), model.sd_halo, model.sd_halo_low, model.sd_halo_high))
    rows = tuple((what, decimal(sd), interval(low, high)) for what, sd, low, high in spreads)
    columns = (
        Column(_("How much they differ"), "text"),
        Column(pgettext("standard deviation", "SD")),
        Column(_("%(level)s interval") % {"level": percent(model.level)}),
    )
    caption = _("How much candidates and interviewers differ (standard deviations, logits)")
    return Table(caption, columns, rows)
