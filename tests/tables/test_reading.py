"""Every format gives the same scorecards; options say what the columns mean and what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from muster.engine.errors import InputError
from muster.engine.shapes import Criterion
from muster.tables import Reading, ReadOptions, read_scorecards

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., Reading]
Told = Callable[..., list[str]]

HEADER = "candidate_id,interviewer_id,criterion,rating\n"
COLUMNS: dict[str, list[Any]] = {
    "candidate_id": ["Zoë", "Ana", "Ana", "Bo"],
    "interviewer_id": ["r2", "r1", "r1", "r2"],
    "criterion": ["coding", "coding", "design", "coding"],
    "rating": [3, 4, 2, 5],
}
RECORDS = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)]
LINES = [",".join(map(str, record.values())) for record in RECORDS]
ROWS = [
    ("Ana", "r1", "coding", 4),
    ("Ana", "r1", "design", 2),
    ("Bo", "r2", "coding", 5),
    ("Zoë", "r2", "coding", 3),
]


def parquet(path: Path, columns: dict[str, Any]) -> Path:
    pl.DataFrame(columns).write_parquet(path)
    return path


def season_files(folder: Path) -> dict[str, Path]:
    text = HEADER + "\n".join(LINES)
    contents = {
        "season.csv": text,
        "season.CSV": text,
        "crlf.csv": text.replace("\n", "\r\n"),
        "bom.csv": "\ufeff" + text,
        "semicolons.csv": text.replace(",", ";"),
        "bars.txt": text.replace(",", "|"),
        "season.tsv": text.replace(",", "\t"),
        "spaced.csv": "\n" + text.replace(",", " , ") + "\n\n",
        "quoted.csv": "\n".join(
            ",".join(f'"{cell}"' for cell in line.split(",")) for line in text.split("\n")
        ),
        "season.json": json.dumps(RECORDS, indent=1),
        "pages.json": json.dumps([RECORDS[:1], RECORDS[1:]]),
        "joined.json": json.dumps(RECORDS[:3]) + "\n" + json.dumps(RECORDS[3]),
        "bom.json": "\ufeff" + json.dumps(RECORDS),
        "season.jsonl": "\n\n".join(map(json.dumps, RECORDS)),
        "season.ndjson": json.dumps(RECORDS[:2]) + "\n" + json.dumps(RECORDS[2:]),
        "text-ratings.json": json.dumps([record | {"rating": str(record["rating"])} for record in RECORDS]),
        "decimals.csv": text.replace(",5", ",5.0").replace(",3", ",+3."),
    }
    files: dict[str, Path] = {}
    for name, content in contents.items():
        path = folder / f"{len(files)}-{name}"
        path.write_text(content, encoding="utf-8", newline="")
        files[name] = path
    return files | {"season.parquet": parquet(folder / "season.parquet", COLUMNS)}


def test_every_format_gives_the_same_scorecards(tmp_path: Path, read: Read, rows_of: Any) -> None:
    for name, path in season_files(tmp_path).items():
        reading = read(path)
        scorecards = reading.scorecards
        assert rows_of(scorecards) == ROWS, name
        assert scorecards.candidate_ids.tolist() == ["Ana", "Bo", "Zoë"], name
        assert scorecards.criteria == (Criterion("coding", 3, 5), Criterion("design", 2, 2)), name
        assert (reading.rows, reading.missing, reading.files) == (4, 0, (str(path),)), name
        assert scorecards.interview is None, name


def test_files_of_several_formats_are_one_season(tmp_path: Path, put: Put, read: Read, rows_of: Any) -> None:
    paths = [
        put("a.csv", HEADER + LINES[0]),
        put("b.jsonl", json.dumps(RECORDS[1])),
        parquet(tmp_path / "c.parquet", {name: cells[2:] for name, cells in COLUMNS.items()}),
    ]
    reading = read(*paths)
    assert rows_of(reading.scorecards) == ROWS
    assert reading.files == tuple(map(str, paths))
    assert reading.rows == 4


def test_columns_may_have_other_names(put: Put, read: Read, rows_of: Any) -> None:
    path = put("a.csv", "who,notes,by,what,mark\n" + '7,"said ""no"", twice",r,coding,3\n8,,r,coding,4\n')
    reading = read(path, candidate="who", interviewer="by", criterion="what", rating="mark")
    assert rows_of(reading.scorecards) == [(7, "r", "coding", 3), (8, "r", "coding", 4)]


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_a_wide_file_has_one_column_a_criterion(
    tmp_path: Path, put: Put, read: Read, rows_of: Any, ending: str
) -> None:
    columns = {
        "candidate_id": ["a", "b"],
        "interviewer_id": ["r", "s"],
        "coding": [3, 1],
        "design": [None, 2],
    }
    if ending == "csv":
        path = put("a.csv", "candidate_id,interviewer_id,coding,design\na,r,3,\nb,s,1,2\n")
    elif ending == "json":
        path = put("a.json", pl.DataFrame(columns).write_json())
    else:
        path = parquet(tmp_path / "a.parquet", columns)
    reading = read(path, criteria=("design", "coding"))
    assert rows_of(reading.scorecards) == [
        ("a", "r", "coding", 3),
        ("b", "s", "coding", 1),
        ("b", "s", "design", 2),
    ]
    assert (reading.rows, reading.missing) == (2, 1)


def test_a_criterion_may_have_the_name_of_an_optional_column(put: Put, read: Read, rows_of: Any) -> None:
    path = put("a.csv", "candidate_id,interviewer_id,stage\na,r,3\nb,r,4\n")
    assert rows_of(read(path, criteria=("stage",)).scorecards) == [
        ("a", "r", "stage", 3),
        ("b", "r", "stage", 4),
    ]


def test_the_scale_is_what_was_named_or_what_occurs(put: Put, read: Read) -> None:
    path = put("a.csv", HEADER + "a,r,coding,2\nb,r,coding,4\nb,r,design,-1\n")
    assert read(path).scorecards.criteria == (Criterion("coding", 2, 4), Criterion("design", -1, -1))
    assert read(path, scale=(-1, 5)).scorecards.criteria == (
        Criterion("coding", -1, 5),
        Criterion("design", -1, 5),
    )


def test_numbers_sort_as_numbers_and_text_by_code_point(put: Put, read: Read) -> None:
    numbers = put("numbers.csv", HEADER + "10,2,c,1\n9,-1,c,2\n-3,10,c,3\n")
    ids = read(numbers).scorecards.candidate_ids
    assert ids.dtype == np.int64
    assert ids.tolist() == [-3, 9, 10]
    assert read(numbers).scorecards.interviewer_ids.tolist() == [-1, 2, 10]
    texts = put("texts.csv", HEADER + "10,é,c,1\n9,Z,c,2\n007,a,c,3\n")
    assert read(texts).scorecards.candidate_ids.tolist() == ["007", "10", "9"]
    assert read(texts).scorecards.interviewer_ids.tolist() == ["Z", "a", "é"]


def test_the_format_decides_whether_an_id_is_a_number(tmp_path: Path, put: Put, read: Read) -> None:
    text = parquet(tmp_path / "text.parquet", COLUMNS | {"candidate_id": ["10", "9", "9", "8"]})
    assert read(text).scorecards.candidate_ids.tolist() == ["10", "8", "9"]
    quoted = put("a.json", '[{"candidate_id": "10", "interviewer_id": 1, "criterion": "c", "rating": 1}]')
    assert read(quoted).scorecards.candidate_ids.tolist() == ["10"]
    assert read(quoted).scorecards.interviewer_ids.tolist() == [1]


def test_ids_of_several_files_are_compared_as_text_unless_all_are_numbers(
    tmp_path: Path, put: Put, read: Read
) -> None:
    numbers = parquet(tmp_path / "a.parquet", COLUMNS | {"candidate_id": [1, 2, 2, 30]})
    digits = put("b.csv", HEADER + "2,r9,coding,1\n4,r9,coding,1\n")
    assert read(numbers, digits).scorecards.candidate_ids.tolist() == [1, 2, 4, 30]
    words = put("c.csv", HEADER + "2,r9,coding,1\nx,r9,coding,1\n")
    assert read(numbers, words).scorecards.candidate_ids.tolist() == ["1", "2", "30", "x"]


def test_numbers_too_long_for_64_bits_are_text(put: Put, read: Read) -> None:
    long = 10**20
    path = put(
        "a.json", json.dumps([record | {"candidate_id": long + i} for i, record in enumerate(RECORDS)])
    )
    assert read(path).scorecards.candidate_ids.tolist() == [str(long + i) for i in range(4)]
    path = put("a.csv", HEADER + f"{2**63 - 1},r,c,1\n{2**63},r,c,1\n")
    assert read(path).scorecards.candidate_ids.tolist() == [str(2**63 - 1), str(2**63)]


def test_empty_ratings_are_counted_and_candidates_without_any_left_out(
    put: Put, read: Read, rows_of: Any
) -> None:
    path = put("a.csv", HEADER + "a,r,c,\nb,r,c,3\nb,s,d, \nc,r,c,4\n")
    reading = read(path)
    assert rows_of(reading.scorecards) == [("b", "r", "c", 3), ("c", "r", "c", 4)]
    assert (reading.rows, reading.missing) == (4, 2)
    assert reading.scorecards.interviewer_ids.tolist() == ["r"]
    assert [found.name for found in reading.scorecards.criteria] == ["c"]
    assert reading.notes == (
        "Empty ratings left out: 2.",
        "Candidates left out because they have no rating: 1.",
    )


def test_rows_in_which_nothing_stands_are_skipped(put: Put, read: Read) -> None:
    path = put("a.csv", HEADER + "a,r,c,2\n,,,\n , ,,\nb,r,c,3\n,,,\n")
    reading = read(path)
    assert (reading.scorecards.ratings, reading.missing) == (2, 0)


def test_requisitions_can_be_picked_out(put: Put, read: Read, told: Told, rows_of: Any) -> None:
    text = HEADER.strip() + ",requisition_id\na,r,c,2,10\nb,r,c,3,11\nb,r,c,,11\nc,r,c,3,12\nd,r,c,,\n"
    path = put("a.csv", text)
    reading = read(path, requisitions=("10", "11"))
    assert rows_of(reading.scorecards) == [("a", "r", "c", 2), ("b", "r", "c", 3)]
    assert reading.missing == 1
    assert told(path, requisitions=("10", "9")) == [
        "no rating belongs to requisition '9'; there are '10', '11', '12'"
    ]
    assert told(put("b.csv", HEADER + "a,r,c,1"), requisitions=("9",)) == [
        "b.csv, row 1, column requisition_id: there is no column 'requisition_id', so no requisition can be picked out"
    ]
    empty = put("c.csv", HEADER.strip() + ",requisition_id\na,r,c,1,\n")
    assert told(empty, requisitions=("9",)) == [
        "no rating belongs to requisition '9'; the column 'requisition_id' is empty"
    ]


def test_a_file_that_separates_its_cells_otherwise_is_noted(put: Put, read: Read) -> None:
    path = put("a.csv", HEADER.replace(",", ";") + "a;r;c;3\n")
    assert read(path).notes == (f"{path} separates its cells with semicolons.",)
    assert read(put("a.tsv", HEADER.replace(",", "\t") + "a\tr\tc\t3\n")).notes == ()


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    calls: list[tuple[str, float]] = []
    read_scorecards([parquet(tmp_path / "a.parquet", COLUMNS)], progress=lambda *call: calls.append(call))
    stages, done = zip(*calls, strict=True)
    assert set(stages) == {"reading"}
    assert list(done) == sorted(done)
    assert done[-1] == 1.0
    assert len(done) > 3


def test_arrays_are_narrow_and_read_only(tmp_path: Path, read: Read) -> None:
    scorecards = read(parquet(tmp_path / "a.parquet", COLUMNS)).scorecards
    arrays = [scorecards.candidate, scorecards.interviewer, scorecards.criterion, scorecards.rating]
    assert [array.dtype.name for array in arrays] == ["int32", "int32", "int16", "int8"]
    assert not any(array.flags.writeable for array in [*arrays, scorecards.candidate_ids])


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"rating": "candidate_id"}, "the column candidate_id is named for two things"),
        ({"stage": "interview_id"}, "the column interview_id is named for two things"),
        ({"criteria": ("a", "a")}, "the column a is named for two things"),
        ({"criteria": ()}, "at least one criterion"),
        (
            {"criteria": tuple(f"k{i}" for i in range(10_000))},
            "10,000 criteria are named, and the most is 200",
        ),
        ({"scale": (5, 1)}, "the scale 5:1 must rise"),
        ({"scale": (3, 3)}, "the scale 3:3 must rise"),
        ({"scale": (1, 101)}, "at most 100 categories"),
        ({"requisition": "rating", "requisitions": ("a",)}, "the column rating is named for two things"),
    ],
)
def test_options_that_contradict_each_other_are_refused(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        ReadOptions(**options)


def test_no_file_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="no file is named"):
        read_scorecards([])
