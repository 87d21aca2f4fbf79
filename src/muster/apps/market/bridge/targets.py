"""Ranks and outcomes -> acceptance by rank, how far down, and our list beside a rival's arrivals; and the
picture of it.

Altair is imported where it is needed: it takes a second to come up, for which other pages need not wait.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from muster.apps.core.pictures import themed
from muster.apps.market.bridge.ledger import LEVEL
from muster.apps.market.models import Target
from muster.engine.market.rivals import ListAgreement, compare_lists
from muster.engine.market.targets import (
    AcceptanceEstimate,
    ReachEstimate,
    estimate_acceptance,
    estimate_reach,
)

__all__ = ["Arrival", "Fared", "ListAgreement", "Ranked", "acceptance_picture", "agreement_of", "fared"]

State = Target.State
OUTCOMES = {State.JOINED.value: "joined", State.DECLINED.value: "declined"}
ROUNDING = 1e-9  # below which two chances are the same
KEPT = 64  # lists of which what follows is kept

Ranked = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Fared:
    """How a list fared: acceptance by rank, and how far down it one had to go."""

    acceptance: AcceptanceEstimate
    reach: ReachEstimate

    @property
    def verdict(self) -> str:
        """Return what the order of the answers says: `refuse` where the top declines more than chance would have it,
        `accept` where it joins more, `chance` where neither, and nothing where all answered alike.
        """
        refuse, accept = self.acceptance.p_refuse, self.acceptance.p_accept
        if refuse is None or accept is None:
            return ""
        alarm = (1 - LEVEL) / 2 + ROUNDING
        return "refuse" if refuse <= alarm else "accept" if accept <= alarm else "chance"


@dataclass(frozen=True)
class Arrival:
    """Somebody of our list who is claimed to have gone to the rival: with this probability, first said on a day."""

    rank: int
    probability: float
    day: date


def fared(ranked: Ranked) -> Fared:
    """Return how those fared who were approached, by rank and state; those who were not are left out."""
    return _fared(
        tuple((rank, OUTCOMES.get(state, "open")) for rank, state in ranked if state != State.WAITING)
    )


@lru_cache(maxsize=KEPT)
def _fared(rows: tuple[tuple[int, str], ...]) -> Fared:
    ranks, outcomes = [rank for rank, _outcome in rows], [outcome for _rank, outcome in rows]
    return Fared(
        estimate_acceptance(ranks, outcomes, level=LEVEL), estimate_reach(ranks, outcomes, level=LEVEL)
    )


def agreement_of(ranks: Sequence[int], arrivals: Sequence[Arrival], others: Sequence[float]) -> ListAgreement:
    """Return how far our list, by its ranks, agrees with who is claimed to have gone to a rival."""
    there = {one.rank: one for one in arrivals}
    return compare_lists(
        ranks,
        [there[rank].probability if rank in there else 0.0 for rank in ranks],
        [float(there[rank].day.toordinal()) if rank in there else float("nan") for rank in ranks],
        others,
        level=LEVEL,
    )


def acceptance_picture(ranked: Ranked, last: int) -> SafeString | None:
    """Return the picture of a list whose last rank is `last`, as an SVG element in the active language; None
    where nobody was approached.
    """
    approached = tuple(row for row in ranked if row[1] != State.WAITING)
    return _drawn(approached, last, get_language() or "en") if approached else None


@lru_cache(maxsize=KEPT)
def _drawn(ranked: Ranked, last: int, code: str) -> SafeString:
    from muster.reports.language import language_of, script, writing_in
    from muster.reports.target_chart import TargetChart, TargetPoint, TargetShare, draw_targets

    acceptance = fared(ranked).acceptance
    joined = tuple(rank for rank, state in ranked if state == State.JOINED)
    declined = tuple(rank for rank, state in ranked if state == State.DECLINED)
    waiting = tuple(rank for rank, state in ranked if state not in OUTCOMES)
    with translation.override(code), writing_in(language_of(code, translation)):
        chart = TargetChart(
            states=(str(State.JOINED.label), str(State.DECLINED.label), str(State.NO_ANSWER.label)),
            ranks=(joined, declined, waiting),
            shares=tuple(
                TargetShare(one.first, one.last, one.share, one.low, one.high)
                for one in acceptance.groups
                if one.share is not None and one.low is not None and one.high is not None
            ),
            curve=tuple(TargetPoint(one.rank, one.share, one.low, one.high) for one in acceptance.curve),
            last=last,
            axis=_("rank on the list"),
            shares_axis=_("joined, percent of those who answered"),
        )
        return themed(draw_targets(chart, script()))
