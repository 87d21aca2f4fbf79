"""What is said of a choice: one sentence each, severity for those alone who may know it."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.hire.selectors.choice_words import (
    chance_words,
    manner_words,
    note_words,
    problem_words,
    reason_words,
    stop_words,
    swap_words,
)

NAMES = {1: "Ada", 2: "Bea"}
PARAMS: dict[str, Any] = {
    "inside": True,
    "other_id": 2,
    "gap": 0.126,
    "parts": 3,
    "severity": -0.8,
    "severity_sd": 0.2,
    "unlike": 1.0,
}


def reason(code: str = "boundary", **changed: Any) -> str:
    return reason_words(code, {**PARAMS, **changed}, NAMES, places=5)


def test_why_an_interview() -> None:
    inside = reason()
    assert inside == "In the top 5, 0.13 of merit ahead of Bea: another interview may change that."
    assert reason(inside=False).startswith("Outside the top 5, 0.13 of merit behind Bea")
    assert "3 groups" in reason("link")
    assert "owed an interview" in reason("minimum")
    assert "one person alone" in reason("alone")


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, "A lenient, consistent interviewer."),
        ({"severity": 0.8}, "A severe, consistent interviewer."),
        ({"severity": 0.8, "unlike": 2.0}, "A severe, erratic interviewer."),
        ({"unlike": 2.0}, "A lenient, erratic interviewer."),
        ({"severity": 0.0}, "A consistent interviewer, neither severe nor lenient."),
        ({"severity": 0.0, "unlike": 2.0}, "An erratic interviewer, neither severe nor lenient."),
        ({"severity_sd": 0.9}, "hardly known yet"),
    ],
)
def test_how_the_interviewer_rates_is_for_some(known: dict[str, Any], words: str) -> None:
    assert words in manner_words({**PARAMS, **known})
    assert reason(**known) == reason()  # nothing of it changes with what must not be known


@pytest.mark.parametrize(
    "code",
    ["missing", "changed", "worker", "sealed", "closed", "filled", "nobody", "one", "unlinked", "everybody"],
)
def test_why_there_are_no_odds(code: str) -> None:
    sentence = problem_words(code, 2)
    assert sentence.endswith(".")
    assert problem_words("") == ""


def test_a_chance_is_never_a_certainty() -> None:
    told = [chance_words(one) for one in (None, 0.0, 0.004, 0.01, 0.5, 0.99, 0.996, 1.0)]
    assert told == ["–", "under 1%", "under 1%", "1%", "50%", "99%", "over 99%", "over 99%"]


def test_swaps_notes_and_the_end() -> None:
    assert swap_words(NAMES, candidate=1, other=2, p_better=0.531) == (
        "Ada or Bea is a toss-up: the chance that Ada is better is 53%."
    )
    assert "2 groups" in note_words({"code": "unlinked", "params": {"parts": 2}}, NAMES)
    tied = note_words({"code": "tied", "params": {"candidate_id": 1, "other_id": 2, "tied": 2}}, NAMES)
    assert "Ada" in tied
    assert "Bea" in tied
    assert "decide" in stop_words({"code": "settled", "params": {}})
    assert "stage of interviews" in stop_words({"code": "nowhere", "params": {}})
    assert "Nobody can be asked" in stop_words({"code": "nobody", "params": {}})
