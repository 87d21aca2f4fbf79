"""`muster bar`, from files to what people and programs read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from typer.testing import Result

from muster.engine.hire.bar import Bar, estimate_bar
from muster.engine.hire.bar_estimate import MeritTable
from tests.engine.years import write_years, years

Run = Callable[..., Result]
RunJson = Callable[..., Any]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_years(tmp_path_factory.mktemp("years") / "years.csv")


@pytest.fixture(scope="module")
def printed(run_json: RunJson, file: Path) -> Any:
    return run_json(
        "bar", file, "--date", "date", "--hired", "hired", "--outcome", "score", "--bar", "0.5@2023-03-01"
    )


def test_the_json_is_the_engines_estimate(printed: Any) -> None:
    found = estimate_bar(years().dated, bars=[Bar(0.5, since=np.datetime64("2023-03-01"))])
    assert printed["model"]["sd_drift"] == pytest.approx(found.model.sd_drift)
    merit = [row["merit"] for row in printed["candidates"]]
    np.testing.assert_allclose(merit, found.merit.merit)
    below = [np.nan if row["p_below"] is None else row["p_below"] for row in printed["hires"]]
    np.testing.assert_allclose(below, found.hires.p_below)
    assert [row["quarter"] for row in printed["quarters"]] == ["2023-Q1", "2023-Q2", "2023-Q3"]
    assert printed["outcomes"][0]["rated"] == years().dated.hired.sum()  # type: ignore[union-attr]
    codes = [notice["code"] for notice in printed["notices"]]
    assert "shared_drift" in codes
    assert "before_bar" in codes


def test_every_form_of_the_file_says_the_same(run_json: RunJson, tmp_path: Path, printed: Any) -> None:
    for ending in (".parquet", ".jsonl"):
        path = write_years(tmp_path / f"years{ending}")
        again = run_json("bar", path, "--date", "date", "--hired", "hired", "--bar", "0.5@2023-03-01")
        assert again["quarters"] == printed["quarters"]
    by_quarter = run_json("bar", path, "--date", "quarter", "--hired", "hired")
    same = [row["applicants"]["mean"] for row in by_quarter["quarters"]]
    assert same == pytest.approx([row["applicants"]["mean"] for row in printed["quarters"]])


def test_the_terminal_shows_quarters_trends_hires_links_and_drift(run: Run, file: Path) -> None:
    result = run("bar", file, "--date", "date", "--hired", "hired", "--outcome", "score", "--bar", "1")
    assert result.exit_code == 0, result.stderr
    for words in (
        "75 applications of 3 cohorts over 3 quarters",
        "Note: A drift that all interviewers share",
        "Mean merit by quarter",
        "The level of hires changes by",
        "likely below the bar at the time",
        "P(below)",
        "Links between neighbouring cohorts",
        "2023-Q1 to 2023-Q2",
        "Drift: change of severity",
        "score of ",
    ):
        assert words in result.stdout, words
    assert "offers" not in result.stdout


def test_every_file_that_is_asked_for_is_written(run: Run, file: Path, tmp_path: Path) -> None:
    table, chart = tmp_path / "merit.csv", tmp_path / "bar.svg"
    result = run("bar", file, "--date", "date", "--hired", "hired", "--out", table, "--chart", chart)
    assert result.exit_code == 0, result.stderr
    assert f"Wrote the merit to {table}" in result.stdout
    assert f"Wrote the chart to {chart}" in result.stdout
    assert pl.read_csv(table).columns == list(MeritTable.__dataclass_fields__)
    assert chart.read_text().startswith("<svg")


def test_unlinked_years_are_told_and_not_compared(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    path = write_years(tmp_path / "years.csv", quarters=4, linked=False, turnover=0.0)
    result = run("bar", path, "--date", "date", "--hired", "hired", "--bar", "0.3")
    assert result.exit_code == 0, result.stderr
    assert "Note: The cohorts fall into 2 parts that nothing links" in result.stdout
    assert "none" in result.stdout
    assert "of part 2 changes by" in result.stdout
    plain = run_json("bar", path, "--date", "date", "--hired", "hired")
    apart = [link for link in plain["links"] if not link["linked"]]
    assert len(apart) == 4
    assert all(link["difference"] is None for link in apart)


def test_one_quarter_has_neither_drift_nor_trend(run: Run, run_json: RunJson, tmp_path: Path) -> None:
    path = write_years(tmp_path / "years.csv", quarters=1)
    [quarter] = run_json("bar", path, "--date", "date")["quarters"]
    assert quarter["applicants"] == {"count": 25, "mean": None, "sd": None, "low": None, "high": None}
    result = run("bar", path, "--date", "date")
    assert result.exit_code == 0, result.stderr
    assert "All interviews are of one quarter, 2023-Q1" in result.stdout
    assert "Nobody is marked as hired" in result.stdout
    assert "one quarter shows no change" in result.stdout
    assert "0.00" not in result.stdout.split("Mean merit by quarter")[1]
    assert "changes by" not in result.stdout


def test_severity_can_be_taken_as_constant(run_json: RunJson, file: Path) -> None:
    plain = run_json("bar", file, "--date", "date", "--no-drift")
    assert plain["model"]["sd_drift"] is None
    assert all(interviewer["change"] is None for interviewer in plain["interviewers"])


def test_requisitions_are_cohorts_and_families_have_bars(
    run_json: RunJson, file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "years.csv"
    frame = pl.read_csv(file).with_columns(
        req=pl.col("candidate_id").str.slice(-1).cast(pl.Int64) % 2,
        family=pl.when(pl.col("candidate_id").str.ends_with("1"))
        .then(pl.lit("research"))
        .otherwise(pl.lit("eng")),
    )
    frame.write_csv(path)
    plain = run_json(
        "bar", path, "--date", "date", "--cohort", "req", "--hired", "hired", "--family", "family",
        "--bar", "0.2", "--bar", "research:2",
    )  # fmt: skip
    assert [row["cohort"] for row in plain["cohorts"]] == ["0", "1"]
    bars = {row["candidate_id"][-1] == "1": row["bar"] for row in plain["hires"]}
    assert bars == {True: 2.0, False: 0.2}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--level", "2"], "--level is 2; it must lie between 0 and 1"),
        (["--bar", "high"], "--bar is 'high'; give a number of logits"),
        (["--bar", "1", "--bar", "2"], "Two bars are for the same family"),
        (["--bar", "sales:1"], "A bar is for the family 'sales'; no families are told apart."),
        (["--chart", "bar.png"], "--chart: the ending says what to write"),
        (["--hired", "rating"], "rating is named for two things"),
        (["--hired", "hire"], "there is no column 'hire'"),
        (["--hired", "score"], "is not a day, yes or no"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    run: Run, file: Path, options: list[str], sentence: str
) -> None:
    result = run("bar", file, "--date", "date", *options)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_a_date_is_needed(run: Run, file: Path) -> None:
    assert run("bar", file).exit_code == 2


def test_days_to_come_are_refused_with_their_rows(run: Run, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "years.csv"
    lines = file.read_text().splitlines()
    lines[1] = lines[1].replace("2023-", "2999-", 1)
    path.write_text("\n".join(lines) + "\n")
    result = run("bar", path, "--date", "date")
    assert result.exit_code == 2
    assert "years.csv, row 2, column date: '2999-" in result.stderr
    assert "in the future" in result.stderr


def test_one_interviewer_is_refused_with_the_files_name(run: Run, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    pl.read_csv(file).filter(pl.col("interviewer_id") == "R0001").write_csv(path)
    result = run("bar", path, "--date", "date")
    assert result.exit_code == 2
    assert "one.csv: Only one interviewer gave ratings" in result.stderr
