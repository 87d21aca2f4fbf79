"""What is derived from all claims, and what of it somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from muster.apps.accounts.models import User
from muster.apps.market.bridge.shapes import Market, Moved, MoveEstimate, Paid
from muster.apps.market.models import Outsider
from muster.apps.market.rules import may_see
from muster.apps.market.selectors.kept import told_now
from muster.apps.market.words_roles import RoleFields, RoleLevels

__all__ = ["Asked", "claims_of", "is_of_role", "market_derived", "market_get", "moves_asked"]


@dataclass(frozen=True)
class Asked:
    """Which moves somebody asked for: of an organisation at either end, at least so probable, spoken of since a day,
    with a role of a field and a level (codes of `words_roles`).
    """

    organisation: int | None = None
    least: float = 0.0
    since: date | None = None
    until: date | None = None
    field: str | None = None
    level: str | None = None


def market_get(*, person: User) -> Market:
    """Return the ledger of moves and packages as it follows from all claims, of nobody who was erased; empty for those
    who see nothing of the market.
    """
    return market_derived() if may_see(person) else Market()


def market_derived() -> Market:
    """Return the ledger for a worker, who asks for nobody."""
    return Market(told_now())


def moves_asked(market: Market, asked: Asked) -> list[Moved]:
    """Return the moves that somebody asked for, the last spoken of first."""
    if asked == Asked():
        return list(market.moves)
    end = None if asked.organisation is None else str(asked.organisation)
    since = None if asked.since is None else np.datetime64(asked.since, "D")
    until = None if asked.until is None else np.datetime64(asked.until, "D")
    return [
        one
        for one in market.moves
        if (end is None or end in (one.told.joined, one.told.left))
        and one.told.probability >= asked.least
        and (since is None or one.told.said_last >= since)
        and (until is None or one.told.said_first <= until)
        and is_of_role(one.told, asked.field, asked.level)
    ]


def is_of_role(move: MoveEstimate, field: str | None, level: str | None) -> bool:
    """Return whether a move has a role of a field and of a level; None: of any."""
    return field in (None, move.role.field or RoleFields.UNTOLD) and level in (
        None,
        move.role.level or RoleLevels.UNTOLD,
    )


def claims_of(market: Market, outsider: Outsider) -> tuple[list[Moved], list[Paid]]:
    """Return the moves and packages of somebody, the last spoken of first."""
    return market.of_person(outsider.pk)
