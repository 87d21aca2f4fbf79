"""Reading who can give a signature."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.pay.models import Delegation, OfferVersion, SignOff
from muster.apps.pay.selectors.policy import Slot, possible_signers

__all__ = ["signers_of"]


def signers_of(*, signoff: SignOff, version: OfferVersion) -> list[User]:
    """Return who can give this signature today: those it is asked of, and those who sign for them. Nobody who proposed
    the package or to whom it is offered.
    """
    offer = version.offer
    without = [*offer.versions.values_list("made_by", flat=True), offer.opened_by_id]
    slot = Slot(signoff.step, signoff.role, signoff.person, signoff.days)
    asked = list(possible_signers(slot=slot, without=without).order_by("pk"))
    today = timezone.localdate()
    away = Delegation.objects.filter(
        delegate=OuterRef("pk"),
        person__in=[one.pk for one in asked],
        ended_at=None,
        first_day__lte=today,
        last_day__gte=today,
    )
    delegates = User.objects.filter(Q(Exists(away)), is_active=True).exclude(pk__in=without).order_by("pk")
    people = {one.pk: one for one in (*asked, *delegates)}
    own = offer.application.candidate.email.casefold()
    return [one for one in people.values() if one.email.casefold() != own]
