"""Reading webhooks and what was sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from muster.apps.core.models import Delivery, Webhook
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.core.roles import Person
from muster.apps.core.rules import may_manage_webhooks

__all__ = ["delivery_list", "delivery_page", "webhook_list"]

ROWS = 25


def webhook_list(*, person: Person) -> QuerySet[Webhook]:
    """Return the webhooks, to administrators."""
    return Webhook.objects.all() if may_manage_webhooks(person) else Webhook.objects.none()


def delivery_list(*, person: Person, webhook: int) -> QuerySet[Delivery]:
    """Return what was, or is to be, sent to a webhook."""
    found = Delivery.objects.filter(webhook=webhook)
    return found if may_manage_webhooks(person) else found.none()


def delivery_page(
    *, person: Person, webhook: Webhook, states: Sequence[str], before: str | None, after: str | None
) -> KeysetPage[Delivery]:
    """Return some of it, the newest first; `states` narrows it to one."""
    found = delivery_list(person=person, webhook=webhook.pk)
    if states:
        found = found.filter(state__in=states)
    return keyset_page(found, order=("-pk",), size=ROWS, before=before, after=after)
