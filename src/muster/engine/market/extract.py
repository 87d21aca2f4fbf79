"""Read a text: its language, and what its words may claim."""

from __future__ import annotations

from muster.engine.market.folding import fold, sentences
from muster.engine.market.language import best_language, detect_language, language_scores
from muster.engine.market.money import Currencies
from muster.engine.market.paying import find_pay, pay_proposals
from muster.engine.market.shapes import LANGUAGES, Proposal, TextReading

__all__ = ["read_text"]


def read_text(text: str, *, currencies: Currencies, language: str | None = None) -> TextReading:
    """Return the language of a text and its proposals, in the order in which they stand."""
    passages = list(sentences(text))
    found = language if language in LANGUAGES else detect_language(text, passages)
    usual = found if found in LANGUAGES else best_language(language_scores(text))
    proposals: list[Proposal] = []
    for start, end in passages:
        own = language or best_language(language_scores(text[start:end]), usual) or "en"
        folded = fold(text, start, end)
        if not folded.tokens:
            continue
        proposals += pay_proposals(folded, find_pay(folded, own, currencies))
    return TextReading(found, tuple(sorted(proposals, key=lambda each: (each.start, each.end))))
