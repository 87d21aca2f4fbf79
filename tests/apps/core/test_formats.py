from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from muster.apps.core import formats

LANGUAGES = [code for code, _ in settings.LANGUAGES]
NARROW, HARD, MARK = "\u202f", "\u00a0", "\u200e"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,234.5"),
        ("id", "1.234,5"),
        ("nl", "1.234,5"),
        ("fr", f"1{NARROW}234,5"),
        ("pt", "1.234,5"),
        ("ar", "1,234.5"),
    ],
)
def test_numbers(language: str, written: str) -> None:
    with override(language):
        assert formats.number(1234.5) == written


def test_decimals_are_exact_and_leave_the_locale_as_it_was() -> None:
    with override("en"):
        assert formats.number(2, 2) == "2.00"
        assert formats.number(Decimal("2.345"), 1) == "2.3"
        assert formats.number(2) == "2"
        assert formats.number(-0.004, 2) == formats.number(-0.0, 2) == "0.00"
        assert formats.number(-0.006, 2) == "-0.01"
        assert formats.compact(12_450) == "12.4K"


def test_shares() -> None:
    with override("fr"):
        assert formats.percent(0.635, 1) == f"63,5{HARD}%"
    with override("en"):
        assert formats.percent(0.635, 1) == "63.5%"
        assert formats.percent(1) == "100%"


def test_money_is_without_decimals_when_whole() -> None:
    with override("en"):
        assert formats.money(Decimal(184_000), "EUR") == "€184,000"
        assert formats.money(Decimal("97500.5"), "EUR") == "€97,500.50"
        assert formats.money(Decimal("1250.75"), "JPY") == "¥1,251"
    with override("nl"):
        assert formats.money(Decimal(184_000), "EUR") == f"€{HARD}184.000"


def test_a_minus_stays_before_its_number_in_arabic() -> None:
    with override("ar"):
        assert formats.number(-1.5) == f"{MARK}-1.5"
    with override("en"):
        assert formats.number(-1.5) == "-1.5"


def test_days_and_moments() -> None:
    with override("en"):
        assert formats.day(date(2026, 1, 2)) == "Jan 2, 2026"
        assert formats.long_day(date(2026, 1, 2)) == "Friday, January 2, 2026"
        assert formats.weekday(date(2026, 1, 2)) == "Fri, Jan 2, 2026"
        assert formats.moment(datetime(2026, 1, 2, 15, 4, 59, tzinfo=UTC)) == f"Jan 2, 2026, 3:04{NARROW}PM"
    with override("nl"):
        assert formats.long_day(date(2026, 1, 2)) == "vrijdag 2 januari 2026"
        assert formats.weekday(date(2026, 1, 2)) == "vr 2 jan 2026"


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", ["1 year", "12 years"]), ("fr", ["1 an", "12 ans"]), ("id", ["1 tahun", "12 tahun"])],
)
def test_years(language: str, written: list[str]) -> None:
    with override(language):
        assert [formats.years(1).replace(HARD, " "), formats.years(12).replace(HARD, " ")] == written
        assert formats.years(None) == ""


def test_how_long_ago() -> None:
    with override("en"):
        assert formats.ago(timezone.now() - timedelta(days=3)) == "3 days ago"
        assert formats.ago(timezone.now() + timedelta(hours=2, minutes=1)) == "in 2 hours"


NOTHING: list[Callable[[None], str]] = [
    formats.number,
    formats.compact,
    formats.percent,
    formats.day,
    formats.long_day,
    formats.weekday,
    formats.moment,
    formats.ago,
]


@pytest.mark.parametrize("written", NOTHING)
def test_nothing_is_written_as_nothing(written: Callable[[None], str]) -> None:
    assert written(None) == ""
    assert formats.money(None, "EUR") == ""


@given(st.floats(-1e12, 1e12), st.sampled_from(LANGUAGES), st.integers(0, 6))
def test_every_language_writes_every_number(value: float, language: str, decimals: int) -> None:
    with override(language):
        digits = [sign for sign in formats.number(value, decimals) if sign.isdigit()]
    assert len(digits) >= 1 + decimals
