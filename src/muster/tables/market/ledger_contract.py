"""The ledger of moves and packages as plain data: what `muster market ledger --json` prints."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from muster.engine.market.claim_shapes import (
    MarketLedger,
    MoveEstimate,
    PackageEstimate,
    QuoteEstimate,
    Relation,
    Witness,
)

__all__ = ["ledger_as_json"]


def ledger_as_json(ledger: MarketLedger) -> dict[str, Any]:
    """Return moves, packages and sources as dicts, lists, texts, numbers and None, ready for `json.dumps`."""
    return {
        "moves": [_move(one) for one in ledger.moves],
        "packages": [_package(one) for one in ledger.packages],
        "sources": [asdict(one) for one in ledger.sources],
    }


def _move(move: MoveEstimate) -> dict[str, Any]:
    return {
        "person": move.person,
        "from": move.left,
        "to": move.joined,
        "said_first": str(move.said_first),
        "said_last": str(move.said_last),
        "probability": move.probability,
        "low": move.low,
        "high": move.high,
        "known": move.truth,
        "contradicted": move.contradicted,
        "rivals": list(move.rivals),
        **_rests_on(move),
    }


def _package(package: PackageEstimate) -> dict[str, Any]:
    return {
        "person": package.person,
        "organisation": package.organisation,
        "said_first": str(package.said_first),
        "said_last": str(package.said_last),
        "disputed": package.disputed,
        "quotes": [_quote(one) for one in package.quotes],
        "readings": [
            {"quote": one.convention, "clashes": [list(pair) for pair in one.clashes]}
            for one in package.readings
        ],
        **_rests_on(package),
    }


def _quote(quote: QuoteEstimate) -> dict[str, Any]:
    return {
        "quote": quote.convention,
        "currency": quote.currency,
        "low": quote.low,
        "median": quote.median,
        "high": quote.high,
        "said_low": quote.said_low,
        "said_high": None if math.isinf(quote.said_high) else quote.said_high,
        "probability": quote.probability,
    }


def _rests_on(found: MoveEstimate | PackageEstimate) -> dict[str, Any]:
    return {
        "voices": _voices(found.witnesses),
        "superseded": list(found.superseded),
        "relations": _relations(found.relations),
        "claims": list(found.claims),
    }


def _voices(witnesses: Iterable[Witness]) -> list[dict[str, Any]]:
    return [
        {
            "claim": one.key,
            "source": one.source,
            "stance": one.stance,
            "hedged": one.hedged,
            "reliability": one.reliability,
            "weight": one.weight,
            "copies": [{"claim": copy.key, "source": copy.source, "why": copy.why} for copy in one.copies],
        }
        for one in witnesses
    ]


def _relations(relations: Iterable[Relation]) -> list[dict[str, Any]]:
    return [{"first": one.first, "second": one.second, "kind": one.kind} for one in relations]
