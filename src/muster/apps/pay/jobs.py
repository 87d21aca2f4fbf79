"""What a worker does for pay: tell signers and remind them, let offers expire, tell those around an offer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import TaskContext, task

from muster.apps.core.jobs import RunningJob, enqueue, running
from muster.apps.core.ledger import change
from muster.apps.pay.models import OfferNotice, SignOffNotice
from muster.apps.pay.models.notices import Notice
from muster.apps.pay.services.expiring import offer_expire
from muster.apps.pay.services.reminding import reminder_begin

__all__ = ["expire_offer", "notice_send", "remind_signers", "send_offer_notices", "send_signoff_notices"]

Status = Notice.Status


@task(takes_context=True)
def send_signoff_notices(context: TaskContext, notices: list[int]) -> dict[str, Any]:
    """Send notices one by one. Each is marked before it is handed over, so that it is never sent twice."""
    job = running(context)
    for done, pk in enumerate(notices, 1):
        notice_send(job, SignOffNotice.objects.get(pk=pk), done=done, total=len(notices))
    return {"notices": len(notices)}


@task(takes_context=True)
def remind_signers(context: TaskContext, signoff: int) -> int:
    """Remind the signers of a signature that is late, tell others when it still waits; return how many were told."""
    job = running(context)
    again: datetime | None = None
    with job.step():
        notices, again = reminder_begin(signoff=signoff, now=timezone.now())
        if again is not None:
            later = remind_signers.using(run_after=again)
            enqueue(later, title=job.job.title, actor=None, signoff=signoff)
    for done, notice in enumerate(notices, 1):
        notice_send(job, notice, done=done, total=len(notices))
    return len(notices)


@task(takes_context=True)
def send_offer_notices(context: TaskContext, notices: list[int]) -> int:
    """Send notices of offers one by one, each once; return how many there were."""
    job = running(context)
    for done, pk in enumerate(notices, 1):
        notice_send(job, OfferNotice.objects.get(pk=pk), done=done, total=len(notices))
    return len(notices)


@task(takes_context=True)
def expire_offer(context: TaskContext, sending: int) -> bool:
    """Let an offer expire whose time is up, and tell those around it; return whether it did."""
    job = running(context)
    with job.step():
        notices = offer_expire(sending=sending, now=timezone.now())
    for done, notice in enumerate(notices, 1):
        notice_send(job, notice, done=done, total=len(notices))
    return bool(notices)


def notice_send(job: RunningJob, notice: Notice, *, done: int, total: int) -> None:
    """Send one notice, if it is still to be sent: it is marked before it is handed over, so that it goes once."""
    if notice.status != Status.QUEUED:
        return
    with job.step(), change(notice, "notice.begin", actor=None):
        notice.status = Status.SENDING
        notice.save()
    problem = ""
    try:
        EmailMessage(notice.subject, notice.body, to=[notice.recipient]).send()
    except OSError as error:  # smtplib's errors are OSErrors
        problem = str(error) or type(error).__name__
    with job.step(done=done, total=total), change(notice, "notice.sent", actor=None):
        notice.status = Status.FAILED if problem else Status.SENT
        notice.sent_at, notice.problem = timezone.now(), problem[:500]
        notice.save()
