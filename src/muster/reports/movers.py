"""Who moved most against the raw means, and why."""

from __future__ import annotations

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.explain import Explanation, explain_candidate
from muster.reports.moves import LEAST, POOL, Move, count_raw, find_moves
from muster.reports.ranking import candidate_code
from muster.reports.reasons import criteria_head_start, move_reason
from muster.reports.shapes import Column, MoveChart, MoveRow, Name, Section, Table
from muster.reports.text import count, decimal, names, plural, signed

__all__ = ["movers_headline", "movers_section"]

HEADLINE = 10
SHORT_NAMES = 14  # characters that leave room for a reason in two lines


def movers_section(estimate: MeritEstimate) -> Section:
    """Return the section on who moved most against the raw means."""
    moves = find_moves(estimate)
    heading = "Who moved most against the raw means"
    pool = min(POOL, estimate.ranking.merit.size)
    if not moves:
        quiet = (
            f"Nobody among the first {pool}, by raw mean or by merit, moved by more than {LEAST - 1} places."
        )
        return Section(key="movers", heading=heading, sentences=(quiet,))
    codes = [candidate_code(estimate, move.row) for move in moves]
    starts = [criteria_head_start(estimate, code) for code in codes]
    explanations = [explain_candidate(estimate, code) for code in codes]
    sentences = (
        movers_headline(estimate),
        f"Shown are the largest moves among the first {pool} by either measure, from most won to most lost: "
        "the hollow end is the place by raw mean, the arrow the place by merit.",
    )
    labels = names(explanation.candidate_id for explanation in explanations)
    rows = tuple(
        MoveRow(label.short, move.before, move.after) for label, move in zip(labels, moves, strict=True)
    )
    alt = (
        f"Places by raw mean and by merit of {plural(len(moves), 'candidate')}: from {labels[0].short}, "
        f"place {count(moves[0].before)} by raw mean and {count(moves[0].after)} by merit, to "
        f"{labels[-1].short}, {count(moves[-1].before)} and {count(moves[-1].after)}. The numbers are in the "
        "table."
    )
    return Section(
        key="movers",
        heading=heading,
        sentences=tuple(filter(None, sentences)),
        table=_table(estimate, labels, moves, explanations, starts),
        chart=MoveChart(rows, "Place (1 is best)", alt),
        data=_data(labels, moves, explanations, starts),
        lines=2 if max(len(label.short) for label in labels) <= SHORT_NAMES else 3,
    )


def movers_headline(estimate: MeritEstimate) -> str:
    """Say how many of the first would not be first by raw mean; nothing for a handful of candidates."""
    ranking = estimate.ranking
    first = min(HEADLINE, ranking.merit.size // 2)
    if first < 2:
        return ""
    better = count_raw(ranking.raw_mean)[0]
    entered = int((better[ranking.rank <= first] >= first).sum())
    if entered == 0:
        return f"The first {first} by merit are also the first {first} by raw mean, if not in the same order."
    return f"{count(entered)} of the first {first} by merit would not be among the first {first} by raw mean."


def _table(
    estimate: MeritEstimate,
    labels: list[Name],
    moves: list[Move],
    explanations: list[Explanation],
    starts: list[float],
) -> Table:
    columns = (
        Column("Candidate", "text"),
        Column("Raw mean", wide=True),
        Column("Place by raw mean"),
        Column("Place by merit"),
        Column("Moved"),
        Column("Why", "text"),
    )
    typical = 1 - estimate.model.reliability
    rows = tuple(
        (
            label,
            decimal(explanation.raw_mean),
            count(move.before),
            count(move.after),
            signed(move.places, 0),
            move_reason(move, explanation, start, typical),
        )
        for label, move, explanation, start in zip(labels, moves, explanations, starts, strict=True)
    )
    return Table("Places by raw mean and by merit, and why they differ", columns, rows)


def _data(
    labels: list[Name], moves: list[Move], explanations: list[Explanation], starts: list[float]
) -> Table:
    headings = (
        "Raw mean", "Place by raw mean", "Place without severity taken out", "Place by merit", "Merit",
        "Added for severity", "Criteria usually rated", "Weight of the middle", "Scorecards",
    )  # fmt: skip
    rows = tuple(
        (
            label,
            decimal(explanation.raw_mean, 3),
            count(move.before),
            count(move.uncorrected),
            count(move.after),
            decimal(explanation.merit, 3),
            signed(explanation.severity_shift, 3),
            signed(start, 3),
            f"{explanation.prior_share:.0%}",
            count(explanation.parts.share.size),
        )
        for label, move, explanation, start in zip(labels, moves, explanations, starts, strict=True)
    )
    return Table("Moves: all numbers", (Column("Candidate", "text"), *map(Column, headings)), rows)
