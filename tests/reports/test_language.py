"""The report in every language: none of it left in English, its numbers and days as the language writes them."""

from __future__ import annotations

import datetime
import gettext
import re
from importlib.resources import files
from typing import Any

import pytest

from muster.engine.hire.estimate import MeritEstimate
from muster.reports.html import as_html
from muster.reports.language import ENGLISH, Language, day, language_of, ngettext, script, writing_in
from muster.reports.pdf import as_pdf
from muster.reports.shapes import Name, SeasonFacts
from muster.reports.text import count, decimal, interval, percent, signed

from .conftest import DAY, facts_of

OTHERS = ("id", "nl", "fr", "ar", "pt")
# Words that these languages share with English, and numbers.
SAME = re.compile(r"[\W\d_]*|Criteria|Infit|Interviewers?|Merit|Outfit|SD")


def language(code: str) -> Language:
    path = files("muster") / "site" / "locale" / code / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        return language_of(code, gettext.GNUTranslations(file))


def texts_of(facts: SeasonFacts) -> set[str]:
    """Return all that the report says itself, without names."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, Name) or value is facts.script:
            return
        elif isinstance(value, tuple | list):
            for one in value:
                walk(one)
        elif hasattr(value, "__dataclass_fields__"):
            for key in value.__dataclass_fields__:
                if key not in {"title", "key", "kind", "label", "first", "steps"}:
                    walk(getattr(value, key))

    walk(facts)
    return found


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("season", ["estimate", "apart"])
def test_nothing_is_left_in_english(code: str, season: str, request: pytest.FixtureRequest) -> None:
    estimate = request.getfixturevalue(season)
    english = texts_of(facts_of(estimate, files=("a.csv", "b.csv")))
    told = texts_of(facts_of(estimate, files=("a.csv", "b.csv"), language=language(code)))
    assert len(told) > 60
    assert sorted(text for text in told & english if not SAME.fullmatch(text)) == []


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_a_page_says_its_language_and_direction(code: str, estimate: MeritEstimate) -> None:
    facts = facts_of(estimate, language=language(code))
    head = as_html(facts).decode().split("<head>")[0]
    assert f'lang="{code}"' in head
    assert ('dir="rtl"' in head) == (code == "ar")
    assert facts.script.right_to_left == (code == "ar")


@pytest.mark.parametrize("code", OTHERS)
def test_a_pdf_passes_the_check_of_accessibility(code: str, apart: MeritEstimate) -> None:
    assert as_pdf(facts_of(apart, language=language(code)), DAY).startswith(b"%PDF-")


def test_english_is_as_written(estimate: MeritEstimate) -> None:
    assert language("en") is ENGLISH
    assert facts_of(estimate, language=language("en")) == facts_of(estimate)


def test_another_language_ends_with_its_block() -> None:
    with writing_in(language("fr")):
        assert script().code == "fr"
    assert script().code == "en"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "1,234.50 −0.50 +0.50 90% 12,000 2 March 2026"),
        ("id", "1.234,50 −0,50 +0,50 90% 12.000 2 Maret 2026"),
        ("nl", "1.234,50 −0,50 +0,50 90% 12.000 2 maart 2026"),
        ("fr", "1\u202f234,50 −0,50 +0,50 90\xa0% 12\u202f000 2 mars 2026"),
        ("ar", "1,234.50 \u200e−0.50 \u200e+0.50 90% 12,000 2 مارس 2026"),
        ("pt", "1.234,50 −0,50 +0,50 90% 12.000 2 de março de 2026"),
    ],
)
def test_numbers_and_days(code: str, written: str) -> None:
    with writing_in(language(code)):
        told = (decimal(1234.5), decimal(-0.5), signed(0.5), percent(0.9), count(12_000), day(DAY))
        assert " ".join(told) == written


def test_plural_forms_are_those_of_the_language() -> None:
    with writing_in(language("ar")):
        forms = {ngettext("%(count)s candidate", "%(count)s candidates", n) for n in (0, 1, 2, 3, 11, 100)}
        assert interval(-1, 1) == "\u200e−1.00 إلى 1.00"
    assert len(forms) == 6


def test_days_need_no_locale_of_the_machine() -> None:
    assert day(datetime.date(2026, 12, 31)) == "31 December 2026"
