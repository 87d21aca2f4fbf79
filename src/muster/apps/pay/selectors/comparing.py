"""Reading how two versions of an offer differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from muster.apps.pay.bridge import content_odds
from muster.apps.pay.content import content_differences
from muster.apps.pay.models import OfferVersion
from muster.apps.pay.words import place_label, value_label

__all__ = ["Compared", "Row", "versions_compare"]


@dataclass(frozen=True)
class Row:
    """A place of the package in words, with what stood there and what stands there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Compared:
    """Two versions side by side. `odds` are the chances that the second is worth more, by years."""

    first: OfferVersion
    second: OfferVersion
    rows: Sequence[Row]
    odds: Sequence[tuple[int, float]]


def versions_compare(*, first: OfferVersion, second: OfferVersion) -> Compared:
    """Return how the second version differs from the first."""
    rows = [
        Row(place_label(one.place), value_label(one.before), value_label(one.after))
        for one in content_differences(first.content, second.content)
    ]
    return Compared(first, second, rows, content_odds([first.content, second.content]) if rows else ())
