"""A choice in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from muster.cli.show_choice import choice_notes, proposal_sentence, shortfall_sentence, stop_sentence
from muster.engine.hire.choose import Choice, Reason, choose_top
from muster.engine.hire.estimate import MeritEstimate
from muster.engine.hire.interviewing import Proposals, propose_interviews


@pytest.fixture(scope="module")
def choice(estimate: MeritEstimate) -> Choice:
    return choose_top(estimate, k=3)


@pytest.fixture(scope="module")
def proposals(estimate: MeritEstimate) -> Proposals:
    return propose_interviews(estimate, k=3)


def told(choice: Choice, proposals: Proposals, code: str, **params: Any) -> str:
    reason = Reason(code, {**proposals.reasons[0].params, **params})
    return proposal_sentence(choice, replace(proposals, reasons=(reason,)), 0)


def test_a_proposal_says_where_the_candidate_stands_and_what_sort_of_interviewer_it_is(
    choice: Choice, proposals: Proposals
) -> None:
    who, asked = proposals.candidate_id[0], proposals.interviewer_id[0]
    sentence = told(
        choice, proposals, "boundary", inside=True, gap=0.2, other_id="X", severity=-0.5, unlike=1.0
    )
    assert sentence.startswith(
        f"{who} stands just inside the top 3, 0.20 from X; an interview with {asked}, lenient and consistent, "
        "would take the SD of merit from "
    )
    severe = told(choice, proposals, "boundary", inside=False, severity=0.5, unlike=1.6)
    assert "just outside the top 3" in severe
    assert "severe and inconsistent" in severe
    assert "of average severity" in told(choice, proposals, "boundary", severity=0.1)
    named = replace(proposals, kit=("Coding",))
    assert f"an interview with {asked} on the kit Coding, severe" in told(
        choice, named, "boundary", severity=0.5
    )


@pytest.mark.parametrize(
    ("code", "params", "words"),
    [
        ("minimum", {"interviews": 1}, "has had 1 interview, fewer than everybody is owed"),
        ("alone", {"met": 1}, "has met 1 interviewer, and nobody is judged by so few"),
        ("alone", {"met": 2}, "has met 2 interviewers,"),
        ("link", {"parts": 3}, "join two of 3 parts of the season that share no interviewer"),
    ],
)
def test_fairness_has_reasons_of_its_own(
    choice: Choice, proposals: Proposals, code: str, params: dict[str, Any], words: str
) -> None:
    assert words in told(choice, proposals, code, **params)


@pytest.mark.parametrize(
    ("code", "params", "words"),
    [
        ("everybody", {}, "Stop: there are as many openings as candidates"),
        ("settled", {"value": 1e-7, "tolerance": 0.001}, "the best is worth less than 0.0001 logits"),
        ("budget", {}, "Stop: the budget is used up"),
        ("nobody", {}, "Stop: nobody is left to ask"),
        ("worth", {"value": 0.0123, "then": None}, "Go on: an interview is worth up to 0.0123 logits"),
        (
            "worth",
            {"value": 0.0123, "then": "settled"},
            "After those, another interview would not be worth holding.",
        ),
    ],
)
def test_every_reason_to_stop_or_go_on_has_a_sentence(
    proposals: Proposals, code: str, params: dict[str, Any], words: str
) -> None:
    assert words in stop_sentence(replace(proposals, stop_reason=Reason(code, params)))


def test_notes_and_shortfall(choice: Choice, proposals: Proposals) -> None:
    assert list(choice_notes(choice, proposals)) == []
    total = choice.expected_shortfall
    assert f"miss {total:.2f} logits of merit in all, {total / 3:.2f} an opening" in shortfall_sentence(
        choice
    )
    (owed,) = choice_notes(choice, replace(proposals, stop=True, unmet=1))
    assert owed.startswith("1 candidate had fewer interviews")
