"""Moves -> how many went from where to where, with the rows of the organisations, and the picture of it by quarter.

Altair is imported where it is needed: it takes a second to come up, for which other pages need not wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from muster.apps.core.pictures import themed
from muster.apps.market.bridge.ledger import LEVEL
from muster.apps.market.bridge.shapes import Moved
from muster.apps.market.models import Organisation
from muster.engine.market.flows import ProbableMove, estimate_flows, estimate_net

__all__ = ["Flow", "Net", "flow_picture", "flows_of", "net_of"]


@dataclass(frozen=True)
class Flow:
    """How many went from one organisation to another: of `claimed` moves the mean, and an interval."""

    left: Organisation
    joined: Organisation
    claimed: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True)
class Net:
    """How many an organisation gained and lost on average, and the difference with an interval."""

    organisation: Organisation
    gained: float
    lost: float
    net: float
    low: int
    high: int


def flows_of(moves: Sequence[Moved]) -> list[Flow]:
    """Return the flow between each two organisations, the largest first."""
    rows = _organisations(moves)
    return [
        Flow(rows[one.left], rows[one.joined], one.claimed, one.mean, one.low, one.high)
        for one in estimate_flows(_probable(moves), level=LEVEL)
    ]


def net_of(moves: Sequence[Moved]) -> list[Net]:
    """Return what each organisation gained and lost, the largest net gain first."""
    rows = _organisations(moves)
    return [
        Net(rows[one.organisation], one.gained, one.lost, one.net, one.low, one.high)
        for one in estimate_net(_probable(moves), level=LEVEL)
    ]


def _probable(moves: Sequence[Moved]) -> list[ProbableMove]:
    return [
        ProbableMove(
            None if move.left is None else str(move.left.pk),
            None if move.joined is None else str(move.joined.pk),
            move.probability,
        )
        for move in moves
    ]


def _organisations(moves: Sequence[Moved]) -> dict[str, Organisation]:
    ends = (end for move in moves for end in (move.left, move.joined) if end is not None)
    return {str(end.pk): end for end in ends}


def flow_picture(rows: tuple[tuple[str, tuple[float, ...]], ...], quarters: tuple[str, ...]) -> SafeString:
    """Return rows of moves by quarter as an SVG element, in the active language."""
    return _drawn(rows, quarters, get_language() or "en")


@lru_cache(maxsize=32)
def _drawn(
    rows: tuple[tuple[str, tuple[float, ...]], ...], quarters: tuple[str, ...], code: str
) -> SafeString:
    from muster.reports.flow_chart import FlowChart, FlowRow, draw_flows
    from muster.reports.language import language_of, script, writing_in

    chart = FlowChart(tuple(FlowRow(*row) for row in rows), quarters)
    with translation.override(code), writing_in(language_of(code, translation)):
        return themed(draw_flows(chart, script()))
