from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr

from muster.engine.hire.estimate import MeritEstimate
from muster.reports import ranking
from muster.reports.ranking import first_is_better, ties_sentence
from muster.reports.shapes import Name

from .conftest import estimate_season, facts_of, section_of, with_candidates


def test_the_ranking_shows_the_first_rows_and_says_how_many_it_leaves_out(estimate: MeritEstimate) -> None:
    part = section_of(facts_of(estimate), "ranking")
    assert len(part.table.rows) == len(part.chart.rows) == len(part.data.rows) == ranking.ROWS
    assert f"{60 - ranking.ROWS} are left out" in " ".join(part.sentences)
    order = [estimate.ranking.candidate_id[i] for i in range(ranking.ROWS)]
    assert [row[2].full for row in part.table.rows] == order
    first = part.table.rows[0]
    low, high = estimate.ranking.rank_low[0], estimate.ranking.rank_high[0]
    assert (first[0], first[1]) == ("1", f"({low}–{high})")
    assert first[3] == f"{estimate.ranking.merit[0]:.2f}"


def test_a_small_ranking_is_shown_whole() -> None:
    part = section_of(facts_of(estimate_season(candidates=9, interviewers=4)), "ranking")
    assert len(part.table.rows) == 9
    assert "left out" not in " ".join(part.sentences)


@pytest.mark.parametrize(
    ("better", "candidates", "sentence"),
    [
        (
            [0.5, 0.7, 0.8, 0.95, 0.99],
            5,
            "The first 3 cannot be told apart from the first with 90% certainty.",
        ),
        ([0.5, 0.7, 0.95, 0.99], 4, "The first two cannot be told apart with 90% certainty."),
        ([0.5, 0.91, 0.95], 3, "The first is better than the second with 90% certainty."),
        ([0.5, 0.6, 0.7], 3, "None of the 3 candidates can be told apart from the first with 90% certainty."),
        ([0.5, 0.6, 0.7], 99, "At least the first 3 cannot be told apart from the first with 90% certainty."),
        ([0.5], 1, "There is only one candidate, so there is nobody to compare with."),
        (
            [0.5, 0.6, 0.7, 0.95, 0.8, 0.95],
            6,
            "The first 3 cannot be told apart from the first with 90% certainty, but 1 further down with wide "
            "intervals may be as good as the first.",
        ),
    ],
)
def test_ties_are_put_in_words(better: list[float], candidates: int, sentence: str) -> None:
    assert ties_sentence(np.array(better), 0.9, candidates) == sentence


def test_filled_dots_are_those_that_the_sentence_counts(estimate: MeritEstimate) -> None:
    better = first_is_better(estimate)
    part = section_of(facts_of(estimate), "ranking")
    tied = better < estimate.model.level
    assert 2 < tied.sum() < 30  # the season is such that there is something to say
    assert part.sentences[0] == ties_sentence(better, 0.9, 60)
    assert [row.strong for row in part.chart.rows] == tied[: ranking.ROWS].tolist()


def test_large_seasons_are_compared_by_intervals(estimate: MeritEstimate) -> None:
    size = ranking.DRAWN + 1
    table = replace(estimate.ranking, merit=-np.arange(size) / 10.0, sd=np.full(size, 0.3))
    better = first_is_better(replace(estimate, ranking=table))
    assert better.size == ranking.CHECKED
    # 0.9 is 1.2816 SDs of the difference, 0.3 * sqrt(2): merits up to .5437 below cannot be told apart
    assert (better < 0.9).sum() == 6


def test_chance_of_being_better_agrees_with_the_intervals(estimate: MeritEstimate) -> None:
    table = estimate.ranking
    approximate = (table.merit[0] - table.merit) / np.hypot(table.sd[0], table.sd)
    exact = first_is_better(estimate)
    assert exact[0] == 0.0  # never better than itself
    # What two share makes the joint draws surer than independent intervals, not by much.
    np.testing.assert_allclose(exact[1:], ndtr(approximate[1:]), atol=0.06)


def test_one_candidate_makes_a_report(estimate: MeritEstimate) -> None:
    table = estimate.ranking
    first = replace(table, **{key: column[:1] for key, column in vars(table).items()})
    part = section_of(facts_of(replace(estimate, ranking=first)), "ranking")
    assert len(part.table.rows) == 1
    assert "only one candidate" in part.sentences[0]


def test_long_names_are_short_in_tables_and_full_beside(estimate: MeritEstimate) -> None:
    ids = [f"{i:02d}-" + "n" * 80 for i in range(60)]
    name = section_of(facts_of(with_candidates(estimate, ids)), "ranking").table.rows[0][2]
    assert isinstance(name, Name)
    assert name.full == ids[0]
    assert name.short.startswith("00-nnn")
    assert "…" in name.short
    assert len(name.short) == 26


def test_a_panel_is_told_to_count_once(estimate: MeritEstimate) -> None:
    told = "An interview by a panel counts once"
    assert told not in " ".join(section_of(facts_of(estimate), "ranking").sentences)
    panels = replace(estimate, model=replace(estimate.model, scorecards=estimate.model.scorecards + 1))
    assert told in " ".join(section_of(facts_of(panels), "ranking").sentences)
