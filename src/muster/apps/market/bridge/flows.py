"""Moves -> how many went from where to where, with the rows of the organisations, and the picture of it by quarter.

Altair is imported where it is needed: it takes a second to come up, for which other pages need not wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from muster.apps.core.pictures import themed
from muster.apps.market.models import Organisation
from muster.engine.market.flows import FlowEstimate, NetEstimate

__all__ = ["Flow", "Net", "NetEstimate", "flow_picture", "flows_told", "nets_told"]


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


def flows_told(told: Iterable[FlowEstimate], rows: Mapping[str, Organisation]) -> list[Flow]:
    """Return flows with the rows of their organisations."""
    return [Flow(rows[one.left], rows[one.joined], one.claimed, one.mean, one.low, one.high) for one in told]


def nets_told(told: Iterable[NetEstimate], rows: Mapping[str, Organisation]) -> list[Net]:
    """Return net gains with the rows of their organisations."""
    return [Net(rows[one.organisation], one.gained, one.lost, one.net, one.low, one.high) for one in told]


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
