"""muster choose: the JSON of the contract, the terminal's tables, and what cannot be said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import Result

from muster.engine.hire.choose import choose_top
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.interviewing import propose_interviews

Run = Callable[..., Result]
RunJson = Callable[..., Any]

HEADER = "candidate_id,interviewer_id,criterion,rating"


def test_json_has_the_keys_and_the_engine_s_numbers(
    run_json: RunJson, season_file: Path, estimate: MeritEstimate
) -> None:
    printed = run_json("choose", season_file, "-k", 5, "--bar", 0.5, "--budget", 30, "--batch", 4)
    assert list(printed) == ["candidates", "expected_shortfall", "toss_ups", "next", "stop", "stop_reason"]
    choice = choose_top(estimate, k=5, bar=0.5)
    keys = ["candidate_id", "merit", "low", "high", "p_top_k", "p_above_bar"]
    assert [list(row) for row in printed["candidates"]] == [keys] * 40
    for key in keys[1:]:
        np.testing.assert_allclose(
            [row[key] for row in printed["candidates"]], getattr(choice.odds, key), atol=1e-9
        )
    assert printed["expected_shortfall"] == pytest.approx(choice.expected_shortfall)
    assert [list(row) for row in printed["toss_ups"]] == [["candidate_id", "other_id", "p_better"]] * len(
        choice.toss_ups.p_better
    )
    proposals = propose_interviews(estimate, k=5, budget=30, batch=4)
    assert [list(row) for row in printed["next"]] == [
        ["candidate_id", "interviewer_id", "value", "reason"]
    ] * 4
    assert [row["candidate_id"] for row in printed["next"]] == proposals.candidate_id.tolist()
    assert [row["interviewer_id"] for row in printed["next"]] == proposals.interviewer_id.tolist()
    assert printed["next"][0]["reason"].startswith(f"{proposals.candidate_id[0]} stands just ")
    assert printed["stop"] is False
    assert printed["stop_reason"].startswith("Go on: ")


def test_without_a_bar_its_chance_is_null(run_json: RunJson, season_file: Path) -> None:
    printed = run_json("choose", season_file, "-k", 2)
    assert {row["p_above_bar"] for row in printed["candidates"]} == {None}
    assert len(printed["next"]) == 1


def test_the_terminal_shows_odds_swaps_the_next_and_whether_to_stop(run: Run, season_file: Path) -> None:
    result = run("choose", season_file, "-k", 5, "--bar", 0.5, "--top", 7, "--batch", 2)
    assert (result.exit_code, result.stderr) == (0, "")
    first, *_ = result.stdout.splitlines()
    assert first.startswith("Choosing today's best for the 5 openings is expected to miss ")
    for words in (
        "Odds of being in the top 5, the first 7 of 40",
        "Swaps that are a toss-up",
        "Interview next",
        "Go on: ",
    ):
        assert words in result.stdout


def test_interviewers_with_capacity_and_cost_come_from_a_file(
    run_json: RunJson, season_file: Path, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.csv"
    asked.write_text("interviewer_id,capacity,cost\nR0001,1,1\nR0002,2,1\nsomebody new,1,3\n")
    printed = run_json("choose", season_file, "-k", 5, "--interviewers", asked, "--batch", 9)
    used = [row["interviewer_id"] for row in printed["next"]]
    assert sorted(used) == ["R0001", "R0002", "R0002", "somebody new"]
    assert "After those, nobody is left to ask." in printed["stop_reason"]


def test_fair_minimums_and_the_tolerance_are_options(run_json: RunJson, season_file: Path) -> None:
    owed = run_json("choose", season_file, "-k", 5, "--least", 4, "--batch", 50)
    assert sum("fewer than everybody is owed" in row["reason"] for row in owed["next"]) == 40
    judged = run_json("choose", season_file, "-k", 5, "--judges", 4, "--batch", 2)
    assert "nobody is judged by so few" in judged["next"][0]["reason"]
    settled = run_json("choose", season_file, "-k", 5, "--tolerance", 5)
    assert settled["stop"] is True
    assert settled["next"] == []
    assert "would not change the decision enough" in settled["stop_reason"]


def test_a_budget_of_nought_stops_and_tells_what_is_owed(run: Run, season_file: Path) -> None:
    result = run("choose", season_file, "-k", 5, "--budget", 0, "--least", 4)
    assert result.exit_code == 0, result.stderr
    assert "Stop: the budget is used up" in result.stdout
    assert "Note: 40 candidates had fewer interviews" in result.stdout


def test_as_many_openings_as_candidates_is_said_and_not_calculated(run: Run, season_file: Path) -> None:
    result = run("choose", season_file, "-k", 40, "--json")
    assert result.exit_code == 0
    assert "there is nobody to choose between" in result.stderr
    shown = run("choose", season_file, "-k", 40)
    assert shown.stdout.count("Everybody is chosen for the 40 openings") == 1
    assert "0.999" not in shown.stdout
    assert "Stop: there are as many openings as candidates" in shown.stdout


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("-k", "0"), "-k is 0; there must be at least one opening to choose for."),
        (("-k", "5", "--batch", "0"), "--batch is 0; propose 1 interview or more at a time."),
        (("-k", "5", "--bar", "nan"), "--bar is nan; give the merit of the bar in logits, such as 0.5."),
        (("-k", "5", "--budget=-1"), "--budget is -1.0; give what may still be spent, 0 or more."),
        (("-k", "5", "--tolerance", "inf"), "--tolerance is inf; give a number of logits, 0 or more."),
    ],
)
def test_unusable_options_are_told_before_the_files_are_read(
    run: Run, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    result = run("choose", tmp_path / "none.csv", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [sentence]


def test_more_openings_than_candidates_are_refused(run: Run, season_file: Path) -> None:
    result = run("choose", season_file, "-k", 41)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "-k is 41, but the files have only 40 candidates" in result.stderr


def test_a_file_without_ratings_or_interviewers_is_refused(
    run: Run, season_file: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text(f"{HEADER}\nC1,R1,coding,\n")
    result = run("choose", empty, "-k", 1)
    assert result.exit_code == 2
    assert "there is no rating to use" in result.stderr
    asked = tmp_path / "asked.csv"
    asked.write_text("interviewer_id,cost\nR1,free\n")
    result = run("choose", season_file, "-k", 1, "--interviewers", asked)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{asked}, row 2, column cost: 'free' is not a number above 0")


def test_unlinked_parts_and_identical_candidates_are_told(run: Run, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = [
        f"C{c:02d},R{2 * (c // 10) + r},{name},{rng.integers(1, 6)}"
        for c in range(20)
        for r in range(2)
        for name in ("coding", "design")
    ]
    parts = tmp_path / "parts.csv"
    parts.write_text("\n".join([HEADER, *rows]) + "\n")
    result = run("choose", parts, "-k", 4)
    assert "Note: The candidates fall into 2 parts that share no interviewer." in result.stdout
    assert "join two of 2 parts of the season" in " ".join(result.stdout.split())
    same = tmp_path / "same.csv"
    levels = {"A": 5, "B": 3, "C": 3, "D": 1}
    same.write_text(
        "\n".join([HEADER, *(f"{c},R{r},coding,{y}" for c, y in levels.items() for r in (1, 2))]) + "\n"
    )
    result = run("choose", same, "-k", 2)
    assert "Note: B and C have the same merit, one on each side of the boundary" in result.stdout
