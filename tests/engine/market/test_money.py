"""Amounts as people write them: golden sentences, each exact to the last unit and the last character."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from muster.engine.market.extract import read_text
from muster.engine.market.folding import fold
from muster.engine.market.money import Currencies, find_amounts

CASES = json.loads(Path(__file__).with_name("golden.json").read_text(encoding="utf-8"))
CURRENCIES = Currencies()


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_golden_sentences(case: dict[str, Any]) -> None:
    found = read_text(case["text"], currencies=CURRENCIES, language=case["language"]).proposals
    money = [
        [each.low, each.high, each.currency, each.period_months, each.basis, each.text]
        for each in found
        if each.kind == "money"
    ]
    assert money == case["money"]


@pytest.mark.parametrize("word", ["won", "a", "try", "all", "made"])
def test_small_words_are_no_currencies(word: str) -> None:
    """Codes such as ALL, TRY and MAD count only in capital letters, `A$` only where it is written together."""
    assert find_amounts(fold(f"They {word} 3 or so"), "en", CURRENCIES) == []
    (amount,) = find_amounts(fold("It is a $3 note"), "en", CURRENCIES)
    assert (amount.low, amount.currency) == (3, "USD")


def test_names_that_are_given_are_known() -> None:
    more = Currencies({"Marsh crowns": "MCR"})
    assert find_amounts(fold("It costs 5 million Marsh crowns."), "en", more)[0].currency == "MCR"
    assert find_amounts(fold("It costs 5 million Marsh crowns."), "en", CURRENCIES) == []
