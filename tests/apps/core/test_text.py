"""Text as it is searched and sorted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.apps.core.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  José  Ñandú ", "jose nandu"),
        ("STRASSE Straße", "strasse strasse"),
        ("Łukasz Świątek, Søren", "lukasz swiatek, soren"),
        ("مُحَمَّد أحمد", "محمد احمد"),
        ("ﬁlm", "film"),
    ],
)
def test_fold_leaves_what_people_type(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
