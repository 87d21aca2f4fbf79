"""Candidates from CSV, in Greenhouse's columns."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.tables.candidates import CandidateTable, read_candidates
from muster.tables.problems import Problems

HEADER = "First Name,Last Name,Job,Email"


def read(text: str | bytes) -> tuple[CandidateTable, list[str]]:
    problems = Problems()
    data = text.encode() if isinstance(text, str) else text
    with NamedTemporaryFile(suffix=".csv") as stream:
        stream.write(data)
        stream.flush()
        table = read_candidates(Path(stream.name), file="c.csv", problems=problems)
    return table, [str(one) for one in problems.all()]


def test_the_columns_of_greenhouse_are_read() -> None:
    table, problems = read(
        "First name,Last name,Company,Title,Email,Phone,Website,Source,Milestone,Job,Tags\n"
        'Ada,Example,Foo,Boss,ada@example.org,+1,"https://a.example, nonsense",LinkedIn,Offer,R-00001,x\n'
    )
    assert problems == []
    one = table.rows[0]
    assert (one.name, one.email, one.job, one.company) == ("Ada Example", "ada@example.org", "R-00001", "Foo")
    assert (one.links, one.source, one.stage, one.row) == (("https://a.example",), "LinkedIn", "Offer", 2)
    assert table.left_out == ("Title", "Tags")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_delimiter_is_read(delimiter: str) -> None:
    text = f"{HEADER}\nAda,Example,Job,a@b.cd\n".replace(",", delimiter)
    table, problems = read("\ufeff" + text)
    assert (len(table.rows), problems) == (1, [])


def test_all_problems_are_told_together_with_row_and_column() -> None:
    table, problems = read(
        f"{HEADER},Phone\n,Example,Job,nothing,\nAda,Example,,a@b.cd,{'1' * 41}\n\nAda,Example,Job\nA,B,Job,ok@b.cd,\n"
    )
    assert [one.row for one in table.rows] == [6]
    assert len(problems) == 5
    assert "c.csv, row 2, column First Name: the cell is empty; fill it in" in problems
    assert any("row 2, column Email" in one for one in problems)
    assert any("row 3, column Phone" in one for one in problems)
    assert any("row 5: the row has 3 cells" in one for one in problems)


def test_missing_and_doubled_columns_are_named() -> None:
    _table, problems = read("First Name,First Name,Job\na,b,c\n")
    assert {one.split("column ")[1].split(":")[0] for one in problems} == {"First Name", "Last Name", "Email"}


def test_a_person_is_there_once_for_a_job() -> None:
    table, problems = read(f"{HEADER}\nA,B,Job,a@b.cd\nA,B,job,A@B.cd\nA,B,Other,a@b.cd\n")
    assert [one.job for one in table.rows] == ["Job", "Other"]
    assert len(problems) == 1
    assert "row 3" in problems[0]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00", HEADER.encode(), b"a,b\n\x00"])
def test_what_is_no_table_of_candidates_is_one_problem_or_more(data: bytes) -> None:
    table, problems = read(data)
    assert table.rows == ()
    assert problems


def test_a_quotation_mark_that_is_not_closed_is_named() -> None:
    _table, problems = read(f'{HEADER}\nA,B,Job,a@b.cd\nA,"B,Job,c@b.cd\n')
    assert any("row 3" in one and "quotation mark" in one for one in problems)


def test_what_was_kept_from_running_in_a_spreadsheet_is_taken_back() -> None:
    table, _problems = read(f"{HEADER},Phone\nA,B,Job,a@b.cd,'+621\n")
    assert table.rows[0].phone == "+621"


@given(st.binary(max_size=300))
def test_no_bytes_are_an_error_of_ours(data: bytes) -> None:
    read(data)
    read(HEADER.encode() + b"\n" + data)
