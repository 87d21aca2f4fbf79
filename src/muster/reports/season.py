"""A merit estimate put into words, numbers and pictures: all that a season report says, in one place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from muster.engine.hire.estimate import MeritEstimate
from muster.reports.criteria import criteria_section
from muster.reports.design import CHECKED, design_warnings
from muster.reports.interviewers import calibration_headline, interviewers_section
from muster.reports.language import ENGLISH, Language, day, gettext_noop, ngettext, script, writing_in
from muster.reports.language import gettext as _
from muster.reports.measured import headline_figures, measured_section
from muster.reports.movers import movers_headline, movers_section
from muster.reports.notes import other_notes
from muster.reports.ranking import ranking_section
from muster.reports.shapes import Labels, SeasonFacts
from muster.reports.text import count, isolate, joined, listing, name, names, percent, visible

__all__ = ["METHOD", "season_facts"]

METHOD = (
    gettext_noop(
        "Each rating is taken to come from the candidate’s merit less the interviewer’s severity, plus a halo "
        "that the ratings of one scorecard share, measured against how hard each step of the criterion’s scale "
        "is (a many-facet ordinal model)."
    ),
    gettext_noop(
        "Everything is estimated together from all ratings of the season, so a candidate is neither rewarded for "
        "lenient interviewers nor punished for severe ones, and is pulled towards the average as far as "
        "ratings are few."
    ),
    gettext_noop(
        "An interval of %(level)s holds the true value %(level)s of the time if the model is right; intervals of "
        "rank come from the joint uncertainty of everybody’s merit and severity."
    ),
    gettext_noop(
        "Its limits: it sees only what was rated, cannot correct what all interviewers do alike, such as a "
        "shared bias or a criterion that the job does not need, and compares candidates without a chain of "
        "shared interviewers only by assumption."
    ),
    gettext_noop(
        "A person decides: Muster recommends and explains, it never rejects or hires anybody, and a difference "
        "smaller than the intervals is no reason to prefer one candidate to another."
    ),
)


def season_facts(
    estimate: MeritEstimate,
    *,
    title: str,
    generated: datetime.date,
    reading_notes: Sequence[str] = (),
    files: Sequence[str] = (),
    language: Language = ENGLISH,
) -> SeasonFacts:
    """Return everything the report says, in the order of the page and in a language."""
    with writing_in(language):
        return _facts(estimate, title, generated, reading_notes, files)


def _facts(
    estimate: MeritEstimate,
    title: str,
    generated: datetime.date,
    reading_notes: Sequence[str],
    files: Sequence[str],
) -> SeasonFacts:
    ranking = ranking_section(estimate)
    warnings = design_warnings(estimate)
    findings = [
        ranking.sentences[0],
        movers_headline(estimate),
        calibration_headline(estimate.interviewers),
    ]
    if warnings:
        findings.append(
            ngettext(
                "%(count)s design warning below; read before deciding.",
                "%(count)s design warnings below; read before deciding.",
                len(warnings),
            )
            % {"count": count(len(warnings))}
        )
    source = _source(files)
    lead = _("Season report by Muster, %(day)s") % {"day": day(generated)}
    level = {"level": percent(estimate.model.level)}
    return SeasonFacts(
        script=script(),
        labels=_labels(),
        title=visible(title),
        generated=day(generated),
        source=source,
        lead=joined((lead, source)) if source else lead,
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
        notes=(*other_notes(estimate), *map(visible, reading_notes)),
        checked=_(CHECKED),
        method=tuple(_(sentence) % level for sentence in METHOD),
    )


def _labels() -> Labels:
    return Labels(
        description=_("Season report by Muster"),
        in_short=_("In short"),
        trust=_("How far to trust it"),
        warnings=_("Design warnings"),
        nothing=_("Nothing to warn about."),
        notes=_("Notes from reading and fitting"),
        method=_("Method and its limits"),
        appendix=_("Appendix: the numbers behind the pictures"),
    )


def _source(files: Sequence[str]) -> str:
    if not files:
        return ""
    if len(files) == 1:
        return _("from %(file)s") % {"file": isolate(name(files[0]))}
    return ngettext("from %(count)s file: %(names)s", "from %(count)s files: %(names)s", len(files)) % {
        "count": count(len(files)),
        "names": listing(names(files), 3),
    }
