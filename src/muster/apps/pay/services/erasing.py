"""Erasing what offers say of a candidate: packages and whatever was written of them go, states and signatures stay."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.core.files import file_remove
from muster.apps.core.ledger import change
from muster.apps.hire.models import Candidate
from muster.apps.hire.services.erasing import Wiping, wipe
from muster.apps.pay.models import (
    Extension,
    Letter,
    Offer,
    OfferAnswer,
    OfferNotice,
    OfferQuestion,
    OfferVersion,
    SignOff,
    SignOffNotice,
)

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
    Wiping(Extension, "sending__offer__application__candidate", ("reason",)),
    Wiping(OfferQuestion, "offer__application__candidate", ("text", "answer")),
    Wiping(OfferAnswer, "offer__application__candidate", ("words",), {"employer": ""}),
    Wiping(OfferNotice, "offer__application__candidate", ("subject", "body"), {"problem": ""}),
)


def offers_erase(*, actor: User | None, candidate: Candidate) -> None:
    """Erase what offers say of a candidate, for the service that erases all else of them. Their link leads nowhere any
    more, for whom it was about is not there.
    """
    for wiping in WIPINGS:
        wipe(actor, wiping, candidate)
    letters = Letter.objects.filter(version_of__offer__application__candidate=candidate, file__isnull=False)
    for letter in letters.select_related("file").order_by("pk"):
        stored = letter.file
        with change(letter, "letter.erase", actor=actor):
            letter.file = None
            letter.save()
        if stored is not None:
            file_remove(stored=stored, actor=actor, action="letter.erase")
