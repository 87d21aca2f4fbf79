"""Articles, claims, people and sources, for the test of permissions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.accounts.services import user_create
from muster.apps.core.roles import Role
from muster.apps.market.models import (
    Alarm,
    Feed,
    Organisation,
    Outsider,
    Post,
    Proposal,
    Source,
    Wave,
    WaveScan,
)
from muster.apps.market.services.confirming import proposal_confirm
from tests.apps.market.articles import FRENCH, add, confirmed, move_in
from tests.apps.market.targeting import fixed_list, make_list
from tests.apps.market.waving import ago

__all__ = ["DATA", "OBJECTS"]

SERIES = {"by": "month", "begins": ["2026-01-01", "2026-02-01"], "found": [1, 4], "expected": [1, 1]}


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


def wave(_person: User) -> dict[str, Any]:
    scan = WaveScan.objects.create(
        scope="ours", asked_at=timezone.now(), simulations=999, false_alarms=0.05, state="done", stamp="x",
        first=ago(900), last=ago(0), series=SERIES, departures=[[1, "2026-01-01", 1.0]],
    )  # fmt: skip
    found = Wave.objects.create(
        scan=scan, number=1, group="all", first=ago(40), last=ago(30), members=[], count=5, expected=1, ratio=5,
        ratio_low=2, ratio_high=9, log_ratio=9, p_value=0.01, false_alarms=0.004, going_on=False, series=SERIES,
    )  # fmt: skip
    return {"pk": found.pk}


def target_list(_person: User) -> dict[str, Any]:
    """Return the key of a list that is not fixed."""
    return {"pk": make_list(keeper()).pk}


def target(_person: User) -> dict[str, Any]:
    """Return the key of somebody who may be approached."""
    return {"pk": fixed_list(keeper()).targets.earliest("rank").pk}


def unfixed_target(_person: User) -> dict[str, Any]:
    return {"pk": make_list(keeper()).targets.earliest("rank").pk}


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
    "market:wave": wave,
    "market:target-list": target_list,
    "market:target-list-add": target_list,
    "market:target-list-file": target_list,
    "market:target-list-fix": target_list,
    "market:target": target,
    "market:target-approached": target,
    "market:target-rank": unfixed_target,
    "market:target-remove": unfixed_target,
    "api:market-target-list": target_list,
    "api:market-target-list-people": target_list,
    "api:market-target-event": target,
    "market:signal": alarm,
    "market:signal-inbox": alarm,
    "market:feed": feed,
    "market:feed-pause": feed,
    "market:feed-fetch": feed,
    "market:feed-remove": feed,
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
    "market:target-rank": {"rank": "1"},
    "api:market-target-event": {"kind": "approached", "day": timezone.localdate().isoformat()},
    "market:signal-inbox": {"basis": "interest", "keep_months": 24},
    "api:market-claim-resolve": {"outcome": "confirmed", "reason": "The register"},
    "api:market-documents": {"text": FRENCH, "source": "Le Courrier", "published": "2026-03-02"},
    "api:market-source-grade": {"grade": "B"},
}
