"""Reading bands."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import F, Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.hire.models import Requisition
from muster.apps.pay.models import Band
from muster.apps.pay.rules import may_see_bands

__all__ = ["band_list", "bands_for"]


def band_list(*, person: User) -> QuerySet[Band]:
    """Return all bands for those who may see them."""
    if not may_see_bands(person):
        return Band.objects.none()
    rows = Band.objects.select_related("family", "level", "location")
    return rows.order_by("family__name", "level__rank", "part", "currency", "pk")


def bands_for(*, requisition: Requisition) -> dict[str, list[Band]]:
    """Return the bands of an opening's family and level by part: those of its location first, then those of all."""
    there = Q(location=None) | Q(location=requisition.location_id)
    rows = Band.objects.filter(there, family=requisition.family_id, level=requisition.level_id)
    found: defaultdict[str, list[Band]] = defaultdict(list)
    for one in rows.order_by(F("location").asc(nulls_last=True), "pk"):
        found[one.part].append(one)
    return found
