"""Numbers in six languages: what is printed is read back, in digits and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.engine.market.folding import fold, fold_word
from muster.engine.market.numbers import in_words, parse_digits, scaled_number

LOCALES = {"en": "en_US", "id": "id_ID", "nl": "nl_NL", "fr": "fr_FR", "ar": "ar_EG", "pt": "pt_BR"}
WORDS = [
    ("en", "three hundred and twenty-five", 325),
    ("fr", "quatre-vingt-dix-neuf", 99),
    ("fr", "soixante et onze", 71),
    ("fr", "deux cent dix-huit", 218),
    ("nl", "tweeëntwintig", 22),
    ("nl", "honderdvijftig", 150),
    ("id", "sembilan belas", 19),
    ("id", "sembilan puluh satu", 91),
    ("pt", "cento e vinte e um", 121),
    ("ar", "مئة وخمسة وعشرون", 125),
    ("ar", "ثمانية عشر", 18),
]


@pytest.mark.parametrize("language", LOCALES)
@settings(max_examples=60, deadline=None)
@given(units=st.integers(0, 10**12), places=st.integers(0, 3))
def test_a_number_that_a_locale_prints_is_read_back(language: str, units: int, places: int) -> None:
    value = Decimal(units).scaleb(-places)
    printed = format_decimal(value, locale=LOCALES[language], format="#,##0.###")
    assert parse_digits(fold_word(printed), language) == float(value), printed


@pytest.mark.parametrize(("language", "text", "value"), WORDS)
def test_words(language: str, text: str, value: int) -> None:
    tokens = fold(text).tokens
    assert in_words(tokens, 0, language) == (len(tokens), value)


@pytest.mark.parametrize("text", ["1.2.3", "1,23,4", "12.34.567", "1'2", "1.234,5.6", "9" * 30])
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_digits(text, "en") is None


def test_two_scales_and_an_article() -> None:
    """`two million five hundred thousand` is one number; `a` is one before a scale word alone."""
    tokens = fold("two million five hundred thousand").tokens
    assert scaled_number(tokens, 0, "en", short=False) == (5, 2_500_000, 1e6)
    assert scaled_number(fold("a dog").tokens, 0, "en", short=False) is None
    assert scaled_number(fold("a million").tokens, 0, "en", short=False) == (2, 1e6, 1e6)
