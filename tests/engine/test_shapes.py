"""Scorecards from columns of ids."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from muster.engine.shapes import Criterion, Scorecards


def from_columns(scale: tuple[int, int] | None = None) -> Scorecards:
    return Scorecards.from_columns(
        candidate=np.array(["Zoe", "Ann", "Zoe"]),
        interviewer=np.array([7, 3, 3]),
        criterion=np.array(["design", "code", "code"]),
        rating=np.array([2, 4, 1]),
        interview=np.array(["b", "a", "b"]),
        scale=scale,
    )


def test_codes_follow_the_sorted_ids() -> None:
    scorecards = from_columns()
    assert scorecards.candidate_ids.tolist() == ["Ann", "Zoe"]
    assert scorecards.candidate.tolist() == [1, 0, 1]
    assert scorecards.interviewer_ids.tolist() == [3, 7]
    assert scorecards.interviewer.tolist() == [1, 0, 0]
    assert scorecards.criterion.tolist() == [1, 0, 0]
    assert scorecards.interview is not None
    assert scorecards.interview.tolist() == [1, 0, 1]
    assert scorecards.rating.tolist() == [2, 4, 1]
    assert scorecards.ratings == 3


def test_a_criterion_spans_what_occurs_or_the_scale_given() -> None:
    assert from_columns().criteria == (Criterion("code", 1, 4), Criterion("design", 2, 2))
    assert from_columns((1, 5)).criteria == (Criterion("code", 1, 5), Criterion("design", 1, 5))
    assert [criterion.categories for criterion in from_columns().criteria] == [4, 1]


def test_no_rows_make_no_people() -> None:
    nothing = np.array([], np.int64)
    scorecards = Scorecards.from_columns(
        candidate=nothing, interviewer=nothing, criterion=nothing, rating=nothing
    )
    assert scorecards.ratings == 0
    assert scorecards.candidate_ids.size == 0
    assert scorecards.criteria == ()
    assert scorecards.interview is None


def test_shapes_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        from_columns().rating = np.array([1])  # type: ignore[misc]
