"""Offers whose time is up: on the day they said, never earlier."""

from __future__ import annotations

from datetime import datetime

from muster.apps.core.ledger import change, writing
from muster.apps.pay.models import Offer, OfferNotice, OfferState, Sending
from muster.apps.pay.services.offers import offer_enter
from muster.apps.pay.services.telling import EXPIRED, notices_keep

__all__ = ["offer_expire"]


def offer_expire(*, sending: int, now: datetime) -> list[OfferNotice]:
    """Let an offer expire if its time is up and nobody has answered; return what those around it are told. What was
    extended, answered or taken back stays as it is.
    """
    with writing():
        found = Sending.objects.filter(pk=sending, expires_at__lte=now, offer__state=OfferState.SENT).first()
        if found is None:
            return []
        rows = Offer.objects.select_related("application__candidate", "application__requisition")
        offer = rows.get(pk=found.offer_id)
        with change(offer, "offer.expire", actor=None, detail={"last_day": found.last_day.isoformat()}):
            offer_enter(offer, OfferState.EXPIRED)
        return notices_keep(offer=offer, texts=EXPIRED)
