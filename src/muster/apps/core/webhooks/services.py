"""Webhooks are set up, changed, tried and replayed by administrators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, writing
from muster.apps.core.models import Delivery, Entry, Webhook
from muster.apps.core.roles import Person, require
from muster.apps.core.rules import may_manage_webhooks
from muster.apps.core.webhooks.addresses import check_url
from muster.apps.core.webhooks.delivering import dispatch, schedule
from muster.apps.core.webhooks.events import events
from muster.apps.core.webhooks.signing import make_secret

__all__ = [
    "delivery_replay",
    "webhook_ping",
    "webhook_remove",
    "webhook_replay",
    "webhook_rotate",
    "webhook_save",
]

NOT_YOURS = gettext_lazy("Only administrators set webhooks up.")
OVERLAP = timedelta(days=1)  # for which an exchanged secret still signs
MOST_REPLAYED = 10_000


def webhook_save(
    *,
    actor: Person,
    webhook: Webhook | None,
    name: str,
    url: str,
    events: Sequence[str],
    active: bool = True,
    seen: int | None = None,
) -> Webhook:
    """Make or change a webhook. A new one is told of what happens from now on, and so is one that was not active."""
    require(may_manage_webhooks(actor), NOT_YOURS)
    check_url(url)
    if not name.strip():
        raise RefusedError(_("Give the webhook a name."))
    wanted = _known(events)
    with writing():
        row = webhook or Webhook(secret=make_secret())
        with change(row, "webhook.save", actor=actor, seen=seen):
            was_active = not row._state.adding and row.active
            row.name, row.url, row.events, row.active = name.strip()[:80], url, wanted, active
            if active and not was_active:
                row.told_to = _newest()
            row.failures, row.rests_until = 0, None
            row.save()
        if active:
            schedule(row, timezone.now())
    return row


def _known(wanted: Sequence[str]) -> list[str]:
    known = events()
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise RefusedError(_("There is no event %(name)s.") % {"name": unknown[0]})
    if not wanted:
        raise RefusedError(_("Choose at least one event."))
    return sorted(set(wanted))


def _newest() -> int:
    return Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def webhook_remove(*, actor: Person, webhook: Webhook) -> None:
    """Remove a webhook with what was sent."""
    require(may_manage_webhooks(actor), NOT_YOURS)
    with change(webhook, "webhook.remove", actor=actor):
        webhook.delete()


def webhook_rotate(*, actor: Person, webhook: Webhook) -> str:
    """Exchange the secret; for a day both sign. Return the new one, which nobody is shown again."""
    require(may_manage_webhooks(actor), NOT_YOURS)
    with change(webhook, "webhook.rotate", actor=actor):
        webhook.old_secret, webhook.old_until = webhook.secret, timezone.now() + OVERLAP
        webhook.secret = make_secret()
        webhook.save()
    return webhook.secret


def webhook_ping(*, actor: Person, webhook: Webhook) -> None:
    """Send an event that says nothing, to see whether it arrives."""
    require(may_manage_webhooks(actor), NOT_YOURS)
    if not webhook.active:
        raise RefusedError(_("The webhook is switched off; switch it on first."))
    with writing():
        Webhook.objects.filter(pk=webhook.pk).update(failures=0, rests_until=None)
        with change(webhook, "webhook.ping", actor=actor):
            pass  # the entry is what is sent
    dispatch()


def delivery_replay(*, actor: Person, delivery: Delivery) -> None:
    """Send an event again, under the same name, whatever became of it before."""
    require(may_manage_webhooks(actor), NOT_YOURS)
    _send_again(actor, delivery.webhook, [delivery.pk])


def webhook_replay(*, actor: Person, webhook: Webhook) -> int:
    """Send again all that was given up; return how many."""
    require(may_manage_webhooks(actor), NOT_YOURS)
    failed = Delivery.objects.filter(webhook=webhook, state=Delivery.State.FAILED).order_by("pk")
    keys = list(failed.values_list("pk", flat=True)[:MOST_REPLAYED])
    if keys:
        _send_again(actor, webhook, keys)
    return len(keys)


def _send_again(actor: Person, webhook: Webhook, keys: list[int]) -> None:
    now = timezone.now()
    with writing():
        with change(webhook, "webhook.replay", actor=actor, detail={"deliveries": len(keys)}):
            webhook.failures, webhook.rests_until = 0, None
            webhook.save()
        for start in range(0, len(keys), 500):
            Delivery.objects.filter(pk__in=keys[start : start + 500]).update(
                state=Delivery.State.WAITING, created_at=now, next_at=now
            )
        schedule(webhook, now)
