"""What is said of the lowest ratio is as sure as it is among all that were compared."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.hire.selectors.audit_words import p_words, reading_of


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("p", "words"),
    [(None, "–"), (0.0, "under 0.001"), (0.00099, "under 0.001"), (0.001, "0.001"), (1.0, "1.000")],
)
def test_no_p_is_told_as_nought(p: float | None, words: str) -> None:
    assert p_words(p) == words


def row(**changed: Any) -> dict[str, Any]:
    return {"ratio": 0.5, "low": 0.25, "high": 0.73, "corrected": 0.001, **changed}


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "below four fifths, whatever chance did"),
        ({"corrected": None}, "below four fifths, whatever chance did"),
        ({"corrected": 0.06}, "chance may have made it (corrected p 0.060)"),
        ({"high": 0.85}, "too wide to tell"),
        ({"ratio": 0.9, "low": 0.82, "high": 0.99, "corrected": 0.06}, "four fifths or more"),
    ],
)
def test_the_lowest_ratio_is_as_sure_as_among_all(changed: dict[str, Any], words: str) -> None:
    told = reading_of(row(**changed), "Man", "Woman")
    assert "Man to Woman" in told
    assert words in told
