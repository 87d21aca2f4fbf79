"""Where a package stands: in the bands of its level, and among its peers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from muster.apps.pay.bridge.packages import Summary
from muster.apps.pay.models import Band, Part
from muster.engine.pay.references import PayBand, place_in_band, place_in_peers
from muster.engine.pay.spread import spread_change

__all__ = ["Effect", "Peers", "Place", "band_places", "peer_effects", "peer_places"]


@dataclass(frozen=True)
class Place:
    """Where a part of a package stands in its band: `below`, `within` or `above`; `currency` where the band is in
    another one, so that nobody can say. `penetration` is 0 at the low end and 1 at the high one.
    """

    part: str
    amount: Decimal
    band: Band
    place: str
    compa_ratio: float | None
    penetration: float | None

    @property
    def outside(self) -> bool:
        """Return whether it needs a reason."""
        return self.place != "within"

    @property
    def label(self) -> str:
        """Return the part in words."""
        return str(Part(self.part).label)


@dataclass(frozen=True)
class Peers:
    """Where a part stands among offers of the same level: nothing but their number where they are too few."""

    part: str
    amount: Decimal
    count: int
    hidden: bool
    p25: float | None
    median: float | None
    p75: float | None
    share_below: float | None

    @property
    def label(self) -> str:
        """Return the part in words."""
        return str(Part(self.part).label)


@dataclass(frozen=True)
class Effect:
    """What a part does to the pay of its peers: its ratio to their median, how many of them get less, the median and
    the Gini coefficient without and with it.
    """

    part: str
    count: int
    below: int
    ratio: float
    median_before: float
    median_after: float
    gini_before: float
    gini_after: float

    @property
    def label(self) -> str:
        """Return the part in words."""
        return str(Part(self.part).label)

    @property
    def widens(self) -> bool:
        """Return whether the spread grows as it is shown: in whole per cent."""
        return round(self.gini_after, 2) > round(self.gini_before, 2)


def _amounts(summary: Summary) -> dict[str, Decimal]:
    return {Part.BASE: summary.base, Part.EQUITY: summary.equity, Part.TOTAL: summary.yearly}


def band_places(summary: Summary, bands: Mapping[str, Sequence[Band]]) -> list[Place]:
    """Return where each part stands that has a band. `bands` has them by part, the most specific first."""
    found = []
    for part, amount in _amounts(summary).items():
        there = bands.get(part, ())
        band = next((one for one in there if one.currency == summary.currency), None)
        if band is not None:
            place = place_in_band(float(amount), PayBand(float(band.low), float(band.high)))
            found.append(Place(part, amount, band, place.place, place.compa_ratio, place.penetration))
        elif there:
            found.append(Place(part, amount, there[0], "currency", None, None))
    return found


def peer_places(summary: Summary, peers: Mapping[str, Sequence[Decimal]], *, least: int) -> list[Peers]:
    """Return where each part stands among what peers were offered, by part, in the package's currency."""
    found = []
    for part, amount in _amounts(summary).items():
        if part not in peers:
            continue
        place = place_in_peers(float(amount), [float(one) for one in peers[part]], least=least)
        numbers = (place.p25, place.median, place.p75, place.share_below)
        told = [None if math.isnan(one) else one for one in numbers]
        found.append(Peers(part, amount, place.count, place.hidden, *told))
    return found


def peer_effects(summary: Summary, peers: Mapping[str, Sequence[Decimal]], *, least: int) -> list[Effect]:
    """Return what each part does to the pay of its peers; nothing of one whose peers are too few to tell of."""
    found = []
    for part, amount in _amounts(summary).items():
        change = spread_change(float(amount), [float(one) for one in peers.get(part, ())], least=least)
        if not change.hidden:
            told = dict(vars(change))
            del told["hidden"]
            found.append(Effect(part=part, **told))
    return found
