"""Objects of the core for the test of permissions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change
from muster.apps.core.models import Delivery, Webhook
from tests.apps.core.jobs_for_tests import add

__all__ = ["OBJECTS"]


def job(person: User) -> dict[str, Any]:
    return {"pk": enqueue(add, title="Add", actor=person, one=1, other=2).pk}


def webhook(person: User) -> dict[str, Any]:
    row = Webhook(
        name="Hook", url="https://example.com/", events=["application.received"], secret="whsec_AAAA"
    )
    with change(row, "test.create", actor=None):
        row.save()
    return {"pk": row.pk}


def delivery(person: User) -> dict[str, Any]:
    pk, now = webhook(person)["pk"], timezone.now()
    row = Delivery.objects.create(
        webhook_id=pk, sequence=1, event="application.received", created_at=now, next_at=now
    )
    return {"pk": pk, "delivery": row.pk}


OBJECTS: dict[str, Callable[[User], dict[str, Any]]] = {
    "core:delivery-again": delivery,
    "core:job": job,
    "core:webhook": webhook,
    "core:webhook-again": webhook,
    "core:webhook-edit": webhook,
    "core:webhook-remove": webhook,
    "core:webhook-secret": webhook,
    "core:webhook-try": webhook,
}
