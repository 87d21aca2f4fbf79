"""Who went from where to where in which quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from muster.apps.market.bridge.flows import Flow, Net, flow_picture, flows_of, net_of
from muster.apps.market.bridge.shapes import Market, Moved

__all__ = ["FlowReport", "Quarter", "flow_report"]

MOST_QUARTERS, MOST_ROWS = 12, 10  # of the picture


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """Return how addresses name it: 2026-1."""
        return f"{self.year}-{self.number}"

    @property
    def label(self) -> str:
        """Return how people name it."""
        return _("Q%(number)s %(year)s") % {"number": self.number, "year": self.year}


@dataclass(frozen=True)
class FlowReport:
    """The flows and net gains of a quarter (None: of all), the quarters there are, and the picture of the last ones,
    None where nobody is known to have gone from somewhere to somewhere.
    """

    quarters: list[Quarter]
    chosen: Quarter | None
    flows: list[Flow]
    nets: list[Net]
    picture: SafeString | None


def flow_report(market: Market, *, asked: str) -> FlowReport:
    """Return the flows of the quarter that an address names; of all where it names none that there is."""
    quarters = sorted({_quarter(move.said_first) for move in market.moves}, reverse=True)
    chosen = next((one for one in quarters if one.key == asked), None)
    moves = [move for move in market.moves if chosen is None or _quarter(move.said_first) == chosen]
    return FlowReport(quarters, chosen, flows_of(moves), net_of(moves), _picture(market.moves))


def _quarter(day: date) -> Quarter:
    return Quarter(day.year, (day.month + 2) // 3)


def _picture(moves: Sequence[Moved]) -> SafeString | None:
    """Draw the largest flows of the last quarters."""
    if not moves:
        return None
    last = max(_quarter(move.said_first) for move in moves)
    quarters = [_before(last, back) for back in reversed(range(MOST_QUARTERS))]
    shown = [move for move in moves if _quarter(move.said_first) in quarters]
    found: dict[str, list[float]] = {}
    for flow in flows_of(shown)[:MOST_ROWS]:
        label = _("%(first)s to %(second)s") % {"first": flow.left.name, "second": flow.joined.name}
        parts = [
            sum(one.probability for one in shown if _is_of(one, flow) and _quarter(one.said_first) == quarter)
            for quarter in quarters
        ]
        found[label] = [round(part, 1) for part in parts]
    if not found:
        return None
    rows = tuple((label, tuple(parts)) for label, parts in found.items())
    return flow_picture(rows, tuple(one.label for one in quarters))


def _before(quarter: Quarter, back: int) -> Quarter:
    at = quarter.year * 4 + quarter.number - 1 - back
    return Quarter(at // 4, at % 4 + 1)


def _is_of(move: Moved, flow: Flow) -> bool:
    return move.left == flow.left and move.joined == flow.joined
