"""The exception tree: codes, parameters, places and sentences."""

from __future__ import annotations

import pytest

from muster.engine.errors import DataError, EstimationError, InputError, MusterError, Problem


@pytest.mark.parametrize(
    ("kind", "code"), [(MusterError, "muster"), (InputError, "input"), (EstimationError, "estimation")]
)
def test_every_kind_has_a_code_a_sentence_and_parameters(kind: type[MusterError], code: str) -> None:
    error = kind("It went wrong.", row=3)
    assert isinstance(error, MusterError)
    assert str(error) == error.sentence == "It went wrong."
    assert error.code == code
    assert error.params == {"row": 3}


def test_a_code_of_its_own_replaces_the_kinds() -> None:
    assert EstimationError("No.", code="no_ratings").code == "no_ratings"
    assert EstimationError("No.").code == "estimation"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({}, "It is wrong."),
        ({"file": "a.csv"}, "a.csv: It is wrong."),
        ({"file": "a.csv", "row": 1200}, "a.csv, row 1,200: It is wrong."),
        ({"file": "a.csv", "row": 0}, "a.csv, row 0: It is wrong."),
        ({"row": 2, "column": "rating"}, "row 2, column rating: It is wrong."),
        ({"file": "a.csv", "column": "rating"}, "a.csv, column rating: It is wrong."),
    ],
)
def test_a_problem_says_where_it_stands(place: dict[str, object], told: str) -> None:
    assert str(Problem("code", "It is wrong.", **place)) == told  # type: ignore[arg-type]


def test_problems_are_reported_together() -> None:
    problems = [Problem("first", "One.", file="a.csv"), Problem("second", "Two.", row=4)]
    error = DataError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error) == "a.csv: One.\nrow 4: Two."
    assert error.code == "first"


def test_no_problem_is_no_error() -> None:
    with pytest.raises(ValueError, match="at least one problem"):
        DataError([])
