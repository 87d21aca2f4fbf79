"""Languages are told apart, and where nothing tells one, that is said."""

from __future__ import annotations

import pytest

from muster.engine.market.extract import read_text
from muster.engine.market.money import Currencies

TEXTS = {
    "en": "The company said that it would pay more than they had asked for.",
    "id": "Perusahaan itu mengatakan bahwa mereka akan membayar lebih dari yang diminta.",
    "nl": "Het bedrijf zei dat het meer zou betalen dan zij hadden gevraagd.",
    "fr": "La société a dit qu'elle paierait plus que ce qu'ils avaient demandé.",
    "ar": "قالت الشركة إنها ستدفع أكثر مما طلبوا.",
    "pt": "A empresa disse que pagaria mais do que eles tinham pedido.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_of_each(language: str) -> None:
    assert read_text(TEXTS[language], currencies=Currencies()).language == language


def test_two_languages_are_mixed_and_each_sentence_is_read_by_its_own() -> None:
    text = (
        f"{TEXTS['nl']} Het gaat om 2 biljoen dollar. {TEXTS['en']} It is 2.500 billion dollars, they said."
    )
    reading = read_text(text, currencies=Currencies())
    assert reading.language == "mixed"
    assert [each.low for each in reading.proposals if each.kind == "money"] == [2e12, 2.5e9]


@pytest.mark.parametrize("text", ["", "12345", "Kxqz wvbt", "\u200b\u202e"])
def test_nothing_tells_it(text: str) -> None:
    assert read_text(text, currencies=Currencies()).language is None
