"""Reading what is said in public about what others pay."""

from __future__ import annotations

from django.db.models import QuerySet

from muster.apps.accounts.models import User
from muster.apps.hire.models import Requisition
from muster.apps.pay.models import PayClaim
from muster.apps.pay.rules import may_see_bands

__all__ = ["claim_list", "claims_for"]

SHOWN = 8  # beside a package; the page of claims has all


def claim_list(*, person: User) -> QuerySet[PayClaim]:
    """Return all claims for those who may see the bands, the newest first."""
    if not may_see_bands(person):
        return PayClaim.objects.none()
    return PayClaim.objects.select_related("family", "level", "added_by").order_by("-said_on", "-pk")


def claims_for(*, requisition: Requisition) -> list[PayClaim]:
    """Return the newest claims about an opening's family and level."""
    rows = PayClaim.objects.filter(family=requisition.family_id, level=requisition.level_id)
    return list(rows.order_by("-said_on", "-pk")[:SHOWN])
