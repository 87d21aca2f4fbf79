"""Articles, claims, people and sources, for the test of permissions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from muster.apps.market.models import Alarm, Feed, Organisation, Outsider, Post, Proposal, Source
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


def feed(_person: User) -> dict[str, Any]:
    actor = keeper()
    source = Source.objects.create(name=uuid4().hex)
    row = Feed.objects.create(
        url=f"https://{uuid4().hex}.example/feed",
        source=source,
        basis="interest",
        keep_months=24,
        minutes=15,
        kept_by=actor,
    )
    return {"pk": row.pk}


def alarm(_person: User) -> dict[str, Any]:
    source, now = Source.objects.create(name=uuid4().hex), timezone.now()
    post = Post.objects.create(source=source, key=uuid4().hex, title="It goes round", published_at=now)
    row = Alarm.objects.create(
        post=post, rose_at=now, shares=40, usual=4, low=0, high=9, times=5_000, history=20, noticed_at=now
    )
    return {"pk": row.pk}


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
    "market:signal": alarm,
    "market:signal-inbox": alarm,
    "market:feed": feed,
    "market:feed-pause": feed,
    "market:feed-fetch": feed,
    "market:feed-remove": feed,
}

DATA: dict[str, Any] = {
    "market:source-grade": {"grade": "B"},
    "market:signal-inbox": {"basis": "interest", "keep_months": 24},
}
