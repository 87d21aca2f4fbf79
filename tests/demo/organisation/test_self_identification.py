"""The voluntary form is answered by a part, in the shares of each question, whoever comes after."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from muster.demo.organisation.self_identification import ANSWERING_SHARE, FORM, draw_answers
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
