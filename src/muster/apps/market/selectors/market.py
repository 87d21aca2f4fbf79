"""What is derived from all claims, and what of it somebody asked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from muster.apps.accounts.models import User
from muster.apps.market.bridge.ledger import derive_market
from muster.apps.market.bridge.shapes import Market, Moved, Paid
from muster.apps.market.models import Claim, Outsider, Proposal, Source
from muster.apps.market.rules import may_see

__all__ = ["Asked", "claims_of", "market_derived", "market_get", "moves_asked"]

FIGURES = ("money", "count")


@dataclass(frozen=True)
class Asked:
    """Which moves somebody asked for: of an organisation at either end, at least so probable, spoken of since a day."""

    organisation: int | None = None
    least: float = 0.0
    since: date | None = None
    until: date | None = None


def market_get(*, person: User) -> Market:
    """Return the ledger of moves and packages as it follows from all claims, of nobody who was erased; empty for those
    who see nothing of the market.
    """
    return market_derived() if may_see(person) else Market((), (), ())


def market_derived() -> Market:
    """Return the ledger for a worker, who asks for nobody."""
    claims = Claim.objects.exclude(person__erased_at__isnull=False)
    rows = claims.select_related("document", "source", "person", "joined", "left", "resolution").order_by(
        "pk"
    )
    return derive_market(rows, Source.objects.order_by("pk"), _figures())


def _figures() -> dict[int, frozenset[float]]:
    """Return the amounts and counts in each document that has claims."""
    found: defaultdict[int, set[float]] = defaultdict(set)
    rows = Proposal.objects.filter(kind__in=FIGURES, document__claims__isnull=False).distinct()
    for document, content in rows.values_list("document", "content"):
        found[document] |= {float(content[name]) for name in ("low", "high") if name in content}
    return {document: frozenset(values) for document, values in found.items()}


def moves_asked(market: Market, asked: Asked) -> list[Moved]:
    """Return the moves that somebody asked for, the last spoken of first."""
    return [one for one in market.moves if _fits(one, asked)]


def _fits(move: Moved, asked: Asked) -> bool:
    ends = [end.pk for end in (move.joined, move.left) if end is not None]
    return (
        (asked.organisation is None or asked.organisation in ends)
        and move.probability >= asked.least
        and (asked.since is None or move.said_last >= asked.since)
        and (asked.until is None or move.said_first <= asked.until)
    )


def claims_of(market: Market, outsider: Outsider) -> tuple[list[Moved], list[Paid]]:
    """Return the moves and packages of somebody, the last spoken of first."""
    moves = [one for one in market.moves if one.person.pk == outsider.pk]
    packages = [one for one in market.packages if one.person is not None and one.person.pk == outsider.pk]
    return moves, packages
