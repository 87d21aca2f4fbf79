"""Files a command writes: refused early, put in place together or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from muster.cli.outputs import REPORT_ENDINGS, TABLE_ENDINGS, Outputs
from muster.engine.errors import DataError


def sentences(outputs: Outputs) -> list[str]:
    with pytest.raises(DataError) as caught:
        outputs.check()
    return [str(problem) for problem in caught.value.problems]


def write_half(path: Path) -> None:
    with Outputs() as outputs:
        outputs.add("--out", path, TABLE_ENDINGS)
        outputs.draft(path).write_text("half")
        raise RuntimeError


def test_all_drafts_are_put_in_place_together(tmp_path: Path) -> None:
    table, report = tmp_path / "ranking.csv", tmp_path / "report.html"
    table.write_text("old")
    with Outputs() as outputs:
        outputs.add("--out", table, TABLE_ENDINGS)
        outputs.add("--report", report, REPORT_ENDINGS)
        outputs.check()
        outputs.draft(table).write_text("new")
        outputs.draft(report).write_text("page")
        assert (table.read_text(), report.exists()) == ("old", False)
        outputs.keep()
    assert (table.read_text(), report.read_text()) == ("new", "page")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ranking.csv", "report.html"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    table = tmp_path / "ranking.csv"
    table.write_text("old")
    with pytest.raises(RuntimeError):
        write_half(table)
    assert [path.name for path in tmp_path.iterdir()] == ["ranking.csv"]
    assert table.read_text() == "old"


def test_a_link_is_followed_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "ranking.csv"
    link.symlink_to(tmp_path / "real" / "ranking.csv")
    with Outputs() as outputs:
        outputs.add("--out", link, TABLE_ENDINGS)
        outputs.check()
        outputs.draft(link).write_text("new")
        outputs.keep()
    assert link.is_symlink()
    assert (tmp_path / "real" / "ranking.csv").read_text() == "new"


def test_nothing_asked_for_is_nothing_to_write() -> None:
    with Outputs() as outputs:
        outputs.add("--out", None, TABLE_ENDINGS)
        outputs.check()
        outputs.keep()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    source, folder = tmp_path / "in.csv", tmp_path / "folder.csv"
    source.write_text("x")
    folder.mkdir()
    outputs = Outputs([source])
    outputs.add("--a", tmp_path / "ranking.xlsx", TABLE_ENDINGS)
    outputs.add("--b", source, TABLE_ENDINGS)
    outputs.add("--c", folder, TABLE_ENDINGS)
    outputs.add("--d", tmp_path / "nowhere" / "r.csv", TABLE_ENDINGS)
    outputs.add("--e", tmp_path / "r.csv", TABLE_ENDINGS)
    outputs.add("--f", tmp_path / "x" / ".." / "r.csv", TABLE_ENDINGS)
    outputs.add("--g", tmp_path / "r.txt", REPORT_ENDINGS)
    tables = ".csv, .tsv, .parquet, .json or .jsonl"
    assert sentences(outputs) == [
        f"{tmp_path}/ranking.xlsx: --a: the ending says what to write; use {tables}",
        f"{source}: --b: this is also an input file; choose another name",
        f"{folder}: --c: this is not a file; choose another name",
        f"{tmp_path}/nowhere/r.csv: --d: its folder does not exist; create it first or choose another",
        f"{tmp_path}/x/../r.csv: --f: two options name this file; choose another name for one of them",
        f"{tmp_path}/r.txt: --g: the ending says what to write; use .html or .pdf",
    ]


def test_endings_are_read_in_any_case(tmp_path: Path) -> None:
    with Outputs() as outputs:
        outputs.add("--out", tmp_path / "R.CSV", TABLE_ENDINGS)
        outputs.check()
        assert outputs.draft(tmp_path / "R.CSV").suffix == ".csv"
