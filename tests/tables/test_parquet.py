"""Parquet: every type of column that may hold ids or ratings, row groups, and files that are damaged."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from muster.tables import Reading

Read = Callable[..., Reading]
Told = Callable[..., list[str]]

ROWS = [("a", 1, "x", 3), ("b", 2, "x", 4), ("b", 2, "y", 5)]


def table(**changed: Any) -> pa.Table:
    columns: dict[str, Any] = {
        "candidate_id": ["a", "b", "b"],
        "interviewer_id": [1, 2, 2],
        "criterion": ["x", "x", "y"],
        "rating": [3, 4, 5],
    }
    return pa.table(columns | changed)


def store(path: Path, rows: pa.Table, **options: Any) -> Path:
    pq.write_table(rows, path, **options)
    return path


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.binary(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.uint32(), pa.large_string()),
    ],
    ids=str,
)
def test_text_may_have_any_type_of_text(tmp_path: Path, read: Read, rows_of: Any, kind: pa.DataType) -> None:
    names = pa.array(["a", "b", "b"]).cast(kind)
    path = store(tmp_path / "a.parquet", table(candidate_id=names))
    assert rows_of(read(path).scorecards) == ROWS


@pytest.mark.parametrize(
    "kind",
    [
        pa.int8(),
        pa.uint8(),
        pa.int16(),
        pa.int32(),
        pa.int64(),
        pa.uint64(),
        pa.dictionary(pa.int32(), pa.int64()),
    ],
    ids=str,
)
def test_numbers_may_have_any_width(tmp_path: Path, read: Read, rows_of: Any, kind: pa.DataType) -> None:
    numbers = (
        pa.array([1, 2, 2]).cast(kind)
        if not pa.types.is_dictionary(kind)
        else pa.array([1, 2, 2]).dictionary_encode()
    )
    scorecards = read(store(tmp_path / "a.parquet", table(interviewer_id=numbers))).scorecards
    assert rows_of(scorecards) == ROWS
    assert scorecards.interviewer_ids.dtype == np.int64


@pytest.mark.parametrize(
    "ratings",
    [
        pa.array([3.0, 4.0, 5.0]),
        pa.array([3.0, 4.0, 5.0], pa.float32()),
        pa.array([Decimal(3), Decimal(4), Decimal(5)], pa.decimal128(5, 2)),
        pa.array(["3", "4.0", " 5 "]),
        pa.array(["3", "4", "5"]).dictionary_encode(),
        pa.array([3, 4, 5], pa.uint8()),
    ],
    ids=lambda ratings: str(ratings.type),
)
def test_ratings_may_have_any_type_of_number(
    tmp_path: Path, read: Read, rows_of: Any, ratings: pa.Array
) -> None:
    assert rows_of(read(store(tmp_path / "a.parquet", table(rating=ratings))).scorecards) == ROWS


def test_numbers_wider_than_the_first_ones_are_read_all_the_same(tmp_path: Path, read: Read) -> None:
    n = 200_000
    candidates = np.arange(n)
    candidates[-2:] = [2**40, 2**62]
    ratings = np.ones(n, np.int64)
    ratings[-1] = 99
    rows = table(
        candidate_id=candidates, interviewer_id=np.zeros(n, int), criterion=["x"] * n, rating=ratings
    )
    scorecards = read(store(tmp_path / "a.parquet", rows, row_group_size=50_000)).scorecards
    assert scorecards.candidate_ids[-2:].tolist() == [2**40, 2**62]
    assert scorecards.candidate_ids[scorecards.candidate].tolist() == candidates.tolist()
    assert scorecards.rating.tolist() == ratings.tolist()


@pytest.mark.parametrize("repeats", [1, 4, 50])
@pytest.mark.parametrize("shuffled", [False, True])
def test_row_groups_and_dictionaries_do_not_show(
    tmp_path: Path, read: Read, repeats: int, shuffled: bool
) -> None:
    n = 6_000
    rng = np.random.default_rng(repeats)
    order = rng.permutation(n) if shuffled else np.arange(n)
    candidates = np.array([f"c{i // repeats}" for i in range(n)])[order]
    interviewers = np.array([f"r{i % 7}" for i in range(n)])[order]
    criteria = np.array([f"k{i % 11}" for i in range(n)])[order]
    interviews = np.array([f"i{i // 3}" for i in range(n)])[order]
    ratings = rng.integers(1, 6, n)
    rows = table(candidate_id=candidates, interviewer_id=interviewers, criterion=criteria, rating=ratings)
    rows = rows.append_column("interview_id", pa.array(interviews))
    path = store(tmp_path / "a.parquet", rows, row_group_size=1_000, dictionary_pagesize_limit=2_000)
    s = read(path).scorecards
    assert s.candidate_ids.tolist() == sorted(set(candidates.tolist()))
    assert (s.candidate_ids[s.candidate] == candidates).all()
    assert (s.interviewer_ids[s.interviewer] == interviewers).all()
    assert [s.criteria[code].name for code in s.criterion] == criteria.tolist()
    assert (s.rating == ratings).all()
    assert s.interview is not None
    pairs = set(zip(s.interview.tolist(), interviews.tolist(), strict=True))
    assert len(pairs) == len(set(interviews.tolist())) == len({code for code, _ in pairs})


def test_categories_that_never_occur_are_nobody(tmp_path: Path, read: Read) -> None:
    names = pa.DictionaryArray.from_arrays(
        pa.array([0, 2, 2], pa.int8()), pa.array(["a", "A", "b", "c" * 900])
    )
    path = store(tmp_path / "a.parquet", table(candidate_id=names))
    assert read(path).scorecards.candidate_ids.tolist() == ["a", "b"]


def test_nulls_are_missing(tmp_path: Path, read: Read, told: Told, rows_of: Any) -> None:
    path = store(tmp_path / "a.parquet", table(rating=pa.array([3, None, 5])))
    reading = read(path)
    assert rows_of(reading.scorecards) == [ROWS[0], ROWS[2]]
    assert reading.missing == 1
    path = store(
        tmp_path / "b.parquet",
        table(interviewer_id=pa.array([None, 2, 2]), criterion=pa.array([None, "x", "y"])),
    )
    assert told(path) == [
        "b.parquet, row 1, column interviewer_id: the interviewer id is empty; fill it in or remove the row",
        "b.parquet, row 1, column criterion: the criterion is empty; fill it in or remove the row",
    ]
    path = store(tmp_path / "c.parquet", table(rating=pa.nulls(3)))
    assert told(path) == ["c.parquet, column rating: there is no rating to use; fill in the ratings"]


def test_a_rating_that_is_not_a_whole_number(tmp_path: Path, told: Told) -> None:
    path = store(tmp_path / "a.parquet", table(rating=[3.5, float("nan"), float("-inf")]))
    end = "is not a whole number; write a whole number or leave the cell empty"
    assert told(path) == [
        f"a.parquet, row 1, column rating: the rating '3.5' {end}",
        f"a.parquet, row 2, column rating: the rating 'nan' {end}",
        f"a.parquet, row 3, column rating: the rating '-inf' {end}",
    ]


@pytest.mark.parametrize(
    ("name", "values", "kind", "needs"),
    [
        ("candidate_id", [1.0, 2.0, 3.0], "double", "text or whole numbers"),
        ("interviewer_id", [True, False, True], "bool", "text or whole numbers"),
        ("rating", [True, False, True], "bool", "whole numbers"),
        ("rating", [[1], [2], [3]], "list<element: int64>", "whole numbers"),
        ("criterion", [{"a": 1}] * 3, "struct<a: int64>", "text or whole numbers"),
    ],
)
def test_a_column_of_another_type(
    tmp_path: Path, told: Told, name: str, values: list[Any], kind: str, needs: str
) -> None:
    assert told(store(tmp_path / "a.parquet", table(**{name: values}))) == [
        f"a.parquet, column {name}: the column holds '{kind}' values, and must hold {needs}; convert it"
    ]


def test_cells_are_checked_beside_columns_of_another_type(tmp_path: Path, told: Told) -> None:
    rows = table(
        interviewer_id=[1.0, 2.0, 3.0], rating=[3.5, float("nan"), 5.0], interview_id=[[1], [1], [1]]
    )
    end = "is not a whole number; write a whole number or leave the cell empty"
    assert sorted(told(store(tmp_path / "a.parquet", rows))) == [
        "a.parquet, column interview_id: the column holds 'list<element: int64>' values, and must hold text or whole"
        " numbers; convert it",
        "a.parquet, column interviewer_id: the column holds 'double' values, and must hold text or whole numbers;"
        " convert it",
        f"a.parquet, row 1, column rating: the rating '3.5' {end}",
        f"a.parquet, row 2, column rating: the rating 'nan' {end}",
    ]


def test_a_file_that_is_cut_off_or_changed(tmp_path: Path, told: Told) -> None:
    rows = table(
        **{
            name: column.take(pa.array(np.arange(3_000) % 3))
            for name, column in zip(table().column_names, table().columns, strict=True)
        }
    )
    rows = rows.append_column("interview_id", pa.array(np.arange(3_000)))
    whole = store(tmp_path / "a.parquet", rows, compression="none", write_page_checksum=True).read_bytes()
    cut = tmp_path / "cut.parquet"
    cut.write_bytes(whole[: len(whole) // 2])
    (line,) = told(cut)
    assert line.startswith("cut.parquet: the Parquet file is damaged or cut off (")
    assert line.endswith("; copy or export it again")
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 0xFF
    cut.write_bytes(changed)
    (line,) = told(cut)
    assert line.startswith("cut.parquet, column interview_id: the Parquet file is damaged or cut off (")


@pytest.mark.parametrize("kind", ["binary", "string", "dictionary"])
def test_text_that_is_not_utf8(tmp_path: Path, told: Told, kind: str) -> None:
    raw = pa.array([b"a", b"Jos\xe9", b"b"])
    texts = pa.StringArray.from_buffers(3, raw.buffers()[1], raw.buffers()[2])
    names = {"binary": raw, "string": texts, "dictionary": pa.DictionaryArray.from_arrays([0, 1, 2], texts)}
    path = store(tmp_path / "a.parquet", table(candidate_id=names[kind], rating=[3.5, 3.0, 3.0]))
    assert sorted(told(path)) == [
        "a.parquet, row 1, column rating: the rating '3.5' is not a whole number; write a whole number or leave the"
        " cell empty",
        "a.parquet, row 2, column candidate_id: the text is not UTF-8; write the column again as UTF-8",
    ]


def test_numbers_beyond_64_bits(tmp_path: Path, read: Read, told: Told) -> None:
    large = pa.array([1, 2**64 - 1, 2**64 - 1], pa.uint64())
    scorecards = read(store(tmp_path / "a.parquet", table(candidate_id=large))).scorecards
    assert scorecards.candidate_ids.tolist() == ["1", str(2**64 - 1)]
    assert told(store(tmp_path / "b.parquet", table(rating=large))) == [
        f"b.parquet, row {row}, column rating: the rating '{2**64 - 1}' is too large for any scale; correct it or"
        " leave the cell empty"
        for row in (2, 3)
    ]


def test_a_parquet_file_without_rows(tmp_path: Path, told: Told) -> None:
    assert told(store(tmp_path / "a.parquet", table().slice(0, 0))) == [
        "a.parquet: the file has columns but no rows; export it again"
    ]
