"""Erasing what offers say of a candidate: packages and whatever was written of them go, states and signatures stay."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.hire.models import Candidate
from muster.apps.hire.services.erasing import Wiping, wipe
from muster.apps.pay.models import Offer, OfferVersion, SignOff, SignOffNotice

__all__ = ["offers_erase"]

WIPINGS = (
    Wiping(Offer, "application__candidate", ("reason",)),
    Wiping(OfferVersion, "offer__application__candidate", ("reason", "note"), {"content": {}}),
    Wiping(SignOff, "version_of__offer__application__candidate", ("reason",)),
    Wiping(
        SignOffNotice,
        "signoff__version_of__offer__application__candidate",
        ("subject", "body"),
        {"problem": ""},
    ),
)


def offers_erase(*, actor: User | None, candidate: Candidate) -> None:
    """Erase what offers say of a candidate, for the service that erases all else of them."""
    for wiping in WIPINGS:
        wipe(actor, wiping, candidate)
