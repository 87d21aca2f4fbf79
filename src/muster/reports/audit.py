"""An audit put on paper: pictures first, the tables of Local Law 144 beneath; nothing in it is too small to publish."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from muster.engine.hire.audit.local_law import EXCLUDED, SUPPRESSED, WITHHELD, LocalLawTable, Publication
from muster.engine.hire.audit.selection import AttributeAudit, SelectionAudit
from muster.engine.hire.multiple import correct_p_values
from muster.reports.shapes import (
    Cell,
    Column,
    Figure,
    IntervalChart,
    IntervalRow,
    Labels,
    Name,
    Script,
    SeasonFacts,
    Section,
    Table,
)
from muster.reports.text import count, decimal, interval, isolate, name, names, percent, visible
from muster.reports.write import check_report, write_facts

__all__ = ["audit_facts", "write_audit_report"]

FARTHEST = 2.0  # ratio at which an interval is cut in a picture, not in a table
MARKS = (0.8, 1.0)
CLEAR = 0.05  # corrected p below which chance is no answer
NOTES = {
    EXCLUDED: "left out of the ratio",
    SUPPRESSED: "too few to publish, or hides those",
    WITHHELD: "ratio would tell a hidden rate",
}

METHOD = (
    "A category's rate is the share of its people who were {done}; its impact ratio is that rate divided by the "
    "highest rate of any category that is compared. People whose category is unknown are in no rate.",
    "Intervals are Koopman's score intervals of {level} for the ratio of two rates. “Fair process” is how often a "
    "process that gives everybody the same chance leaves a category and the best of the others as far apart as here.",
    "Four fifths is a rule of thumb: with few people a fair process breaks it often, and with many an unfair one may "
    "keep it. Read the interval and the fair process, not the ratio alone.",
    "Many categories are compared at once, so some will look unlike the others by chance: p is Boschloo's exact one, "
    "corrected by Holm's method for all the comparisons shown here.",
    "A rate compares groups as a whole. Groups may differ in who applies, so equal rates do not prove equal bars, nor "
    "do unequal ones prove unequal bars; that asks for merit at the boundary, in either direction.",
    "Categories of fewer than {smallest} people are not shown, nor what would let them be worked out. Categories with "
    "less than {share} of the people have no ratio (6 RCNY 5-301 (d)).",
)
CHECKED = (
    "Checked were: every category against the highest rate, and which categories are small, all unknown or without "
    "a decision."
)

LABELS = Labels(
    description="Selection audit by Muster",
    in_short="In short",
    trust="How far to trust it",
    warnings="What to look into",
    nothing="Nothing to warn about.",
    notes="Notes from reading",
    method="Method and its limits",
    appendix="Appendix: the numbers behind the pictures",
)


def write_audit_report(
    audit: SelectionAudit,
    publication: Publication,
    path: Path,
    *,
    title: str,
    generated: datetime.date,
    source: str = "",
    reading_notes: Sequence[str] = (),
) -> None:
    """Write the report of an audit as HTML or PDF, by the ending of `path`: what `publication` allows, and no more.

    Raises InputError for an empty title, another ending, a folder that does not exist or a file that cannot be written.
    """
    check_report(path, title)
    facts = audit_facts(
        audit, publication, title=title, generated=generated, source=source, reading_notes=reading_notes
    )
    write_facts(facts, path, generated)


def audit_facts(
    audit: SelectionAudit,
    publication: Publication,
    *,
    title: str,
    generated: datetime.date,
    source: str = "",
    reading_notes: Sequence[str] = (),
) -> SeasonFacts:
    """Return everything the report says, in the order of the page."""
    scored = audit.median is not None
    pairs = list(zip(audit.attributes, publication.tables, strict=True))
    told = {
        "done": "scored above the median" if scored else "selected",
        "level": percent(audit.level),
        "smallest": count(publication.smallest),
        "share": percent(audit.least_share),
    }
    corrected = _corrected(pairs)
    findings = [_finding(*pair, p) for pair, p in zip(pairs, corrected, strict=True)]
    made = f"{generated.day} {generated:%B %Y}"
    origin = f"from {isolate(name(source))}" if source else ""
    return SeasonFacts(
        script=Script(),
        labels=LABELS,
        title=visible(title),
        generated=made,
        source=origin,
        lead=f"Selection audit by Muster, {made}{f', {origin}' if origin else ''}",
        figures=_figures(pairs),
        findings=tuple(findings),
        measured=_summary(pairs, audit),
        sections=tuple(
            _section(place, *pair, p, audit)
            for place, (pair, p) in enumerate(zip(pairs, corrected, strict=True))
        ),
        warnings=tuple(_warnings(pairs, corrected, audit)),
        notes=tuple(map(visible, reading_notes)),
        checked=CHECKED,
        method=tuple(sentence.format(**told) for sentence in METHOD),
    )


def _shown(table: LocalLawTable) -> NDArray[np.bool_]:
    """Return which rows have a ratio to show."""
    return np.isfinite(table.impact_ratio)


def _corrected(pairs: Sequence[tuple[AttributeAudit, LocalLawTable]]) -> list[NDArray[np.float64]]:
    """Return each table's p-values, corrected together for all that are shown; NaN where none is."""
    raw = [np.where(_shown(table), one.categories.p_value, np.nan) for one, table in pairs]
    ends = np.cumsum([one.size for one in raw])[:-1]
    return np.split(correct_p_values(np.concatenate(raw), "holm"), ends)


def _figures(pairs: Sequence[tuple[AttributeAudit, LocalLawTable]]) -> tuple[Figure, ...]:
    people = pairs[0][0].counts.people
    below = sum(int((table.impact_ratio[_shown(table)] < MARKS[0]).sum()) for _, table in pairs)
    compared = sum(int(_shown(table).sum()) for _, table in pairs)
    hidden = sum(one == SUPPRESSED for _, table in pairs for one in table.note)
    return (
        Figure("People", count(people), f"by {_plural(len(pairs), 'attribute')}"),
        Figure("Below 0.8", count(below), f"of {_plural(compared, 'category', 'categories')} compared"),
        Figure("Not shown", count(hidden), "too few to publish"),
    )


def _finding(audit: AttributeAudit, table: LocalLawTable, corrected: NDArray[np.float64]) -> str:
    label = isolate(name(audit.name))
    if audit.reference is None:
        return f"{label}: {visible(audit.notes[0].sentence)}"
    ratios = np.where(_shown(table), table.impact_ratio, np.inf)
    lowest = int(ratios.argmin())
    if not np.isfinite(ratios[lowest]) or lowest == audit.reference:
        return f"{label}: no ratio can be shown without telling of a few people."
    low, high = float(audit.categories.low[lowest]), float(audit.categories.high[lowest])
    labels = names(table.category)
    reading = _reading(low, high, float(corrected[lowest]))
    return (
        f"{label}: the lowest ratio is {decimal(ratios[lowest])}, of {isolate(labels[lowest])} to "
        f"{isolate(labels[audit.reference])} ({interval(low, high)}): {reading}."
    )


def _reading(low: float, high: float, corrected: float) -> str:
    """Say how sure the lowest ratio is: it was picked for being that, so its own interval is not enough."""
    if high < MARKS[0]:
        if corrected < CLEAR:
            return "below four fifths, whatever chance did"
        return f"below four fifths taken by itself, but {_by_chance(corrected)}"
    if low >= MARKS[0]:
        return "four fifths or more, whatever chance did"
    return "an interval too wide to tell"


def _by_chance(corrected: float) -> str:
    return f"among so many comparisons chance may have made it (corrected p {decimal(corrected, 3)})"


def _summary(pairs: Sequence[tuple[AttributeAudit, LocalLawTable]], audit: SelectionAudit) -> Section:
    rows: list[tuple[Cell, ...]] = []
    for one, table in pairs:
        ratios = table.impact_ratio[_shown(table)]
        rows.append(
            (
                name(one.name),
                count(one.unknown),
                decimal(float(ratios.min())) if ratios.size else "–",
                _often(one.fair_fails),
            )
        )
    columns = (
        Column("Attribute", "text"),
        Column("Unknown"),
        Column("Lowest ratio"),
        Column("A fair process is below 0.8"),
    )
    sentences = [
        "A ratio is only as sure as its interval. With 50 and 50 people and a fifth of them selected, a perfectly fair "
        "process has a ratio below four fifths in 56% of cases; the table says how often one of this size has."
    ]
    if audit.median is not None:
        sentences.append(f"The sample’s median score is {audit.median:g}; whoever scores more counts.")
    return Section(
        key="measured",
        heading="Who was selected, by group",
        sentences=tuple(sentences),
        table=Table("How far apart the groups are", columns, tuple(rows)),
    )


def _section(
    place: int,
    audit: AttributeAudit,
    table: LocalLawTable,
    corrected: NDArray[np.float64],
    whole: SelectionAudit,
) -> Section:
    labels = names(table.category)
    sentences = [_reference(audit, table, labels)]
    if audit.reference is not None:
        sentences.append(
            "Each dot is a category’s rate divided by that one, with its interval of "
            f"{percent(whole.level)}; the dashed lines are four fifths and equal rates."
        )
    if audit.unknown:
        sentences.append(f"{_plural(audit.unknown, 'person is', 'people are')} in no category.")
    rows = [_row(audit, table, labels, corrected, at) for at in range(len(labels))]
    rate = "Scoring rate" if table.selected is None else "Rate"
    columns = (
        Column("Category", "text"),
        Column("People"),
        Column(rate),
        Column("Ratio"),
        Column("interval", "range"),
        Column("Corrected p", wide=True),
        Column("Fair process", wide=True),
    )
    heading = f"By {visible(audit.name)}"
    return Section(
        key=f"attribute-{place}",
        heading=heading,
        sentences=tuple(sentences),
        table=Table(f"Impact ratios by {visible(audit.name)}", columns, tuple(rows)) if rows else None,
        chart=_chart(audit, table, labels),
        data=_law_table(table, labels) if rows else None,
    )


def _reference(audit: AttributeAudit, table: LocalLawTable, labels: Sequence[Name]) -> str:
    if audit.reference is None:
        sentence = visible(audit.notes[0].sentence)
        return sentence[:1].upper() + sentence[1:]
    best = audit.reference
    if not _shown(table)[best]:
        return "The category with the highest rate has too few people to be shown, so no ratio is."
    return f"The highest rate is that of {isolate(labels[best])}, {_share(table.rate[best])}."


def _row(
    audit: AttributeAudit,
    table: LocalLawTable,
    labels: Sequence[Name],
    corrected: NDArray[np.float64],
    at: int,
) -> tuple[Cell, ...]:
    categories, shown = audit.categories, bool(_shown(table)[at])
    apart = shown and at != audit.reference
    bounds = interval(float(categories.low[at]), float(categories.high[at])) if apart else ""
    return (
        labels[at],
        _whole(table.applicants[at]),
        _share(table.rate[at]),
        decimal(float(table.impact_ratio[at])),
        bounds,
        decimal(float(corrected[at]), 3) if apart else "–",
        _often(float(categories.p_fair_process_this_extreme[at])) if apart else "–",
    )


def _chart(audit: AttributeAudit, table: LocalLawTable, labels: Sequence[Name]) -> IntervalChart | None:
    shown = _shown(table)
    if shown.sum() < 2:
        return None
    rows = [
        _interval(audit, table, at, label.short)
        if shown[at]
        else IntervalRow(label.short, None, None, None, False)
        for at, label in enumerate(labels)
    ]
    alt = (
        f"Interval plot of the impact ratios of {_plural(int(shown.sum()), 'category', 'categories')}; the numbers are "
        "in the table."
    )
    return IntervalChart(tuple(rows), "Impact ratio, with its interval", alt, MARKS)


def _interval(audit: AttributeAudit, table: LocalLawTable, at: int, label: str) -> IntervalRow:
    ratio = float(table.impact_ratio[at])
    if at == audit.reference:
        return IntervalRow(label, ratio, ratio, ratio, True)
    low, high = float(audit.categories.low[at]), float(audit.categories.high[at])
    return IntervalRow(label, min(low, FARTHEST), ratio, min(high, FARTHEST), False)


def _law_table(table: LocalLawTable, labels: Sequence[Name]) -> Table:
    """Return the table as the rules have it."""
    selected = [] if table.selected is None else [Column("# Selected")]
    rate = "Scoring Rate" if table.selected is None else "Selection Rate"
    columns = (
        Column("Category", "text"),
        Column("# of Applicants"),
        *selected,
        Column(rate),
        Column("Impact Ratio"),
        Column("Note", "text"),
    )
    rows: list[tuple[Cell, ...]] = []
    for at, label in enumerate(labels):
        number = [] if table.selected is None else [_whole(table.selected[at])]
        rows.append(
            (
                label,
                _whole(table.applicants[at]),
                *number,
                _share(table.rate[at]),
                decimal(float(table.impact_ratio[at]), 3),
                NOTES.get(table.note[at], ""),
            )
        )
    unknown: tuple[Cell, ...] = (
        "Unknown",
        count(table.unknown),
        *([] if table.selected is None else ["–"]),
        "–",
        "–",
        "in no rate",
    )
    return Table(
        f"Table of New York City’s Local Law 144, by {visible(table.name)}", columns, (*rows, unknown)
    )


def _warnings(
    pairs: Sequence[tuple[AttributeAudit, LocalLawTable]],
    corrected: Sequence[NDArray[np.float64]],
    audit: SelectionAudit,
) -> list[str]:
    """Say which ratios are below four fifths although a fair process seldom goes so far."""
    found = []
    for (one, table), p in zip(pairs, corrected, strict=True):
        labels = names(table.category)
        for at in np.flatnonzero(_shown(table)).tolist():
            often = float(one.categories.p_fair_process_this_extreme[at])
            if one.reference is not None and table.impact_ratio[at] < MARKS[0] and often <= 1 - audit.level:
                chance = "" if p[at] < CLEAR else f", but {_by_chance(float(p[at]))}"
                found.append(
                    f"{isolate(name(one.name))}: {isolate(labels[at])} at {decimal(float(table.impact_ratio[at]))} of "
                    f"{isolate(labels[one.reference])}. A fair process goes this far in {_often(often)} of cases"
                    f"{chance}."
                )
    return found


def _plural(number: int, one: str, many: str | None = None) -> str:
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def _whole(value: float) -> str:
    return count(int(value)) if np.isfinite(value) else "–"


def _share(value: float) -> str:
    return f"{100 * value:.1f}%" if np.isfinite(value) else "–"


def _often(chance: float) -> str:
    """Return a probability as whole per cent, which tells nothing of the counts it was made of."""
    if not np.isfinite(chance):
        return "–"
    if chance < 0.01:
        return "under 1%"
    return "over 99%" if chance > 0.99 else f"{100 * chance:.0f}%"
