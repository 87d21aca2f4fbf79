"""CSV and TSV: quotes, line ends, ragged rows and delimiters, with the lines that an editor shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from muster.tables import Reading

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., Reading]
Told = Callable[..., list[str]]

HEADER = "candidate_id,interviewer_id,criterion,rating\n"
NOT_WHOLE = "is not a whole number; write a whole number or leave the cell empty"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_the_lines_of_an_editor(put: Put, told: Told, end: str) -> None:
    lines = [
        "",
        "note," + HEADER.strip(),
        '"one',
        "two",
        'three",a,r,c,1',
        "",
        'x,"b",r,c,bad',
        "",
        '"y',
        '",c,r,c,worse',
    ]
    assert told(put("a.csv", end.join(lines))) == [
        f"a.csv, row 7, column rating: the rating 'bad' {NOT_WHOLE}",
        f"a.csv, row 9, column rating: the rating 'worse' {NOT_WHOLE}",
    ]


def test_a_header_over_several_lines(put: Put, read: Read, told: Told) -> None:
    header = '"a note\nof two lines",' + HEADER
    assert read(put("a.csv", header + "x,a,r,c,1\n")).scorecards.ratings == 1
    assert told(put("b.csv", header + "x,a,r,c,bad\n")) == [
        f"b.csv, row 3, column rating: the rating 'bad' {NOT_WHOLE}"
    ]


def test_rows_with_more_or_fewer_cells(put: Put, told: Told) -> None:
    path = put("a.csv", HEADER + "a,r,c\nb,r,c,4,5\nc,r,c,4\nd\ne,r,c,bad\n")
    look = "look for a missing or unwanted separator or quotation mark"
    assert told(path) == [
        f"a.csv, row 2: the row has 3 cells, fewer than the header's 4; {look}",
        f"a.csv, row 3: the row has 5 cells, more than the header's 4; {look}",
        f"a.csv, row 5: the row has 1 cell, fewer than the header's 4; {look}",
        f"a.csv, row 6, column rating: the rating 'bad' {NOT_WHOLE}",
    ]


def test_many_ragged_rows_are_counted(put: Put, told: Told) -> None:
    problems = told(put("a.csv", HEADER + "a,r,c,3\n" + "b,r,c\n" * 3_000))
    assert len(problems) == 21
    assert problems[-1] == "a.csv: ... and 2,980 more like this"


def test_a_quotation_mark_that_is_never_closed(put: Put, told: Told) -> None:
    text = HEADER.strip() + ',note\na,r,c,3,fine\nb,r,c,4,"open\nc,r,c,4,lost\nd,r,c,4,lost\n'
    assert told(put("a.csv", text)) == [
        "a.csv, row 3: a quotation mark that opens here is never closed; close it or remove it"
    ]


@pytest.mark.parametrize("cell", ['"a"b', '"a" ', '"the "a" one"', '"""a"b"'])
def test_letters_after_a_closing_quotation_mark(put: Put, told: Told, cell: str) -> None:
    path = put("a.csv", HEADER + f'ab,r,c,3\n{cell},r,c,3\n"x\ny",r,c,3\n{cell},s,c,bad\n')
    end = "letters follow a closing quotation mark; double the marks inside of a cell, or remove them"
    assert [line for line in told(path) if "quotation" in line] == [
        f"a.csv, row 3: {end}",
        f"a.csv, row 6: {end}",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_well_quoted_cells(put: Put, read: Read, start: str, end: str) -> None:
    lines = ['"candidate_id","interviewer_id",criterion,"rating"', '"a, ""b""","r",c,"3"', '"""",r,"c","2"']
    found = read(put("a.csv", start + end.join(lines))).scorecards
    assert found.candidate_ids.tolist() == ['"', 'a, "b"']


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_a_line_that_names_the_separator_is_understood(put: Put, read: Read, told: Told, line: str) -> None:
    text = f"{line}\r\n" + HEADER.replace(",", ";").strip() + "\r\na;r;c;{}\r\n"
    assert read(put("a.csv", text.format(3))).scorecards.ratings == 1
    assert told(put("b.csv", text.format("bad"))) == [
        f"b.csv, row 3, column rating: the rating 'bad' {NOT_WHOLE}"
    ]


def test_a_line_that_names_the_wrong_separator_is_passed_over(put: Put, read: Read) -> None:
    assert read(put("a.csv", "sep=,\n" + HEADER.replace(",", "\t") + "a\tr\tc\t3\n")).scorecards.ratings == 1


def test_quotation_marks_inside_a_cell_are_letters(put: Put, read: Read) -> None:
    path = put("a.csv", HEADER + 'the "a,r,c,3\n"say ""b""",r,c,3\n5" b,r,c,2\n')
    assert read(path).scorecards.candidate_ids.tolist() == ['5" b', 'say "b"', 'the "a']


def test_the_delimiter_is_the_one_that_finds_the_columns(put: Put, read: Read, rows_of: Any) -> None:
    path = put("a.csv", "note, with commas;candidate_id;interviewer_id;criterion;rating\n;a;r;c,d;3\n")
    assert rows_of(read(path).scorecards) == [("a", "r", "c,d", 3)]
    tabs = put("a.tsv", HEADER.replace(",", "\t") + "a,b\tr\tc\t3\n")
    assert read(tabs).scorecards.candidate_ids.tolist() == ["a,b"]


def test_the_apostrophe_before_a_formula_is_taken_back(put: Put, read: Read) -> None:
    path = put("a.csv", HEADER + "'=1+1,'-r,'@c,3\n''+x,'r,c,2\n'a,r,c,-1\n")
    scorecards = read(path).scorecards
    assert scorecards.candidate_ids.tolist() == ["'+x", "'a", "=1+1"]
    assert scorecards.interviewer_ids.tolist() == ["'r", "-r", "r"]
    assert [found.name for found in scorecards.criteria] == ["@c", "c"]
    assert sorted(scorecards.rating.tolist()) == [-1, 2, 3]


def test_latin1_in_a_column_that_is_not_read_does_no_harm(put: Put, read: Read) -> None:
    path = put("a.csv", (HEADER.strip() + ",note\na,r,c,3,José\n").encode("latin-1"))
    assert read(path).scorecards.ratings == 1


def test_columns_that_are_not_read_may_share_a_name(put: Put, read: Read) -> None:
    path = put("a.csv", "note,note," + HEADER + ",,a,r,c,3\n")
    assert read(path).scorecards.ratings == 1
