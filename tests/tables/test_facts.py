from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from muster.engine.errors import DataError, InputError
from muster.tables import Reading, ReadOptions, read_scorecards
from muster.tables.options import Fact, FactKind

HEAD = "candidate_id,interviewer_id,criterion,rating,fact"
TODAY = date(2026, 6, 30)


def rows(*cells: str) -> str:
    lines = [f"C{number},R{number % 2},coding,{1 + number % 3},{cell}" for number, cell in enumerate(cells)]
    return "\n".join([HEAD, *lines]) + "\n"


def read(path: Path, kind: FactKind, *, needed: bool = False, **options: Any) -> Reading:
    fact = Fact("fact", "--date", kind, needed=needed, latest=TODAY)
    return read_scorecards([path], ReadOptions(facts=(fact,), **options))


def facts(tmp_path: Path, kind: FactKind, *cells: str, needed: bool = False) -> list[Any]:
    path = tmp_path / "cards.csv"
    path.write_text(rows(*cells))
    values: list[Any] = read(path, kind, needed=needed).facts["fact"].tolist()
    return values


def problems(tmp_path: Path, kind: FactKind, *cells: str, needed: bool = False) -> list[str]:
    with pytest.raises(DataError) as caught:
        facts(tmp_path, kind, *cells, needed=needed)
    return [str(problem).partition("cards.csv, ")[2] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("2026-01-31", "2026-02-01T10:30:00"), [date(2026, 1, 31), date(2026, 2, 1)]),
        (("31/01/2026", "01.02.2026"), [date(2026, 1, 31), date(2026, 2, 1)]),
        (("01/31/2026", "02/01/2026"), [date(2026, 1, 31), date(2026, 2, 1)]),
        (("46053", "46054"), [date(2026, 1, 31), date(2026, 2, 1)]),
        (("2026-Q1", "q2 2026", "2025q4"), [date(2026, 1, 1), date(2026, 4, 1), date(2025, 10, 1)]),
        (("2026-01-31", ""), [date(2026, 1, 31), None]),
    ],
)
def test_days_are_read_in_every_form(tmp_path: Path, cells: tuple[str, ...], expected: list[Any]) -> None:
    assert facts(tmp_path, FactKind.DAY, *cells) == expected


def test_days_that_are_missing_wrong_or_to_come_are_told_together(tmp_path: Path) -> None:
    found = problems(
        tmp_path, FactKind.DAY, "2026-01-31", "", "soon", "2026-07-01", "2026-02-30", needed=True
    )
    assert sorted(found) == [
        "row 3, column fact: the cell is empty; give a day or a quarter, or remove the row",
        "row 4, column fact: 'soon' is not a day or a quarter; write it like 2026-03-31 or 2026-Q1",
        "row 5, column fact: '2026-07-01' is after 2026-06-30, in the future; correct it or leave the row out",
        "row 6, column fact: '2026-02-30' is not a day or a quarter; write it like 2026-03-31 or 2026-Q1",
    ]


def test_days_of_which_the_order_is_open_are_told_once(tmp_path: Path) -> None:
    assert problems(tmp_path, FactKind.DAY, "03/04/2026", "05/06/2026") == [
        "column fact: in days like '03/04/2026' the day cannot be told from the month, or they are written in more "
        "than one order; write days like 2026-03-31"
    ]
    assert len(problems(tmp_path, FactKind.DAY, "13/04/2026", "04/13/2026")) == 1


def test_marks_are_yes_no_or_a_day(tmp_path: Path) -> None:
    cells = ("yes", "No", "TRUE", "0", "1", "", "31/01/2026", "x")
    assert facts(tmp_path, FactKind.MARK, *cells) == [
        "yes",
        "no",
        "yes",
        "no",
        "yes",
        None,
        "2026-01-31",
        "yes",
    ]
    assert "'perhaps' is not a day, yes or no" in problems(tmp_path, FactKind.MARK, "yes", "perhaps")[0]


def test_numbers_are_finite_or_absent(tmp_path: Path) -> None:
    values = facts(tmp_path, FactKind.NUMBER, "3.5", "", "-2", "1e1")
    assert [values[at] for at in (0, 2, 3)] == [3.5, -2.0, 10.0]
    assert np.isnan(values[1])
    found = problems(tmp_path, FactKind.NUMBER, "3;5", "inf", "1")
    assert [text.partition(": ")[2][:6] for text in found] == ["'3;5' ", "'inf' "]


def test_names_are_texts_whatever_they_look_like(tmp_path: Path) -> None:
    assert facts(tmp_path, FactKind.NAME, "REQ-1", "7", "") == ["REQ-1", "7", None]


def test_a_fact_that_no_file_has_is_asked_for_by_its_option(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("candidate_id,interviewer_id,criterion,rating\nC1,R1,coding,3\n")
    with pytest.raises(DataError, match=r"there is no column 'fact'.*--date"):
        read(path, FactKind.DAY)


def test_rows_without_rating_need_no_fact(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text(f"{HEAD}\nC1,R1,coding,3,2026-01-01\nC1,R2,coding,,soon\nC2,R2,coding,4,2026-01-02\n")
    assert read(path, FactKind.DAY, needed=True).facts["fact"].tolist() == [
        date(2026, 1, 1),
        date(2026, 1, 2),
    ]


def test_wide_files_have_a_fact_a_scorecard(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text(
        "candidate_id,interviewer_id,coding,design,fact\nC1,R1,3,4,2026-01-01\nC2,R1,2,,2026-01-02\nC2,R2,1,5,\n"
    )
    found = read(path, FactKind.DAY, criteria=("coding", "design"))
    codes = found.scorecards.candidate_ids[found.scorecards.candidate].tolist()
    told = dict(
        zip(
            zip(codes, found.scorecards.interviewer.tolist(), strict=True),
            found.facts["fact"].tolist(),
            strict=True,
        )
    )
    assert told == {("C1", 0): date(2026, 1, 1), ("C2", 0): date(2026, 1, 2), ("C2", 1): None}
    path.write_text(path.read_text().replace("C2,R2,1,5,", "C2,R2,1,5,soon"))
    with pytest.raises(DataError) as caught:
        read(path, FactKind.DAY, criteria=("coding", "design"))
    assert len(caught.value.problems) == 1


def test_the_requisition_can_be_a_fact_too(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text(
        f"{HEAD.replace('fact', 'requisition_id')}\nC1,R1,coding,3,A\nC1,R1,coding,4,B\nC2,R1,coding,1,A\n"
    )
    fact = Fact("requisition_id", "--cohort", FactKind.NAME)
    found = read_scorecards([path], ReadOptions(facts=(fact,)))
    assert found.facts["requisition_id"].tolist() == ["A", "B", "A"]
    assert found.scorecards.interview is not None  # the requisitions still tell interviews apart


def test_files_that_know_their_types(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "candidate_id": ["C1", "C2", "C3"],
            "interviewer_id": ["R1", "R2", "R1"],
            "criterion": ["coding"] * 3,
            "rating": [1, 2, 3],
            "day": [date(2026, 1, 2), None, date(2026, 3, 4)],
            "hour": [datetime(2026, 1, 2, 9), None, datetime(2026, 3, 4, 10, 30)],
            "hired": [True, False, None],
            "score": [3.5, None, 4.0],
        }
    )
    frame.write_parquet(tmp_path / "cards.parquet")
    options = ReadOptions(
        facts=(
            Fact("day", "--date", FactKind.DAY),
            Fact("hour", "--offer", FactKind.DAY),
            Fact("hired", "--hired", FactKind.MARK),
            Fact("score", "--outcome", FactKind.NUMBER),
        )
    )
    found = read_scorecards([tmp_path / "cards.parquet"], options).facts
    assert found["day"].tolist() == [date(2026, 1, 2), None, date(2026, 3, 4)]
    assert found["hour"].tolist() == found["day"].tolist()
    assert found["hired"].tolist() == ["yes", "no", None]
    np.testing.assert_array_equal(found["score"], [3.5, np.nan, 4.0])
    frame.with_columns(pl.col("day").cast(pl.String), pl.col("hour").cast(pl.String)).write_ndjson(
        tmp_path / "cards.jsonl"
    )
    again = read_scorecards([tmp_path / "cards.jsonl"], options).facts
    for name, column in found.items():
        assert again[name].tolist()[0] == column.tolist()[0]
    with pytest.raises(DataError, match="must hold a number"):
        read_scorecards(
            [tmp_path / "cards.parquet"], ReadOptions(facts=(Fact("day", "--outcome", FactKind.NUMBER),))
        )


def test_a_column_cannot_be_two_things() -> None:
    with pytest.raises(InputError, match="rating is named for two things"):
        ReadOptions(facts=(Fact("rating", "--outcome", FactKind.NUMBER),))


def test_a_greenhouse_export_has_its_days(tmp_path: Path) -> None:
    cards = [
        {
            "id": number, "candidate_id": number % 2, "interviewer": {"id": number}, "submitted_at": "2026-02-01",
            "interviewed_at": f"2026-01-0{number + 1}T09:00:00.000Z", "overall_recommendation": "yes",
            "attributes": [{"name": "coding", "type": "Skills", "rating": "yes"}],
        }
        for number in range(3)
    ]  # fmt: skip
    path = tmp_path / "scorecards.json"
    path.write_text(json.dumps(cards))
    fact = Fact("interviewed_at", "--date", FactKind.DAY, needed=True)
    found = read_scorecards([path], ReadOptions(facts=(fact,)))
    assert found.facts["interviewed_at"].tolist() == [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)]
    with pytest.raises(DataError, match="no scorecard has a 'hired'; name another with --hired"):
        read_scorecards([path], ReadOptions(facts=(Fact("hired", "--hired", FactKind.MARK),)))
