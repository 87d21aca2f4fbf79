"""A merit estimate put into words, numbers and pictures: all that a season report says, in one place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from muster.engine.hire.estimate import MeritEstimate
from muster.reports.criteria import criteria_section
from muster.reports.design import CHECKED, design_warnings
from muster.reports.interviewers import calibration_headline, interviewers_section
from muster.reports.measured import headline_figures, measured_section
from muster.reports.movers import movers_headline, movers_section
from muster.reports.ranking import ranking_section
from muster.reports.shapes import SeasonFacts
from muster.reports.text import isolate, listing, name, names, percent, plural, visible

__all__ = ["METHOD", "season_facts"]

METHOD = (
    "Each rating is taken to come from the candidate’s merit less the interviewer’s severity, plus a halo "
    "that the ratings of one scorecard share, measured against how hard each step of the criterion’s scale "
    "is (a many-facet ordinal model).",
    "Everything is estimated together from all ratings of the season, so a candidate is neither rewarded for "
    "lenient interviewers nor punished for severe ones, and is pulled towards the average as far as "
    "ratings are few.",
    "An interval of {level} holds the true value {level} of the time if the model is right; intervals of "
    "rank come from the joint uncertainty of everybody’s merit and severity.",
    "Its limits: it sees only what was rated, cannot correct what all interviewers do alike, such as a "
    "shared bias or a criterion that the job does not need, and compares candidates without a chain of "
    "shared interviewers only by assumption.",
    "A person decides: Muster recommends and explains, it never rejects or hires anybody, and a difference "
    "smaller than the intervals is no reason to prefer one candidate to another.",
)


def season_facts(
    estimate: MeritEstimate,
    *,
    title: str,
    generated: datetime.date,
    reading_notes: Sequence[str] = (),
    files: Sequence[str] = (),
) -> SeasonFacts:
    """Return everything the report says, in the order of the page."""
    ranking = ranking_section(estimate)
    warnings = design_warnings(estimate)
    findings = [
        ranking.sentences[0],
        movers_headline(estimate),
        calibration_headline(estimate.interviewers),
    ]
    if warnings:
        findings.append(f"{plural(len(warnings), 'design warning')} below; read before deciding.")
    notes = [*(note for note in estimate.model.notes if note not in warnings), *reading_notes]
    return SeasonFacts(
        title=visible(title),
        generated=f"{generated.day} {generated:%B %Y}",
        source=_source(files),
        figures=headline_figures(estimate.model),
        findings=tuple(filter(None, findings)),
        measured=measured_section(estimate),
        sections=(
            ranking,
            movers_section(estimate),
            interviewers_section(estimate),
            criteria_section(estimate),
        ),
        warnings=warnings,
        notes=tuple(map(visible, notes)),
        checked=CHECKED,
        method=tuple(sentence.format(level=f"{percent(estimate.model.level)}") for sentence in METHOD),
    )


def _source(files: Sequence[str]) -> str:
    if not files:
        return ""
    if len(files) == 1:
        return f"from {isolate(name(files[0]))}"
    return f"from {plural(len(files), 'file')}: {listing(names(files), 3)}"
