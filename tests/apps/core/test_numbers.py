"""Numbers that come from outside as text."""

from __future__ import annotations

import pytest

from muster.apps.core.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1), ("٤٢", 42), ("１２", 12)]
)
def test_digits_of_any_script_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "1_0", "x", "²", "\0", "9" * 19, "9" * 5_000])
def test_what_is_no_key_of_a_row_is_none(text: str) -> None:
    assert whole_number(text) is None
