"""A merit estimate on the terminal: summary, ranking, calibration, one candidate, two candidates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from muster.cli.fit import FittedSeason, interviews_of, tell_notes
from muster.cli.terminal import WIDEST_CELL, as_plain, number, print_table, safe, signed
from muster.reports.fit import Fit
from muster.reports.interviewers import interviewer_fits, standout_interviewers
from muster.reports.shortening import shorten_apart

if TYPE_CHECKING:
    from rich.console import Console

    from muster.engine.hire.estimate import MeritEstimate
    from muster.engine.hire.explain import Comparison, Explanation, ExplanationParts

__all__ = [
    "comparison_reasons",
    "plain_explanation",
    "show_calibration",
    "show_comparison",
    "show_explanation",
    "show_ranking",
    "show_season",
    "show_summary",
]

MOST_INTERVIEWERS = 12
LONGEST_ID = 1_000  # of which anything is shown
MISFITS = (Fit.ERRATIC, Fit.UNIFORM)
SAME_CORRECTION = 0.1  # logits; corrections closer than this are not worth a sentence


def _safe_apart(ids: Iterable[object]) -> list[str]:
    """Return the ids of a column as the terminal may show them, different where they are."""
    return shorten_apart([safe(one, LONGEST_ID) for one in ids], WIDEST_CELL)


def show_season(console: Console, fit: FittedSeason, top: int) -> None:
    """Print the summary, the notes, the ranking's first `top` candidates and the interviewers' calibration."""
    show_summary(console, fit.estimate)
    tell_notes(console, fit)
    show_ranking(console, fit.estimate, top)
    show_calibration(console, fit.estimate)


def show_summary(console: Console, estimate: MeritEstimate) -> None:
    """Print how much there was and how reliable it is."""
    model = estimate.model
    console.print(
        f"{model.candidates:,} candidates, {model.interviewers:,} interviewers, {model.ratings:,} ratings; "
        f"reliability {number(model.reliability)} "
        f"(SDs in logits: merit {number(model.sd_merit)}, severity {number(model.sd_severity)}, "
        f"halo {number(model.sd_halo)})",
        soft_wrap=True,
    )


def show_ranking(console: Console, estimate: MeritEstimate, top: int) -> None:
    """Print the first `top` candidates."""
    ranking, level = estimate.ranking, percent(estimate.model.level)
    total = ranking.rank.size
    shown = min(top, total)
    rows = (
        (
            f"{ranking.rank[row]:,}",
            f"{ranking.rank_low[row]:,}-{ranking.rank_high[row]:,}",
            named,
            signed(ranking.merit[row]),
            f"{signed(ranking.low[row])} to {signed(ranking.high[row])}",
            f"{ranking.interviews[row]:,}",
            f"{ranking.ratings[row]:,}",
            number(ranking.raw_mean[row]),
        )
        for row, named in enumerate(_safe_apart(ranking.candidate_id[:shown]))
    )
    title = "Ranking by merit" if shown == total else f"Ranking by merit, the first {shown:,} of {total:,}"
    columns = [("rank", "right"), (f"{level}\nrank", "right"), ("candidate", "left"), ("merit", "right")]
    columns += [
        (f"{level}\ninterval", "right"),
        ("interviews", "right"),
        ("ratings", "right"),
    ]
    spare = ["ratings", "interviews", "raw\nmean", f"{level}\nrank"]
    print_table(console, title, [*columns, ("raw\nmean", "right")], rows, spare=spare)


def show_calibration(console: Console, estimate: MeritEstimate) -> None:
    """Print the interviewers who are most severe, most lenient, or rate unlike the model."""
    table = estimate.interviewers
    chosen = standout_interviewers(table, MOST_INTERVIEWERS)
    words = interviewer_fits(table)
    rows = (
        (
            named,
            signed(table.severity[row]),
            f"{signed(table.low[row])} to {signed(table.high[row])}",
            f"{table.interviews[row]:,}",
            number(table.infit[row]),
            number(table.outfit[row]),
            str(words[row]) if words[row] in MISFITS else "",
        )
        for row, named in zip(chosen.rows, _safe_apart(table.interviewer_id[chosen.rows]), strict=True)
    )
    title = "Interviewers' calibration"
    some = chosen.rows.size < table.severity.size
    if some:
        title += f", {chosen.rows.size:,} of {table.severity.size:,}"
    columns = [
        ("interviewer", "left"),
        ("severity", "right"),
        (f"{percent(estimate.model.level)}\ninterval", "right"),
    ]
    columns += [("interviews", "right"), ("infit", "right"), ("outfit", "right"), ("ratings are", "left")]
    print_table(console, title, columns, rows, spare=["interviews", "infit", "outfit"])
    if some:
        console.print(f"Shown are {chosen.words}.", soft_wrap=True)


def show_explanation(console: Console, fit: FittedSeason, explanation: Explanation) -> None:
    """Print what each scorecard said of one candidate and what the correction for severity changed."""
    console.print(
        f"{safe(explanation.candidate_id)}: merit {signed(explanation.merit)} "
        f"({percent(fit.estimate.model.level)} interval {signed(explanation.low)} to {signed(explanation.high)}); "
        f"raw mean {number(explanation.raw_mean)}, {number(explanation.population_raw_mean)} over everybody",
        soft_wrap=True,
    )
    parts = explanation.parts
    interviews = [
        ", ".join(map(safe, filter(None, names))) for names in zip(*interviews_of(fit, parts), strict=True)
    ]
    named = any(interviews)
    rows = [
        (
            interviewer,
            *([interviews[row]] * named),
            signed(parts.severity[row]),
            f"{parts.ratings[row]:,}",
            number(parts.raw_mean[row]),
            signed(parts.implied[row]),
            f"{parts.share[row]:.0%}",
            signed(parts.contribution[row]),
            signed(parts.shift[row]),
        )
        for row, interviewer in enumerate(_safe_apart(parts.interviewer_id))
    ]
    average = ("(average)", *([""] * (named + 3)))
    rows.append((*average, signed(0.0), f"{explanation.prior_share:.0%}", signed(0.0), ""))
    columns = [
        ("interviewer", "left"),
        *([("interview", "left")] * named),
        ("severity", "right"),
        ("ratings", "right"),
        ("raw\nmean", "right"),
        ("implies", "right"),
        ("weight", "right"),
        ("adds", "right"),
        ("correction", "right"),
    ]
    spare = ["ratings", "severity", "raw\nmean", "implies"]
    print_table(console, "What each scorecard contributed", columns, rows, spare=spare)
    console.print(f"\n{severity_sentence(explanation)}", soft_wrap=True)
    panels = _panel_sentence(parts)
    if panels:
        console.print(panels, soft_wrap=True)


def _panel_sentence(parts: ExplanationParts) -> str | None:
    """Say why there are more scorecards than interviews, if there are."""
    scorecards, interviews = parts.interview.size, np.unique(parts.interview[parts.interview >= 0]).size
    if not 0 < interviews < scorecards:
        return None
    return (
        f"These are {_counted(scorecards, 'scorecard')} of {_counted(interviews, 'interview')}: a panel has one of "
        "each interviewer."
    )


def plain_explanation(fit: FittedSeason, explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON holds it, with the interviews' names in place of their codes."""
    plain: dict[str, Any] = as_plain(explanation)
    interview_id, stage = interviews_of(fit, explanation.parts)
    names = {"interview_id": as_plain(interview_id), "stage": as_plain(stage)}
    interviewers, _, *columns = plain["parts"].items()
    return {**plain, "parts": dict([interviewers, *names.items(), *columns])}


def severity_sentence(explanation: Explanation) -> str:
    """Say what the correction for severity changed, and why."""
    shift = explanation.severity_shift
    who = safe(explanation.candidate_id)
    if abs(shift) < SAME_CORRECTION:
        return f"Severity changed little for {who} ({signed(shift)}): the interviewers were about average."
    kind, way = ("severer", "raised") if shift > 0 else ("more lenient", "lowered")
    size = number(abs(shift))
    return f"The interviewers of {who} were {kind} than average; taking that out {way} merit by {size}."


def comparison_reasons(comparison: Comparison) -> list[str]:
    """Return, a sentence each, why one candidate stands above the other."""
    a, b = comparison.explanation_a, comparison.explanation_b
    name_a, name_b = safe(a.candidate_id), safe(b.candidate_id)
    higher = "above" if a.raw_mean > b.raw_mean else "below" if a.raw_mean < b.raw_mean else "level with"
    reasons = [
        f"By raw mean {name_a} ({number(a.raw_mean)}) stands {higher} {name_b} ({number(b.raw_mean)})."
    ]
    gap = a.severity_shift - b.severity_shift
    shifts = (
        f"the correction is {signed(a.severity_shift)} for {name_a}, {signed(b.severity_shift)} for {name_b}"
    )
    if abs(gap) < SAME_CORRECTION:
        reasons.append(f"Both met interviewers of about the same severity: {shifts}.")
    else:
        reasons.append(f"{name_a if gap > 0 else name_b} met severer interviewers: {shifts}.")
    reasons.append(f"{name_a} had {_evidence(a)}, {name_b} {_evidence(b)}.")
    return [*reasons, _link_sentence(comparison)]


def _evidence(explanation: Explanation) -> str:
    counts = explanation.parts.ratings
    scorecards, ratings = _counted(len(counts), "scorecard"), _counted(int(np.sum(counts)), "rating")
    return f"{scorecards} with {ratings} (SD {number(explanation.sd)})"


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _link_sentence(comparison: Comparison) -> str:
    shared = [safe(one) for one in comparison.shared_interviewers]
    if shared:
        more = f" and {len(shared) - 5:,} more" if len(shared) > 5 else ""
        return f"Interviewed by the same: {', '.join(shared[:5])}{more}."
    if comparison.same_component:
        return "They share no interviewer; a chain of interviewers in common connects them."
    return "No chain of interviewers connects them: they are comparable through the prior only."


def show_comparison(console: Console, fit: FittedSeason, comparison: Comparison) -> None:
    """Print P(A is better than B), the reasons, and both candidates' interviews."""
    a, b = safe(comparison.candidate_a), safe(comparison.candidate_b)
    console.print(
        f"P({a} is better than {b}) = {probability(comparison.p_better)}", style="bold", soft_wrap=True
    )
    console.print(
        f"Difference in merit {signed(comparison.difference)} "
        f"({percent(fit.estimate.model.level)} interval {signed(comparison.low)} to {signed(comparison.high)})",
        soft_wrap=True,
    )
    for reason in comparison_reasons(comparison):
        console.print(f"- {reason}", soft_wrap=True)
    for explanation in (comparison.explanation_a, comparison.explanation_b):
        console.print()
        show_explanation(console, fit, explanation)


def percent(level: float) -> str:
    """Return a level as people say it: 0.9 is 90 %."""
    return f"{100 * level:.15g} %"


def probability(value: float) -> str:
    """Return a probability that never claims certainty: draws cannot tell .9999 from 1."""
    if value > 0.999:
        return "more than 0.999"
    return "less than 0.001" if value < 0.001 else f"{value:.3f}"
