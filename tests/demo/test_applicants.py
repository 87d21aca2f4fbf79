"""Applicants' facts are fictional, complete and in the form of their language."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from muster.demo.applicants import LANGUAGES, Applicant, draw_applicant
from muster.demo.cultures import CULTURES
from muster.demo.people import Namer, PersonName

TODAY = date(2026, 6, 30)


def draw(language: str, seed: int, name: PersonName | None = None) -> Applicant:
    rng = np.random.default_rng(seed)
    return draw_applicant(name or Namer(CULTURES).draw(rng), language=language, today=TODAY, rng=rng)


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_agree_with_one_another(language: str) -> None:
    for seed in range(40):
        applicant = draw(language, seed)
        fields = applicant.fields
        born = date.fromisoformat(fields["born_iso"])
        age = TODAY.year - born.year - ((TODAY.month, TODAY.day) < (born.month, born.day))
        assert (fields["age"], fields["birth_year"]) == (str(age), str(born.year))
        assert 20 <= int(fields["grad"]) - born.year <= 25
        assert fields["employer"] != fields["employer2"]
        assert applicant.email.partition("@")[2] in ("example.org", "example.com", "mail.example.net")
        assert applicant.email.isascii()


def test_the_same_stream_gives_the_same_applicant() -> None:
    assert draw("fr", 3) == draw("fr", 3)
    assert draw("fr", 3) != draw("fr", 4)


def test_single_names_and_native_spellings() -> None:
    single = draw("id", 1, PersonName("Rizky", "", "Rizky", "Rizky")).fields
    assert (single["full"], single["family"], single["initial"]) == ("Rizky", "Rizky", "Rizky")
    arabic = PersonName("Amal", "al-Masri", "Amal al-Masri", "Masri, Amal al-", "أمل المصري")
    fields = draw("ar", 1, arabic).fields
    assert (fields["native_given"], fields["native_family"]) == ("أمل", "المصري")
    assert "٠" <= fields["age_arabic"][0] <= "٩"


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw("xx", 1)
