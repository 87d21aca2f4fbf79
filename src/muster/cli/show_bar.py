"""A fit of many cohorts on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from muster.cli.terminal import number, plural, print_table, safe, signed
from muster.engine.hire.bar_estimate import GROUPS
from muster.reports.text import percent

if TYPE_CHECKING:
    from rich.console import Console

    from muster.cli.bar import FittedBar
    from muster.engine.hire.bar_estimate import BarEstimate
    from muster.engine.hire.outcomes import OutcomeRelation

__all__ = ["show_bar", "tell_notices"]

LIKELY = 0.5  # probability of being below the bar from which a hire is listed
MOST_HIRES = 20
MOST_INTERVIEWERS = 12
MOST_LINKS = 20


def show_bar(console: Console, fit: FittedBar) -> None:
    """Print the summary, the notices, the quarters, trends, hires below the bar, links and drift."""
    estimate = fit.estimate
    _show_summary(console, estimate)
    tell_notices(console, fit)
    _show_quarters(console, estimate)
    _show_trends(console, estimate)
    _show_families(console, estimate)
    _show_hires(console, estimate)
    _show_links(console, estimate)
    _show_changes(console, estimate)
    for relation in fit.outcomes:
        _show_outcome(console, relation)


def tell_notices(console: Console, fit: FittedBar) -> None:
    """Print what limits the results, a line each."""
    for note in fit.read.notes:
        console.print(f"Note: {safe(note, 1000)}", soft_wrap=True)
    for notice in fit.estimate.notices:
        console.print(f"Note: {safe(notice, 2000)}", soft_wrap=True)
    for relation in fit.outcomes:
        for notice in relation.notices:
            console.print(f"Note: {safe(notice, 1000)}", soft_wrap=True)


def _show_summary(console: Console, estimate: BarEstimate) -> None:
    model = estimate.model
    console.print(
        f"{plural(model.candidates, 'application')} of {plural(model.cohorts, 'cohort')} over "
        f"{plural(model.quarters, 'quarter')}, {plural(model.interviewers, 'interviewer')}, "
        f"{plural(model.ratings, 'rating')}; reliability {number(model.reliability)} "
        f"(SDs in logits: merit {number(model.sd_merit)}, severity {number(model.sd_severity)}, drift a quarter "
        f"{number(model.sd_drift)}, level of cohorts {number(model.sd_level)}, halo {number(model.sd_halo)})",
        soft_wrap=True,
    )


def _show_quarters(console: Console, estimate: BarEstimate) -> None:
    table = estimate.quarters
    several = estimate.model.parts > 1
    groups = [group for group in GROUPS if group == "applicants" or table.count[table.group == group].any()]

    def rows() -> Iterator[list[str]]:
        for start in range(0, table.period.size, len(GROUPS)):
            row = [safe(table.period[start])]
            if several:
                row.append(f"{table.part[start] + 1}")
            for at in (start + GROUPS.index(group) for group in groups):
                row += [
                    f"{table.count[at]:,}",
                    signed(table.mean[at]),
                    _interval(table.low[at], table.high[at]),
                ]
            yield row

    level = percent(estimate.model.level)
    columns = [("quarter", "left"), *([("part", "right")] if several else [])]
    for group in groups:
        columns += [(group, "right"), (f"{group}'\nmerit", "right"), (f"{group}'\n{level} interval", "right")]
    spare = [f"offers'\n{level} interval", "offers'\nmerit", "offers"] if "offers" in groups else []
    print_table(console, "Mean merit by quarter of the first interview", columns, rows(), spare=spare)


def _interval(low: float, high: float) -> str:
    return f"{signed(low)} to {signed(high)}" if np.isfinite(low) else "-"


def _show_trends(console: Console, estimate: BarEstimate) -> None:
    trends = estimate.trends
    if not trends.part.size:
        return
    console.print()
    for row in range(trends.part.size):
        part = f" of part {trends.part[row] + 1}" if estimate.model.parts > 1 else ""
        console.print(
            f"The level of {trends.group[row]}{part} changes by {signed(trends.slope[row])} logits a year "
            f"({_interval(trends.low[row], trends.high[row])}), {trends.first[row]} to {trends.last[row]}; "
            f"it rises with probability {number(trends.p_rises[row])}.",
            soft_wrap=True,
        )


def _show_families(console: Console, estimate: BarEstimate) -> None:
    """Print the slopes of job families, those that fall most surely first, where there are several."""
    families = estimate.families
    if families.family.size < 2:
        return
    rows = (
        (
            safe(families.family[row]), f"{families.count[row]:,}", signed(families.slope[row]),
            _interval(families.low[row], families.high[row]), number(families.p_rises[row]),
        )
        for row in np.argsort(families.p_rises, kind="stable")
    )  # fmt: skip
    columns = [("job family", "left"), ("hires", "right"), ("logits\na year", "right")]
    columns += [(f"{percent(estimate.model.level)}\ninterval", "right"), ("P(rises)", "right")]
    print_table(console, "Merit of hires by job family", columns, rows, spare=["job family"])


def _show_hires(console: Console, estimate: BarEstimate) -> None:
    """Print those who are more likely than not below the bar of their day, the likeliest first."""
    hires = estimate.hires
    known = np.isfinite(hires.p_below)
    if not known.any():
        return
    below = np.flatnonzero(known & (np.nan_to_num(hires.p_below) >= LIKELY))
    expected = float(hires.p_below[known].sum())
    console.print()
    console.print(
        f"{plural(below.size, 'hire')} of {int(known.sum()):,} likely below the bar at the time; "
        f"{number(expected, 1)} expected below it, counting everybody by probability.",
        soft_wrap=True,
    )
    if not below.size:
        return
    order = below[np.argsort(-hires.p_below[below], kind="stable")][:MOST_HIRES]
    rows = (
        (
            safe(hires.candidate_id[row]), safe(hires.cohort[row]), str(hires.decided[row]), signed(hires.merit[row]),
            _interval(hires.low[row], hires.high[row]), signed(hires.bar[row]), number(hires.p_below[row]),
        )
        for row in order.tolist()
    )  # fmt: skip
    title = "Hires below the bar"
    if order.size < below.size:
        title += f", the first {order.size:,} of {below.size:,}"
    columns = [("candidate", "left"), ("cohort", "left"), ("decided", "left"), ("merit", "right")]
    columns += [
        (f"{percent(estimate.model.level)}\ninterval", "right"),
        ("bar", "right"),
        ("P(below)", "right"),
    ]
    print_table(console, title, columns, rows, spare=["cohort"])


def _show_links(console: Console, estimate: BarEstimate) -> None:
    """Print how strongly neighbouring cohorts are linked."""
    links = estimate.links
    place = {str(name): at for at, name in enumerate(estimate.cohort_ids)}
    near = [
        row
        for row in range(links.first.size)
        if place[str(links.second[row])] - place[str(links.first[row])] == 1
    ]
    if not near:
        return
    rows = (
        (
            f"{safe(links.first[row])} to {safe(links.second[row])}", f"{links.interviewers[row]:,}",
            number(links.strength[row]) if links.linked[row] else "none", signed(links.difference[row]),
            _interval(links.low[row], links.high[row]),
        )
        for row in near[-MOST_LINKS:]
    )  # fmt: skip
    title = "Links between neighbouring cohorts"
    if len(near) > MOST_LINKS:
        title += f", the last {MOST_LINKS} of {len(near):,}"
    columns = [("cohorts", "left"), ("shared\ninterviewers", "right"), ("strength", "right")]
    columns += [("applicants\ndiffer by", "right"), (f"{percent(estimate.model.level)}\ninterval", "right")]
    print_table(console, title, columns, rows)


def _show_changes(console: Console, estimate: BarEstimate) -> None:
    """Print the interviewers whose severity surely changed most."""
    changes = estimate.changes
    if not changes.change.size:
        return
    order = np.argsort(-np.abs(changes.change / changes.sd), kind="stable")[:MOST_INTERVIEWERS]
    rows = (
        (
            safe(changes.interviewer_id[row]), f"{changes.first[row]} to {changes.last[row]}",
            signed(changes.change[row]), _interval(changes.low[row], changes.high[row]),
            number(changes.p_more_severe[row]),
        )
        for row in order.tolist()
    )  # fmt: skip
    title = "Drift: change of severity"
    if order.size < changes.change.size:
        title += f", {order.size:,} of {changes.change.size:,} interviewers"
    columns = [("interviewer", "left"), ("quarters", "left"), ("change", "right")]
    columns += [(f"{percent(estimate.model.level)}\ninterval", "right"), ("P(more severe)", "right")]
    print_table(console, title, columns, rows)


def _show_outcome(console: Console, relation: OutcomeRelation) -> None:
    """Print how an outcome goes with merit at hire, where that can be said."""
    if not np.isfinite(relation.correlation):
        return
    console.print()
    console.print(
        f"{safe(relation.outcome)} of {plural(relation.rated, 'hire')}: correlation with merit at hire "
        f"{number(relation.correlation)} ({number(relation.low)} to {number(relation.high)}); corrected for "
        f"restriction of range (ratio {number(relation.restriction)}) {number(relation.corrected)} "
        f"({number(relation.corrected_low)} to {number(relation.corrected_high)}); and for the error of merit "
        f"(reliability {number(relation.reliability)}) {number(relation.corrected_true)} "
        f"({number(relation.corrected_true_low)} to {number(relation.corrected_true_high)}).",
        soft_wrap=True,
    )
