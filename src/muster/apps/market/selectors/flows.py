"""Who went from where to where in which quarter, and what an organisation gained and lost by field and level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from muster.apps.market.bridge.flow_sums import (
    EPOCH,
    FlowSums,
    flow_quarters,
    flow_sums,
    nets_by_role,
)
from muster.apps.market.bridge.flows import Flow, Net, NetEstimate, flow_picture, flows_told, nets_told
from muster.apps.market.bridge.shapes import Market, MoveEstimate
from muster.apps.market.models import Organisation
from muster.apps.market.selectors.market import is_of_role
from muster.apps.market.words_roles import RoleFields, RoleLevels

__all__ = ["FlowAsked", "FlowReport", "Group", "Quarter", "flow_report", "quarters_of"]


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
    def number_since(self) -> int:
        """Return how many quarters it is after the first of the epoch."""
        return (self.year - EPOCH) * 4 + self.number - 1

    @property
    def label(self) -> str:
        """Return how people name it."""
        return _("Q%(number)s %(year)s") % {"number": self.number, "year": self.year}


@dataclass(frozen=True)
class FlowAsked:
    """Which moves are counted: first spoken of in a quarter (as addresses name it; empty: any) and between two days, of
    a field and a level; and whose gains and losses are told by field and level.
    """

    quarter: str = ""
    since: date | None = None
    until: date | None = None
    field: str | None = None
    level: str | None = None
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Group:
    """How many of a field or a level an organisation gained and lost, and the difference with an interval."""

    label: str
    told: NetEstimate


@dataclass(frozen=True)
class FlowReport:
    """The flows and net gains that were asked for, those of one organisation by field and by level, and the picture of
    the last quarters, None where nobody is known to have gone from somewhere to somewhere.
    """

    flows: list[Flow]
    nets: list[Net]
    by_field: list[Group]
    by_level: list[Group]
    picture: SafeString | None


def quarters_of(market: Market) -> list[Quarter]:
    """Return the quarters in which moves were first spoken of, the newest first."""
    numbers: tuple[int, ...] = market.kept(("quarters",), lambda: flow_quarters(market.told.ledger.moves))
    return [_quarter(number) for number in numbers]


def flow_report(market: Market, *, asked: FlowAsked) -> FlowReport:
    """Return the flows that are asked for; of all quarters where it names none that there is."""
    moves = [one for one in market.told.ledger.moves if _is_asked(one, asked)]
    chosen = next((one.number_since for one in quarters_of(market) if one.key == asked.quarter), None)

    def summed() -> FlowSums:
        return flow_sums(moves, quarter=chosen)

    if asked.since or asked.until:  # there are too many days to keep all of them
        sums = summed()
    else:
        sums = market.kept(("flows", str(chosen), asked.field or "", asked.level or ""), summed)
    by_field: list[Group] = []
    by_level: list[Group] = []
    if asked.organisation is not None:
        fields, levels = nets_by_role(moves, str(asked.organisation.pk), quarter=chosen)
        by_field = [Group(str(one.label), fields[_code(one)]) for one in RoleFields if _code(one) in fields]
        by_level = [Group(str(one.label), levels[_code(one)]) for one in RoleLevels if _code(one) in levels]
    rows = market.rows.organisations
    return FlowReport(
        flows_told(sums.flows, rows), nets_told(sums.nets, rows), by_field, by_level, _picture(sums, rows)
    )


def _is_asked(move: MoveEstimate, asked: FlowAsked) -> bool:
    return (
        (asked.since is None or bool(move.said_first >= np.datetime64(asked.since, "D")))
        and (asked.until is None or bool(move.said_first <= np.datetime64(asked.until, "D")))
        and is_of_role(move, asked.field, asked.level)
    )


def _code(one: RoleFields | RoleLevels) -> str:
    """Return the engine's code of a field or level."""
    return "" if one in (RoleFields.UNTOLD, RoleLevels.UNTOLD) else one.value


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
