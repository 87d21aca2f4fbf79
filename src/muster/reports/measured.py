"""What was measured, and how reliable it is."""

from __future__ import annotations

import math

from muster.engine.hire.estimate import MeritEstimate, Model
from muster.reports.shapes import Column, Figure, Section, Table
from muster.reports.text import count, decimal, interval, percent, plural

__all__ = ["headline_figures", "measured_section", "reliability_word"]

BANDS = ((0.9, "very high"), (0.8, "good"), (0.7, "fair"), (0.5, "low"))


def reliability_word(reliability: float) -> str:
    """Name a reliability, by the bands usual for tests that decide about people."""
    return next((word for least, word in BANDS if reliability >= least), "very low")


def headline_figures(model: Model) -> tuple[Figure, ...]:
    """Return the numbers at the top of the page."""
    each = model.ratings / max(model.candidates, 1)
    scorecards = model.scorecards / max(model.interviewers, 1)
    return (
        Figure("Candidates", count(model.candidates), f"{_per(each)} ratings each"),
        Figure("Interviewers", count(model.interviewers), f"{_per(scorecards)} scorecards each"),
        Figure("Ratings", count(model.ratings), f"in {plural(model.scorecards, 'scorecard')}"),
        Figure("Reliability", decimal(model.reliability), reliability_word(model.reliability)),
    )


def _per(number: float) -> str:
    return decimal(number, 0 if number >= 10 else 1).removesuffix(".0")


def measured_section(estimate: MeritEstimate) -> Section:
    """Return the section on how far candidates, interviewers and halo differ, and how sure that is."""
    model = estimate.model
    return Section(
        key="measured",
        heading="What was measured, and how reliable it is",
        sentences=(_reliability(model), _severity(model), _fit(model)),
        table=_table(model),
    )


def _reliability(model: Model) -> str:
    real = min(max(model.reliability, 0.0), 1.0)
    levels = max(1, math.floor((4 * model.separation + 1) / 3)) if math.isfinite(model.separation) else 1
    reading = (
        f"Reliability {decimal(model.reliability)} is {reliability_word(model.reliability)}: about "
        f"{real:.0%} of the variation in merit between candidates is captured by these ratings, the rest is "
        "uncertainty."
    )
    if levels > 1:
        return f"{reading} The season tells about {levels} levels of candidates apart, not every place."
    return f"{reading} The season cannot tell levels of candidates apart; do not decide by it alone."


def _severity(model: Model) -> str:
    ratio = model.sd_severity / model.sd_merit if model.sd_merit > 0 else math.nan
    if not math.isfinite(ratio):
        return "Candidates do not differ measurably, so the order of the ranking means nothing."
    consequence = (
        "whom a candidate met matters much, and raw means mislead"
        if ratio >= 0.3
        else "whom a candidate met matters little"
    )
    return f"Interviewers differ in severity {ratio:.1f} times as much as candidates in merit: {consequence}."


def _fit(model: Model) -> str:
    steps = plural(model.iterations, "iteration")
    if not model.converged:
        return f"The fit did not converge in {steps}; take every number here as provisional."
    included = (
        "; all intervals include that these spreads are themselves uncertain" if model.integrated else ""
    )
    return f"The fit converged in {steps}{included}."


def _table(model: Model) -> Table:
    spreads = [
        ("Merit of candidates", model.sd_merit, model.sd_merit_low, model.sd_merit_high),
        ("Severity of interviewers", model.sd_severity, model.sd_severity_low, model.sd_severity_high),
    ]
    if model.sd_halo > 0:
        spreads.append(("Halo within a scorecard", model.sd_halo, model.sd_halo_low, model.sd_halo_high))
    rows = tuple((what, decimal(sd), interval(low, high)) for what, sd, low, high in spreads)
    columns = (
        Column("How much they differ", "text"),
        Column("SD"),
        Column(f"{percent(model.level)} interval"),
    )
    return Table("How much candidates and interviewers differ (standard deviations, logits)", columns, rows)
