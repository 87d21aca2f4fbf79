from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from muster.engine.errors import DataError
from muster.tables import ReadOptions
from muster.tables.dated import DatedColumns, DatedReading, read_dated
from tests.engine.years import write_years, years

TODAY = date(2026, 6, 30)
HEAD = "candidate_id,interviewer_id,criterion,rating,date,req,offer,hired,score"


def read(path: Path, **columns: object) -> DatedReading:
    return read_dated([path], ReadOptions(), DatedColumns("date", TODAY, **columns))  # type: ignore[arg-type]


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "cards.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n")
    return path


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_a_file_gives_back_what_was_written(tmp_path: Path, ending: str) -> None:
    quarters = years()
    found = read(write_years(tmp_path / f"years{ending}"), hired="hired", outcomes=("score",))
    dated = found.dated
    np.testing.assert_array_equal(dated.date, quarters.dated.date)
    np.testing.assert_array_equal(dated.hired, quarters.dated.hired)
    assert dated.cohorts[1].tolist() == ["2023-Q1", "2023-Q2", "2023-Q3"]
    np.testing.assert_array_equal(dated.cohorts[0], quarters.dated.cohorts[0])
    assert quarters.dated.hired is not None
    np.testing.assert_allclose(
        found.outcomes["score"][quarters.dated.hired], np.round(3 + quarters.merit, 1)[quarters.dated.hired]
    )
    assert np.isnan(found.outcomes["score"][~quarters.dated.hired]).all()


def test_a_candidate_of_two_cohorts_is_two_applications(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "C1,ana,coding,3,2026-01-01,A,,yes,",
        "C1,ben,coding,4,2026-03-01,B,,,",
        "C2,ben,coding,2,2026-01-05,A,,no,",
    )
    found = read(path, cohort="req", hired="hired")
    cards = found.dated.scorecards
    assert cards.candidate_ids.tolist() == ["C1 (A)", "C1 (B)", "C2"]
    codes, names = found.dated.cohorts
    assert names[codes].tolist() == ["A", "B", "A"]
    assert cards.candidate.tolist() == [0, 1, 2]
    assert found.dated.hired is not None
    assert found.dated.hired.tolist() == [True, False, False]
    assert found.notes[-1] == "Candidates in several cohorts, who count once in each: 1."


def test_a_day_of_hire_is_the_day_of_the_decision(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "C1,ana,coding,3,2026-01-01,A,2026-01-10,2026-02-01,",
        "C2,ben,coding,4,2026-03-01,B,2026-03-05,no,",
        "C3,ben,coding,4,2026-03-02,B,,yes,",
    )
    dated = read(path, hired="hired", offer="offer").dated
    assert dated.hired is not None
    assert dated.offered is not None
    assert (dated.hired.tolist(), dated.offered.tolist()) == ([True, False, True], [True, True, False])
    assert dated.decision_day.tolist() == [date(2026, 2, 1), date(2026, 3, 5), date(2026, 3, 2)]


def test_rows_of_a_candidate_that_differ_are_told(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "C1,ana,coding,3,2026-01-01,A,,yes,3.5",
        "C1,ben,coding,4,2026-01-01,A,,no,",
        "C2,ben,coding,4,2026-01-01,A,,,2",
        "C2,ana,coding,4,2026-01-01,A,,,3",
    )
    with pytest.raises(DataError) as caught:
        read(path, hired="hired", outcomes=("score",))
    assert [str(problem) for problem in caught.value.problems] == [
        "column hired: candidate 'C1' has 'yes' in one row and 'no' in another; make the rows agree",
        "column score: candidate 'C2' has '2.0' in one row and '3.0' in another; make the rows agree",
    ]


def test_one_row_may_speak_for_all(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "C1,ana,coding,3,2026-01-01,A,,,",
        "C1,ben,coding,4,2026-01-01,A,,yes,4.5",
        "C2,ben,coding,4,2026-01-01,A,,,",
    )
    found = read(path, hired="hired", outcomes=("score",))
    assert found.dated.hired is not None
    assert found.dated.hired.tolist() == [True, False]
    assert found.outcomes["score"][0] == 4.5


def test_families_are_coded(tmp_path: Path) -> None:
    path = write(tmp_path, "C1,ana,coding,3,2026-01-01,sales,,,", "C2,ana,coding,3,2026-01-01,research,,,")
    dated = read(path, family="req").dated
    assert dated.family is not None
    assert dated.family_ids is not None
    assert dated.family_ids[dated.family].tolist() == ["sales", "research"]


def test_a_cohort_or_family_must_be_told_for_everybody(tmp_path: Path) -> None:
    path = write(tmp_path, "C1,ana,coding,3,2026-01-01,A,,,", "C2,ana,coding,3,2026-01-01,,,,")
    with pytest.raises(DataError, match="row 3, column req: the cell is empty; give a name"):
        read(path, cohort="req")
