"""Reading offers: lists, who can be made one, and what stands beside a package."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from muster.apps.accounts.models import User
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.hire.models import Application, Decision, Outcome, Requisition, Vote
from muster.apps.hire.rules import blind_for, candidates_sealed, requisitions_reviewed
from muster.apps.hire.rules_committee import candidates_deciding
from muster.apps.pay.bridge import Summary
from muster.apps.pay.models import Offer, OfferState, OfferVersion, Part
from muster.apps.pay.rules import may_propose, offers_hidden, offers_visible
from muster.apps.pay.selectors.narrowing import OfferFilter, filter_allowed, offers_narrow

__all__ = ["application_offerable", "offer_counts", "offer_page", "offer_visible", "peers_of"]

PAGE = 50
JOINED = ("application__candidate", "requisition__level", "requisition__location", "requisition__family")
KNOWN = (OfferState.SIGNED, OfferState.SENT, OfferState.ACCEPTED)  # what peers were offered, or will be


def offer_visible(*, person: User) -> QuerySet[Offer]:
    """Return the offers that the person sees, with the amounts of their newest version."""
    newest = OfferVersion.objects.filter(offer=OuterRef("pk")).order_by("-number")
    return (
        Offer.objects.filter(offers_visible(person))
        .exclude(offers_hidden(person))
        .select_related(*JOINED)
        .defer("application__resume_text", "application__letter", "requisition__description")
        .annotate(
            total=Subquery(newest.values("total")[:1]),
            currency=Subquery(newest.values("currency")[:1]),
            outside=Subquery(newest.values("outside")[:1]),
        )
    )


def offer_page(
    *, person: User, wanted: OfferFilter, before: str | None, after: str | None
) -> KeysetPage[Offer]:
    """Return a page of the offers that a filter asks for, the last changed first."""
    wanted = filter_allowed(person=person, wanted=wanted)
    found = offers_narrow(offer_visible(person=person), wanted)
    return keyset_page(found, order=("-state_since", "-pk"), size=PAGE, before=before, after=after)


def offer_counts(*, person: User) -> dict[str, int]:
    """Return how many offers there are in each state."""
    rows = Offer.objects.filter(offers_visible(person)).exclude(offers_hidden(person)).order_by()
    return {row["state"]: row["count"] for row in rows.values("state").annotate(count=Count("pk"))}


def application_offerable(*, person: User) -> QuerySet[Application]:
    """Return the applications that a committee decided to hire and that have no offer yet, the longest waiting first,
    for those who propose packages.
    """
    if not may_propose(person):
        return Application.objects.none()
    later = Decision.objects.filter(application=OuterRef("application"), number__gt=OuterRef("number"))
    decided = Decision.objects.filter(
        ~Exists(later), application=OuterRef("pk"), state=Decision.State.SIGNED, outcome=Vote.HIRE
    )
    offers = Offer.objects.filter(application=OuterRef("pk"), state__in=Offer.OPEN)
    found = Application.objects.filter(
        Exists(decided),
        ~Exists(offers),
        outcome=Outcome.ACTIVE,
        requisition__status=Requisition.Status.OPEN,
    )
    hidden = {*candidates_sealed(person), *candidates_deciding(person)}
    if hidden:
        found = found.exclude(candidate__in=hidden)
    reviewed = requisitions_reviewed(person)
    if reviewed:
        found = found.exclude(blind_for(person, reviewed=reviewed))
    rows = found.select_related("candidate", "requisition", "requisition__level")
    return rows.defer("resume_text", "letter").order_by("stage_since", "pk")


def peers_of(*, offer: Offer, summary: Summary) -> dict[str, list[Decimal]]:
    """Return what others of the same family and level were offered in this currency, by part, in no order that tells
    who: signed, sent and accepted packages.
    """
    later = OfferVersion.objects.filter(offer=OuterRef("offer"), number__gt=OuterRef("number"))
    rows = (
        OfferVersion.objects.filter(
            ~Exists(later),
            offer__state__in=KNOWN,
            offer__requisition__family=offer.requisition.family_id,
            offer__requisition__level=offer.requisition.level_id,
            currency=summary.currency,
        )
        .exclude(offer=offer)
        .exclude(offer__application__candidate=offer.application.candidate_id)
        .order_by("base")
    )
    amounts = list(rows.values_list("base", "yearly"))
    return {Part.BASE.value: [one for one, _ in amounts], Part.TOTAL.value: [one for _, one in amounts]}
