from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.reports.text import (
    count,
    criteria,
    cut,
    decimal,
    interval,
    interviewers,
    listing,
    name,
    names,
    percent,
    signed,
    visible,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.005, "1.00"), (-0.5, "−0.50"), (-0.001, "0.00"), (1234.5, "1,234.50"), (float("nan"), "–")],
)
def test_decimals(value: float, text: str) -> None:
    assert decimal(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.5, "+0.50"), (-0.5, "−0.50"), (0.001, "0.00"), (0.0, "0.00")])
def test_signs(value: float, text: str) -> None:
    assert signed(value) == text


def test_counts_and_nouns() -> None:
    assert count(5_000_000) == "5,000,000"
    assert interviewers(1) == "1 interviewer"
    assert criteria(1200) == "1,200 criteria"
    assert interval(-0.2, 1.0) == "−0.20 to 1.00"
    assert [percent(0.9), percent(0.995), percent(0.29)] == ["90%", "99.5%", "29%"]
    assert percent(0.9999999999) == "99.99999999%"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u0007b", "a[U+0007]b"),
        ("a\u202eb", "a[U+202E]b"),
        ("\ud800", "[U+D800]"),
        ("\ufeffid", "[U+FEFF]id"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("😀 Zoë", "😀 Zoë"),
    ],
)
def test_unseen_characters_are_shown_as_codes(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(), max_size=300))
def test_names_are_bounded_and_printable(text: str) -> None:
    shown = name(text)
    assert 0 < len(shown.short) <= 26
    assert shown.full.encode("utf-8")
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in shown.full)


def test_names_of_any_kind() -> None:
    assert name(np.int64(17)).short == "17"
    assert name("").full == "(empty)"
    long = name("abc" * 1_000_000)
    assert len(long.full) == 1000
    assert long.short == "abcabcabcabcabcab…bcabcabc"


def test_cuts_keep_to_their_room() -> None:
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdef", 5) == "abcd…"
    assert cut("ABCDEF", 5) == "ABC…"
    assert cut("漢字漢字", 6) == "漢字…"


def test_listings() -> None:
    assert listing(names("a")) == "\u2068a\u2069"
    assert listing(names("abc")) == "\u2068a\u2069, \u2068b\u2069 and \u2068c\u2069"
    assert listing(names("abcdefgh"), 2) == "\u2068a\u2069, \u2068b\u2069 and 6 more"
