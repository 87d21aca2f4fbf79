"""The kits of imported interviews: one for each name in an opening, with the criteria that scorecards rate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from muster.apps.core.ledger import create_many
from muster.apps.hire.models import Criterion, Kit
from muster.apps.hire.services.history.context import CREATED, Context
from muster.apps.hire.services.history.text import cut
from muster.tables.vendors.shapes import Rating

__all__ = ["criteria_of", "kit_of"]

Criteria = dict[tuple[str, int], Criterion]
"""By the name in small letters and the number of ratings."""


def kit_of(context: Context, requisition: int, name: str) -> int:
    """Return the key of an opening's kit of this name."""
    name = cut(name, 120)

    def find() -> int:
        kit = Kit.objects.filter(requisition=requisition, name=name).first()
        if kit is None:
            [kit] = create_many(
                Kit, [Kit(requisition_id=requisition, name=name)], CREATED, actor=context.actor
            )
        return int(kit.pk)

    return cast("int", context.once(f"kit {requisition} {name}", find))


def criteria_of(context: Context, kit: int, ratings: Iterable[Rating]) -> Mapping[tuple[str, int], Criterion]:
    """Return a kit's criteria, with all that these ratings are about."""
    there = cast("Criteria", context.once(f"criteria {kit}", lambda: _criteria(kit)))
    for rating in ratings:
        key = rating.criterion.casefold(), len(rating.words)
        if key not in there:
            taken = {one.name.casefold() for one in there.values()}
            name = cut(rating.criterion, 80)
            if name.casefold() in taken:
                name = f"{cut(rating.criterion, 70)} ({len(taken) + 1})"
            criterion = Criterion(
                kit_id=kit,
                position=len(there),
                name=name,
                anchors=[cut(word, 200) for word in rating.words],
            )
            [there[key]] = create_many(Criterion, [criterion], CREATED, actor=context.actor)
    return there


def _criteria(kit: int) -> Criteria:
    return {
        (one.name.casefold(), len(one.anchors)): one
        for one in Criterion.objects.filter(kit=kit).order_by("position", "pk")
    }
