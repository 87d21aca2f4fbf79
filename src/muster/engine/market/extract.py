"""Read a text: its language, and what its words may claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from muster.engine.market.folding import fold, sentences
from muster.engine.market.language import best_language, detect_language, language_scores
from muster.engine.market.money import Currencies
from muster.engine.market.moves import Move, find_moves
from muster.engine.market.naming import Names, find_mentions
from muster.engine.market.paying import find_pay, pay_proposals
from muster.engine.market.shapes import LANGUAGES, KnownName, Proposal, TextReading

__all__ = ["read_text"]


def read_text(
    text: str,
    *,
    currencies: Currencies,
    names: Sequence[KnownName] = (),
    published: np.datetime64 | None = None,
    language: str | None = None,
) -> TextReading:
    """Return the language of a text and its proposals, in the order in which they stand."""
    passages = list(sentences(text))
    found = language if language in LANGUAGES else detect_language(text, passages)
    usual = found if found in LANGUAGES else best_language(language_scores(text))
    known = Names(names)
    proposals: list[Proposal] = []
    for start, end in passages:
        own = language or best_language(language_scores(text[start:end]), usual) or "en"
        folded = fold(text, start, end)
        if not folded.tokens:
            continue
        pay = find_pay(folded, own, currencies)
        mentions = find_mentions(folded, own, known)
        proposals += pay_proposals(folded, pay)
        proposals += _moves(find_moves(folded, own, mentions), folded)
    return TextReading(found, tuple(sorted(proposals, key=lambda each: (each.start, each.end))))


def _moves(moves: Iterable[Move], folded) -> list[Proposal]:
    found = []
    for move in moves:
        start, end = folded.span(move.first, move.last)
        found.append(
            Proposal(
                "move",
                start,
                end,
                folded.source[start:end],
                person=move.person.name,
                role=move.role,
                organisation=(move.to or move.left).name if (move.to or move.left) else None,
                from_organisation=move.left.name if move.left else None,
                to_organisation=move.to.name if move.to else None,
                basis=move.basis,
            )
        )
    return found
