"""What a worker does for hiring: read résumés, send messages."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import TaskContext, task

from muster.apps.core.files import file_open
from muster.apps.core.jobs import running
from muster.apps.core.ledger import change
from muster.apps.hire.links import status_link
from muster.apps.hire.models import Application, Message
from muster.apps.hire.search import index_applications
from muster.apps.hire.texts import fill_in
from muster.engine.errors import InputError
from muster.tables.resumes import read_resume

__all__ = ["read_resume_text", "send_messages"]


@task(takes_context=True)
def read_resume_text(context: TaskContext, application: int) -> None:
    """Read the text of an application's résumé, with limits on time and memory."""
    job = running(context)
    row = Application.objects.select_related("resume", "candidate").get(pk=application)
    if row.resume is None:
        return
    with file_open(row.resume) as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != row.resume.digest:
        raise InputError("The stored file is not the one that was uploaded; tell an administrator.")
    text = read_resume(data).text
    with job.step(done=1, total=1):
        row.resume_text = text
        row.save(update_fields=["resume_text"])
        index_applications([row])


@task(takes_context=True)
def send_messages(context: TaskContext, messages: list[int]) -> dict[str, Any]:
    """Send messages one by one. Each is marked before it is handed over, so that it is never sent twice."""
    job = running(context)
    for done, pk in enumerate(messages, 1):
        message = Message.objects.select_related("application").get(pk=pk)
        if message.status != Message.Status.QUEUED:
            continue
        with job.step(), change(message, "message.begin", actor=None):
            message.status = Message.Status.SENDING
            message.save(update_fields=["status"])
        problem = _hand_over(message)
        with job.step(done=done, total=len(messages)), change(message, "message.sent", actor=None):
            message.status = Message.Status.FAILED if problem else Message.Status.SENT
            message.sent_at, message.problem = timezone.now(), problem[:500]
            message.save(update_fields=["status", "sent_at", "problem"])
    return {"messages": len(messages)}


def _hand_over(message: Message) -> str:
    """Give a message to the mail server; return what went wrong, or nothing."""
    try:
        body = fill_in(message.body, {"status_link": status_link(message.application)})
        EmailMessage(message.subject, body, to=[message.recipient]).send()
    except OSError as error:  # smtplib's errors are OSErrors
        return str(error) or type(error).__name__
    return ""
