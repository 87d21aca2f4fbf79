"""The ranking: its first rows, and how far down the first place is shared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from muster.engine.hire.draws import draw_merit
from muster.engine.hire.estimate import MeritEstimate, Ranking
from muster.reports.shapes import Column, IntervalChart, IntervalRow, Section, Table
from muster.reports.text import count, decimal, names, percent, plural

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
    certain = f"with {percent(level)} certainty"
    if candidates == 1:
        return "There is only one candidate, so there is nobody to compare with."
    if run == candidates:
        return f"None of the {count(candidates)} candidates can be told apart from the first {certain}."
    if run == tied.size:
        return f"At least the first {count(run)} cannot be told apart from the first {certain}."
    if run > 2:
        sentence = f"The first {count(run)} cannot be told apart from the first {certain}"
    elif run == 2:
        sentence = f"The first two cannot be told apart {certain}"
    else:
        sentence = f"The first is better than the second {certain}"
    if further:
        sentence += f", but {count(further)} further down with wide intervals may be as good as the first"
    return f"{sentence}."


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
            f"The first {shown} of {count(ranking.merit.size)} candidates are shown; {count(left_out)} are "
            "left out."
        )
    sentences.append(
        f"A dot is a candidate’s merit, the line its {percent(level)} interval; filled dots cannot be told "
        "apart from the first. 0 is the average candidate."
    )
    if estimate.model.scorecards > ranking.interviews.sum():
        sentences.append("An interview by a panel counts once, with a scorecard of each interviewer.")
    tied = better < level
    rows = tuple(
        IntervalRow(labels[i].short, ranking.low[i], ranking.merit[i], ranking.high[i], bool(tied[i]))
        for i in range(shown)
    )
    alt = (
        f"Interval plot of the merit of {plural(shown, 'candidate')}, best on top: from "
        f"{decimal(ranking.merit[0])} for {labels[0].short} down to {decimal(ranking.merit[shown - 1])} for "
        f"{labels[-1].short}. The numbers are in the table."
    )
    return Section(
        key="ranking",
        heading="Ranking",
        sentences=tuple(sentences),
        table=_table(estimate, shown),
        chart=IntervalChart(rows, f"Merit, with {percent(level)} interval (logits)", alt),
        data=_data(estimate, shown),
    )


def _table(estimate: MeritEstimate, shown: int) -> Table:
    ranking = estimate.ranking
    columns = (
        Column("Rank"),
        Column("(low–high)", "range"),
        Column("Candidate", "text"),
        Column("Merit"),
        Column("Low"),
        Column("High"),
        Column("Interviews", wide=True),
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
    caption = f"Candidates by merit, with {percent(estimate.model.level)} intervals of rank and merit"
    return Table(caption, columns, rows, header=2)


def _places(ranking: Ranking, i: int) -> str:
    return f"{count(ranking.rank_low[i])}–{count(ranking.rank_high[i])}"


def _data(estimate: MeritEstimate, shown: int) -> Table:
    ranking = estimate.ranking
    headings = (
        "Merit", "SD", "Low", "High", "Rank", "Rank low", "Rank high", "Interviews", "Ratings", "Raw mean",
    )  # fmt: skip
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
    return Table("Ranking: all numbers", (Column("Candidate", "text"), *map(Column, headings)), rows)
