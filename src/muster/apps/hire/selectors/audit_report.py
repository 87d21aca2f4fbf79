"""An audit on paper: Local Law 144's tables as CSV, and the whole result as PDF in the reader's language."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.formats import day, moment, number, percent
from muster.apps.hire.models import AuditPlan, AuditRun, AuditScope
from muster.apps.hire.selectors.audit_pictures import bars_chart, raters_chart, ratio_chart, script_of
from muster.apps.hire.selectors.audit_results import (
    BarsTable,
    RatersTable,
    RatioTable,
    audit_bars,
    audit_raters_shown,
    audit_tables,
    merit_findings,
)
from muster.apps.hire.selectors.audit_words import BAR, INFRA_MARGINALITY, RATED, side_label
from muster.apps.hire.selectors.audits import changes_told, plan_history
from muster.reports.shapes import Cell, Column, Figure, Labels, SeasonFacts, Section, Table
from muster.reports.text import names, visible
from muster.tables.formulas import neutralised

__all__ = ["audit_csv", "audit_facts", "audit_pdf"]

DIGITS = 4  # of a published rate or ratio
NONE = "–"
ISOLATE, END = "\u2068", "\u2069"
MARKS = "\u200e\u200f"  # of direction, which have no width and turn nothing round
MARK = re.compile(f"([{MARKS}])")
MOST_RATERS = 20


def audit_csv(table: RatioTable) -> str:
    """Return one table in the layout of Local Law 144: plain numbers, the names of columns in English, as published."""
    scored = table.part.scope == AuditScope.SCORE
    parts = table.part.content["parts"]
    rate = "scoring_rate" if scored else "selection_rate"
    heads = [*parts, "applicants", *([] if scored else ["selected"]), rate, "impact_ratio", "note"]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([neutralised(one) for one in heads])
    for row in table.rows:
        told = row.numbers
        counts = [told["n"], *([] if scored else [told["selected"]])]
        rates = [None if one is None else round(one, DIGITS) for one in (told["rate"], told["ratio"])]
        writer.writerow([*map(neutralised, told["category"]), *counts, *rates, told["note"]])
    unknown = ["Unknown"] * len(parts) + [table.unknown] + [None] * (2 if scored else 3)
    writer.writerow([*unknown, "not in any rate"])
    return out.getvalue()


def audit_pdf(*, person: User, run: AuditRun) -> bytes:
    """Return the whole result as a PDF that meets PDF/UA, in the reader's language."""
    from muster.reports.pdf import as_pdf

    return as_pdf(audit_facts(person=person, run=run), run.as_of.date())


def audit_facts(*, person: User, run: AuditRun) -> SeasonFacts:
    """Return what the PDF says: what was signed, each table with its picture, the bars, interviewers and criteria."""
    from muster.reports.language import language_of, writing_in

    # The names of categories are shortened by the reports, which say what is empty in the language at hand.
    with writing_in(language_of(get_language() or "en", translation)):
        return _facts(person, run)


def _facts(person: User, run: AuditRun) -> SeasonFacts:
    plan = run.plan
    tables = audit_tables(person=person, run=run)
    bars = audit_bars(person=person, run=run) if plan.merit else []
    raters = audit_raters_shown(person=person, run=run) if plan.merit else []
    sections = [_ratio_section(one) for one in tables]
    for one in bars:
        sections += [_bars_section(one), *_passing_section(one)]
    for table in raters:
        sections += _raters_sections(table)
    told = [sentence for one in tables for sentence in _finding(one)]
    told += [sentence for _part, sentence in merit_findings(bars, raters)]
    changes = tuple(map(_told, changes_told(list(plan_history(plan)))))
    at = moment(run.as_of)
    return SeasonFacts(
        script=script_of(),
        labels=_labels(),
        title=visible(plan.name),
        generated=at,
        source="",
        lead=_("As it stood on %(at)s, by version %(number)s of the plan")
        % {"at": at, "number": number(plan.number)},
        figures=_figures(tables, plan),
        findings=tuple(map(_told, told)),
        measured=_signed(run),
        sections=tuple(sections),
        warnings=changes,
        notes=(visible(plan.definitions),) if plan.definitions else (),
        checked="",
        method=_method(run),
    )


def _labels() -> Labels:
    return Labels(
        description=_("Selection audits"),
        in_short=_("In short"),
        trust=_("How far to trust it"),
        warnings=_("Changes of the plan"),
        nothing=_("The plan was not changed after numbers had been opened."),
        notes=_("Definitions"),
        method=_("Method and its limits"),
        appendix=_("Appendix: the numbers behind the pictures"),
    )


def _figures(tables: Sequence[RatioTable], plan: AuditPlan) -> tuple[Figure, ...]:
    ratios = [row.numbers["ratio"] for one in tables for row in one.rows if row.numbers["ratio"] is not None]
    below = sum(ratio < 0.8 for ratio in ratios)
    hidden = sum(row.numbers["note"] == "suppressed" for one in tables for row in one.rows)
    return (
        Figure(_("Version"), number(plan.number), pgettext("audit", "Plan")),
        Figure(_("Below 0.8"), number(below), _("of %(count)s ratios") % {"count": number(len(ratios))}),
        Figure(_("Not shown"), number(hidden), _("too few to publish")),
    )


def _finding(table: RatioTable) -> list[str]:
    heading = _heading(table)
    # Before what a fair process does stands what the lowest ratio says.
    said = table.problem or next(iter(table.sentences[-2:]), "")
    return [f"{heading}: {said}"]


def _heading(table: RatioTable) -> str:
    scope = str(AuditScope(table.part.scope).label)
    return f"{scope}: {visible(table.label)}" if table.label else scope


def _signed(run: AuditRun) -> Section:
    """Return what was signed, and when."""
    plan = run.plan
    signed_at = "" if plan.signed_at is None else moment(plan.signed_at)
    signer = "" if plan.signed_by is None else plan.signed_by.get_full_name()
    rows: list[tuple[Cell, ...]] = [
        (_("Period"), f"{day(plan.start)} – {day(plan.end)}"),
        (_("Over"), _("The whole company") if plan.family is None else visible(plan.family.name)),
        (_("Version"), number(plan.number)),
        (_("Plan signed"), f"{signed_at} · {visible(signer)}"),
        (_("Correction for many comparisons"), plan.get_correction_display()),
        (_("Corrected together"), plan.get_pool_display()),
        (_("Digest"), plan.digest[:32]),
        (_("Digest of the input"), run.input_digest[:32]),
        (_("Engine"), run.engine_version),
    ]
    columns = (Column(_("Definitions"), "text"), Column(pgettext("audit", "Plan"), "text"))
    caption = _("Plan signed")
    trust = _("Four fifths is a rule of thumb: read the interval and the fair process with it.")
    return Section("measured", caption, (trust,), Table(caption, columns, tuple(rows)))


def _ratio_section(table: RatioTable) -> Section:
    heading = _heading(table)
    sentences = tuple(map(_told, filter(None, (table.problem, *table.sentences))))
    if not table.rows:
        return Section(table.key, heading, sentences)
    labels = names([row.label for row in table.rows])
    rows = tuple(
        (
            label,
            _count(row.numbers["n"]),
            _count(row.numbers["selected"]),
            row.rate,
            _decimal(row.numbers["ratio"]),
            _range(row.numbers["low"], row.numbers["high"]),
            row.corrected,
            row.below,
            row.fair,
        )
        for label, row in zip(labels, table.rows, strict=True)
    )
    columns = (
        Column(_("Category"), "text"),
        Column(_("People")),
        Column(pgettext("of an audit", "Selected"), wide=True),
        Column(_("Rate")),
        Column(_("Ratio")),
        Column(_("Interval"), "range"),
        Column(_("Corrected p"), wide=True),
        Column(_("Below 0.8"), wide=True),
        Column(_("A fair process goes as far"), wide=True),
    )
    caption = _("Impact ratios by %(label)s") % {"label": visible(table.label)}
    return Section(
        table.key,
        heading,
        sentences,
        Table(caption, columns, rows),
        ratio_chart(table, every_row=True),
        _law_table(table),
    )


def _law_table(table: RatioTable) -> Table:
    """Return the table as the rules have it."""
    scored = table.part.scope == AuditScope.SCORE
    columns = (
        Column(_("Category"), "text"),
        Column(_("# of applicants")),
        *(() if scored else (Column(_("# selected")),)),
        Column(_("Scoring rate") if scored else _("Selection rate")),
        Column(_("Impact ratio")),
        Column(_("Note"), "text"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            label,
            _count(row.numbers["n"]),
            *(() if scored else (_count(row.numbers["selected"]),)),
            row.rate,
            _decimal(row.numbers["ratio"], 3),
            row.note,
        )
        for label, row in zip(names([row.label for row in table.rows]), table.rows, strict=True)
    ]
    dashes = (NONE,) * (2 if scored else 3)
    rows.append((pgettext("category", "Unknown"), number(table.unknown), *dashes, _("in no rate")))
    return Table(f"{_('Tables of Local Law 144')}: {_heading(table)}", columns, tuple(rows))


def _bars_section(table: BarsTable) -> Section:
    key, heading = f"bars-{table.part.position}", f"{pgettext('audit', 'Bars')}: {visible(table.label)}"
    if table.problem:
        return Section(key, heading, (table.problem,))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            label,
            _decimal(row.numbers["bar"]),
            _range(row.numbers["low"], row.numbers["high"]),
            *(_decimal(row.numbers[side]["mean"]) for side in ("selected", "turned_away")),
        )
        for label, row in zip(names([row.label for row in table.rows]), table.rows, strict=True)
    )
    columns = (
        Column(pgettext("audit", "Group"), "text"),
        Column(_("Bar")),
        Column(_("Interval"), "range"),
        Column(_("Mean of the selected"), wide=True),
        Column(_("Mean of those turned away"), wide=True),
    )
    caption = _("Bars by %(label)s") % {"label": visible(table.label)}
    sentences = (str(BAR), *map(_told, table.sentences), str(INFRA_MARGINALITY))
    return Section(key, heading, sentences, Table(caption, columns, rows), bars_chart(table))


def _passing_section(table: BarsTable) -> list[Section]:
    """Return who was passed and who turned away with which merit, each group with each, whichever gains."""
    if table.problem or not table.passing:
        return []
    labels = list(dict.fromkeys(row[side] for row in table.passing for side in ("passed", "turned_away")))
    short = dict(zip(labels, names(labels), strict=True))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            short[row["passed"]],
            short[row["turned_away"]],
            row["chance"],
            _decimal(row["gap"]),
            _range(row["gap_low"], row["gap_high"]),
        )
        for row in table.passing
    )
    columns = (
        Column(side_label(selected=True), "text"),
        Column(side_label(selected=False), "text"),
        Column(_("Chance of lower merit")),
        Column(_("Mean difference")),
        Column(_("Interval"), "range"),
    )
    both = pgettext("audit", "Both directions")
    heading = f"{both}: {visible(table.label)}"
    question = _("Is anybody passed with lower merit than those turned away?")
    caution = _(
        "The luck of a decision passes some below others everywhere, within each group too: compare the rows with each "
        "other."
    )
    caption = f"{question} {visible(table.label)}"
    key = f"passing-{table.part.position}"
    return [Section(key, heading, (question, caution), Table(caption, columns, rows))]


def _raters_sections(table: RatersTable) -> list[Section]:
    found = []
    for kind, heading, shown in (
        ("interviewers", _("Interviewers"), table.interviewers[:MOST_RATERS]),
        ("criteria", _("Criteria"), table.criteria[:MOST_RATERS]),
    ):
        key, title = f"{kind}-{table.part.position}", f"{heading}: {visible(table.label)}"
        said = (table.problem,) if table.problem else (str(RATED), *map(_told, table.sentences))
        told = said if kind == "interviewers" else ()
        if not shown:
            if kind == "interviewers":
                found.append(Section(key, title, told))
            continue
        labels = names([f"{row['label']} · {row['group']}" for row in shown])
        rows = tuple(
            (
                label,
                _decimal(row["estimate"]),
                _range(row["low"], row["high"]),
                _decimal(row["effect"]),
                _range(row["likely_low"], row["likely_high"]) if row["told"] else NONE,
                row["q"],
            )
            for label, row in zip(labels, shown, strict=True)
        )
        columns = (
            Column(heading, "text"),
            Column(pgettext("audit", "As rated")),
            Column(_("Interval as rated"), "range"),
            Column(pgettext("audit", "Likely")),
            Column(_("Likely interval"), "range"),
            Column(pgettext("q-value", "q")),
        )
        found.append(Section(key, title, told, Table(title, columns, rows), raters_chart(shown)))
    return found


def _method(run: AuditRun) -> tuple[str, ...]:
    plan = run.plan
    told = {
        "level": percent(plan.level),
        "smallest": number(plan.smallest),
        "share": percent(plan.least_share),
        "correction": plan.get_correction_display(),
    }
    return (
        _(
            "A ratio is a category's rate over the highest rate; its interval is Koopman's (%(level)s), p is "
            "Boschloo's exact one, corrected by %(correction)s."
        )
        % told,
        _(
            "Categories of fewer than %(smallest)s people are not shown, nor what would let them be worked out, from "
            "this result or from it and an earlier one. Categories with less than %(share)s of the people have no "
            "ratio."
        )
        % told,
    )


def _count(value: int | None) -> str:
    return NONE if value is None else number(value)


def _decimal(value: float | None, places: int = 2) -> str:
    return NONE if value is None else number(value, places)


def _range(low: float | None, high: float | None) -> str:
    """Return both ends, each isolated so that a sign does not turn them round where lines run from right to left."""
    if low is None or high is None:
        return ""
    return f"{ISOLATE}{number(low, 2)}{END} – {ISOLATE}{number(high, 2)}{END}"


def _told(sentence: str) -> str:
    """Return a sentence with what cannot be seen as its code, but for the marks that our own numbers and days have."""
    return "".join(part if part in MARKS else visible(part) for part in MARK.split(sentence))
