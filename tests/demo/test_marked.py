"""Marks vanish from the text, and their places stay known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.demo.marked import Label, fill_fields, read_marks


def test_marks_vanish_and_places_stay() -> None:
    text, labels = read_marks("I am [name:Ann], [age:31][link:].")
    assert text == "I am Ann, 31."
    assert labels == (Label(5, 8, "name"), Label(10, 12, "age"))


@pytest.mark.parametrize(("feminine", "expected"), [(False, "he is Ann"), (True, "she is Ann")])
def test_fields_and_what_depends_on_gender(feminine: bool, expected: str) -> None:
    assert fill_fields("{he|she} is {name}", {"name": "Ann"}, feminine=feminine) == expected


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill_fields("{nome}", {"name": "Ann"}, feminine=True)


@given(st.lists(st.tuples(st.text("ab \n", max_size=5), st.text("xyé", min_size=1, max_size=5)), max_size=8))
def test_labels_hold_what_was_marked(parts: list[tuple[str, str]]) -> None:
    text, labels = read_marks("".join(f"{before}[kind:{inside}]" for before, inside in parts))
    assert [text[label.start : label.end] for label in labels] == [inside for _, inside in parts]
    assert text == "".join(before + inside for before, inside in parts)
