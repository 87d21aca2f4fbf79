"""Read a text: its language, and what its words may claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from muster.engine.market.counts import find_counts
from muster.engine.market.dates import find_dates
from muster.engine.market.folding import Folded, fold, sentences
from muster.engine.market.language import best_language, detect_language, language_scores
from muster.engine.market.mentions import Mention
from muster.engine.market.money import Currencies
from muster.engine.market.moves import Move, find_moves
from muster.engine.market.naming import Names, find_mentions
from muster.engine.market.packages import Part, find_parts
from muster.engine.market.paying import Pay, find_pay, pay_proposals
from muster.engine.market.shapes import LANGUAGES, Kind, KnownName, Proposal, Stance, TextReading
from muster.engine.market.stance import Attitude, find_attitude

__all__ = ["read_text"]


def read_text(
    text: str,
    *,
    currencies: Currencies,
    names: Sequence[KnownName] = (),
    published: np.datetime64 | None = None,
    language: str | None = None,
) -> TextReading:
    """Return the language of a text and its proposals, in the order in which they stand.

    `names` are known to the company; `published` is the day that relative dates are counted from; `language` is said
    where it is not to be detected. Never raises for a text, whatever it holds.
    """
    passages = list(sentences(text))
    found = language if language in LANGUAGES else detect_language(text, passages)
    usual = found if found in LANGUAGES else best_language(language_scores(text))
    known = Names(names)
    proposals: list[Proposal] = []
    for start, end in passages:
        own = language or best_language(language_scores(text[start:end]), usual) or "en"
        folded = fold(text, start, end)
        if folded.tokens:
            proposals += _read_sentence(folded, own, currencies, known, published)
    return TextReading(found, tuple(sorted(proposals, key=lambda each: (each.start, each.end, each.kind))))


def _read_sentence(
    folded: Folded, language: str, currencies: Currencies, known: Names, published: np.datetime64 | None
) -> Iterator[Proposal]:
    """Yield what one sentence may claim."""
    pay = find_pay(folded, language, currencies)
    mentions = find_mentions(folded, language, known)
    amounts = [amount for amount, _, _ in pay.amounts]
    money = {place for amount in amounts for place in range(amount.first, amount.last)}
    timed = money | {place for period in pay.periods for place in range(period.first, period.last)}
    attitude = find_attitude(folded, language, mentions, money)
    moves = find_moves(folded, language, mentions, speaker=attitude.speaker)
    for each in pay_proposals(folded, pay):
        hedged = each.hedged or attitude.hedged
        stance = _stance(attitude) if each.kind == "money" else None
        yield replace(each, stance=stance, speaker=attitude.speaker, hedged=hedged)
    for move in moves:
        yield _move(folded, move, attitude, known.role_in(folded) or move.role)
    parts = find_parts(folded, amounts)
    for part in parts:
        if part.amount is not None or attitude.denied is not None:
            yield _package(folded, part, pay, mentions, moves, attitude)
    for count in find_counts(folded, language, timed):
        proposal = _proposal(folded, "count", count.first, count.last)
        yield replace(
            proposal,
            low=count.low,
            high=count.high,
            stance=_stance(attitude),
            speaker=attitude.speaker,
            hedged=count.about or attitude.hedged,
        )
    for date in find_dates(folded, language, published, timed):
        yield replace(_proposal(folded, "date", date.first, date.last), basis=date.iso)
    if attitude.words is not None and (pay.amounts or moves or parts or attitude.speaker):
        yield replace(
            _proposal(folded, "stance", *attitude.words),
            stance=attitude.stance,
            speaker=attitude.speaker,
            hedged=attitude.hedged,
        )


def _stance(attitude: Attitude) -> Stance:
    """Return the stance of what a sentence claims: what `not ... but` says behind the `but` is asserted."""
    return "asserts" if attitude.stance == "qualifies" else attitude.stance


def _proposal(folded: Folded, kind: Kind, first: int, last: int) -> Proposal:
    start, end = folded.span(first, last)
    return Proposal(kind, start, end, folded.source[start:end])


def _move(folded: Folded, move: Move, attitude: Attitude, role: str | None) -> Proposal:
    end = move.to or move.left
    return replace(
        _proposal(folded, "move", move.first, move.last),
        person=move.person.name,
        role=role,
        organisation=None if end is None else end.name,
        from_organisation=None if move.left is None else move.left.name,
        to_organisation=None if move.to is None else move.to.name,
        basis=move.basis,
        stance=_stance(attitude),
        speaker=attitude.speaker,
        hedged=attitude.hedged,
    )


def _package(
    folded: Folded,
    part: Part,
    pay: Pay,
    mentions: Iterable[Mention],
    moves: Sequence[Move],
    attitude: Attitude,
) -> Proposal:
    """Return the proposal of a part of a package, with a person and an organisation where the sentence names one."""
    ends = {end.name for move in moves for end in (move.to, move.left) if end is not None}
    people = {each.name for each in mentions if each.sort != "organisation"} - ends
    payers = {move.to.name for move in moves if move.to is not None}
    payers = payers or {each.name for each in mentions if each.sort == "organisation"}
    proposal = replace(
        _proposal(folded, "package", part.first, part.last),
        person=people.pop() if len(people) == 1 else None,
        organisation=payers.pop() if len(payers) == 1 else None,
        basis=part.basis,
        stance=_stance(attitude),
        speaker=attitude.speaker,
        hedged=attitude.hedged,
    )
    if part.amount is not None:
        amount, months, _ = pay.amounts[part.amount]
        proposal = replace(
            proposal,
            low=amount.low,
            high=amount.high,
            currency=amount.currency,
            period_months=months,
            hedged=attitude.hedged or amount.about,
        )
    denied = attitude.denied
    return replace(proposal, stance="denies") if denied and denied[0] <= part.noun < denied[1] else proposal
