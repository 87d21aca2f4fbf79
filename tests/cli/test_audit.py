"""muster audit, from a file to what people and programs read."""

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

CATEGORY = [
    "category", "n", "selected", "rate", "impact_ratio", "low", "high", "p_value", "p_below_four_fifths",
    "p_fair_process_this_extreme",
]  # fmt: skip


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    """500 people of two sexes and four origins, one of which has eight people; some say nothing of themselves."""
    rng = np.random.default_rng(3)
    sex = rng.choice(np.array(["F", "M", None], object), 500, p=[0.45, 0.45, 0.1])
    origin = np.where(np.arange(500) < 8, "d", rng.choice(["a", "b", "c"], 500))
    hired = rng.random(500) < np.where(sex == "F", 0.2, 0.45)
    path = tmp_path / "decisions.csv"
    pl.DataFrame(
        {
            "sex": sex.tolist(),
            "origin": origin,
            "hired": np.where(hired, "Yes", "no"),
            "score": rng.normal(size=500).round(3),
        }
    ).write_csv(path)
    return path


def put(folder: Path, text: str) -> Path:
    path = folder / "small.csv"
    path.write_text(text)
    return path


def test_the_json(run_json: RunJson, decisions: Path) -> None:
    found = run_json("audit", decisions, "--group", "sex", "--group", "origin", "--selected", "hired")
    assert list(found) == ["attributes", "fair_process", "median", "local_law_144", "notes"]
    assert [one["name"] for one in found["attributes"]] == ["sex", "origin", "sex x origin"]
    for one in found["attributes"]:
        assert list(one) == ["name", "unknown", "categories"]
        assert all(list(row) == CATEGORY for row in one["categories"])
    rows = {row["category"]: row for row in found["attributes"][0]["categories"]}
    table = pl.read_csv(decisions).filter(pl.col("sex").is_not_null())
    for category, row in rows.items():
        mine = table.filter(pl.col("sex") == category)
        assert row["n"] == mine.height
        assert row["selected"] == (mine["hired"] == "Yes").sum()
    assert rows["M"]["impact_ratio"] == 1
    assert rows["M"]["p_value"] is None
    assert rows["F"]["p_value"] < 0.001
    assert rows["F"]["low"] < rows["F"]["impact_ratio"] < rows["F"]["high"] < 0.8
    assert found["attributes"][0]["unknown"] == 500 - table.height


def test_groups_may_be_listed(run_json: RunJson, decisions: Path) -> None:
    listed = run_json("audit", decisions, "--group", "sex,origin", "--selected", "hired")
    for spelling in (
        (decisions, "--group", "sex", "--group", "origin", "--selected", "hired"),
        (decisions, "--group", "sex", "origin", "--selected", "hired"),
        ("--selected", "hired", "--group", "sex", "origin", decisions),
    ):
        assert listed == run_json("audit", *spelling)
    alone = run_json("audit", decisions, "--group", "sex,origin", "--selected", "hired", "--no-pairs")
    assert alone["attributes"] == listed["attributes"][:2]


def test_scores(run_json: RunJson, decisions: Path) -> None:
    found = run_json("audit", decisions, "--group", "sex", "--score", "score")
    table = pl.read_csv(decisions)
    assert found["median"] == pytest.approx(table["score"].median())
    above = table.filter((pl.col("sex") == "F") & (pl.col("score") > found["median"])).height
    assert found["attributes"][0]["categories"][0]["selected"] == above
    assert "scoring_rate" in found["local_law_144"]["tables"][0]["rows"][0]


def test_what_people_read(run: Run, decisions: Path) -> None:
    result = run("audit", decisions, "--group", "sex,origin", "--selected", "hired")
    assert result.exit_code == 0, result.stderr
    assert "By sex (" in result.stdout
    assert "By sex x origin" in result.stdout
    assert "A perfectly fair process of this size has a ratio below 0.8 in" in result.stdout
    assert "Note: origin: 'd' has less than 2 % of the people and no impact ratio." in result.stdout


def test_the_tables_and_the_reports(run: Run, decisions: Path, tmp_path: Path) -> None:
    folder, reports = tmp_path / "new" / "tables", [tmp_path / "a.html", tmp_path / "a.pdf"]
    result = run(
        "audit", decisions, "--group", "sex,origin", "--selected", "hired", "--tables", folder,
        "--report", reports[0], "--report", reports[1],
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["origin.csv", "sex-x-origin.csv", "sex.csv"]
    crossed = pl.read_csv(folder / "sex-x-origin.csv")
    hidden = crossed.filter(pl.col("note") == "suppressed")
    assert hidden.height >= 2
    assert hidden["applicants"].null_count() == hidden.height
    assert reports[0].read_text().startswith("<!DOCTYPE html>")
    assert reports[1].read_bytes().startswith(b"%PDF")
    for path in (*folder.iterdir(), *reports):
        assert f" to {path}" in result.stdout


def test_what_is_too_small_may_be_another_number(run_json: RunJson, decisions: Path) -> None:
    whole = run_json("audit", decisions, "--group", "sex,origin", "--selected", "hired", "--smallest", "1")
    assert {row["note"] for row in whole["local_law_144"]["tables"][2]["rows"]} == {"", "excluded"}
    shares = run_json("audit", decisions, "--group", "origin", "--selected", "hired", "--least-share", "0")
    assert all(row["impact_ratio"] is not None for row in shares["attributes"][0]["categories"])


def test_a_report_before_is_taken_into_account(run_json: RunJson, decisions: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.csv"
    later.write_text(f"{decisions.read_text()}F,d,no,0.1\n")
    options = ("--group", "origin", "--selected", "hired", "--json")
    alone, after = (
        run_json("audit", later, *options),
        run_json("audit", later, *options, "--earlier", decisions),
    )
    assert alone["attributes"] == after["attributes"]
    hidden = [
        row["category"] for row in after["local_law_144"]["tables"][0]["rows"] if row["note"] == "suppressed"
    ]
    assert "d" in hidden
    assert len(hidden) >= 2
    assert not [row for row in alone["local_law_144"]["tables"][0]["rows"] if row["note"] == "suppressed"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("", "small.csv: the file has a header but no rows; export it again"),
        ("a,\nb,\n", "small.csv: There are no decisions, so there is nothing to audit."),
        (
            "a,no\nb,no\n",
            "small.csv: g: nobody was selected, so there is no rate to compare with and no ratio.",
        ),
        (
            "a,yes\nb,yes\n",
            "small.csv: g: everybody was selected, so nothing was decided that could differ between categories.",
        ),
        ("a,yes\na,no\n", "small.csv: g: everybody known is 'a', so there is nobody to compare with."),
        (
            ",yes\nprefer not to say,no\n",
            "small.csv: g: nobody's category is known (2 are unknown), so nothing can be compared.",
        ),
        (
            "a,yes\nb,perhaps\n",
            "small.csv, row 3, column h: 'perhaps' is neither yes nor no; write one, or leave the cell empty if nothing"
            " is decided",
        ),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_where_nothing_can_be_said_one_sentence_says_why(
    run: Run, tmp_path: Path, rows: str, sentence: str, form: tuple[str, ...]
) -> None:
    path = put(tmp_path, f"g,h\n{rows}")
    result = run("audit", path, "--group", "g", "--selected", "h", *form)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip().replace(f"{tmp_path}/", "") == sentence


def test_an_attribute_that_nobody_tells_has_no_table(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "g,r,h\n" + "a,,no\n" * 5 + "a,,yes\n" * 5 + "b,,yes\n" * 3 + "b,,no\n" * 7)
    result = run("audit", path, "--group", "g", "r", "--selected", "h")
    assert result.exit_code == 0
    assert "By g" in result.stdout
    assert "By r" not in result.stdout
    assert "r: nobody's category is known (20 are unknown)" in " ".join(
        (result.stdout + result.stderr).split()
    )


def test_one_person_against_another_shows_nothing(run: Run, tmp_path: Path) -> None:
    result = run("audit", put(tmp_path, "g,h\na,yes\nb,no\n"), "--group", "g", "--selected", "h")
    assert result.exit_code == 0
    assert "Note: g: so few people can show nothing: p of 'b' against 'a' is 0.5 or more" in result.stdout


def test_a_group_with_nobody_selected(run_json: RunJson, tmp_path: Path) -> None:
    path = put(tmp_path, "g,h\n" + "a,no\n" * 8 + "b,yes\n" * 3 + "b,no\n" * 5)
    found = run_json("audit", path, "--group", "g", "--selected", "h")
    row = found["attributes"][0]["categories"][0]
    assert (row["impact_ratio"], row["low"]) == (0, 0)
    assert 0 < row["high"] < 1.5
    assert "nobody of 'a' was selected" in found["notes"][0]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--selected", "h"], "No group is named"),
        (["--group", "g"], "Give either --selected COL"),
        (["--group", "g", "--selected", "h", "--score", "s"], "Give either --selected COL"),
        (["--group", "g", "--group", "g", "--selected", "h"], "--group names 'g' twice"),
        (["--group", "h", "--selected", "h"], "named for two things"),
        (["--group", "x", "--selected", "h"], "there is no column 'x'"),
        (["--group", "g", "x", "--selected", "h"], "there is no column 'x'"),
        (["--group", "g", "g", "--selected", "h"], "--group names 'g' twice"),
        (["--group", "g", "--selected", "h", "--level", "2"], "level is 2"),
        (["--group", "g", "--selected", "h", "--least-share", "0.9"], "least_share is 0.9"),
        (["--group", "g", "--selected", "h", "--report", "a.txt"], ".html or .pdf"),
    ],
)
def test_options_that_make_no_sense(run: Run, tmp_path: Path, options: list[str], sentence: str) -> None:
    result = run("audit", put(tmp_path, "g,h\na,1\nb,0\n"), *options)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_a_failure_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    path = put(tmp_path, "g,h\na,0\nb,0\n")
    result = run(
        "audit",
        path,
        "--group",
        "g",
        "--selected",
        "h",
        "--tables",
        tmp_path / "t",
        "--report",
        tmp_path / "r.pdf",
    )
    assert result.exit_code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["small.csv"]
    taken = run("audit", path, "--group", "g", "--selected", "h", "--tables", path)
    assert "is a file; name a folder" in taken.stderr


def test_json_is_all_there_is_on_standard_output(run: Run, decisions: Path) -> None:
    result = run("audit", decisions, "--group", "origin", "--selected", "hired", "--json")
    json.loads(result.stdout)
    assert "Note: origin: 'd' has less than 2 %" in result.stderr
