"""The tables of an estimate: their columns, lengths and order."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from muster.engine.hire.estimate import Components, MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.hire.simulate import simulate_season

COLUMNS = {
    "ranking": (
        "candidate_id", "merit", "sd", "low", "high", "rank", "rank_low", "rank_high", "interviews", "ratings",
        "raw_mean",
    ),
    "interviewers": (
        "interviewer_id", "severity", "sd", "low", "high", "interviews", "ratings", "infit", "outfit",
    ),
    "criteria": (
        "criterion", "low", "thresholds", "difficulty", "slope", "weight", "ratings", "infit", "outfit",
    ),
    "components": ("candidates", "interviewers"),
    "worst_fitting": (
        "candidate_id", "interviewer_id", "criterion", "rating", "expected", "residual", "probability",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def estimate() -> MeritEstimate:
    return estimate_merit(simulate_season(candidates=25, interviewers=6, interviews=2, criteria=3).scorecards)


@pytest.mark.parametrize("table", COLUMNS)
def test_a_frame_holds_the_columns_in_order_and_of_one_length(estimate: MeritEstimate, table: str) -> None:
    frame = getattr(estimate, table).to_frame()
    assert tuple(frame) == COLUMNS[table]
    assert len({len(column) for column in frame.values()}) == 1


def test_the_estimates_frame_is_the_ranking(estimate: MeritEstimate) -> None:
    frame = estimate.to_frame()
    assert tuple(frame) == COLUMNS["ranking"]
    assert frame["candidate_id"] is estimate.ranking.candidate_id


def test_arrays_by_id_and_the_ranking_hold_the_same(estimate: MeritEstimate) -> None:
    order = np.searchsorted(estimate.candidate_ids, estimate.ranking.candidate_id)
    assert sorted(order) == list(range(25))
    for name in ("merit", "sd", "low", "high"):
        np.testing.assert_array_equal(getattr(estimate, name)[order], getattr(estimate.ranking, name))


def test_tables_are_frozen(estimate: MeritEstimate) -> None:
    for table in (estimate, estimate.model, estimate.ranking, estimate.interviewers, estimate.criteria):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(table, "sd", 1)  # noqa: B010 -- not every table has it, and mypy says so


@pytest.mark.parametrize(("parts", "connected"), [([5], True), ([3, 2], False), ([], True)])
def test_one_part_is_connected(parts: list[int], connected: bool) -> None:
    none = np.zeros(0, np.int64)
    assert Components(np.array(parts, np.int64), none, none, none).connected is connected
