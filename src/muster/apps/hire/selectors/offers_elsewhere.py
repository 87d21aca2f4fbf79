"""Reading offers that were made in another system."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Application, OfferElsewhere
from muster.apps.hire.rules import (
    EVERYWHERE,
    blind_for,
    candidates_sealed,
    is_sealed_for,
    may_list_offers,
    may_see_offers,
    requisitions_reviewed,
    seats_sealing,
)
from muster.apps.hire.rules_committee import ballots_deciding, candidates_deciding

__all__ = ["has_offers_elsewhere", "offer_elsewhere_all", "offer_elsewhere_hidden", "offer_elsewhere_list"]


def has_offers_elsewhere() -> Exists:
    """Return whether an application has such offers, for a query of applications."""
    return Exists(OfferElsewhere.objects.filter(application=OuterRef("pk")))


def offer_elsewhere_list(*, person: User, application: Application) -> QuerySet[OfferElsewhere]:
    """Return the offers of an application that the person sees and whose name they know, the newest version first.

    An offer tells what others thought of the candidate: it is sealed for whoever owes a scorecard for them, and for
    those who sit in a committee that has not decided yet.
    """
    if not may_see_offers(person, application.requisition):
        return OfferElsewhere.objects.none()
    candidate = application.candidate_id
    open_to_them = ~Exists(seats_sealing(person, candidate)) & ~Exists(ballots_deciding(person, candidate))
    return OfferElsewhere.objects.filter(open_to_them, application=application).order_by("-number", "-pk")


def offer_elsewhere_hidden(*, person: User, application: Application) -> bool:
    """Whether offers of an application, if there are any, are not for this person, or not yet."""
    if not may_see_offers(person, application.requisition) or is_sealed_for(person, application):
        return True
    return ballots_deciding(person, application.candidate_id).exists()


def offer_elsewhere_all(*, person: User) -> QuerySet[OfferElsewhere]:
    """Return all the offers that the person sees, by the same rules; none of candidates whom they review blind."""
    if not may_list_offers(person):
        return OfferElsewhere.objects.none()
    found = OfferElsewhere.objects.all()
    if not has_role(person, Role.COMPENSATION_PARTNER) and not has_role(person, *EVERYWHERE):
        found = found.filter(application__requisition__hiring_manager=person.pk)
    hidden = {*candidates_sealed(person), *candidates_deciding(person)}
    if hidden:
        found = found.exclude(application__candidate__in=hidden)
    reviewed = requisitions_reviewed(person)
    if reviewed:
        blind = Application.objects.filter(blind_for(person, reviewed=reviewed))
        found = found.exclude(application__in=blind)
    return found
