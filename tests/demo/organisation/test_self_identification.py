"""The voluntary form is answered by a part, in the shares of each question, whoever comes after."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from muster.demo.organisation import build_organisation
from muster.demo.organisation.self_identification import ANSWERING_SHARE, FORM, SEEN, Looks, draw_answers
from muster.demo.world import World

IDS = [f"C{number}" for number in range(5000)]


def new_world() -> World:
    return World(1, start=date(2026, 1, 1), until=date(2026, 1, 2))


def test_shares_add_up() -> None:
    for question in FORM:
        assert sum(share for _, share in question.answers) == pytest.approx(1)


def test_a_part_answers_every_question_as_often_as_told() -> None:
    answers = draw_answers(new_world(), IDS, FORM)
    assert len(answers) / len(IDS) == pytest.approx(ANSWERING_SHARE, abs=0.03)
    for question in FORM:
        given = Counter(one.answers[question.name] for one in answers.values())
        for answer, share in question.answers:
            assert given[answer] / len(answers) == pytest.approx(share, abs=0.03)


def test_who_comes_later_changes_no_earlier_answer() -> None:
    first = draw_answers(new_world(), IDS[:100], FORM)
    everybody = draw_answers(new_world(), IDS, FORM)
    assert first == {one: everybody[one] for one in IDS[:100] if one in everybody}


def test_strangers_see_what_somebody_would_answer() -> None:
    company = build_organisation(until=date(2025, 1, 31))
    known = Looks(World(1, start=date(2022, 3, 1), until=company.until), company.candidates)
    told = company.self_identification
    assert len(told) > 50
    assert {one: known.taken_for(one) for one in told} == {one: told[one].answers[SEEN.name] for one in told}
