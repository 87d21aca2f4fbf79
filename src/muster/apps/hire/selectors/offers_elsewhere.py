"""Reading offers that were made in another system."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, OfferElsewhere
from muster.apps.hire.rules import is_sealed_for, may_see_offers
from muster.apps.hire.rules_committee import is_deciding

__all__ = ["has_offers_elsewhere", "offer_elsewhere_list"]


def has_offers_elsewhere() -> Exists:
    """Return whether an application has such offers, for a query of applications."""
    return Exists(OfferElsewhere.objects.filter(application=OuterRef("pk")))


def offer_elsewhere_list(*, person: User, application: Application) -> QuerySet[OfferElsewhere] | None:
    """Return the offers of an application that the person sees and whose name they know, the newest version first;
    None where they may not see any.

    An offer tells what others thought of the candidate: it is sealed for whoever owes a scorecard for them, and for
    those who sit in a committee that has not decided yet.
    """
    if not may_see_offers(person, application.requisition):
        return None
    if is_sealed_for(person, application) or is_deciding(person, application):
        return None
    return OfferElsewhere.objects.filter(application=application).order_by("-number", "-pk")
