"""Each error is told in sentences, a line each; faults of the program are not swallowed."""

from __future__ import annotations

import errno

import pytest

from muster.cli.errors import MOST_PROBLEMS, sentences_of
from muster.engine.errors import DataError, EstimationError, InputError, Problem


def test_each_problem_has_a_line() -> None:
    error = DataError(
        [
            Problem("a", "is off the scale 1:5.", file="s.csv", row=1200, column="rating"),
            Problem("b", "has a\nline break.", file="s.csv"),
        ]
    )
    assert sentences_of(error) == [
        "s.csv, row 1,200, column rating: is off the scale 1:5.",
        "s.csv: has a line break.",
    ]


def test_a_flood_of_problems_is_counted() -> None:
    lines = sentences_of(DataError([Problem("a", "is wrong.", row=row) for row in range(MOST_PROBLEMS + 7)]))
    assert lines is not None
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[-1] == "... and 7 more problems."


@pytest.mark.parametrize("kind", [InputError, EstimationError])
def test_a_sentence_is_told_as_it_is(kind: type[InputError | EstimationError]) -> None:
    assert sentences_of(kind("One sentence.")) == ["One sentence."]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "r.csv"),
            "r.csv: the disk is full; free some space or write elsewhere.",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "r.csv"),
            "r.csv: permission denied; choose a place you may read and write.",
        ),
        (OSError(errno.EIO, "Input/output error", "r.csv"), "r.csv: Input/output error."),
        (OSError(errno.ENOSPC, "x"), "The disk is full; free some space or write elsewhere."),
        (OSError("odd"), "Odd."),
        (
            MemoryError(),
            "There is not enough memory for this much data; use a larger machine or fewer files.",
        ),
    ],
)
def test_trouble_with_the_machine_is_one_sentence(error: Exception, sentence: str) -> None:
    assert sentences_of(error) == [sentence]


def test_other_errors_are_not_told_as_the_users() -> None:
    assert sentences_of(ValueError("a fault of the program")) is None
