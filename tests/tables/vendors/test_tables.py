"""What is written as tables is read again as it was; what is wrong in a table is told, and the rest is read."""

from __future__ import annotations

import csv
import re
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.errors import InputError, Problem
from muster.tables import read_scorecards
from muster.tables.vendors.flat import TABLES, rows_of
from muster.tables.vendors.shapes import Row
from muster.tables.vendors.tables import TablesDump
from muster.tables.vendors.writing import FORMATS
from tests.tables.vendors.histories import RECORDS, records


def write(folder: Path, format: str, written: list[Any]) -> None:
    with FORMATS[format](folder) as files:
        for one in written:
            files.add(one, lambda: ("", {}))


def read(folder: Path, kind: str) -> list[Any]:
    return [one.record if isinstance(one, Row) else one for one in TablesDump(folder).read(kind)]


@pytest.mark.parametrize("format", ["csv", "parquet"])
@pytest.mark.parametrize("kind", RECORDS)
def test_what_is_written_is_read_as_it_was(kind: str, format: str) -> None:
    @settings(max_examples=30, deadline=None)
    @given(records(kind))
    def check(written: list[Any]) -> None:
        with tempfile.TemporaryDirectory() as place:
            write(Path(place), format, written)
            assert read(Path(place), kind) == written

    check()


def test_no_cell_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    @settings(max_examples=20, deadline=None)
    @given(records("candidate"))
    def check(written: list[Any]) -> None:
        write(tmp_path, "csv", written)
        for path in tmp_path.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as stream:
                cells = [cell for row in csv.reader(stream) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]

    check()


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_the_ratings_can_be_ranked_as_they_are(tmp_path: Path, format: str) -> None:
    from muster.tables.vendors.shapes import Rating, Scorecard

    cards = [
        Scorecard(
            id=str(number),
            application=str(number),
            person=str(number % 2),
            recommendation="yes",
            submitted_at=None,
            interview=str(number),
            ratings=(Rating("Craft", 1 + number % 3, ("a", "b", "c")), Rating("Care", 2, ("a", "b", "c"))),
            candidate=str(10 + number // 2),
            job="5",
        )
        for number in range(8)
    ]
    write(tmp_path, format, cards)
    found = read_scorecards([tmp_path / f"ratings.{format}"]).scorecards
    assert (found.ratings, len(found.candidate_ids), len(found.interviewer_ids)) == (16, 4, 2)
    assert [one.name for one in found.criteria] == ["Craft", "Care"] or found.criteria


def test_every_table_is_there_with_its_columns(tmp_path: Path) -> None:
    for format in ("csv", "parquet"):
        write(tmp_path, format, [])
    for name, columns in TABLES.items():
        names = [column.name for column in columns]
        assert (tmp_path / f"{name}.csv").read_text().strip().split(",") == names
        assert pq.read_schema(tmp_path / f"{name}.parquet").names == names


def table(folder: Path, name: str, *lines: str) -> None:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "lines", "kind", "sentence"),
    [
        ("people", ("id,name", "1,Ana"), "person", "email: there is no such column"),
        ("people", ("id,name,email", ",Ana,a@b.example"), "person", "id: the record has no id"),
        ("openings", ("id,title,status", "1,X,ajar"), "job", "'ajar' is none of draft, open, closed"),
        ("openings", ("id,title,status,openings", "1,X,open,two"), "job", "'two' is no whole number"),
        ("openings", ("id,title,status,public", "1,X,open,perhaps"), "job", "neither true nor false"),
        ("openings", ("id,title,status,managers", "1,X,open,7"), "job", "this is no list"),
        ("people", ("id,name,email", "1,Ana,a@b.example,more"), "person", "more cells than the header"),
        ("people", ("id,name,email", '1,"Ana'), "person", "breaks off after row"),
        ("seats", ("interview_id,person_id", "7,1"), "interview", "there is no interview '7'"),
        ("offers", ("id,application_id,status", "1,2,maybe"), "offer", "'maybe' is none of draft, open,"),
        ("offers", ("id,application_id,status,sent_on", "1,2,open,soon"), "offer", "'soon' is no time"),
        ("terms", ("offer_id,term,value", "7,Salary,1"), "offer", "there is no offer '7'"),
        ("moves", ("id,application_id", "1,7"), "candidate", "there is no application '7'"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, name: str, lines: tuple[str, ...], kind: str, sentence: str
) -> None:
    table(tmp_path, name, *lines)
    [problem] = read(tmp_path, kind)
    assert isinstance(problem, Problem)
    assert sentence in f"{problem.column}: {problem.sentence}"
    assert problem.file == f"{name}.csv"


@given(value=st.integers(-3, 9).filter(lambda one: not 1 <= one <= 3))
@settings(max_examples=10, deadline=None)
def test_a_rating_off_its_scale_is_refused_with_its_scorecard(value: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        table(folder, "scorecards", "id,application_id,interviewer_id,recommendation", "1,2,3,yes")
        lines = ("scorecard_id,criterion,rating,words", f'1,Craft,{value},"[""a"",""b"",""c""]"')
        table(folder, "ratings", *lines)
        [problem] = read(folder, "scorecard")
        assert "is not from 1 to 3" in problem.sentence


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no page of Muster"):
        TablesDump(tmp_path)
    table(tmp_path, "secrets", "id")
    table(tmp_path, "people", "id,name,email")
    assert TablesDump(tmp_path).left_out == ("secrets",)


def test_a_damaged_table_gives_what_stands_before_the_damage(tmp_path: Path) -> None:
    write(tmp_path, "parquet", [])
    path = tmp_path / "people.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    [problem] = read(tmp_path, "person")
    assert "breaks off" in problem.sentence


def test_rows_say_to_whom_they_belong() -> None:
    @settings(max_examples=10, deadline=None)
    @given(RECORDS["candidate"])
    def check(history: Any) -> None:
        for name, row in rows_of(history):
            if name == "applications":
                assert row["candidate_id"] == history.id

    check()


def test_the_guide_has_every_column_and_no_other() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs" / "how-to" / "export.md").read_text()
    parts = re.split(r"^### (\w+)$", guide, flags=re.MULTILINE)
    told = {
        name: re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    assert told == {name: [column.name for column in columns] for name, columns in TABLES.items()}
