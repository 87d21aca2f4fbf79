"""Scorecards sorted: against a plain sort, with panels, repeats, gaps and rows in any order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.errors import InputError
from muster.engine.hire.layout import Layout, lay_out
from muster.engine.shapes import Criterion, Scorecards
from tests.engine.seasons import Row, from_rows, take

ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 2), st.integers(1, 4), st.integers(0, 2)),
    min_size=1,
    max_size=120,
)


def read_back(layout: Layout) -> list[tuple[int, int, int, int]]:
    """Return (candidate, interviewer, criterion, rating) of every rating in the layout's order."""
    card = np.repeat(np.arange(layout.scorecards), np.diff(layout.ratings_of))
    columns = (
        layout.candidate[card],
        layout.interviewer[card],
        layout.cells.criterion[layout.cell],
        layout.cells.value[layout.cell],
    )
    return list(zip(*(column.tolist() for column in columns), strict=True))


@given(ROWS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_layout_is_a_plain_sort(rows: list[tuple[int, int, int, int, int]], told: bool) -> None:
    interviews = [row[4] if told else 0 for row in rows]
    scorecards = from_rows(
        [row[:4] for row in rows],
        scale=(1, 4),
        candidates=7,
        interviewers=5,
        interview=interviews if told else None,
    )
    layout = lay_out(scorecards)
    ordered = sorted((p, r, v, c, y) for (p, r, c, y, _), v in zip(rows, interviews, strict=True))
    assert read_back(layout) == [(p, r, c, y) for p, r, _, c, y in ordered]
    cards = sorted({(p, r, v) for p, r, v, _, _ in ordered})
    assert layout.scorecards == len(cards)
    assert layout.interviewer.tolist() == [r for _, r, _ in cards]
    assert np.diff(layout.cards_of).tolist() == [sum(p == card[0] for card in cards) for p in range(7)]
    assert np.diff(layout.ratings_before).tolist() == [sum(p == row[0] for row in rows) for p in range(7)]
    expected = [{card[2] if told else card[1] for card in cards if card[0] == p} for p in range(7)]
    assert layout.interviews.tolist() == [len(distinct) for distinct in expected]


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_does_not_matter(
    rows: list[tuple[int, int, int, int, int]], random: object
) -> None:
    scorecards = from_rows([row[:4] for row in rows], scale=(1, 4), interview=[row[4] for row in rows])
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, other = lay_out(scorecards), lay_out(take(scorecards, np.array(order)))
    for name in ("cell", "cards_of", "ratings_of", "interviewer", "interviews"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_a_long_list_of_one_candidate_is_sorted_too() -> None:
    rng = np.random.default_rng(0)
    rows: list[Row] = [
        (0, int(r), int(c), int(y)) for r, c, y in zip(*rng.integers(1, 9, (3, 2000)), strict=True)
    ]
    assert read_back(lay_out(from_rows(rows, scale=(1, 9)))) == sorted(rows)


def test_the_columns_given_are_not_touched() -> None:
    scorecards = from_rows([(0, 1, 0, 2), (0, 0, 0, 1), (1, 1, 0, 1)], interview=[1, 0, 0])
    columns = {
        name: value.copy() for name, value in vars(scorecards).items() if isinstance(value, np.ndarray)
    }
    for column in vars(scorecards).values():
        if isinstance(column, np.ndarray):
            column.setflags(write=False)
    lay_out(scorecards)
    for name, column in columns.items():
        np.testing.assert_array_equal(getattr(scorecards, name), column)


def test_memory_that_a_view_shares_is_not_touched() -> None:
    """A memory map (a view of a subclass) is sorted in a copy as well."""

    class Mapped(np.ndarray):
        pass

    scorecards = from_rows([(0, 1, 0, 2), (0, 0, 0, 1), (1, 1, 0, 1)], interview=[1, 0, 0])
    assert scorecards.interview is not None
    mapped = replace(
        scorecards,
        interviewer=scorecards.interviewer.view(Mapped),
        interview=scorecards.interview.view(Mapped),
    )
    lay_out(mapped)
    assert scorecards.interviewer.tolist() == [1, 0, 1]
    assert scorecards.interview.tolist() == [1, 0, 0]


def test_a_panel_is_one_interview_of_several_scorecards() -> None:
    rows: list[Row] = [(0, 0, 0, 3), (0, 1, 0, 4), (0, 2, 0, 2), (1, 0, 0, 3)]
    panel = lay_out(from_rows(rows, interview=[7, 7, 9, 7]))
    assert panel.interviews.tolist() == [2, 1]
    assert panel.scorecards == 4
    assert lay_out(from_rows(rows)).interviews.tolist() == [3, 1]


def test_a_repeated_interview_is_a_scorecard_of_its_own() -> None:
    rows: list[Row] = [(0, 0, 0, 3), (0, 0, 1, 4), (0, 0, 0, 1), (0, 0, 1, 2)]
    assert lay_out(from_rows(rows)).scorecards == 1
    twice = lay_out(from_rows(rows, interview=[0, 0, 1, 1]))
    assert twice.scorecards == 2
    assert twice.interviews.tolist() == [2]


def test_only_categories_that_occur_have_a_cell() -> None:
    cells = lay_out(from_rows([(0, 0, 0, 2), (0, 0, 0, 4), (1, 0, 2, 5), (1, 0, 0, 2)])).cells
    assert cells.criterion.tolist() == [0, 0, 2]
    assert cells.value.tolist() == [2, 4, 5]
    assert cells.count.tolist() == [2, 1, 1]
    assert cells.bounds.tolist() == [0, 2, 2, 3]
    assert cells.top.tolist() == [False, True, True]
    assert cells.recount(np.array([0, 0, 1])).count.tolist() == [2, 1, 0]


def test_a_first_criterion_without_ratings_marks_no_wrong_top() -> None:
    cells = lay_out(from_rows([(0, 0, 1, 2), (0, 0, 1, 4), (1, 0, 1, 3)])).cells
    assert cells.bounds.tolist() == [0, 0, 3]
    assert cells.top.tolist() == [False, False, True]


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.int32, np.int64, np.uint64])
def test_ratings_may_be_any_whole_numbers(kind: type[np.integer]) -> None:
    scorecards = from_rows([(0, 0, 0, 2), (0, 1, 0, 4), (1, 0, 0, 5)])
    layout = lay_out(replace(scorecards, rating=scorecards.rating.astype(kind)))
    assert layout.cells.value[layout.cell].tolist() == [2, 4, 5]


def test_a_scale_may_lie_below_0() -> None:
    layout = lay_out(from_rows([(0, 0, 0, -2), (0, 1, 0, 0), (1, 0, 0, 2)], scale=(-2, 2)))
    assert layout.cells.value.tolist() == [-2, 0, 2]


def test_many_criteria_have_enough_codes() -> None:
    rows: list[Row] = [(p, 0, c, 1 + (p + c) % 8) for p in range(8) for c in range(10_000)]
    layout = lay_out(from_rows(rows, scale=(1, 8)))
    assert layout.cells.count.size > np.iinfo(np.uint16).max
    assert read_back(layout) == sorted(rows)


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_a_rating_off_the_scale_is_named(rating: int) -> None:
    scorecards = from_rows([(0, 0, 0, 2), (0, 1, 0, rating), (1, 0, 0, 5)])
    with pytest.raises(InputError) as caught:
        lay_out(scorecards)
    assert caught.value.sentence == (
        f"rating 1 is {rating}, off the scale 1 to 5 of 'criterion_0'; correct it or widen the scale."
    )
    assert caught.value.params == {"row": 1, "rating": rating, "criterion": "criterion_0"}


def broken(**changes: object) -> Scorecards:
    return replace(from_rows([(0, 0, 0, 2), (0, 1, 0, 4), (1, 0, 0, 5)]), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scorecards", "words"),
    [
        (broken(rating=np.array([2.0, 4.0, 5.0])), "rating must be whole numbers"),
        (broken(rating=np.array([True, False, True])), "rating must be whole numbers"),
        (broken(rating=np.array([2, 4])), "differ in length"),
        (broken(interview=np.array([2, 4])), "interview 2"),
        (broken(candidate=np.array([0, 0, 2])), "candidate holds codes outside 0 to 1"),
        (broken(interviewer=np.array([0, -1, 0])), "interviewer holds codes outside 0 to 1"),
        (broken(criterion=np.array([0, 1, 0])), "criterion holds codes outside 0 to 0"),
        (broken(criteria=(Criterion("criterion_0", 5, 1),)), "criterion_0"),
    ],
    ids=[
        "floats",
        "booleans",
        "short",
        "short interview",
        "candidate",
        "interviewer",
        "criterion",
        "reversed",
    ],
)
def test_columns_that_do_not_fit_together_are_named(scorecards: Scorecards, words: str) -> None:
    with pytest.raises(InputError, match=words):
        lay_out(scorecards)
