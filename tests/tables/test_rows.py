"""Any table with a header as rows of texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.tables.problems import Problems
from muster.tables.rows import ColumnName, Fault, Row, Shape, Sheet, read_sheet, told_apart

SHAPE = Shape(
    (
        ColumnName("code", ("Employee number", "Code")),
        ColumnName("name", ("Name",)),
        ColumnName("note", ("Note",), required=False),
    )
)
SPLIT = Shape(
    tuple(ColumnName(key, (key,), required=key == "email") for key in ("first", "last", "name", "email")),
    either=(("first", "last"), ("name",)),
)


def read(
    folder: Path, content: str | bytes, name: str = "a.csv"
) -> tuple[Sheet | None, list[tuple[str, int | None]]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems = Problems()
    sheet = read_sheet(path, name, SHAPE, problems)
    return sheet, [(found.code, found.row) for found in problems.all()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("header", ["Employee number,Name", "\ufeffEMPLOYEE_NUMBER,name", "code, NAME "])
def test_separators_marks_and_spellings_of_the_header(tmp_path: Path, separator: str, header: str) -> None:
    sheet, problems = read(tmp_path, f"{header}\n7,Ada".replace(",", separator))
    assert problems == []
    assert sheet is not None
    assert sheet.rows == (Row(2, {"code": "7", "name": "Ada"}),)


def test_lines_are_those_of_an_editor(tmp_path: Path) -> None:
    sheet, problems = read(tmp_path, 'Code,Name,Shoe\n\n1,"Ada\nB"\n\n2,"C, D",40\n,,\n3,E,\n')
    assert sheet is not None
    assert [(row.line, row.cells["name"]) for row in sheet.rows] == [(6, "C, D"), (8, "E")]
    assert sheet.unknown == ("Shoe",)
    assert problems == [("cells", 3)]


def test_what_a_spreadsheet_would_run_is_taken_back(tmp_path: Path) -> None:
    sheet, _problems = read(tmp_path, "Code,Name\n'=1+1,'tis\n''=x,'-\n")
    assert sheet is not None
    assert [dict(row.cells) for row in sheet.rows] == [
        {"code": "=1+1", "name": "'tis"},
        {"code": "'=x", "name": "-"},
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", ("empty", None)),
        ("Code,Name\n", ("no-rows", None)),
        ("Code,Shoe\n1,2\n", ("no-column", 1)),
        ("Code,Name,name\n1,2,3\n", ("column-twice", 1)),
        ("Code,Name\n1,A\n2\n", ("cells", 3)),
        ('Code,Name\n1,"A\n2,B\n', ("open-quote", 2)),
        ("Code,Name\n1,A\x07\n", ("control", 2)),
        (f"Code,Name\n1,{'A' * 5001}\n", ("long", 2)),
        ("Code,Name\n1,A\n2,\xe9\n".encode("latin-1"), ("encoding", 3)),
        ("Code,Name\n1,A\n".encode("utf-16"), ("encoding", None)),
        (b"PK\x03\x04\x00", ("not-text", None)),
    ],
)
def test_what_is_wrong_is_told_with_its_row(
    tmp_path: Path, content: str | bytes, problem: tuple[str, int | None]
) -> None:
    _sheet, problems = read(tmp_path, content)
    assert problem in problems


@given(content=st.binary(max_size=200))
def test_any_bytes_give_rows_or_problems(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    sheet, problems = read(tmp_path_factory.mktemp("any"), b"Code,Name\n" + content)
    assert problems or (sheet is not None and sheet.rows)


@pytest.mark.parametrize(
    ("keys", "faults"),
    [
        (("first", "last", "email"), []),
        (("name", "email"), []),
        (("name", "", "email", ""), []),
        (("email",), [("missing", "first"), ("missing", "last")]),
        (("first", "email"), [("missing", "last")]),
        (("name", "name", "email"), [("twice", "name")]),
        (("first", "last", "name"), [("missing", "email"), ("beside", "name")]),
        (("first", "name", "email"), [("beside", "first")]),
    ],
)
def test_one_of_several_ways_to_say_a_thing_is_needed(
    keys: tuple[str, ...], faults: list[tuple[str, str]]
) -> None:
    assert SPLIT.faults(keys) == [Fault(*one) for one in faults]


def test_columns_are_what_a_person_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Number;E-mail;E-mail;\n7;Ada;a@b.cd;x\n", encoding="utf-8")
    problems = Problems()
    chosen = {"Number": "code", "E-mail": "name", "E-mail (2)": "note", "#4": ""}
    sheet = read_sheet(path, "a.csv", SHAPE, problems, chosen)
    assert sheet is not None
    assert [dict(row.cells) for row in sheet.rows] == [{"code": "7", "name": "Ada", "note": "a@b.cd"}]
    assert sheet.headers == {"code": "Number", "name": "E-mail", "note": "E-mail"}
    assert read_sheet(path, "a.csv", SHAPE, problems, {"Number": "code"}) is None
    assert [(one.code, one.column) for one in problems.all()] == [("no-column", "Name")]


@given(names=st.lists(st.sampled_from(["", "a", "a (2)", "a (3)", "b", "#1", "#2"]), max_size=12))
def test_headings_are_told_apart(names: list[str]) -> None:
    found = told_apart(names)
    assert len(found) == len(set(found)) == len(names)
    assert all(one.startswith(name) for one, name in zip(found, names, strict=True))
