"""Who may be asked to interview: ids, capacity and cost from a table, with everything wrong told together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from muster.engine.errors import DataError
from muster.tables.interviewers import read_interviewers

Put = Callable[[str, str | bytes], Path]


def test_empty_cells_are_no_limit_and_a_cost_of_one(put: Put) -> None:
    found = read_interviewers(put("a.csv", "Interviewer ID,capacity,cost\nR1,3,1.5\nR2,,\nR3,0,2\n"))
    assert found.interviewer_ids.tolist() == ["R1", "R2", "R3"]
    np.testing.assert_array_equal(found.capacity, [3, np.inf, 0])
    np.testing.assert_array_equal(found.cost, [1.5, 1, 2])


def test_ids_alone_are_enough_and_other_columns_are_passed_over(put: Put) -> None:
    found = read_interviewers(put("a.tsv", "team\tinterviewer_id\nx\tR1\ny\tR2\n"))
    assert found.interviewer_ids.tolist() == ["R1", "R2"]
    assert np.isinf(found.capacity).all()


def test_all_faults_are_told_with_their_places(put: Put, tmp_path: Path) -> None:
    source = put("a.csv", "interviewer_id,capacity,cost\nR1,-1,1\nR1,2,0\n,1,1\nR4,many,nan\n")
    with pytest.raises(DataError) as caught:
        read_interviewers(source)
    told = [str(one).replace(f"{tmp_path}/", "") for one in caught.value.problems]
    assert sorted(told) == [
        "a.csv, row 2, column capacity: '-1' is not a number 0 or more; correct it or leave the cell empty",
        "a.csv, row 3, column cost: '0' is not a number above 0; correct it or leave the cell empty",
        "a.csv, row 3, column interviewer_id: 'R1' is in row 2 already; keep one of them",
        "a.csv, row 4, column interviewer_id: the interviewer id is empty; fill it in",
        "a.csv, row 5, column capacity: 'many' is not a number 0 or more; correct it or leave the cell empty",
        "a.csv, row 5, column cost: 'nan' is not a number above 0; correct it or leave the cell empty",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("interviewer_id\n", "no rows"),
        ("name,capacity\nR1,2\n", "interviewer_id"),
    ],
)
def test_a_file_that_says_nothing_is_refused(put: Put, content: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        read_interviewers(put("a.csv", content))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(DataError, match="no such file"):
            read_interviewers(path)
