"""muster audit with scorecards: bars in both directions, and interviewers and criteria by group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from typer.testing import Result

from muster.engine.hire.simulate import simulate_season
from muster.tables.writing import write_scorecards

Run = Callable[..., Result]
RunJson = Callable[..., Any]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """120 candidates of two groups, the second with the higher bar; ten are not decided, ten have no scorecards."""
    folder = tmp_path_factory.mktemp("merit")
    season = simulate_season(candidates=120, interviewers=8, interviews=4, criteria=2, seed=1)
    write_scorecards(season.scorecards, folder / "cards.csv")
    second = np.arange(120) % 2 == 1
    hired = season.merit > np.where(second, 1.0, 0.0)
    told = [None if place < 10 else ("yes" if one else "no") for place, one in enumerate(hired.tolist())]
    frame = {
        "id": [*map(str, season.scorecards.candidate_ids.tolist()), *(f"z{one}" for one in range(10))],
        "sex": [*np.where(second, "b", "a").tolist(), *["a"] * 10],
        "hired": [*told, *["no"] * 10],
        "score": [*range(130)],
    }
    pl.DataFrame(frame).write_csv(folder / "decisions.csv")
    return folder / "decisions.csv", folder / "cards.csv"


def asked(files: tuple[Path, Path], *more: object) -> tuple[object, ...]:
    return ("audit", files[0], "--group", "sex", "--scorecards", files[1], "--person", "id", *more)


def test_the_json(run_json: RunJson, files: tuple[Path, Path]) -> None:
    found = run_json(*asked(files, "--selected", "hired"))
    assert list(found)[-2:] == ["boundary", "raters"]
    [bars] = found["boundary"]
    assert [row["group"] for row in bars["groups"]] == ["a", "b"]
    assert sum(row["n"] for row in bars["groups"]) == 110  # whoever is not decided is not in the fit
    assert bars["differences"][0]["high"] < 0  # the bar of a is the lower one
    assert "bar" in bars["warning"]
    [raters] = found["raters"]
    assert len(raters["interviewers"]) <= 8
    assert all(0 <= row["q_value"] <= 1 for row in raters["criteria"])
    assert any("10 persons of 120 without scorecards" in note for note in found["notes"])


def test_what_people_read(run: Run, files: tuple[Path, Path]) -> None:
    result = run(*asked(files, "--selected", "hired"))
    assert result.exit_code == 0, result.stderr
    for words in (
        "Bars by sex",
        "a less b: -",
        "Interviewers by sex",
        "flagged; of those flagged at most 5%",
    ):
        assert words in result.stdout
    scored = run(*asked(files, "--score", "score"))
    assert "Bars by sex" not in scored.stdout
    assert "give --selected COL to compare them" in scored.stdout


def test_what_is_refused(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    alone = run("audit", files[0], "--group", "sex", "--selected", "hired", "--scorecards", files[1])
    assert (alone.exit_code, "together with --person" in alone.stderr) == (2, True)
    twice = tmp_path / "twice.csv"
    twice.write_text("id,sex,hired\nx,a,yes\nx,b,no\n")
    result = run(*asked((twice, files[1]), "--selected", "hired"))
    assert (result.exit_code, "stands in 2 rows" in result.stderr) == (2, True)
    nobody = tmp_path / "nobody.csv"
    nobody.write_text("id,sex,hired\nx,a,yes\ny,b,no\n")
    result = run(*asked((nobody, files[1]), "--selected", "hired"))
    assert (result.exit_code, "of nobody in the file of decisions" in result.stderr) == (2, True)
