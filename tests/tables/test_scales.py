"""A scale of which most never occurs is noted, with the place of the rating that stretches it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from muster.tables import Reading

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., Reading]

HEADER = "candidate_id,interviewer_id,criterion,rating\n"


def season(ratings: list[int], criterion: str = "coding") -> str:
    return HEADER + "".join(f"C{i},r{i % 3},{criterion},{rating}\n" for i, rating in enumerate(ratings))


def test_a_mistyped_rating_is_noted_with_its_place(put: Put, read: Read) -> None:
    path = put("a.csv", season([4, 3, 5, 2, 4, 55, 3, 1]))
    assert read(path).notes == (
        f"The ratings of 'coding' go from 1 to 55, and most of these 55 categories never occur; 55 stands in {path},"
        " row 7. Correct it if it is a slip, or name the scale, such as --scale 1:5.",
    )


def test_the_place_is_in_the_right_file_and_at_the_right_end(put: Put, read: Read) -> None:
    first = put("a.csv", season([40, 41, 42, 43, 40]))
    second = put("b.csv", season([44, 4, 45], "coding").replace("C", "D"))
    (note,) = read(first, second).notes
    assert f"4 stands in {second}, row 3." in note


@pytest.mark.parametrize(
    ("ratings", "noted"),
    [
        ([1, 2, 3, 4, 5], False),
        ([1, 3, 5], False),
        ([3, 5], False),
        ([2, 3, 4, 10], True),
        ([1, 2, 3, 4, 5, 11], True),
        ([0, 5, 6, 7, 8, 9, 10], False),
        ([1, 6, 7, 8, 9, 10], False),
        ([10, 20, 30, 40], True),
        ([7, 7, 7], False),
    ],
)
def test_how_empty_a_scale_must_be(put: Put, read: Read, ratings: list[int], noted: bool) -> None:
    assert bool(read(put("a.csv", season(ratings))).notes) is noted


def test_a_scale_that_was_named_is_not_doubted(put: Put, read: Read) -> None:
    assert read(put("a.csv", season([1, 90])), scale=(1, 100)).notes == ()


def test_a_category_that_occurs_late_counts(put: Put, read: Read) -> None:
    assert read(put("a.csv", season([1] + [9] * 70_000 + list(range(2, 9))))).notes == ()
