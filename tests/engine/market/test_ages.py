"""How old somebody is, which is no period of anything."""

from __future__ import annotations

import pytest

from muster.engine.market.extract import read_text
from muster.engine.market.money import Currencies

CURRENCIES = Currencies()


def periods(text: str, language: str) -> list[float | None]:
    found = read_text(text, currencies=CURRENCIES, language=language).proposals
    return [each.period_months for each in found if each.kind == "period"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The 34-year-old researcher left."),
        ("en", "Aged 41 years, he is no newcomer."),
        ("fr", "La chercheuse de 34 ans est partie."),
        ("fr", "Léa Morvan, 34 ans, quitte le laboratoire."),
        ("nl", "De 34-jarige onderzoekster vertrok."),
        ("nl", "Hij is 41 jaar oud."),
        ("id", "Peneliti berusia 35 tahun itu pindah."),
        ("id", "Rini (38 tahun) keluar."),
        ("pt", "Com 41 anos de idade, ele saiu."),
        ("ar", "المهندس البالغ من العمر 34 عاما انتقل إلى دبي."),
    ],
)
def test_an_age_is_no_period(language: str, text: str) -> None:
    assert periods(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("en", "It is a 20-year lease.", 240),
        ("fr", "Un contrat de 20 ans est signé.", 240),
        ("nl", "De 30-jarige hypotheek is duur.", 360),
        ("id", "Ia sudah 20 tahun bekerja di sana.", 240),
        ("pt", "O contrato de 20 anos foi assinado.", 240),
    ],
)
def test_what_lasts_as_long_is_one(language: str, text: str, months: float) -> None:
    assert periods(text, language) == [months]
