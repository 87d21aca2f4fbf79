"""Each bad input ends in one sentence that names file, row and column, together with all others of its file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from muster.tables import read_scorecards

Put = Callable[[str, str | bytes], Path]
Told = Callable[..., list[str]]

HEADER = "candidate_id,interviewer_id,criterion,rating\n"
GOOD = HEADER + "a,r,coding,3\n"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", "", "a.csv: the file is empty; export it again"),
        ("a.csv", " \n\n", "a.csv: the file is empty; export it again"),
        ("a.csv", "\ufeff\n", "a.csv: the file is empty; export it again"),
        ("a.json", "", "a.json: the file is empty; export it again"),
        ("a.parquet", "", "a.parquet: the file is empty; export it again"),
        ("a.csv", HEADER, "a.csv: the file has a header but no rows; export it again"),
        ("a.csv", HEADER.strip(), "a.csv: the file has a header but no rows; export it again"),
        ("a.json", "[]", "a.json: the file holds no records; export it again"),
        ("a.jsonl", "[]\n", "a.jsonl: the file holds no records; export it again"),
        (
            "a.csv",
            HEADER + "a,r,c,\n",
            "a.csv, column rating: there is no rating to use; fill in the ratings",
        ),
        ("a.xlsx", "", "a.xlsx: spreadsheets are not read; save the sheet as CSV UTF-8"),
        ("a.csv.gz", b"\x1f\x8b", "a.csv.gz: packed files are not read; unpack it first"),
        (
            "a.csv",
            b"PK\x03\x04zip",
            "a.csv: the file is an Excel workbook or a zip archive, not text; save the sheet as CSV UTF-8, or unpack"
            " it",
        ),
        ("a.csv", b"PAR1", "a.csv: the file is a Parquet file, not text; give it the ending .parquet"),
        ("a.parquet", GOOD, "a.parquet: this is no Parquet file; give it the ending of what it is"),
        (
            "a.dat",
            GOOD,
            "a.dat: the file has the ending '.dat', which tells no format; rename it to .csv, .tsv, .parquet, .json"
            " or .jsonl",
        ),
        (
            "season",
            GOOD,
            "season: the file has no ending, which tells no format; rename it to .csv, .tsv, .parquet, .json or .jsonl",
        ),
    ],
)
def test_a_file_without_ratings(put: Put, told: Told, name: str, content: str | bytes, sentence: str) -> None:
    assert told(put(name, content)) == [sentence]


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_utf16_and_utf32(put: Put, told: Told, name: str, codec: str) -> None:
    content = GOOD if name == "a.csv" else '[{"candidate_id": 1}]'
    assert told(put(name, content.encode(codec))) == [
        f"{name}: the file is in {codec.upper()[:6]}; save it as UTF-8 (in Excel: CSV UTF-8)"
    ]


@pytest.mark.parametrize(
    ("name", "content", "row"),
    [
        ("a.csv", GOOD + "José,r,coding,4\n", 3),
        ("a.csv", "candidaté_id,interviewer_id,criterion,rating\na,b,c,1\n", 1),
        ("a.csv", GOOD + "é,r\n", 3),
        ("a.json", '[{"candidate_id": 1,\n "interviewer_id": "é"}]', 2),
        ("a.jsonl", '{"candidate_id": 1}\n\n{"interviewer_id": "é"}', 3),
    ],
)
def test_latin1_is_told_with_its_first_row(put: Put, told: Told, name: str, content: str, row: int) -> None:
    assert told(put(name, content.encode("latin-1"))) == [
        f"{name}, row {row}: from here on the file is not UTF-8; save it as UTF-8 (in Excel: CSV UTF-8)"
    ]


def test_every_wrong_column_is_told_at_once(put: Put, told: Told) -> None:
    path = put("a.csv", "candidate,interviewer_id,mark,rating,rating\na,r,coding,3,3\n")
    columns = "the columns are 'candidate', 'interviewer_id', 'mark', 'rating', 'rating'"
    assert told(path) == [
        f"a.csv, row 1, column candidate_id: there is no column 'candidate_id' ({columns}); did you mean 'candidate'?"
        " Say so with --candidate",
        f"a.csv, row 1, column criterion: there is no column 'criterion' ({columns}); name the right one with"
        " --criterion",
        "a.csv, row 1, column rating: the header names the column 'rating' more than once; rename the others",
    ]


def test_a_wide_file_lacks_a_criterion(put: Put, told: Told) -> None:
    path = put("a.csv", "candidate_id,interviewer_id,coding\na,r,3\n")
    columns = "the columns are 'candidate_id', 'interviewer_id', 'coding'"
    assert told(path, criteria=("coding", "Leadership")) == [
        f"a.csv, row 1, column Leadership: there is no column 'Leadership' ({columns}); correct the list of --criteria"
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.parquet"])
def test_a_wide_file_that_is_not_called_one(put: Put, told: Told, name: str) -> None:
    frame = pl.DataFrame(
        {
            "candidate_id": ["a", "b"],
            "interviewer_id": ["r", "s"],
            "coding": [3, None],
            "solving, alone": [4, 5],
            "note": ["fine", "so"],
            "application_id": [1, 2],
            "year": [2031, 2031],
        }
    )
    path = put(name, frame.write_csv() if name == "a.csv" else json.dumps(frame.to_dicts()))
    if name == "a.parquet":
        frame.write_parquet(path)
    assert told(path) == [
        f"{name}{', row 1' if name == 'a.csv' else ''}: there is neither a column 'criterion' nor 'rating', but whole"
        " numbers in 'coding', 'solving, alone'; if each of these columns is a criterion, add --criteria"
        " 'coding,\"solving, alone\"', else name the right ones with --criterion and --rating"
    ]


def test_a_wide_file_is_known_by_most_of_its_cells(put: Put, told: Told) -> None:
    rows = ["a,r,3.5,x", "b,r,4,4", "c,r,,y", "d,r,4,"]
    (line,) = told(put("a.csv", "\n".join(["candidate_id,interviewer_id,coding,note", *rows])))
    assert "but whole numbers in 'coding'; if" in line


@pytest.mark.parametrize(
    "rating", ["4.5", "NaN", "nan", "inf", "-Infinity", "four", "1e0", "0x3", "3,0", "--3", "no_decision"]
)
def test_a_rating_that_is_not_a_whole_number(put: Put, told: Told, rating: str) -> None:
    assert told(put("a.csv", GOOD + f'b,r,coding,"{rating}"\n')) == [
        f"a.csv, row 3, column rating: the rating '{rating}' is not a whole number; write a whole number or leave"
        " the cell empty"
    ]


@pytest.mark.parametrize(
    ("rating", "shown"),
    [
        ("4.5", "4.5"),
        ("NaN", "NaN"),
        ("Infinity", "Infinity"),
        ("true", "true"),
        ('"x"', "x"),
        ("[3]", "[3]"),
        ("{}", "{}"),
    ],
)
def test_a_json_rating_that_is_not_a_whole_number(put: Put, told: Told, rating: str, shown: str) -> None:
    record = '{"candidate_id": %s, "interviewer_id": 1, "criterion": "c", "rating": %s}'
    assert told(put("a.jsonl", record % (1, 3) + "\n\n" + record % (2, rating))) == [
        f"a.jsonl, row 3, column rating: the rating '{shown}' is not a whole number; write a whole number or leave"
        " the cell empty"
    ]


@pytest.mark.parametrize(("text", "rating"), [("0" * 30 + "3", 3), ("-0003.", -3), ("+4.000", 4)])
def test_zeros_make_no_rating_too_large(put: Put, text: str, rating: int) -> None:
    path = put("a.csv", HEADER + f"a,r,coding,{text}\n")
    assert read_scorecards([path]).scorecards.rating.tolist() == [rating]


def test_a_rating_off_the_scale(put: Put, told: Told) -> None:
    long = put("a.csv", GOOD + "b,r,coding,6\nc,r,coding,0\n")
    assert told(long, scale=(1, 5)) == [
        "a.csv, row 3, column rating: the rating 6 is off the scale 1 to 5; correct it or the scale",
        "a.csv, row 4, column rating: the rating 0 is off the scale 1 to 5; correct it or the scale",
    ]
    wide = put("b.csv", "candidate_id,interviewer_id,coding,design\na,r,3,3\nb,r,3,9\n")
    assert told(wide, scale=(1, 5), criteria=("coding", "design")) == [
        "b.csv, row 3, column design: the rating 9 is off the scale 1 to 5; correct it or the scale"
    ]


def test_a_criterion_with_too_many_categories(put: Put, told: Told) -> None:
    path = put("a.csv", GOOD + "b,r,design,1\nb,r,coding,103\nc,r,coding,50\nc,r,design,2\n")
    assert told(path) == [
        "a.csv, row 4, column rating: the ratings of 'coding' go from 3 to 103, and a scale has at most 100"
        " categories; check that they are ratings and not points or dates"
    ]


def test_too_many_criteria(put: Put, told: Told) -> None:
    path = put("a.csv", HEADER + "".join(f"a,r,k{i},3\n" for i in range(10_000)))
    assert told(path) == [
        "a.csv, row 202, column criterion: there are 10,000 different criteria, and the most is 200; this row"
        " goes beyond it; check that 'criterion' is the column of the criteria"
    ]


def test_an_empty_id(put: Put, told: Told) -> None:
    path = put("a.csv", GOOD + ",r,coding,3\nb, ,coding,3\nb,r,,3\n,r,design,\n")
    advice = "fill it in or remove the row"
    assert told(path) == [
        f"a.csv, row 3, column candidate_id: the candidate id is empty; {advice}",
        f"a.csv, row 6, column candidate_id: the candidate id is empty; {advice}",
        f"a.csv, row 4, column interviewer_id: the interviewer id is empty; {advice}",
        f"a.csv, row 5, column criterion: the criterion is empty; {advice}",
    ]


def test_ids_that_differ_in_case_or_spaces(put: Put, told: Told) -> None:
    rows = ["Ana Lima,r,coding,3", "ana lima,R,coding,4", "Ana  Lima ,s,Coding,3", "Bo,s,coding,1"]
    end = "only in case or spaces; write one person or thing one way"
    assert told(put("a.csv", HEADER + "\n".join(rows))) == [
        f"a.csv, row 3, column candidate_id: the candidate id 'ana lima' differs from 'Ana Lima' (row 2) {end}",
        f"a.csv, row 3, column interviewer_id: the interviewer id 'R' differs from 'r' (row 2) {end}",
        f"a.csv, row 4, column candidate_id: the candidate id 'Ana  Lima ' differs from 'Ana Lima' (row 2) {end}",
        f"a.csv, row 4, column criterion: the criterion 'Coding' differs from 'coding' (row 2) {end}",
    ]


def test_ids_that_differ_between_files(put: Put, told: Told) -> None:
    first, second = put("a.csv", GOOD), put("b.csv", HEADER + "b,s,coding,3\nA,s,coding,3\n")
    assert told(first, second) == [
        "b.csv, row 3, column candidate_id: the candidate id 'A' differs from 'a' (a.csv, row 2) only in case or"
        " spaces; write one person or thing one way"
    ]


def test_letters_composed_in_another_way_are_the_same_id(put: Put, told: Told) -> None:
    path = put("a.csv", HEADER + "Jose\u0301,r,coding,3\nJos\u00e9,s,coding,4\n")
    (line,) = told(path)
    assert line.startswith("a.csv, row 3, column candidate_id: the candidate id 'José' differs from")


def test_an_id_too_long_to_be_one(put: Put, told: Told) -> None:
    path = put("a.csv", GOOD + "x" * 1_000_000 + ",r,coding,4\nb,r,coding," + "9" * 1_000_000 + "\n")
    problems = told(path)
    assert problems == [
        "a.csv, row 3, column candidate_id: the candidate id 'xxxxxxxxxxxxxxxxxxx…' has 1,000,000 characters, and"
        " the most is 200; check that the quotation marks and the column are right",
        f"a.csv, row 4, column rating: the rating '{'9' * 39}…' is too large for any scale; correct it or leave the"
        " cell empty",
    ]


def test_an_id_with_characters_that_cannot_be_printed(put: Put, told: Told) -> None:
    path = put("a.csv", GOOD + "b\x1b[2J,r,coding,4\nc\x00,r,coding,4\n")
    assert told(path) == [
        r"a.csv, row 3, column candidate_id: the candidate id 'b\x1b[2J' holds a character that cannot be printed;"
        " remove it",
        r"a.csv, row 4, column candidate_id: the candidate id 'c\x00' holds a character that cannot be printed;"
        " remove it",
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.parquet"])
def test_an_id_with_invisible_characters(put: Put, told: Told, name: str) -> None:
    columns = {
        "candidate_id": ["a", "b\u202ec"],
        "interviewer_id": ["r", "r\u200b"],
        "criterion": "c",
        "rating": 3,
    }
    frame = pl.DataFrame(columns)
    text = frame.write_csv() if name == "a.csv" else json.dumps(frame.to_dicts())
    path = put(name, text)
    if name == "a.parquet":
        frame.write_parquet(path)
    row, end = 3 if name == "a.csv" else 2, "holds a character that cannot be printed; remove it"
    assert told(path)[:2] == [
        rf"{name}, row {row}, column candidate_id: the candidate id 'b\u202ec' {end}",
        rf"{name}, row {row}, column interviewer_id: the interviewer id 'r\u200b' {end}",
    ]


def test_duplicated_rows(put: Put, told: Told) -> None:
    rows = "a,r,coding,3\nb,r,coding,3\na,r,design,3\na,r,coding,4\na,r,coding,3\n"
    end = "in the same interview; remove one, or tell the interviews apart by interview_id"
    assert told(put("a.csv", HEADER + rows)) == [
        f"a.csv, row 5, column rating: interviewer 'r' rates candidate 'a' on 'coding' again, after row 2, {end}",
        f"a.csv, row 6, column rating: interviewer 'r' rates candidate 'a' on 'coding' again, after row 2, {end}",
    ]


@pytest.mark.parametrize(("twin", "row"), [("9", 2), ("x", 3), ("4", None)])
def test_a_repeat_is_told_whatever_is_wrong_with_its_twin(
    put: Put, told: Told, twin: str, row: int | None
) -> None:
    lines = told(put("a.csv", HEADER + f"a,r,coding,{twin}\na,r,coding,{twin}\n"), scale=(1, 5))
    again = [line for line in lines if "again, after row 2" in line]
    assert len(again) == 1
    assert len(lines) == 1 + 2 * (row is not None)


def test_a_word_among_ratings_makes_no_scale_too_long(put: Put, told: Told) -> None:
    path = put("a.csv", HEADER + "a,r,coding,150\nb,r,coding,160\nc,r,coding,x\n")
    assert [line.split(":")[0] for line in told(path)] == ["a.csv, row 4, column rating"]


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_the_cells_are_checked_beside_a_column_that_is_lacking(put: Put, told: Told, name: str) -> None:
    records = [{"candidate_id": "a", "interviewer_id": "", "what": "c", "rating": "4.5"}]
    text = HEADER.replace("criterion", "what") + "a,,c,4.5\n" if name == "a.csv" else json.dumps(records)
    lines = told(put(name, text))
    columns = [line.split(":")[0].split("column ")[1] for line in lines]
    assert sorted(columns) == ["criterion", "interviewer_id", "rating"]


def test_rows_duplicated_in_another_file(put: Put, told: Told) -> None:
    first = put("a.csv", GOOD)
    second = put(
        "b.json", json.dumps([dict(zip(HEADER.strip().split(","), ["a", "r", "coding", 2], strict=True))])
    )
    assert told(first, second) == [
        "b.json, row 1, column rating: interviewer 'r' rates candidate 'a' on 'coding' again, after a.csv, row 2, in"
        " the same interview; remove one, or tell the interviews apart by interview_id"
    ]


def test_duplicated_rows_of_a_wide_file_name_the_column(put: Put, told: Told) -> None:
    path = put("a.csv", "candidate_id,interviewer_id,x,y\na,r,1,2\nb,r,1,2\na,r,,3\n")
    assert told(path, criteria=("x", "y")) == [
        "a.csv, row 4, column y: interviewer 'r' rates candidate 'a' on 'y' again, after row 2, in the same"
        " interview; remove one, or tell the interviews apart by interview_id"
    ]


def test_the_same_file_twice(put: Put, told: Told, tmp_path: Path) -> None:
    path = put("a.csv", GOOD)
    link = tmp_path / "b.csv"
    link.symlink_to(path)
    assert told(path, link) == ["b.csv: the file is named twice; name it once"]


def test_a_long_list_is_cut_short(put: Put, told: Told) -> None:
    problems = told(
        put("a.csv", HEADER + "".join(f"c{i},r,coding,bad\n" for i in range(1_254)) + "c,r,coding,3")
    )
    assert len(problems) == 21
    assert problems[19].startswith("a.csv, row 21, column rating: ")
    assert problems[20] == "a.csv, column rating: ... and 1,234 more like this"


def test_the_problems_of_all_files_come_together(put: Put, told: Told) -> None:
    paths = [
        put("a.csv", GOOD + "b,r,coding,x\n"),
        put("b.csv", ""),
        put("c.csv", "who\nme\n"),
        put("d.jsonl", "{"),
    ]
    files = [line.split(":")[0].split(",")[0] for line in told(*paths)]
    assert list(dict.fromkeys(files)) == ["b.csv", "c.csv", "d.jsonl", "a.csv"]


def test_what_is_no_file(put: Put, told: Told, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert told(tmp_path / "none.csv") == ["none.csv: there is no such file; check the name"]
    assert told(tmp_path / "folder.csv") == ["folder.csv: this is a folder; name the files in it"]
    assert told(tmp_path / "pipe.csv") == ["pipe.csv: this is not a regular file; save its contents to one"]
    (line,) = told(tmp_path / "loop.csv")
    assert line.startswith("loop.csv: ")


def test_a_file_that_may_not_be_read(put: Put, told: Told, tmp_path: Path) -> None:
    path = put("a.csv", GOOD)
    path.chmod(0)
    user = os.geteuid()
    if user == 0:  # root may read everything: be nobody for a moment, in a folder that nobody may enter
        os.seteuid(65534)
    try:
        assert told(path) == ["a.csv: the file may not be read; change its permissions"]
    finally:
        os.seteuid(user)
