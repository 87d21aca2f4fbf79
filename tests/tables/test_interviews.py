"""Which ratings belong to one interview: by id, else by candidate, interviewer, stage and requisition."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from muster.tables import Reading
from muster.tables.ids import Coded
from muster.tables.interviews import combine_interviews

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., Reading]

HEADER = "candidate_id,interviewer_id,criterion,rating"


def grouped(reading: Reading) -> list[list[int]]:
    """The ratings of each interview; the files below give every rating a number of its own."""
    s = reading.scorecards
    assert s.interview is not None
    keys = list(zip(s.candidate.tolist(), s.interview.tolist(), strict=True))
    return sorted(
        sorted(rating for rating, key in zip(s.rating.tolist(), keys, strict=True) if key == one)
        for one in set(keys)
    )


def test_without_ids_stages_or_requisitions_there_is_one_interview_each(put: Put, read: Read) -> None:
    assert read(put("a.csv", HEADER + "\na,r,c,1\na,s,c,2\n")).scorecards.interview is None


def test_an_interview_id_joins_a_panel_within_a_candidate(put: Put, read: Read) -> None:
    path = put("a.csv", HEADER + ",interview_id\na,r,c,1,i\na,s,c,2,i\na,r,d,3, j \na,r,c,4,j\nb,r,c,5,j\n")
    assert grouped(read(path)) == [[1, 2], [3, 4], [5]]


def test_stages_and_requisitions_split_what_has_no_interview_id(put: Put, read: Read) -> None:
    rows = "\na,r,c,1,phone,1\na,r,d,2,phone,1\na,s,c,3,phone,1\na,r,c,4,onsite,1\na,r,c,5,onsite,2\na,r,c,6,,2\n"
    path = put("a.csv", HEADER + ",stage,requisition_id" + rows)
    assert grouped(read(path)) == [[1, 2], [3], [4], [5], [6]]


def test_rows_without_an_interview_id_fall_back_to_the_stage(put: Put, read: Read) -> None:
    rows = "\na,r,c,1,i,x\na,s,c,2,i,y\na,r,c,3,,x\na,r,d,4,,x\na,r,c,5,,y\nb,r,c,6,i,x\n"
    assert grouped(read(put("a.csv", HEADER + ",interview_id,stage" + rows))) == [[1, 2], [3, 4], [5], [6]]


def test_interviews_go_on_in_another_file(put: Put, read: Read) -> None:
    first = put("a.csv", HEADER + ",interview_id\na,r,c,1,7\na,r,c,2,8\n")
    record = {"candidate_id": "a", "interviewer_id": "s", "criterion": "c", "rating": 3, "interview_id": 7}
    second = put("b.json", json.dumps([record, record | {"rating": 4, "interview_id": None}]))
    third = put("c.csv", HEADER + "\na,t,c,5\n")
    assert grouped(read(first, second, third)) == [[1, 3], [2], [4], [5]]


def test_a_wide_file_has_interviews_too(put: Put, read: Read) -> None:
    path = put("a.csv", "candidate_id,interviewer_id,interview_id,x,y\na,r,1,1,2\na,r,2,3,4\nb,r,1,5,\n")
    assert grouped(read(path, criteria=("x", "y"))) == [[1, 2], [3, 4], [5]]


@pytest.mark.parametrize(
    "ids", [[1, 1, 2**62], [-5, -5, 7], [0, 0, 2**31], ["é", " é", "x"], ["a", "a", "A"]]
)
def test_any_ids_tell_interviews_apart(tmp_path: Path, read: Read, ids: list[Any]) -> None:
    path = tmp_path / "a.parquet"
    columns = {
        "candidate_id": [1, 1, 1],
        "interviewer_id": [1, 2, 2],
        "criterion": ["c"] * 3,
        "rating": [1, 2, 3],
    }
    pq.write_table(pa.table(columns | {"interview_id": ids}), path)
    reading = read(path)
    assert grouped(reading) == [[1, 2], [3]]
    assert reading.scorecards.interview is not None
    assert reading.scorecards.interview.dtype == np.int32


def named(reading: Reading) -> list[tuple[int, object, object]]:
    s, names = reading.scorecards, reading.interviews
    assert s.interview is not None
    assert names is not None
    return [
        (rating, names.interview_id[code], names.stage[code])
        for rating, code in zip(s.rating.tolist(), s.interview.tolist(), strict=True)
    ]


def test_names_are_kept_where_they_are_wanted(put: Put, read: Read) -> None:
    rows = "\na,r,c,1,i,x\na,s,c,2,j,y\na,r,c,3,,x\na,r,d,4,,\nb,r,c,5,j,z\n"
    path = put("a.csv", HEADER + ",interview_id,stage" + rows)
    assert read(path).interviews is None
    assert named(read(path, name_interviews=True)) == [
        (1, "i", "x"),
        (2, "j", None),  # of two candidates, in different stages
        (3, None, "x"),
        (4, None, None),
        (5, "j", None),
    ]


def test_names_come_from_all_files_and_may_be_numbers(put: Put, read: Read) -> None:
    first = put("a.csv", HEADER + ",interview_id\na,r,c,1,7\na,r,c,2,8\n")
    second = put("b.csv", HEADER + ",stage\na,t,c,3,onsite\n")
    assert named(read(first, second, name_interviews=True)) == [
        (1, "7", None),
        (2, "8", None),
        (3, None, "onsite"),
    ]
    only = read(put("c.csv", HEADER + "\na,r,c,1\na,s,c,2\n"), name_interviews=True)
    assert only.interviews is None


def test_many_combinations_still_fit_32_bits() -> None:
    codes = [np.array([0, 1, 999_999, 0], np.int32), np.array([1], np.int32)]
    huge = Coded(codes, np.arange(1_000_000))
    found = combine_interviews(None, huge, [huge, huge, huge, huge])
    assert found is not None
    first, second = found
    assert first.dtype == second.dtype == np.int32
    assert first[0] == first[3]
    assert second[0] == first[1]
    assert np.unique(first).size == 3
