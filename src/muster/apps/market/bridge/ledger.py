"""Claims -> the engine's ledger -> moves and packages as pages show them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

import numpy as np

from muster.apps.market.bridge.shapes import Copy, Market, Moved, Paid, Quoted, Read, Record, Related, Voice
from muster.apps.market.models import Claim, Organisation, Outcome, Outsider, Source
from muster.engine.market.claim_shapes import (
    ClaimKind,
    ClaimStance,
    Convention,
    Grade,
    MarketClaim,
    MarketSource,
    MoveEstimate,
    PackageEstimate,
    QuoteEstimate,
    Relation,
    Witness,
)
from muster.engine.market.claims import derive_ledger

__all__ = ["LEVEL", "derive_market"]

LEVEL = 0.9
DIGITS = 2  # of an estimated amount that are told


def derive_market(
    claims: Iterable[Claim], sources: Iterable[Source], figures: Mapping[int, frozenset[float]]
) -> Market:
    """Return what is derived from claims, of whom nobody was erased; `figures` are the amounts and counts in each
    document. Each claim comes with its document, source, person, organisations and resolution.
    """
    rows = {str(one.pk): one for one in claims}
    known = {str(one.pk): one for one in sources}
    told = derive_ledger(
        [_claim(one, figures) for one in rows.values()],
        [MarketSource(key, cast(Grade, one.grade)) for key, one in known.items()],
        level=LEVEL,
    )
    return Market(
        moves=tuple(_moved(one, rows) for one in told.moves),
        packages=tuple(_paid(one, rows) for one in told.packages),
        sources=tuple(
            sorted(
                (
                    Record(known[one.source], one.right, one.wrong, one.reliability, one.low, one.high)
                    for one in told.sources
                ),
                key=lambda record: record.source.name,
            )
        ),
    )


def _claim(row: Claim, figures: Mapping[int, frozenset[float]]) -> MarketClaim:
    resolution = getattr(row, "resolution", None)
    document = row.document
    return MarketClaim(
        key=str(row.pk),
        source=str(row.source_id),
        said_on=np.datetime64(row.said_on, "D"),
        kind=cast(ClaimKind, row.kind),
        person=_key(row.person_id),
        joined=_key(row.joined_id),
        left=_key(row.left_id),
        stance=cast(ClaimStance, row.stance),
        hedged=row.hedged,
        low=_float(row.low),
        high=_float(row.high),
        currency=row.currency or None,
        convention=cast(Convention, row.quote) if row.quote else None,
        years=_float(row.years),
        quoted=row.quoted or None,
        document=str(row.document_id),
        text=document.text,
        words=document.text[row.start : row.end],
        figures=figures.get(row.document_id, frozenset()),
        truth=None if resolution is None else resolution.outcome == Outcome.CONFIRMED,
    )


def _key(value: int | None) -> str | None:
    return None if value is None else str(value)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _rounded(value: float) -> float:
    """Return an estimate with the digits that count."""
    digits = DIGITS - 1 - math.floor(math.log10(value))
    return round(value, digits)


def _day(value: np.datetime64) -> date:
    return cast(date, value.astype(object))


def _moved(told: MoveEstimate, rows: Mapping[str, Claim]) -> Moved:
    claims = tuple(rows[key] for key in told.claims)
    return Moved(
        key=claims[0].pk,
        person=next(one.person for one in claims if one.person is not None),
        joined=_organisation(told.joined, claims),
        left=_organisation(told.left, claims),
        said_first=_day(told.said_first),
        said_last=_day(told.said_last),
        probability=told.probability,
        low=told.low,
        high=told.high,
        truth=told.truth,
        voices=_voices(told.witnesses, rows),
        superseded=tuple(rows[key] for key in told.superseded),
        related=_related(told.relations, rows),
        claims=claims,
        rivals=told.rivals,
        contradicted=told.contradicted,
    )


def _organisation(key: str | None, claims: Iterable[Claim]) -> Organisation | None:
    ends = (end for one in claims for end in (one.joined, one.left) if end is not None)
    return next((end for end in ends if str(end.pk) == key), None)


def _voices(told: Iterable[Witness], rows: Mapping[str, Claim]) -> tuple[Voice, ...]:
    return tuple(
        Voice(
            rows[one.key],
            one.reliability,
            one.weight,
            tuple(Copy(rows[copy.key], copy.why) for copy in one.copies),
        )
        for one in told
    )


def _related(told: Iterable[Relation], rows: Mapping[str, Claim]) -> tuple[Related, ...]:
    return tuple(Related(rows[one.first], rows[one.second], one.kind) for one in told)


def _paid(told: PackageEstimate, rows: Mapping[str, Claim]) -> Paid:
    claims = tuple(rows[key] for key in told.claims)
    always = set.intersection(*(set(one.clashes) for one in told.readings)) if told.readings else set()
    people: list[Outsider] = [one.person for one in claims if one.person is not None]
    return Paid(
        key=claims[0].pk,
        person=people[0] if people else None,
        organisation=claims[0].joined,
        said_first=_day(told.said_first),
        said_last=_day(told.said_last),
        quotes=tuple(_quoted(one, rows) for one in told.quotes),
        readings=tuple(
            Read(one.convention, _pairs([pair for pair in one.clashes if pair not in always], rows))
            for one in told.readings
        ),
        always=_pairs(sorted(always), rows),
        disputed=told.disputed,
        voices=_voices(told.witnesses, rows),
        superseded=tuple(rows[key] for key in told.superseded),
        related=_related(told.relations, rows),
        claims=claims,
    )


def _pairs(pairs: Iterable[tuple[str, str]], rows: Mapping[str, Claim]) -> tuple[tuple[Claim, Claim], ...]:
    return tuple((rows[first], rows[second]) for first, second in pairs)


def _quoted(told: QuoteEstimate, rows: Mapping[str, Claim]) -> Quoted:
    return Quoted(
        quote=told.convention,
        currency=told.currency,
        low=_rounded(told.low),
        median=_rounded(told.median),
        high=_rounded(told.high),
        said_low=told.said_low,
        said_high=None if math.isinf(told.said_high) else told.said_high,
        probability=told.probability,
        voices=_voices(told.witnesses, rows),
    )
