"""Bad input through the command: sentences with file, row and column, exit code 2, nothing half written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import Result

Run = Callable[..., Result]

HEADER = "candidate_id,interviewer_id,criterion,rating"


def good_rows() -> list[str]:
    rng = np.random.default_rng(0)
    return [
        f"C{candidate},R{(candidate + turn) % 5},coding,{rng.integers(1, 6)}"
        for candidate in range(10)
        for turn in range(3)
    ]


def text(rows: Iterable[str], header: str = HEADER) -> bytes:
    return ("\n".join([header, *rows]) + "\n").encode()


def with_row(row: str) -> bytes:
    """A good file with `row` as its line 5."""
    rows = good_rows()
    return text([*rows[:3], row, *rows[3:]])


def wide_file() -> bytes:
    names = [f"k{place}" for place in range(10_000)]
    return text(["C1,R1," + ",".join("3" * 10_000)], "candidate_id,interviewer_id," + ",".join(names))


def truncated_parquet(folder: Path) -> bytes:
    pl.DataFrame({"candidate_id": ["a"] * 500, "rating": [1] * 500}).write_parquet(folder / "whole.parquet")
    return (folder / "whole.parquet").read_bytes()[:-40]


def refused(run: Run, source: Path, *options: str) -> list[str]:
    """Rank `source`; return the lines told, having checked that nothing else happened."""
    out, report = source.parent / "ranking.csv", source.parent / "report.html"
    out.write_text("from last week")
    before = sorted(path.name for path in source.parent.iterdir())
    result = run("rank", source, "--out", out, "--report", report, *options)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert out.read_text() == "from last week"
    assert sorted(path.name for path in source.parent.iterdir()) == before
    lines = result.stderr.splitlines()
    assert lines
    assert all(0 < len(line) < 1000 for line in lines)
    return lines


TABLE: list[tuple[str, bytes, list[tuple[str, str]]]] = [
    ("empty.csv", b"", [("", "the file is empty")]),
    ("header.csv", text([]), [("", "no rows")]),
    (
        "columns.csv",
        text(["C1,R1,coding,3"], "who,interviewer_id,criterion,mark"),
        [
            (", row 1, column candidate_id", "there is no column 'candidate_id'"),
            (", row 1, column rating", "there is no column 'rating'"),
        ],
    ),
    (
        "fraction.csv",
        with_row("C1,R9,coding,3.5"),
        [(", row 5, column rating", "'3.5' is not a whole number")],
    ),
    ("word.csv", with_row("C1,R9,coding,good"), [(", row 5, column rating", "'good' is not a whole number")]),
    ("nan.csv", with_row("C1,R9,coding,NaN"), [(", row 5, column rating", "'NaN' is not a whole number")]),
    (
        "infinite.csv",
        with_row("C1,R9,coding,-inf"),
        [(", row 5, column rating", "'-inf' is not a whole number")],
    ),
    ("no-id.csv", with_row(",R9,coding,3"), [(", row 5, column candidate_id", "the candidate id is empty")]),
    (
        "long-id.csv",
        with_row("C" * 1_000_000 + ",R9,coding,3"),
        [(", row 5, column candidate_id", "1,000,000")],
    ),
    ("repeated.csv", with_row(good_rows()[0]), [(", row 5, column rating", "again, after row 2")]),
    ("case.csv", with_row("c1,R9,coding,3"), [(", row 6, column candidate_id", "differs from 'c1'")]),
    ("space.csv", with_row("C1 ,R9,coding,3"), [(", row 6, column candidate_id", "only in case or spaces")]),
    ("short-row.csv", with_row("C1,R9,coding"), [(", row 5", "fewer than the header's 4")]),
    ("long-row.csv", with_row("C1,R9,coding,3,4"), [(", row 5", "more than the header's 4")]),
    (
        "latin.csv",
        text([*good_rows(), "José,R1,coding,3"]).decode().encode("latin-1"),
        [(", row 32", "UTF-8")],
    ),
    ("utf16.csv", text(good_rows()).decode().encode("utf-16"), [("", "UTF-16")]),
    ("zeros.csv", b"\0" * 100, [("", "UTF-8")]),
    ("cut.json", b'[{"candidate_id": 1,', [(", row 1", "the JSON breaks")]),
    ("sheet.xlsx", b"PK", [("", "spreadsheets are not read")]),
    (
        "two-faults.csv",
        text([*good_rows()[:3], "C1,R9,coding,good", *good_rows()[3:], ",R8,coding,3"]),
        [(", row 5, column rating", "not a whole number"), (", row 33, column candidate_id", "is empty")],
    ),
]


@pytest.mark.parametrize(("name", "content", "told"), TABLE, ids=[case[0] for case in TABLE])
def test_each_fault_is_told_with_its_place(
    run: Run, tmp_path: Path, name: str, content: bytes, told: list[tuple[str, str]]
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    lines = refused(run, source)
    assert len(lines) == len(told)
    for line, (place, fragment) in zip(lines, told, strict=True):
        assert line.startswith(f"{source}{place}: ")
        assert fragment in line


def test_ten_thousand_criteria_are_refused(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "wide.csv"
    source.write_bytes(wide_file())
    names = ",".join(f"k{place}" for place in range(10_000))
    assert "10,000" in refused(run, source, "--criteria", names)[0]
    assert "there is neither a column 'criterion' nor 'rating'" in refused(run, source)[0]


def test_a_rating_off_the_given_scale_is_refused(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "off.csv"
    source.write_bytes(with_row("C1,R9,coding,9"))
    (line,) = refused(run, source, "--scale", "1:5")
    assert line.startswith(f"{source}, row 5, column rating: ")
    assert "'9'" in line or " 9 " in line


def test_a_truncated_parquet_is_refused(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "cut.parquet"
    source.write_bytes(truncated_parquet(tmp_path))
    (line,) = refused(run, source)
    assert "damaged or cut off" in line


def test_what_is_no_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert "this is a folder" in refused(run, tmp_path / "folder.csv")[0]
    assert "there is no such file" in refused(run, tmp_path / "none.csv")[0]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([f"C1,R{turn},coding,{turn % 5 + 1}" for turn in range(9)], "Only one candidate has ratings"),
        ([f"C{turn},R1,coding,{turn % 5 + 1}" for turn in range(9)], "Only one interviewer gave ratings"),
        ([f"C{turn},R{turn % 3},coding,3" for turn in range(9)], "All ratings are equal"),
    ],
)
def test_a_season_that_tells_nobody_apart_is_refused(
    run: Run, tmp_path: Path, rows: list[str], sentence: str
) -> None:
    source = tmp_path / "season.csv"
    source.write_bytes(text(rows))
    (line,) = refused(run, source)
    assert line.startswith(f"{source}: {sentence}")


def test_the_faults_of_all_files_are_told_together(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(with_row("C1,R9,coding,3.5"))
    second.write_bytes(text(["C2,R9,coding,good"]))
    result = run("rank", first, second)
    assert result.exit_code == 2
    assert [line.split(",")[0] for line in result.stderr.splitlines()] == [str(first), str(second)]


def test_bad_outputs_are_told_before_the_files_are_read(run: Run, tmp_path: Path) -> None:
    result = run(
        "rank", tmp_path / "none.csv", "--out", tmp_path / "r.xls", "--report", tmp_path / "no" / "r.pdf"
    )
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{tmp_path}/r.xls: --out: the ending says what to write; use .csv, .tsv, .parquet, .json or .jsonl",
        f"{tmp_path}/no/r.pdf: --report: its folder does not exist; create it first or choose another",
    ]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--level", "90"), "--level is 90; it must lie between 0 and 1, such as 0.9."),
        (("--scale", "5"), "--scale is '5'; give the lowest and the highest rating, such as 1:5."),
        (
            ("--weights", "coding"),
            "--weights has 'coding'; give a criterion and a number above 0, such as technical=2.",
        ),
        (("--criteria", "a,,b"), "--criteria is 'a,,b'; give names separated by commas, such as A,B,C."),
        (("--weights", "kindness=2"), "There is no criterion 'kindness' to weigh; there are coding."),
    ],
)
def test_unusable_options_are_refused(
    run: Run, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    source = tmp_path / "season.csv"
    source.write_bytes(text(good_rows()))
    assert refused(run, source, *options) == [sentence]


def test_a_requisition_nobody_applied_for_is_refused(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "season.csv"
    source.write_bytes(text([f"{row},Q1" for row in good_rows()], HEADER + ",requisition_id"))
    (line,) = refused(run, source, "--only", "Q2")
    assert "Q2" in line
