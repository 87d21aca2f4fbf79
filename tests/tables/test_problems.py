"""Problems are collected, put in order, and long lists of one kind cut short."""

from __future__ import annotations

import numpy as np
import pytest

from muster.engine.errors import DataError
from muster.tables.problems import LISTED, Problems, shown


def add_each(problems: Problems, file: str, records: list[int], code: str = "kind") -> None:
    problems.add_each(
        code,
        file=file,
        column=lambda record: f"c{record % 2}",
        records=np.array(records),
        rows=lambda first: (first + 2).tolist(),
        sentence=lambda record: f"record {record} is wrong",
    )


def test_only_the_first_of_a_kind_are_listed_and_asked_for() -> None:
    problems = Problems()
    asked: list[int] = []

    def sentence(record: int) -> str:
        asked.append(record)
        return "wrong"

    problems.add_each(
        "kind",
        file="a",
        column="c",
        records=np.arange(1_000)[::-1],
        rows=lambda first: first.tolist(),
        sentence=sentence,
    )
    assert asked == list(range(LISTED))
    found = problems.all()
    assert len(found) == LISTED + 1
    assert str(found[-1]) == "a, column c: ... and 980 more like this"
    assert found[-1].params == {"more": 980}


def test_files_and_kinds_are_listed_apart() -> None:
    problems = Problems()
    add_each(problems, "b", list(range(30)))
    add_each(problems, "a", [7, 3])
    add_each(problems, "b", [0], code="other")
    problems.add("file", "the file is odd", file="a")
    found = [(problem.file, problem.code, problem.row) for problem in problems.all()]
    assert found[:3] == [("b", "kind", 2), ("b", "kind", 3), ("b", "kind", 4)]
    assert found[LISTED : LISTED + 2] == [("b", "kind", None), ("b", "other", 2)]
    assert found[LISTED + 2 :] == [("a", "file", None), ("a", "kind", 5), ("a", "kind", 9)]


def test_single_problems_beyond_the_list_are_counted() -> None:
    problems = Problems()
    for row in range(LISTED + 5):
        problems.add("kind", "wrong", file="a", row=row)
    assert str(problems.all()[-1]) == "a: ... and 5 more like this"


def test_nothing_is_raised_where_nothing_was_found() -> None:
    problems = Problems()
    problems.stop()
    assert not problems
    problems.add("kind", "it is wrong", file="a", row=1_234, column="c")
    with pytest.raises(DataError) as caught:
        problems.stop()
    assert str(caught.value) == "a, row 1,234, column c: it is wrong"
    assert caught.value.code == "kind"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", "'a'"),
        ("a\n\x1b", r"'a\n\x1b'"),
        ("é漢", "'é漢'"),
        ("x" * 41, f"'{'x' * 39}…'"),
        (4.5, "'4.5'"),
        ("\ud800", r"'\ud800'"),
    ],
)
def test_values_are_shown_short_and_printable(value: object, expected: str) -> None:
    assert shown(value) == expected
