"""Who went from where to where in which quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from muster.apps.market.bridge.flow_sums import EPOCH, FlowSums, flow_sums
from muster.apps.market.bridge.flows import Flow, Net, flow_picture, flows_told, nets_told
from muster.apps.market.bridge.shapes import Market
from muster.apps.market.models import Organisation

__all__ = ["FlowReport", "Quarter", "flow_report"]


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
    sums: FlowSums = market.kept(("flows",), lambda: flow_sums(market.told.ledger.moves))
    quarters = [_quarter(number) for number in sums.quarters]
    chosen = next((one for one in quarters if one.key == asked), None)
    if chosen is not None:
        number = sums.quarters[quarters.index(chosen)]
        told = market.told.ledger.moves
        sums = market.kept(("flows", chosen.key), lambda: flow_sums(told, quarter=number))
    rows = market.rows.organisations
    return FlowReport(
        quarters, chosen, flows_told(sums.flows, rows), nets_told(sums.nets, rows), _picture(sums, rows)
    )


def _quarter(number: int) -> Quarter:
    return Quarter(EPOCH + number // 4, number % 4 + 1)


def _picture(sums: FlowSums, rows: Mapping[str, Organisation]) -> SafeString | None:
    """Draw the largest flows of the last quarters."""
    if not sums.pictured:
        return None
    found = {
        _("%(first)s to %(second)s") % {"first": rows[left].name, "second": rows[joined].name}: parts
        for left, joined, parts in sums.pictured
    }
    return flow_picture(
        tuple(found.items()), tuple(_quarter(number).label for number in sums.pictured_quarters)
    )
