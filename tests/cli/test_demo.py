"""muster demo: the fictional company's season, from its file to its report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from typer.testing import Result

from muster.demo import build_company, season_columns

Run = Callable[..., Result]


def test_the_demo_writes_its_season_and_both_reports(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    result = run("demo", "--out", out, "--top", 7, "--seed", 3)
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == ["report.html", "report.pdf", "season.csv"]
    season = pl.read_csv(out / "season.csv")
    columns = season_columns(build_company(seed=3))
    assert season.columns == list(columns)
    assert season["candidate_id"].to_list() == columns["candidate_id"]
    assert season["rating"].to_list() == columns["rating"]
    candidates = season["candidate_id"].n_unique()
    text = result.stdout
    assert "Halcyon Labs" in text
    assert f"{candidates:,} candidates, {season['interviewer_id'].n_unique():,} interviewers" in text
    assert f"Ranking by merit, the first 7 of {candidates:,}" in text
    assert "Interviewers' calibration" in text
    for what, name in (("season", "season.csv"), ("report", "report.html"), ("report", "report.pdf")):
        assert f"Wrote the {what} to {out / name}" in text
    assert text.endswith(f"Next: muster rank {out / 'season.csv'}\n")


def test_a_file_in_the_way_is_refused(run: Run, tmp_path: Path) -> None:
    taken = tmp_path / "out"
    taken.write_text("mine")
    result = run("demo", "--out", taken)
    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"--out {taken} is a file; name a folder.\n",
    )
    assert taken.read_text() == "mine"


@pytest.mark.parametrize("name", ["season.csv", "report.pdf"])
def test_a_folder_in_the_place_of_a_file_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    result = run("demo", "--out", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path / name}: --out: this is not a file; choose another name\n"
    assert [path.name for path in tmp_path.iterdir()] == [name]
