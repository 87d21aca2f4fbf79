"""Who moved most against the raw means, and why."""

from __future__ import annotations

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.explain import Explanation, explain_candidate
from muster.reports.language import gettext as _
from muster.reports.language import pgettext
from muster.reports.moves import LEAST, POOL, Move, count_raw, find_moves
from muster.reports.ranking import candidate_code
from muster.reports.reasons import criteria_head_start, move_reason
from muster.reports.shapes import Column, MoveChart, MoveRow, Name, Section, Table
from muster.reports.text import candidates, count, decimal, names, signed, whole_percent

__all__ = ["movers_headline", "movers_section"]

HEADLINE = 10
SHORT_NAMES = 14  # characters that leave room for a reason in two lines


def movers_section(estimate: MeritEstimate) -> Section:
    """Return the section on who moved most against the raw means."""
    moves = find_moves(estimate)
    heading = _("Who moved most against the raw means")
    pool = min(POOL, estimate.ranking.merit.size)
    if not moves:
        quiet = _(
            "Nobody among the first %(pool)s, by raw mean or by merit, moved by more than %(places)s places."
        ) % {"pool": count(pool), "places": count(LEAST - 1)}
        return Section(key="movers", heading=heading, sentences=(quiet,))
    codes = [candidate_code(estimate, move.row) for move in moves]
    starts = [criteria_head_start(estimate, code) for code in codes]
    explanations = [explain_candidate(estimate, code) for code in codes]
    sentences = (
        movers_headline(estimate),
        _(
            "Shown are the largest moves among the first %(pool)s by either measure, from most won to most lost: the "
            "hollow end is the place by raw mean, the arrow the place by merit."
        )
        % {"pool": count(pool)},
    )
    labels = names(explanation.candidate_id for explanation in explanations)
    rows = tuple(
        MoveRow(label.short, move.before, move.after) for label, move in zip(labels, moves, strict=True)
    )
    alt = _(
        "Places by raw mean and by merit of %(candidates)s: from %(first)s, place %(first_before)s by raw mean and "
        "%(first_after)s by merit, to %(last)s, %(last_before)s and %(last_after)s. The numbers are in the table."
    ) % {
        "candidates": candidates(len(moves)),
        "first": labels[0].short,
        "first_before": count(moves[0].before),
        "first_after": count(moves[0].after),
        "last": labels[-1].short,
        "last_before": count(moves[-1].before),
        "last_after": count(moves[-1].after),
    }
    return Section(
        key="movers",
        heading=heading,
        sentences=tuple(filter(None, sentences)),
        table=_table(estimate, labels, moves, explanations, starts),
        chart=MoveChart(rows, _("Place (1 is best)"), alt),
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
        return _(
            "The first %(first)s by merit are also the first %(first)s by raw mean, if not in the same order."
        ) % {"first": count(first)}
    return _(
        "%(entered)s of the first %(first)s by merit would not be among the first %(first)s by raw mean."
    ) % {"entered": count(entered), "first": count(first)}


def _table(
    estimate: MeritEstimate,
    labels: list[Name],
    moves: list[Move],
    explanations: list[Explanation],
    starts: list[float],
) -> Table:
    columns = (
        Column(_("Candidate"), "text"),
        Column(_("Raw mean"), wide=True),
        Column(_("Place by raw mean")),
        Column(_("Place by merit")),
        Column(pgettext("from one place to another", "Moved")),
        Column(pgettext("a reason", "Why"), "text"),
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
    return Table(_("Places by raw mean and by merit, and why they differ"), columns, rows)


def _data(
    labels: list[Name], moves: list[Move], explanations: list[Explanation], starts: list[float]
) -> Table:
    headings = (
        _("Raw mean"),
        _("Place by raw mean"),
        _("Place without severity taken out"),
        _("Place by merit"),
        _("Merit"),
        _("Added for severity"),
        _("Criteria usually rated"),
        _("Weight of the middle"),
        _("Scorecards"),
    )
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
            whole_percent(explanation.prior_share),
            count(explanation.parts.share.size),
        )
        for label, move, explanation, start in zip(labels, moves, explanations, starts, strict=True)
    )
    columns = (Column(_("Candidate"), "text"), *map(Column, headings))
    return Table(_("Moves: all numbers"), columns, rows)
