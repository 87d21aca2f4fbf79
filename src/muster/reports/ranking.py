"""The ranking: its first rows, and how far down the first place is shared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from muster.engine.hire.draws import draw_merit
from muster.engine.hire.estimate import MeritEstimate, Ranking
from muster.reports.language import gettext as _
from muster.reports.language import pgettext
from muster.reports.shapes import Column, IntervalChart, IntervalRow, Section, Table
from muster.reports.text import candidates as so_many
from muster.reports.text import count, decimal, names, percent

__all__ = ["ROWS", "candidate_code", "first_is_better", "ranking_section", "ties_sentence"]

ROWS = 30
CHECKED = 200  # how far down candidates are compared with the first
DRAWN = 10_000  # candidates up to which they are compared by joint draws
DRAWN_MERITS = 5_000_000  # draws times candidates


def first_is_better(estimate: MeritEstimate) -> NDArray[np.float64]:
    """Return P(the first has more merit than this one) for up to `CHECKED` candidates, the first included.

    From joint draws; in seasons too large for them, from each one's own interval, taken as independent.
    """
    ranking = estimate.ranking
    if ranking.merit.size > DRAWN:
        merit, sd = ranking.merit[:CHECKED], ranking.sd[:CHECKED]
        return np.asarray(ndtr((merit[0] - merit) / np.hypot(sd[0], sd)), np.float64)
    codes = np.array([candidate_code(estimate, row) for row in range(min(CHECKED, ranking.merit.size))])
    draws = int(np.clip(DRAWN_MERITS // ranking.merit.size, 500, 4000))
    drawn = draw_merit(estimate, draws, candidates=codes)
    return np.asarray((drawn[:, :1] > drawn).mean(axis=0), np.float64)


def candidate_code(estimate: MeritEstimate, row: int) -> int:
    """Return the code of the candidate in this row of the ranking."""
    ranking = estimate.ranking
    same_merit = np.flatnonzero(estimate.merit == ranking.merit[row])
    return next(int(code) for code in same_merit if estimate.candidate_ids[code] == ranking.candidate_id[row])


def ties_sentence(better: NDArray[np.float64], level: float, candidates: int) -> str:
    """Say how many candidates cannot be told apart from the first.

    `better` is P(the first is better) for the first candidates of the ranking, the first included.
    """
    tied = better < level
    run = int(np.argmin(tied)) if not tied.all() else tied.size
    further = int(tied.sum()) - run
    told = {"level": percent(level), "run": count(run), "all": count(candidates), "further": count(further)}
    if candidates == 1:
        return _("There is only one candidate, so there is nobody to compare with.")
    if run == candidates:
        return (
            _("None of the %(all)s candidates can be told apart from the first with %(level)s certainty.")
            % told
        )
    if run == tied.size:
        return (
            _("At least the first %(run)s cannot be told apart from the first with %(level)s certainty.")
            % told
        )
    return _first_sentence(run, further) % told


def _first_sentence(run: int, further: int) -> str:
    """Return the sentence for the first `run`, with or without others further down."""
    if run > 2:
        return (
            _(
                "The first %(run)s cannot be told apart from the first with %(level)s certainty, but %(further)s "
                "further down with wide intervals may be as good as the first."
            )
            if further
            else _("The first %(run)s cannot be told apart from the first with %(level)s certainty.")
        )
    if run == 2:
        return (
            _(
                "The first two cannot be told apart with %(level)s certainty, but %(further)s further down with wide "
                "intervals may be as good as the first."
            )
            if further
            else _("The first two cannot be told apart with %(level)s certainty.")
        )
    return (
        _(
            "The first is better than the second with %(level)s certainty, but %(further)s further down with wide "
            "intervals may be as good as the first."
        )
        if further
        else _("The first is better than the second with %(level)s certainty.")
    )


def ranking_section(estimate: MeritEstimate) -> Section:
    """Return the ranking's section: at most `ROWS` candidates, best first."""
    ranking, level = estimate.ranking, estimate.model.level
    better = first_is_better(estimate)
    shown = min(ROWS, ranking.merit.size)
    labels = names(ranking.candidate_id[:shown])
    left_out = ranking.merit.size - shown
    sentences = [ties_sentence(better, level, ranking.merit.size)]
    if left_out:
        sentences.append(
            _("The first %(shown)s of %(total)s candidates are shown; %(left)s are left out.")
            % {"shown": count(shown), "total": count(ranking.merit.size), "left": count(left_out)}
        )
    sentences.append(
        _(
            "A dot is a candidate’s merit, the line its %(level)s interval; filled dots cannot be told apart from "
            "the first. 0 is the average candidate."
        )
        % {"level": percent(level)}
    )
    if estimate.model.scorecards > ranking.interviews.sum():
        sentences.append(_("An interview by a panel counts once, with a scorecard of each interviewer."))
    tied = better < level
    rows = tuple(
        IntervalRow(labels[i].short, ranking.low[i], ranking.merit[i], ranking.high[i], bool(tied[i]))
        for i in range(shown)
    )
    alt = _(
        "Interval plot of the merit of %(candidates)s, best on top: from %(highest)s for %(first)s down to "
        "%(lowest)s for %(last)s. The numbers are in the table."
    ) % {
        "candidates": so_many(shown),
        "highest": decimal(ranking.merit[0]),
        "first": labels[0].short,
        "lowest": decimal(ranking.merit[shown - 1]),
        "last": labels[-1].short,
    }
    axis = _("Merit, with %(level)s interval (logits)") % {"level": percent(level)}
    return Section(
        key="ranking",
        heading=_("Ranking"),
        sentences=tuple(sentences),
        table=_table(estimate, shown),
        chart=IntervalChart(rows, axis, alt),
        data=_data(estimate, shown),
    )


def _table(estimate: MeritEstimate, shown: int) -> Table:
    ranking = estimate.ranking
    columns = (
        Column(pgettext("merit", "Rank")),
        Column(pgettext("interval of a rank", "(low–high)"), "range"),
        Column(_("Candidate"), "text"),
        Column(_("Merit")),
        Column(pgettext("end of an interval", "Low")),
        Column(pgettext("end of an interval", "High")),
        Column(_("Interviews"), wide=True),
    )
    rows = tuple(
        (
            count(ranking.rank[i]),
            f"({_places(ranking, i)})",
            label,
            decimal(ranking.merit[i]),
            decimal(ranking.low[i]),
            decimal(ranking.high[i]),
            count(ranking.interviews[i]),
        )
        for i, label in enumerate(names(ranking.candidate_id[:shown]))
    )
    caption = _("Candidates by merit, with %(level)s intervals of rank and merit") % {
        "level": percent(estimate.model.level)
    }
    return Table(caption, columns, rows, header=2)


def _places(ranking: Ranking, i: int) -> str:
    return f"{count(ranking.rank_low[i])}–{count(ranking.rank_high[i])}"


def _data(estimate: MeritEstimate, shown: int) -> Table:
    ranking = estimate.ranking
    headings = (
        _("Merit"),
        pgettext("standard deviation", "SD"),
        pgettext("end of an interval", "Low"),
        pgettext("end of an interval", "High"),
        pgettext("merit", "Rank"),
        _("Rank low"),
        _("Rank high"),
        _("Interviews"),
        _("Ratings"),
        _("Raw mean"),
    )
    rows = tuple(
        (
            label,
            decimal(ranking.merit[i], 3),
            decimal(ranking.sd[i], 3),
            decimal(ranking.low[i], 3),
            decimal(ranking.high[i], 3),
            count(ranking.rank[i]),
            count(ranking.rank_low[i]),
            count(ranking.rank_high[i]),
            count(ranking.interviews[i]),
            count(ranking.ratings[i]),
            decimal(ranking.raw_mean[i], 3),
        )
        for i, label in enumerate(names(ranking.candidate_id[:shown]))
    )
    columns = (Column(_("Candidate"), "text"), *map(Column, headings))
    return Table(_("Ranking: all numbers"), columns, rows)
