"""rank, compare, explain and simulate, from files to what people and programs read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from typer.testing import Result

from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.explain import compare_candidates, explain_candidate
from muster.engine.hire.simulate import simulate_season

Run = Callable[..., Result]
RunJson = Callable[..., Any]

COLUMNS = [
    "candidate_id",
    "merit",
    "sd",
    "low",
    "high",
    "rank",
    "rank_low",
    "rank_high",
    "interviews",
    "ratings",
    "raw_mean",
]
READERS: dict[str, Callable[[Path], pl.DataFrame]] = {
    ".csv": pl.read_csv,
    ".tsv": lambda path: pl.read_csv(path, separator="\t"),
    ".parquet": pl.read_parquet,
    ".json": pl.read_json,
    ".jsonl": pl.read_ndjson,
}


def test_every_file_that_is_asked_for_is_written(run: Run, season_file: Path, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.csv", "b.json", "c.html")]
    result = run("rank", season_file, "--out", paths[0], "--out", paths[1], "--report", paths[2])
    assert result.exit_code == 0, result.stderr
    assert all(path.stat().st_size > 100 for path in paths)
    assert all(f" to {path}" in result.stdout for path in paths)


def test_empty_ratings_are_counted_everywhere(run: Run, season_file: Path, tmp_path: Path) -> None:
    source, report = tmp_path / "s.csv", tmp_path / "r.html"
    source.write_text(season_file.read_text() + "new,12,criterion_1,\n")
    result = run("rank", source, "--report", report)
    assert "Note: Empty ratings left out: 1." in result.stdout
    assert "Empty ratings left out: 1." in report.read_text()
    assert "Empty ratings left out: 1." in json.loads(run("rank", source, "--json").stdout)["model"]["notes"]


@pytest.mark.parametrize("ending", READERS)
def test_the_ranking_is_written_by_the_ending(
    run: Run, season_file: Path, estimate: MeritEstimate, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"ranking{ending}"
    result = run("rank", season_file, "--out", out)
    assert result.exit_code == 0, result.stderr
    assert f"Wrote the ranking to {out}" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    table = READERS[ending](out)
    assert table.columns == COLUMNS
    assert table["candidate_id"].to_list() == list(estimate.ranking.candidate_id)
    np.testing.assert_allclose(table["merit"], estimate.ranking.merit, rtol=1e-9)
    np.testing.assert_array_equal(table["rank_high"], estimate.ranking.rank_high)


def test_the_terminal_shows_summary_ranking_and_calibration(run: Run, season_file: Path) -> None:
    result = run("rank", season_file, "--top", 5)
    assert (result.exit_code, result.stderr) == (0, "")
    first, *_ = result.stdout.splitlines()
    assert first.startswith("40 candidates, 12 interviewers, 240 ratings; reliability 0.")
    assert "Ranking by merit, the first 5 of 40" in result.stdout
    assert "Interviewers' calibration" in result.stdout


def test_json_holds_everything(run_json: RunJson, season_file: Path, estimate: MeritEstimate) -> None:
    printed = run_json("rank", season_file)
    assert list(printed) == ["model", "ranking", "interviewers", "criteria", "components", "worst_fitting"]
    assert {
        "sd_merit",
        "sd_severity",
        "sd_halo",
        "reliability",
        "iterations",
        "converged",
        "seconds",
        "ratings",
        "candidates",
        "interviewers",
    } <= set(printed["model"])
    assert [list(row) for row in printed["ranking"]] == [COLUMNS] * 40
    assert [row["candidate_id"] for row in printed["ranking"]] == list(estimate.ranking.candidate_id)
    assert {"interviewer_id", "severity", "sd", "low", "high", "interviews", "infit", "outfit"} <= set(
        printed["interviewers"][0]
    )
    assert {"criterion", "thresholds", "difficulty", "infit", "outfit"} <= set(printed["criteria"][0])
    assert printed["model"]["seconds"] > 0


def test_in_a_pipe_there_is_json_and_nothing_else(compiled_kernels: None, season_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "muster", "rank", season_file, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["model"]["candidates"] == 40
    assert done.stderr == ""


def test_the_first_run_says_that_it_compiles(season_file: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "muster", "rank", season_file],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
    )
    assert process.stderr is not None
    with process:
        said = process.stderr.readline()
        process.kill()
    assert said == "Compiling the numerical kernels, once after installation (about 20 s).\n"


@pytest.mark.parametrize("ending", [".html", ".pdf"])
def test_the_report_is_written_by_its_ending(
    run: Run, season_file: Path, tmp_path: Path, ending: str
) -> None:
    report = tmp_path / f"report{ending}"
    result = run("rank", season_file, "--report", report)
    assert result.exit_code == 0, result.stderr
    assert f"Wrote the report to {report}" in result.stdout
    assert report.read_bytes().lstrip()[:5].lower() == {".html": b"<!doc", ".pdf": b"%pdf-"}[ending]


def test_the_order_of_rows_and_threads_change_nothing(run: Run, season_file: Path, tmp_path: Path) -> None:
    header, *rows = season_file.read_text().splitlines()
    np.random.default_rng(1).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_text("\n".join([header, *rows]))
    tables = []
    for source, threads in ((season_file, 2), (shuffled, 1)):
        assert run("rank", source, "--threads", threads, "--out", tmp_path / "r.parquet").exit_code == 0
        tables.append(pl.read_parquet(tmp_path / "r.parquet"))
    assert tables[0]["candidate_id"].to_list() == tables[1]["candidate_id"].to_list()
    for column in COLUMNS[1:]:
        np.testing.assert_allclose(tables[0][column], tables[1][column], atol=1e-9)


def test_several_files_are_one_season(run_json: RunJson, season_file: Path, tmp_path: Path) -> None:
    header, *rows = season_file.read_text().splitlines()
    for name, part in (("a.csv", rows[:100]), ("b.csv", rows[100:])):
        (tmp_path / name).write_text("\n".join([header, *part]))
    whole = run_json("rank", season_file)
    parts = run_json("rank", tmp_path / "a.csv", tmp_path / "b.csv")
    assert parts["ranking"] == whole["ranking"]


def test_other_column_names_are_given_by_options(
    run_json: RunJson, season_file: Path, tmp_path: Path
) -> None:
    _, *rows = season_file.read_text().splitlines()
    renamed = tmp_path / "renamed.csv"
    renamed.write_text("\n".join(["Who,By,What,Mark", *rows]))
    names = ["--candidate", "Who", "--interviewer", "By", "--criterion", "What", "--rating", "Mark"]
    assert run_json("rank", renamed, *names)["ranking"] == run_json("rank", season_file)["ranking"]


def test_a_wide_file_is_read_by_its_criteria(run_json: RunJson, season_file: Path, tmp_path: Path) -> None:
    wide = pl.read_csv(season_file).pivot(
        "criterion", index=["candidate_id", "interviewer_id"], values="rating"
    )
    wide.write_csv(tmp_path / "wide.csv")
    printed = run_json("rank", tmp_path / "wide.csv", "--criteria", "criterion_1,criterion_2")
    assert printed["ranking"] == run_json("rank", season_file)["ranking"]


def test_one_requisition_can_be_ranked_alone(run_json: RunJson, season_file: Path, tmp_path: Path) -> None:
    season = pl.read_csv(season_file)
    first = pl.col("candidate_id") <= "C000020"
    season.with_columns(requisition_id=pl.when(first).then(pl.lit("R1")).otherwise(pl.lit("R2"))).write_csv(
        tmp_path / "two.csv"
    )
    season.filter(first).write_csv(tmp_path / "one.csv")
    only = run_json("rank", tmp_path / "two.csv", "--only", "R1", "--scale", "1:5")
    assert only["model"]["candidates"] == 20
    assert only["ranking"] == run_json("rank", tmp_path / "one.csv", "--scale", "1:5")["ranking"]


def test_the_options_of_the_fit_reach_it(run_json: RunJson, season_file: Path) -> None:
    plain = run_json("rank", season_file)
    narrow = run_json("rank", season_file, "--level", 0.5)
    no_halo = run_json("rank", season_file, "--no-halo")
    weighted = run_json("rank", season_file, "--weights", "criterion_1=3")
    sloped = run_json("rank", season_file, "--slopes")

    def width(printed: dict[str, Any]) -> float:
        best = printed["ranking"][0]
        return float(best["high"] - best["low"])

    assert width(narrow) < 0.6 * width(plain)
    assert no_halo["model"]["sd_halo"] == 0
    assert plain["model"]["sd_halo"] > 0
    merits = [
        {row["candidate_id"]: row["merit"] for row in one["ranking"]} for one in (plain, weighted, sloped)
    ]
    assert merits[0] != merits[1]
    assert merits[0] != merits[2]
    wider = run_json("rank", season_file, "--scale", "0:6")
    assert len(wider["criteria"][0]["thresholds"]) == 6


def test_formula_cells_are_neutralised(run: Run, season_file: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "formula.csv", tmp_path / "ranking.csv"
    source.write_text(season_file.read_text().replace("C000001", "=1+1").replace("C000002", "@SUM(A1)"))
    assert run("rank", source, "--out", out).exit_code == 0
    cells = [line.split(",")[0] for line in out.read_text().splitlines()]
    assert not [cell for cell in cells if cell.strip('"')[:1] in "=+-@"]


def test_compare_gives_the_probability_and_the_reasons(
    run: Run, run_json: RunJson, season_file: Path, estimate: MeritEstimate
) -> None:
    result = run("compare", "C000001", "C000002", season_file)
    expected = compare_candidates(estimate, 0, 1)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("P(C000001 is better than C000002) = ")
    printed = run_json("compare", "C000001", "C000002", season_file)
    assert printed["p_better"] == pytest.approx(expected.p_better, abs=1e-9)
    assert printed["difference"] == pytest.approx(expected.difference, abs=1e-9)
    assert printed["explanation_a"]["candidate_id"] == "C000001"
    assert len(printed["reasons"]) == 4
    back = run_json("compare", "C000002", "C000001", season_file)
    assert back["p_better"] == pytest.approx(1 - printed["p_better"], abs=0.05)


def test_explain_accounts_for_merit(
    run: Run, run_json: RunJson, season_file: Path, estimate: MeritEstimate
) -> None:
    result = run("explain", "C000003", season_file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("C000003: merit ")
    printed = run_json("explain", "C000003", season_file)
    assert printed["merit"] == pytest.approx(explain_candidate(estimate, 2).merit, abs=1e-9)
    parts = printed["parts"]
    assert len(parts["interviewer_id"]) == 3
    assert sum(parts["contribution"]) == pytest.approx(printed["merit"], abs=0.02)
    assert sum(parts["share"]) + printed["prior_share"] == pytest.approx(1)
    assert sum(parts["shift"]) == pytest.approx(printed["severity_shift"])


def test_explain_names_the_interview_of_each_scorecard(
    run: Run, run_json: RunJson, season_file: Path, tmp_path: Path
) -> None:
    season = pl.read_csv(season_file)
    panel = pl.col("interviewer_id").rank("dense").over("candidate_id") > 1  # of three, two sat together
    season.with_columns(
        interview_id=pl.concat_str(
            pl.col("candidate_id"), pl.when(panel).then(pl.lit("-b")).otherwise(pl.lit("-a"))
        ),
        stage=pl.when(panel).then(pl.lit("Onsite")).otherwise(pl.lit("Phone")),
    ).write_csv(tmp_path / "named.csv")
    text = run("explain", "C000003", tmp_path / "named.csv").stdout
    assert text.count("C000003-b, Onsite") == 2
    assert "C000003-a, Phone" in text
    assert "These are 3 scorecards of 2 interviews: a panel has one of each interviewer." in text
    parts = run_json("explain", "C000003", tmp_path / "named.csv")["parts"]
    assert list(parts)[:4] == ["interviewer_id", "interview_id", "stage", "severity"]
    assert parts["interview_id"] == ["C000003-a", "C000003-b", "C000003-b"]
    assert parts["stage"] == ["Phone", "Onsite", "Onsite"]
    compared = run_json("compare", "C000003", "C000004", tmp_path / "named.csv")
    assert compared["explanation_a"]["parts"] == parts
    unnamed = run_json("explain", "C000003", season_file)["parts"]
    assert unnamed["interview_id"] == unnamed["stage"] == [None] * 3


@pytest.mark.parametrize("command", [("explain", "c000003"), ("compare", "c000003", "C000001")])
def test_an_unknown_candidate_is_refused_with_a_hint(
    run: Run, season_file: Path, command: tuple[str, ...]
) -> None:
    result = run(*command, season_file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "No candidate 'c000003' in these files; did you mean C000003?\n"


def test_a_candidate_is_not_compared_with_themselves(run: Run, season_file: Path) -> None:
    result = run("compare", "C000001", "C000001", season_file)
    assert result.exit_code == 2
    assert result.stderr == "A and B are the same candidate; give two different ids.\n"


@pytest.mark.parametrize("ending", READERS)
def test_simulate_writes_ratings_and_truth(run: Run, run_json: RunJson, tmp_path: Path, ending: str) -> None:
    out, truth = tmp_path / f"season{ending}", tmp_path / f"truth{ending}"
    sizes = ["--candidates", 30, "--interviewers", 9, "--interviews", 3, "--criteria", 2, "--seed", 4]
    result = run("simulate", "--out", out, "--truth", truth, *sizes)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        f"Wrote 180 ratings of 30 candidates by 9 interviewers to {out}",
        f"Wrote the truth to {truth}",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name, truth.name]
    expected = simulate_season(candidates=30, interviewers=9, interviews=3, criteria=2, seed=4)
    table = READERS[ending](truth)
    assert table.columns == ["parameter", "id", "step", "value"]
    assert table["parameter"].value_counts().sort("parameter").rows() == [
        ("merit", 30),
        ("severity", 9),
        ("slope", 2),
        ("threshold", 8),
    ]
    merit = table.filter(pl.col("parameter") == "merit")
    assert merit["id"].to_list() == list(expected.scorecards.candidate_ids)
    np.testing.assert_allclose(merit["value"], expected.merit, rtol=1e-9)
    assert run_json("rank", out)["model"]["ratings"] == 180


def test_simulate_takes_design_slopes_and_sds(run: Run, tmp_path: Path) -> None:
    out, truth = tmp_path / "s.parquet", tmp_path / "t.parquet"
    sizes = ["--candidates", 300, "--interviewers", 40, "--criteria", 3, "--criteria-per-interview", 2]
    more = ["--design", "teams", "--slopes", "0.5,1,2", "--sd-merit", 0, "--categories", 3]
    assert run("simulate", "--out", out, "--truth", truth, *sizes, *more).exit_code == 0
    table = pl.read_parquet(truth)
    assert table.filter(pl.col("parameter") == "slope")["value"].to_list() == [0.5, 1.0, 2.0]
    assert table.filter(pl.col("parameter") == "merit")["value"].abs().max() == 0
    season = pl.read_parquet(out)
    assert season["rating"].cast(pl.Int64).unique().sort().to_list() == [1, 2, 3]
    counts = season.group_by("candidate_id", "interviewer_id").len()["len"]
    assert counts.unique().to_list() == [2]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--interviews", "9", "--interviewers", "3"), "interviews is 9; it must lie between 1 and 3."),
        (("--criteria-per-interview", "9"), "criteria_per_interview is 9; it must lie between 1 and 5."),
        (("--slopes", "1,2"), "slopes must be 5 finite numbers above 0."),
        (("--slopes", "1,x"), "--slopes is '1,x'; give numbers separated by commas, such as 1,0.5,2."),
        (("--criteria", "5000"), "criteria is 5,000; it must lie between 1 and 200."),
        (("--sd-merit", "inf"), "sd_merit is inf; it must be a finite number, 0 or more."),
    ],
)
def test_an_impossible_season_is_refused(
    run: Run, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    result = run("simulate", "--out", tmp_path / "s.csv", *options)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{sentence}\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["--candidates", "--interviewers", "--criteria", "--interviews"])
def test_a_season_beyond_all_measure_is_one_sentence(run: Run, tmp_path: Path, option: str) -> None:
    result = run("simulate", "--out", tmp_path / "s.csv", option, 10**21)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "it must lie between" in result.stderr or "lower --candidates" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    code = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
sys.argv = ["muster", "simulate", "--out", {str(tmp_path / "s.csv")!r}]
from muster.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{tmp_path}/s.csv cannot be written (")
    assert list(tmp_path.iterdir()) == []
