"""Greenhouse's scorecard export: words to numbers, who interviewed whom, what is left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from muster.engine.shapes import Criterion
from muster.tables import Reading

Put = Callable[[str, str | bytes], Path]
Read = Callable[..., Reading]
Told = Callable[..., list[str]]


def scorecard(
    number: int, *, candidate: int = 500, ratings: dict[str, str | None] | None = None, **other: Any
) -> dict[str, Any]:
    """One scorecard as the export has it; the people are made up."""
    rated = {"Coding": "yes", "Design": "no"} if ratings is None else ratings
    card = {
        "id": number,
        "updated_at": "2031-02-03T10:00:00.000Z",
        "created_at": "2031-02-03T10:00:00.000Z",
        "candidate_id": candidate,
        "application_id": 9_000 + candidate,
        "interview": "Technical interview",
        "interview_step": {"id": 432, "name": "Technical interview"},
        "interviewed_at": "2031-02-03T09:00:00.000Z",
        "submitted_by": {
            "id": 77,
            "first_name": "Wren",
            "last_name": "Okoro",
            "name": "Wren Okoro",
            "employee_id": None,
        },
        "interviewer": {
            "id": 70 + number % 2,
            "first_name": "Wren",
            "last_name": "Okoro",
            "name": "Wren Okoro",
        },
        "submitted_at": "2031-02-03T10:00:00.000Z",
        "overall_recommendation": "strong_yes",
        "attributes": [
            {"name": name, "type": "Skills", "note": "a note", "rating": word} for name, word in rated.items()
        ],
        "ratings": {
            word: [name for name, given in rated.items() if given == word] for word in rated.values() if word
        },
        "questions": [{"id": None, "question": "Key take-aways", "answer": "Good"}],
    }
    return card | other


def test_an_export_becomes_scorecards(put: Put, read: Read, rows_of: Any) -> None:
    words = {
        "A": "definitely_not",
        "B": "no",
        "C": "mixed",
        "D": "yes",
        "E": "strong_yes",
        "F": "no_decision",
        "G": None,
    }
    path = put("a.json", json.dumps([scorecard(1, ratings=words), scorecard(2, candidate=60)]))
    reading = read(path)
    scorecards = reading.scorecards
    assert rows_of(scorecards) == [
        (60, 70, "Coding", 4),
        (60, 70, "Design", 2),
        *((500, 71, name, rating) for name, rating in zip("ABCDE", range(1, 6), strict=True)),
    ]
    assert scorecards.candidate_ids.dtype == np.int64
    assert scorecards.criteria[0] == Criterion("A", 1, 5)
    assert {(found.low, found.high) for found in scorecards.criteria} == {(1, 5)}
    assert (reading.rows, reading.missing) == (9, 2)
    assert reading.notes == ("Empty ratings left out: 2.",)


@pytest.mark.parametrize("shape", ["list", "pages", "joined", "lines", "lines of pages", "one"])
def test_pages_and_lines_are_read_alike(put: Put, read: Read, shape: str) -> None:
    cards = [scorecard(number, candidate=number) for number in range(1, 5)]
    texts = {
        "list": json.dumps(cards, indent=2),
        "pages": json.dumps([cards[:3], cards[3:]]),
        "joined": json.dumps(cards[:3]) + json.dumps(cards[3:]),
        "lines": "\n".join(map(json.dumps, cards)),
        "lines of pages": json.dumps(cards[:3]) + "\n" + json.dumps(cards[3:]),
        "one": json.dumps(cards[0]),
    }
    path = put("a.jsonl" if shape.startswith("lines") else "a.json", texts[shape])
    expected = [1] if shape == "one" else [1, 2, 3, 4]
    assert read(path).scorecards.candidate_ids.tolist() == expected


def test_each_scorecard_is_an_interview_of_its_own(put: Put, read: Read) -> None:
    path = put("a.json", json.dumps([scorecard(1), scorecard(3), scorecard(5)]))
    scorecards = read(path).scorecards
    assert scorecards.interviewer_ids.tolist() == [71]
    assert scorecards.interview is not None
    assert np.unique(scorecards.interview).size == 3


def test_without_ids_the_interview_and_the_application_tell_scorecards_apart(
    put: Put, read: Read, told: Told
) -> None:
    first, second = scorecard(1, id=None), scorecard(3, id=None, interview_step={"id": 433, "name": "Second"})
    scorecards = read(put("a.json", json.dumps([first, second]))).scorecards
    assert scorecards.interview is not None
    assert np.unique(scorecards.interview).size == 2
    assert len(told(put("b.json", json.dumps([first, first])))) == 2


@pytest.mark.parametrize(
    ("people", "who"),
    [
        ({}, [71]),
        ({"interviewer": None}, [77]),
        ({"interviewer": "Wren Okoro"}, ["Wren Okoro"]),
        ({"interviewer": {"name": "Wren Okoro"}}, ["Wren Okoro"]),
        ({"interviewer": {"id": None, "name": "Wren Okoro"}}, ["Wren Okoro"]),
        ({"interviewer": None, "submitted_by": "w@halcyon.example"}, ["w@halcyon.example"]),
        ({"interviewer_id": 12}, [12]),
    ],
)
def test_who_interviewed(put: Put, read: Read, people: dict[str, Any], who: list[Any]) -> None:
    assert (
        read(put("a.json", json.dumps([scorecard(1, **people)]))).scorecards.interviewer_ids.tolist() == who
    )


def test_the_overall_recommendation_counts_only_where_no_attribute_is_rated(
    put: Put, read: Read, rows_of: Any
) -> None:
    cards = [
        scorecard(1, candidate=1),
        scorecard(2, candidate=2, ratings={"Coding": "no_decision"}, overall_recommendation="no"),
        scorecard(3, candidate=3, attributes=[], ratings={}, overall_recommendation="strong_yes"),
        scorecard(4, candidate=4, ratings={"Coding": None}, overall_recommendation="no_decision"),
    ]
    path = put("a.json", json.dumps(cards))
    reading = read(path)
    assert rows_of(reading.scorecards) == [
        (1, 71, "Coding", 4),
        (1, 71, "Design", 2),
        (2, 70, "overall_recommendation", 2),
        (3, 71, "overall_recommendation", 5),
    ]
    assert reading.missing == 2
    assert [note.removeprefix(f"{path}: ") for note in reading.notes] == [
        "scorecards that rate no attribute and count with the criterion overall_recommendation: 2.",
        "Empty ratings left out: 2.",
        "Candidates left out because they have no rating: 1.",
    ]


def test_without_attributes_the_lists_under_each_word_count(put: Put, read: Read, rows_of: Any) -> None:
    card = scorecard(1)
    del card["attributes"]
    card["ratings"] = {"definitely_not": [], "mixed": ["Coding"], "strong_yes": ["Design", "People"]}
    assert rows_of(read(put("a.json", json.dumps([card]))).scorecards) == [
        (500, 71, "Coding", 3),
        (500, 71, "Design", 5),
        (500, 71, "People", 5),
    ]


def test_drafts_are_left_out(put: Put, read: Read, told: Told) -> None:
    path = put("a.json", json.dumps([scorecard(1), scorecard(2, submitted_at=None)]))
    reading = read(path)
    assert reading.scorecards.interviewer_ids.tolist() == [71]
    assert reading.notes == (f"{path}: scorecards left out because they were never submitted: 1.",)
    assert told(put("b.json", json.dumps([scorecard(2, submitted_at=None)]))) == [
        "b.json: no submitted scorecard rates anything; export them with their attributes"
    ]


def test_a_name_under_two_types_is_two_criteria(put: Put, read: Read, rows_of: Any) -> None:
    card = scorecard(1, ratings={"Communication": "yes"})
    card["attributes"].append({"name": "Communication", "type": "Traits", "note": None, "rating": "no"})
    later = scorecard(3, ratings={"Communication": "mixed"}, candidate=600)
    assert rows_of(read(put("a.json", json.dumps([card, later]))).scorecards) == [
        (500, 71, "Communication (Skills)", 4),
        (500, 71, "Communication (Traits)", 2),
        (600, 71, "Communication (Skills)", 3),
    ]


def test_requisitions_need_to_be_in_the_export(put: Put, read: Read, told: Told) -> None:
    cards = [scorecard(1, candidate=1, requisition_id="Q1"), scorecard(2, candidate=2, requisition_id="Q2")]
    reading = read(put("a.json", json.dumps(cards)), requisitions=("Q2",))
    assert reading.scorecards.candidate_ids.tolist() == [2]
    assert told(put("b.json", json.dumps([scorecard(1)])), requisitions=("Q2",)) == [
        "b.json, column requisition_id: Greenhouse scorecards have no 'requisition_id', so no requisition can be"
        " picked out"
    ]


def test_an_export_and_a_table_are_one_season(put: Put, read: Read) -> None:
    export = put("a.json", json.dumps([scorecard(1)]))
    table = put("b.csv", "candidate_id,interviewer_id,criterion,rating\n500,70,Coding,3\n501,70,People,2\n")
    assert read(export, table).scorecards.criteria == (
        Criterion("Coding", 1, 5),
        Criterion("Design", 1, 5),
        Criterion("People", 2, 2),
    )


def test_problems_name_the_scorecard(put: Put, told: Told) -> None:
    cards = [
        scorecard(1, ratings={"Coding": "great"}),
        scorecard(2, candidate_id=None, ratings={"Coding": "yes"}),
        scorecard(1, candidate=3),
        scorecard(4, interviewer=None, submitted_by=None, ratings={"Coding": "yes"}),
        scorecard(5, attributes=[{"type": "Skills", "rating": "yes"}, "x", {"name": "Coding", "rating": 4}]),
        scorecard(6, candidate_id={"id": [1]}, ratings={"Coding": "yes"}),
    ]
    words = "definitely_not, no, mixed, yes, strong_yes, no_decision"
    lacks = "an attribute of the scorecard has no name; export the scorecards again"
    assert told(put("a.json", json.dumps(cards))) == [
        f"a.json, row 1, column rating: the rating 'great' of 'Coding' is none of Greenhouse's words ({words});"
        " correct it",
        f"a.json, row 5, column rating: the rating '4' of 'Coding' is none of Greenhouse's words ({words}); correct it",
        "a.json, row 2, column candidate_id: the candidate id is empty; fill it in or remove the row",
        "a.json, row 3, column id: the scorecard 1 was in row 1 already; keep one of them",
        "a.json, row 4, column interviewer_id: the interviewer id is empty; fill it in or remove the row",
        f"a.json, row 5, column attributes: {lacks}",
        f"a.json, row 5, column attributes: {lacks}",
        "a.json, row 6, column candidate_id: '[1]' cannot be an id; write text or a whole number",
    ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"attributes": "x"}, "column attributes: 'x' stands where Greenhouse has a list"),
        (
            {"attributes": {"name": "Coding", "rating": "yes"}},
            "column attributes: '{'name': 'Coding', 'rating': 'yes'}' stands where Greenhouse has a list",
        ),
        (
            {"attributes": None, "ratings": ["x"]},
            "column ratings: '['x']' stands where Greenhouse has an object",
        ),
        (
            {"attributes": None, "ratings": {"yes": "Coding"}},
            "column ratings: 'Coding' stands where Greenhouse has a list of names for each word",
        ),
    ],
)
def test_what_has_not_the_shape_of_an_export(
    put: Put, told: Told, changed: dict[str, Any], sentence: str
) -> None:
    path = put("a.json", json.dumps([scorecard(1), scorecard(2) | changed]))
    assert told(path) == [f"a.json, row 2, {sentence}; export the scorecards again"]


def test_a_scorecard_without_ids_is_told_once(put: Put, told: Told) -> None:
    words: dict[str, str | None] = dict.fromkeys("ABC", "yes")
    cards = [scorecard(n, candidate_id=None, ratings=words) for n in range(1, 30)]
    lines = told(put("a.json", json.dumps([*cards, scorecard(99, ratings=words, candidate_id="a\x00")])))
    assert (
        lines[0]
        == "a.json, row 1, column candidate_id: the candidate id is empty; fill it in or remove the row"
    )
    assert lines[19].startswith("a.json, row 20, ")
    assert lines[20] == "a.json, column candidate_id: ... and 9 more like this"
    assert [line.split(",")[1] for line in lines[21:]] == [" row 30"]


def test_criteria_cannot_be_named_for_an_export(put: Put, told: Told) -> None:
    assert told(put("a.json", json.dumps([scorecard(1)])), criteria=("Coding",)) == [
        "a.json: a Greenhouse export names its criteria itself; leave --criteria out"
    ]


def test_rows_of_ones_own_are_no_export(put: Put, read: Read) -> None:
    rows = [{"candidate_id": 1, "interviewer_id": 2, "criterion": "c", "rating": 3, "attributes": ["x"]}]
    assert read(put("a.json", json.dumps(rows))).scorecards.rating.tolist() == [3]
    wide = [{"candidate_id": 1, "interviewer_id": 2, "overall_recommendation": 3, "submitted_by": 4}]
    reading = read(put("b.json", json.dumps(wide)), criteria=("overall_recommendation",))
    assert reading.scorecards.rating.tolist() == [3]
