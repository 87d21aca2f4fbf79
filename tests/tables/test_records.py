"""JSON and JSON Lines: what may stand where, and where it breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Put = Callable[[str, str | bytes], Path]
Told = Callable[..., list[str]]

RECORD = {"candidate_id": "a", "interviewer_id": "r", "criterion": "c", "rating": 3}


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (
            "a.json",
            '[\n {"candidate_id": 1,\n  "x" 2}]',
            "row 3: the JSON breaks at character 7 of this line (Expecting",
        ),
        (
            "a.json",
            '[{"candidate_id": 1}, {"cand',
            "row 1: the JSON breaks at character 24 of this line (Unterminated",
        ),
        (
            "a.json",
            '[{"candidate_id": 1}]\n]',
            "row 2: the JSON breaks at character 1 of this line (Expecting value)",
        ),
        (
            "a.jsonl",
            '{"a": 1}\n\n{"a": \n',
            "row 3: the JSON breaks at character 6 of this line (Expecting value)",
        ),
        (
            "a.jsonl",
            '{"a": 1} {"a": 2}',
            "row 1: the line holds more than one JSON value; write one record a line",
        ),
        (
            "a.json",
            "[" * 100_000,
            "row 1: the JSON is nested too deeply to be scorecards; write a list of records",
        ),
        (
            "a.json",
            "[\n1,\n" + "9" * 5_000 + "]",
            "row 3: the JSON holds a number with too many digits; correct it or write it as text",
        ),
        ("a.json", "[1]", "row 1: '1' stands where a record should; write a list of records"),
        ("a.json", '"text"', "row 1: '\"text\"' stands where a record should; write a list of records"),
        ("a.jsonl", "{}\n[[[]]]", "row 2: '[]' stands where a record should; write a list of records"),
        (
            "a.json",
            "[{}, {}]",
            "column candidate_id: there is no column 'candidate_id' (the columns are none)",
        ),
    ],
)
def test_json_that_is_no_list_of_records(put: Put, told: Told, name: str, content: str, problem: str) -> None:
    assert told(put(name, content))[0].startswith(f"{name}, {problem}")


def test_records_are_counted_from_one_and_lines_as_in_an_editor(put: Put, told: Told) -> None:
    records = [RECORD, RECORD | {"rating": "x", "criterion": "d"}]
    end = "column rating: the rating 'x' is not a whole number; write a whole number or leave the cell empty"
    assert told(put("a.json", json.dumps(records, indent=1))) == [f"a.json, row 2, {end}"]
    assert told(put("a.jsonl", "\n\n".join(map(json.dumps, records)))) == [f"a.jsonl, row 3, {end}"]


@pytest.mark.parametrize("value", [1.5, True, ["a"], {"id": 1}])
def test_what_cannot_be_an_id(put: Put, told: Told, value: object) -> None:
    assert told(put("a.json", json.dumps([RECORD, RECORD | {"candidate_id": value}]))) == [
        f"a.json, row 2, column candidate_id: '{json.dumps(value)}' cannot be an id; write text or a whole number"
    ]


def test_half_a_character(put: Put, told: Told) -> None:
    path = put("a.json", json.dumps([RECORD, RECORD | {"candidate_id": "b\ud800", "rating": "\udfff"}]))
    assert told(path) == [
        r"a.json, row 2, column candidate_id: 'b\ud800' holds half a character; write it in full",
        r"a.json, row 2, column rating: '\udfff' holds half a character; write it in full",
    ]


def test_a_key_that_some_records_lack_is_empty_there(put: Put, told: Told) -> None:
    short = {key: value for key, value in RECORD.items() if key != "interviewer_id"}
    assert told(put("a.json", json.dumps([RECORD, short]))) == [
        "a.json, row 2, column interviewer_id: the interviewer id is empty; fill it in or remove the row"
    ]


def test_each_thing_that_is_no_record_is_told_with_its_number(put: Put, told: Told) -> None:
    end = "stands where a record should; write a list of records"
    assert told(put("a.json", json.dumps([RECORD, 7, "x", RECORD, None]))) == [
        f"a.json, row 2: '7' {end}",
        f"a.json, row 3: '\"x\"' {end}",
        f"a.json, row 5: 'null' {end}",
    ]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_key_that_stands_twice(put: Put, told: Told, name: str) -> None:
    twice = json.dumps(RECORD | {"candidate_id": "b"}).replace(
        "}", ', "rating": 4, "note": {"x": 1, "x": 1}}'
    )
    texts = [json.dumps(RECORD), twice]
    path = put(name, "\n".join(texts) if name == "a.jsonl" else f"[{','.join(texts)}]")
    end = "stands twice in one object; keep one of them"
    assert told(path) == [
        f"{name}, row 2, column rating: the key 'rating' {end}",
        f"{name}, row 2, column x: the key 'x' {end}",
    ]
