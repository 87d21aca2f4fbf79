"""Tools about the market: who is said to have moved where, what is said to be paid, and by whom. All of it comes from
outside.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from muster.apps.core.api import Page
from muster.apps.market.api.ledger import MoveOut, PackageOut
from muster.apps.market.api.shapes import ClaimOut
from muster.site.assistants.asking import MOST_ROWS, Ask, Cursor, Key, Rows, Tool, tool

__all__ = ["TOOLS"]

PersonKey = Annotated[Key | None, Field(description="The `id` of a person of a move.")]
OrganisationKey = Annotated[Key | None, Field(description="The `id` of an end of a move.")]


@tool("Find moves of people outside", Page[MoveOut])
def market_moves(
    person: PersonKey = None,
    organisation: OrganisationKey = None,
    least: Annotated[float, Field(ge=0, le=1, description="At least so probable.")] = 0.0,
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """List the moves that are claimed, the last spoken of first, each with its probability and interval. They are
    claims, not facts, unless `known` says so.
    """
    query = {"person": person, "organisation": organisation, "least": least}
    return Ask("/market/moves", query, rows=limit, cursor=cursor)


@tool("Find packages that others pay", Page[PackageOut])
def market_packages(
    person: PersonKey = None,
    organisation: OrganisationKey = None,
    disputed: Annotated[bool, Field(description="Those alone of which somebody denies something.")] = False,
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """List the packages that are claimed: what each comes to by what is quoted, and under which reading (`readings`
    without clashes) all sides can be right.
    """
    query = {"person": person, "organisation": organisation, "disputed": disputed}
    return Ask("/market/packages", query, rows=limit, cursor=cursor)


@tool("Find claims with their words", Page[ClaimOut])
def market_claims(
    person: PersonKey = None,
    organisation: OrganisationKey = None,
    limit: Rows = MOST_ROWS,
    cursor: Cursor = "",
) -> Ask:
    """List claims, the last said first: who says what of whom, in which words, and what became known of it."""
    query = {"person": person, "organisation": organisation}
    return Ask("/market/claims", query, rows=limit, cursor=cursor)


TOOLS: tuple[Tool, ...] = (market_moves, market_packages, market_claims)
