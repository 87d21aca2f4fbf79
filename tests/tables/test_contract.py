"""The estimate as plain data: the keys that programs rely on, valid JSON, integer ids."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.merit import estimate_merit
from muster.engine.shapes import Scorecards
from muster.tables import as_json


def season(candidates: int, islands: int = 1, first_id: int = 1) -> Scorecards:
    """Each island's candidates meet three interviewers of their own."""
    rng = np.random.default_rng(1)
    candidate = np.repeat(np.arange(candidates), 6)
    interviewer = candidate % islands * 3 + np.tile([0, 0, 1, 1, 2, 2], candidates)
    return Scorecards.from_columns(
        candidate=candidate + first_id,
        interviewer=np.char.add("r", interviewer.astype(str)),
        criterion=np.tile(["coding", "design"], 3 * candidates),
        rating=rng.integers(1, 6, candidate.size),
        scale=(0, 6),
    )


@pytest.fixture(scope="module")
def estimate() -> MeritEstimate:
    return estimate_merit(season(40, islands=2), integrate=False)


@pytest.fixture(scope="module")
def contract(estimate: MeritEstimate) -> dict[str, Any]:
    text = json.dumps(as_json(estimate, seconds=1.5), allow_nan=False)
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_parts(contract: dict[str, Any], estimate: MeritEstimate) -> None:
    assert list(contract) == ["model", "ranking", "interviewers", "criteria", "components", "worst_fitting"]
    model = contract["model"]
    assert model["seconds"] == 1.5
    assert model["sd_merit"] == estimate.model.sd_merit
    assert (model["ratings"], model["candidates"], model["interviewers"]) == (240, 40, 6)
    promised = {"sd_merit", "sd_severity", "sd_halo", "reliability", "iterations", "converged"}
    assert promised <= model.keys()


def test_the_notes_of_the_reader_stand_before_those_of_the_model(estimate: MeritEstimate) -> None:
    found = as_json(estimate, seconds=0.0, reading_notes=("Empty ratings left out: 2.",))
    assert found["model"]["notes"] == ["Empty ratings left out: 2.", *estimate.model.notes]


def test_the_ranking(contract: dict[str, Any], estimate: MeritEstimate) -> None:
    ranking = contract["ranking"]
    keys = "candidate_id merit sd low high rank rank_low rank_high interviews ratings raw_mean"
    assert [list(row) for row in ranking] == [keys.split()] * 40
    assert sorted(row["candidate_id"] for row in ranking) == list(range(1, 41))
    assert [row["merit"] for row in ranking] == estimate.ranking.merit.tolist()


def test_interviewers_criteria_and_the_ratings_that_fit_worst(contract: dict[str, Any]) -> None:
    keys = {"interviewer_id", "severity", "sd", "low", "high", "interviews", "ratings", "infit", "outfit"}
    assert all(keys <= row.keys() for row in contract["interviewers"])
    assert [row["interviewer_id"] for row in contract["interviewers"]] == [
        f"r{number}" for number in range(6)
    ]
    for row in contract["criteria"]:
        assert row["difficulty"] == row["mean_difficulty"]
        assert {"criterion", "slope", "weight", "ratings", "infit", "outfit"} <= row.keys()
        assert len(row["thresholds"]) == 6
        assert row["thresholds"][0] is None  # the rating 0 never occurs
        assert all(a < b for a, b in zip(row["thresholds"][1:4], row["thresholds"][2:5], strict=True))
    worst = contract["worst_fitting"][0]
    assert worst.keys() == {
        "candidate_id", "interviewer_id", "criterion", "rating", "expected", "residual", "probability",
    }  # fmt: skip


def test_components_list_their_candidates(contract: dict[str, Any]) -> None:
    parts = contract["components"]
    assert [(part["candidates"], part["interviewers"]) for part in parts] == [(20, 3), (20, 3)]
    listed = [part["candidate_ids"] for part in parts]
    assert sorted(listed) == [list(range(1, 41, 2)), list(range(2, 41, 2))]


def test_a_large_component_is_counted_and_not_listed() -> None:
    base = season(1_002)
    lonely = season(2, first_id=5_000)
    joined = Scorecards.from_columns(
        candidate=np.concatenate(
            [base.candidate_ids[base.candidate], lonely.candidate_ids[lonely.candidate]]
        ),
        interviewer=np.concatenate([base.interviewer, lonely.interviewer + 3]),
        criterion=np.concatenate([base.criterion, lonely.criterion]).astype(str),
        rating=np.concatenate([base.rating, lonely.rating]),
    )
    parts = as_json(estimate_merit(joined, integrate=False), seconds=0.0)["components"]
    assert parts == [
        {"candidates": 1_002, "interviewers": 3},
        {"candidates": 2, "interviewers": 3, "candidate_ids": [5_000, 5_001]},
    ]
