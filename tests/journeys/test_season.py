"""Whole journeys through the command: from ratings in a file to what a committee reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from typer.testing import Result

Run = Callable[..., Result]
RunJson = Callable[..., Any]

WORDS = {1: "definitely_not", 2: "no", 3: "mixed", 4: "yes", 5: "strong_yes"}


def truth_of(path: Path, parameter: str) -> dict[str, float]:
    rows = pl.read_csv(path).filter(pl.col("parameter") == parameter)
    return dict(zip(rows["id"], rows["value"], strict=True))


def correlation(estimates: dict[str, float], truth: dict[str, float]) -> float:
    return float(np.corrcoef([estimates[one] for one in truth], list(truth.values()))[0, 1])


def test_from_simulated_ratings_to_the_committees_report(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    season, truth = tmp_path / "season.csv", tmp_path / "truth.csv"
    ranking, report = tmp_path / "ranking.csv", tmp_path / "report.html"
    sizes = ["--candidates", 150, "--interviewers", 40, "--interviews", 3, "--criteria", 3]
    design = ["--design", "teams", "--sd-severity", 1.2, "--seed", 11]
    assert run("simulate", "--out", season, "--truth", truth, *sizes, *design).exit_code == 0

    ranked = run("rank", season, "--out", ranking, "--report", report)
    assert (ranked.exit_code, ranked.stderr) == (0, "")
    rows = pl.read_csv(ranking)
    merit = truth_of(truth, "merit")
    by_model = correlation(dict(zip(rows["candidate_id"], rows["merit"], strict=True)), merit)
    by_mean = correlation(dict(zip(rows["candidate_id"], rows["raw_mean"], strict=True)), merit)
    assert by_model > by_mean + 0.05
    assert rows["rank"].to_list() == sorted(rows["rank"])
    covered = rows.filter(
        pl.col("candidate_id").replace_strict(merit).is_between(pl.col("low"), pl.col("high"))
    ).height
    assert 0.8 < covered / rows.height < 0.98

    printed = run_json("rank", season)
    severity = {row["interviewer_id"]: row["severity"] for row in printed["interviewers"]}
    assert correlation(severity, truth_of(truth, "severity")) > 0.8

    best, last = rows["candidate_id"][0], rows["candidate_id"][-1]
    assert run_json("compare", best, last, season)["p_better"] > 0.95
    explanation = run_json("explain", best, season)
    assert explanation["merit"] == pytest.approx(rows["merit"][0], abs=1e-6)
    assert explanation["raw_mean"] == pytest.approx(rows["raw_mean"][0], abs=1e-6)
    assert best in report.read_text()


def harvest(season: pl.DataFrame) -> list[dict[str, object]]:
    """Return the season as a Greenhouse Harvest export of scorecards."""
    exported: list[dict[str, object]] = []
    for (candidate, interviewer), ratings in season.group_by(
        "candidate_id", "interviewer_id", maintain_order=True
    ):
        person = {
            "id": int(str(interviewer)[1:]),
            "first_name": "A",
            "last_name": "B",
            "name": str(interviewer),
        }
        attributes = [
            {"name": name, "type": "Skills", "note": None, "rating": WORDS[rating]}
            for name, rating in ratings.select("criterion", "rating").iter_rows()
        ]
        attributes.append({"name": "humour", "type": "Traits", "note": None, "rating": "no_decision"})
        exported.append(
            {
                "id": 5000 + len(exported),
                "updated_at": "2026-03-02T10:00:00.000Z",
                "created_at": "2026-03-02T09:00:00.000Z",
                "interview": "Onsite",
                "interview_step": {"id": 7, "name": "Onsite"},
                "candidate_id": int(str(candidate)[1:]),
                "application_id": 90_000 + int(str(candidate)[1:]),
                "interviewed_at": "2026-03-02T08:00:00.000Z",
                "submitted_by": person,
                "interviewer": person,
                "submitted_at": "2026-03-02T10:00:00.000Z",
                "overall_recommendation": "no_decision",
                "attributes": attributes,
                "ratings": {},
                "questions": [],
            }
        )
    return exported


def test_from_a_greenhouse_export_to_the_same_ranking(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    season, export = tmp_path / "season.csv", tmp_path / "scorecards.json"
    sizes = ["--candidates", 60, "--interviewers", 15, "--interviews", 3, "--criteria", 3]
    assert run("simulate", "--out", season, *sizes, "--seed", 3).exit_code == 0
    export.write_text(json.dumps(harvest(pl.read_csv(season)), indent=1))

    from_long = run_json("rank", season, "--scale", "1:5")
    from_export = run_json("rank", export)
    assert from_export["model"]["ratings"] == from_long["model"]["ratings"] == 540
    merits = {int(row["candidate_id"][1:]): row["merit"] for row in from_long["ranking"]}
    for row in from_export["ranking"]:
        assert row["merit"] == pytest.approx(merits[int(row["candidate_id"])], abs=1e-6)
    best = from_export["ranking"][0]["candidate_id"]
    explained = run("explain", best, export)
    assert (explained.exit_code, explained.stderr) == (0, "")
    assert explained.stdout.startswith(f"{best}: merit ")
