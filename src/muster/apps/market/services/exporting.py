"""The market's part of an export: what somebody may see of it, as tables beside those of hiring.

Claims have the columns that `muster market ledger` reads, so that the same ledger follows from them anywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from muster.apps.accounts.models import User
from muster.apps.market.bridge.shapes import Market
from muster.apps.market.models import Claim, Outcome, Outsider, Proposal
from muster.apps.market.rules import may_see
from muster.apps.market.selectors.claims import claim_list, source_list
from muster.apps.market.selectors.market import market_get
from muster.apps.market.selectors.names import organisation_list, outsider_list
from muster.tables.market.claims import COLUMNS
from muster.tables.writing import write_table

__all__ = ["market_write"]

ENDINGS = {"csv": ".csv", "parquet": ".parquet", "json": ".jsonl"}
CHUNK = 1_000
Rows = Iterator[dict[str, Any]]

TABLES: Mapping[str, tuple[str, ...]] = {
    "market_claims": COLUMNS,
    "market_moves": (
        *("person", "from", "to", "probability", "low", "high", "known", "contradicted"),
        *("said_first", "said_last", "voices", "repetitions", "claims", "field", "level"),
    ),
    "market_packages": (
        *("person", "organisation", "disputed", "quote", "currency", "low", "median", "high"),
        *("said_low", "said_high", "probability", "all_right_if", "said_first", "said_last", "claims"),
    ),
    "market_sources": ("source", "grade", "right", "wrong", "reliability", "low", "high"),
    "market_organisations": ("name", "aliases"),
    "market_people": ("name", "aliases", "basis", "keep_until"),
}


def market_write(*, person: User, folder: Path, format: str) -> Mapping[str, int]:
    """Write what the person may see of the market into a folder; return how many rows each table has. Of those who see
    nothing of it there is no table.
    """
    if not may_see(person):
        return {}
    names = _names(person)
    market = market_get(person=person)
    rows = {
        "market_claims": _claims(person, names),
        "market_moves": _moves(market, names),
        "market_packages": _packages(market, names),
        "market_sources": _sources(person, market),
        "market_organisations": _organisations(person),
        "market_people": _people(person, names),
    }
    return {
        table: _write(folder / f"{table}{ENDINGS[format]}", TABLES[table], rows[table]) for table in TABLES
    }


def _write(path: Path, columns: tuple[str, ...], rows: Rows) -> int:
    found: dict[str, list[Any]] = {column: [] for column in columns}
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007  # the last number is how many there were
        for column in columns:
            found[column].append(row[column])
    write_table(found, path)
    return count


def _names(person: User) -> dict[int, str]:
    """Return what each person outside is called; where two have one name, with their number."""
    rows = list(outsider_list(person=person))
    count = Counter(one.name for one in rows)
    return {one.pk: one.name if count[one.name] == 1 else f"{one.name} ({one.pk})" for one in rows}


def _claims(person: User, names: Mapping[int, str]) -> Rows:
    figures = _figures()
    told: set[int] = set()
    for one in claim_list(person=person).order_by("pk").iterator(chunk_size=CHUNK):
        resolution = getattr(one, "resolution", None)
        yield {
            "claim": str(one.pk),
            "source": one.source.name,
            "said_on": one.said_on.isoformat(),
            "kind": one.kind,
            "person": _called(one.person, names),
            "from": None if one.left is None else one.left.name,
            "to": None if one.joined is None else one.joined.name,
            "role": one.role,
            "stance": one.stance,
            "hedged": one.hedged,
            "low": None if one.low is None else float(one.low),
            "high": None if one.high is None else float(one.high),
            "currency": one.currency,
            "quote": one.quote,
            "years": None if one.years is None else float(one.years),
            "cites": one.quoted,
            "document": str(one.document_id),
            "words": one.words,
            "figures": ";".join(f"{value:.15g}" for value in sorted(figures[one.document_id])),
            "known": None if resolution is None else resolution.outcome == Outcome.CONFIRMED,
            "text": "" if one.document_id in told else one.document.text,
        }
        told.add(one.document_id)


def _figures() -> defaultdict[int, set[float]]:
    found: defaultdict[int, set[float]] = defaultdict(set)
    rows = Proposal.objects.filter(
        kind__in=("money", "count"), document__in=Claim.objects.order_by().values("document")
    )
    for document, content in rows.values_list("document", "content").iterator(chunk_size=CHUNK):
        found[document] |= {float(content[name]) for name in ("low", "high") if name in content}
    return found


def _called(one: Outsider | None, names: Mapping[int, str]) -> str | None:
    return None if one is None else names.get(one.pk, one.name)


def _moves(market: Market, names: Mapping[int, str]) -> Rows:
    for one in market.moves:
        yield {
            "person": names.get(int(one.told.person), ""),
            "from": None if one.left is None else one.left.name,
            "to": None if one.joined is None else one.joined.name,
            "probability": one.probability,
            "low": one.low,
            "high": one.high,
            "known": one.truth,
            "contradicted": one.contradicted,
            "said_first": one.said_first.isoformat(),
            "said_last": one.said_last.isoformat(),
            "voices": one.heard,
            "repetitions": one.copies,
            "claims": ";".join(one.told.claims),
            "field": one.field,
            "level": one.level,
        }


def _packages(market: Market, names: Mapping[int, str]) -> Rows:
    for one in market.packages:
        common = {
            "person": None if one.told.person is None else names.get(int(one.told.person), ""),
            "organisation": None if one.organisation is None else one.organisation.name,
            "disputed": one.disputed,
            "all_right_if": ";".join(told.convention for told in one.told.readings if not told.clashes),
            "said_first": one.said_first.isoformat(),
            "said_last": one.said_last.isoformat(),
            "claims": ";".join(one.told.claims),
        }
        of_amount = ("currency", "low", "median", "high", "said_low", "said_high", "probability")
        for quote in one.quotes:
            yield {**common, "quote": quote.quote, **{name: getattr(quote, name) for name in of_amount}}
        if not one.quotes:
            yield {**common, "quote": None, **dict.fromkeys(of_amount)}


def _sources(person: User, market: Market) -> Rows:
    records = {one.source.pk: one for one in market.sources}
    measures = ("right", "wrong", "reliability", "low", "high")
    for one in source_list(person=person):
        told = records.get(one.pk)
        yield {
            "source": one.name,
            "grade": one.grade,
            **{name: None if told is None else getattr(told, name) for name in measures},
        }


def _organisations(person: User) -> Rows:
    for one in organisation_list(person=person):
        yield {"name": one.name, "aliases": ";".join(one.aliases)}


def _people(person: User, names: Mapping[int, str]) -> Rows:
    for one in outsider_list(person=person):
        yield {
            "name": names.get(one.pk, one.name),
            "aliases": ";".join(one.aliases),
            "basis": one.basis,
            "keep_until": one.keep_until.isoformat(),
        }
