"""Articles, claims, people and sources, for the test of permissions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from muster.apps.market.models import Organisation, Outsider, Proposal
from muster.apps.market.services.confirming import proposal_confirm
from tests.apps.market.articles import FRENCH, add, confirmed, move_in

__all__ = ["DATA", "OBJECTS"]


def keeper() -> User:
    return user_create(
        actor=None, email=f"{uuid4().hex}@example.com", name="Keeper", roles=[Role.PEOPLE_PARTNER]
    )


def article() -> str:
    """Return an article that nobody has added."""
    return f"{FRENCH}\n\n{uuid4().hex}"


def document(_person: User) -> dict[str, Any]:
    return {"pk": add(keeper(), article()).documents[0].pk}


def proposal(_person: User) -> dict[str, Any]:
    return {"pk": move_in(add(keeper(), article()).documents[0]).pk}


def claim(_person: User) -> dict[str, Any]:
    return {"pk": confirmed(keeper(), article()).pk}


def package(_person: User) -> dict[str, Any]:

    actor = keeper()
    [row] = add(actor, article()).documents
    found = Proposal.objects.filter(document=row, kind="package").order_by("number")[0]
    return {"pk": proposal_confirm(actor=actor, proposal=found).pk}


def outsider(person: User) -> dict[str, Any]:
    claim(person)
    return {"pk": Outsider.objects.latest("pk").pk}


def organisation(_person: User) -> dict[str, Any]:
    return {"pk": Organisation.objects.create(name=uuid4().hex).pk}


def source(_person: User) -> dict[str, Any]:
    return {"pk": add(keeper(), article()).documents[0].source_id}


OBJECTS: dict[str, Callable[[User], dict[str, Any]]] = {
    "market:confirm": proposal,
    "market:correct": proposal,
    "market:document": document,
    "market:drop": proposal,
    "market:move": claim,
    "market:organisation-edit": organisation,
    "market:package": package,
    "market:person": outsider,
    "market:person-edit": outsider,
    "market:person-erase": outsider,
    "market:reopen": claim,
    "market:resolve": claim,
    "market:source-grade": source,
    "api:market-claim": claim,
    "api:market-claim-reopen": claim,
    "api:market-claim-resolve": claim,
    "api:market-document": document,
    "api:market-move": claim,
    "api:market-package": package,
    "api:market-person": outsider,
    "api:market-proposal": proposal,
    "api:market-proposal-confirm": proposal,
    "api:market-proposal-correct": proposal,
    "api:market-proposal-drop": proposal,
    "api:market-source": source,
    "api:market-source-grade": source,
}

DATA: dict[str, Any] = {
    "market:source-grade": {"grade": "B"},
    "api:market-claim-resolve": {"outcome": "confirmed", "reason": "The register"},
    "api:market-documents": {"text": FRENCH, "source": "Le Courrier", "published": "2026-03-02"},
    "api:market-source-grade": {"grade": "B"},
}
