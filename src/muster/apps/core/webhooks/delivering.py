"""Telling webhooks what happened: entries of the ledger become deliveries, and a worker sends them.

A delivery that fails is tried again for five days, later and later. The address rests meanwhile, so that one which
hangs keeps the worker no longer than a single request at a time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from muster.apps.core.jobs import enqueue, running
from muster.apps.core.ledger import writing
from muster.apps.core.models import Delivery, Entry, Webhook
from muster.apps.core.webhooks.events import actions_of, event_body, event_of
from muster.apps.core.webhooks.sending import Answer, post
from muster.apps.core.webhooks.signing import signed_headers

__all__ = ["KEPT", "deliver", "dispatch", "rest_after", "schedule"]

BATCH = 500
AT_ONCE = 200  # in one job, after which others have their turn
TRIED_FOR = timedelta(days=5)
KEPT = timedelta(days=30)  # what was sent, for people to see
FIRST_REST, LONGEST_REST = timedelta(seconds=10), timedelta(hours=6)


def dispatch() -> int:
    """Make deliveries of what the ledger has told since the last time; return how many."""
    newest = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    behind = Webhook.objects.filter(active=True, told_to__lt=newest)
    return sum(_dispatch(pk, newest) for pk in list(behind.values_list("pk", flat=True)))


def _dispatch(pk: int, newest: int) -> int:
    """Make the deliveries of one webhook, some at a time, each time together with how far it has come."""
    made = 0
    while True:
        with writing():
            row = Webhook.objects.select_for_update().filter(pk=pk, active=True).first()
            if row is None or row.told_to >= newest:
                return made
            wanted = Entry.objects.filter(
                sequence__gt=row.told_to, sequence__lte=newest, action__in=actions_of(row.events)
            )
            entries = list(
                wanted.order_by("sequence").values_list("sequence", "action", "kind", "row")[:BATCH]
            )
            mine = [one for one in entries if _concerns(row, one[1], one[2], one[3])]
            now = timezone.now()
            Delivery.objects.bulk_create(
                [
                    Delivery(
                        webhook=row, sequence=sequence, event=event_of(action), created_at=now, next_at=now
                    )
                    for sequence, action, _kind, _row in mine
                ],
                ignore_conflicts=True,
            )
            reached = entries[-1][0] if len(entries) == BATCH else newest
            Webhook.objects.filter(pk=pk).update(told_to=reached)
            if mine:
                schedule(row, now)
            made += len(mine)


def _concerns(row: Webhook, action: str, kind: str, pk: int) -> bool:
    """Return whether a webhook is told of this: of trials, of its own alone."""
    return action != "webhook.ping" or (kind == Webhook.ledger_kind() and pk == row.pk)


def schedule(row: Webhook, at: datetime) -> None:
    """Let a worker send what waits, not before a time; unless one will by then."""
    at = max(at, row.rests_until or at)
    ready = DBTaskResult.objects.filter(
        task_path=deliver.module_path,
        status=TaskResultStatus.READY,
        args_kwargs__kwargs__webhook=row.pk,
    )
    if not ready.filter(run_after__lte=at).exists():
        enqueue(deliver.using(run_after=at), title=f"Webhook: {row.name}", actor=None, webhook=row.pk)


@task(takes_context=True)
def deliver(context: TaskContext, webhook: int) -> dict[str, int]:
    """Send what waits for a webhook, the longest due first, until one fails or others should have their turn."""
    job, sent = running(context), 0
    while sent < AT_ONCE:
        row = Webhook.objects.filter(pk=webhook, active=True).first()
        now = timezone.now()
        if row is None or (row.rests_until is not None and row.rests_until > now):
            break
        one = _due(row, now)
        if one is None:
            break
        answer = _send(row, one, now)
        with job.step(done=sent + 1):
            _note(row, one, answer, now)
        sent += 1
    _go_on(webhook)
    return {"sent": sent}


def _due(row: Webhook, now: datetime) -> Delivery | None:
    waiting = Delivery.objects.filter(webhook=row, state=Delivery.State.WAITING, next_at__lte=now)
    return waiting.order_by("next_at", "pk").first()


def _send(row: Webhook, one: Delivery, now: datetime) -> Answer:
    entry = Entry.objects.get(sequence=one.sequence)
    body = event_body(one.event, entry)
    keys = [row.secret]
    if row.old_secret and row.old_until is not None and row.old_until > now:
        keys.append(row.old_secret)
    headers = signed_headers(code=one.code, at=int(now.timestamp()), body=body, keys=keys)
    return post(row.url, headers=headers, body=body)


def _note(row: Webhook, one: Delivery, answer: Answer, now: datetime) -> None:
    """Note how it went, and let the address rest where it failed."""
    one.attempts, one.attempted_at = one.attempts + 1, now
    one.status, one.problem, one.milliseconds = answer.status, answer.problem, answer.milliseconds
    failures, rests_until = 0, None
    if answer.taken:
        one.state = Delivery.State.DELIVERED
    else:
        failures = row.failures + 1
        rests_until = timezone.now() + rest_after(failures)
        one.next_at = timezone.now() + rest_after(one.attempts)
        if now - one.created_at > TRIED_FOR:
            one.state = Delivery.State.FAILED
    one.save()
    Webhook.objects.filter(pk=row.pk).update(failures=failures, rests_until=rests_until)


def rest_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: twice as long each time, up to some hours."""
    doubled: int = 2 ** min(failures - 1, 20)
    return min(FIRST_REST * doubled, LONGEST_REST)


def _go_on(pk: int) -> None:
    """Have the next send what is left, when it is due; and forget what was sent long ago."""
    with transaction.atomic():
        row = Webhook.objects.filter(pk=pk, active=True).first()
        if row is None:
            return
        old = Q(created_at__lt=timezone.now() - KEPT) & ~Q(state=Delivery.State.WAITING)
        keys = list(Delivery.objects.filter(old, webhook=row).values_list("pk", flat=True)[:BATCH])
        Delivery.objects.filter(pk__in=keys).delete()
        waiting = Delivery.objects.filter(webhook=row, state=Delivery.State.WAITING)
        soonest = waiting.aggregate(at=Min("next_at"))["at"]
        if soonest is not None:
            schedule(row, max(soonest, timezone.now()))
