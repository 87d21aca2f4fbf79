"""Articles for the tests of the market, and what they become."""

from __future__ import annotations

from datetime import date
from typing import Any

from muster.apps.accounts.models import User
from muster.apps.market.models import Claim, Document, Proposal
from muster.apps.market.services.confirming import proposal_confirm
from muster.apps.market.services.documents import Added, DocumentPlan
from muster.apps.market.services.receiving import document_receive

__all__ = ["ARABIC", "DAY", "DENIED", "FRENCH", "add", "confirmed", "move_in", "plan"]

DAY = date(2026, 3, 2)
FRENCH = (
    "Awa Diarra a quitté Nimbus Research pour rejoindre Tessera. "
    "Tessera a offert à Awa Diarra un paquet de 40 millions de dollars sur quatre ans."
)
ARABIC = "غادر سامي الخطيب شركة نيمبس وانضم إلى شركة تيسيرا."
DENIED = "Nimbus Research denied that Awa Diarra has left Nimbus Research."


def plan(text: str, **changes: Any) -> DocumentPlan:
    given: dict[str, Any] = {
        "data": text.encode(),
        "name": "",
        "source": "Le Courrier",
        "basis": "interest",
        "keep_months": 24,
        "published": DAY,
    }
    return DocumentPlan(**{**given, **changes})


def add(actor: User, text: str = FRENCH, **changes: Any) -> Added:
    return document_receive(actor=actor, plan=plan(text, **changes))


def move_in(document: Document) -> Proposal:
    """Return the first move that a document proposes."""
    return document.proposals.filter(kind="move").order_by("number")[0]


def confirmed(actor: User, text: str = FRENCH, **changes: Any) -> Claim:
    """Add an article and confirm its first move."""
    [document] = add(actor, text, **changes).documents
    return proposal_confirm(actor=actor, proposal=move_in(document))
