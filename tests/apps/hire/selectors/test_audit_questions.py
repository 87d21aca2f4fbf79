"""Questions and answers are called by the reader's words, whichever system they came from."""

from __future__ import annotations

import pytest
from django.utils import translation

from muster.apps.hire.selectors.audit_questions import answer_label, attribute_label, category_label

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("attribute", "answer", "words"),
    [
        ("gender", "nonbinary", "Neither, or both"),  # as our own form asks
        ("gender", "non-binary", "Non-binary"),
        ("gender", "another", "Another"),
        ("race", "BLACK OR AFRICAN AMERICAN", "Black or African American"),
        ("ethnicity", "more than one", "More than one"),
        ("veteran", "no", "No"),
        ("house", "of the north", "of the north"),  # nobody's words but the company's
    ],
)
def test_answers_are_called_alike(attribute: str, answer: str, words: str) -> None:
    assert answer_label(attribute, answer) == words


def test_answers_of_other_systems_in_the_readers_language() -> None:
    with translation.override("fr"):
        assert answer_label("gender", "woman") != "Woman"
        assert answer_label("ethnicity", "East Asian") != "East Asian"
        assert category_label(["gender", "house"], ["man", "of the north"]).endswith(" × of the north")
        assert attribute_label("age band") == attribute_label("age")
