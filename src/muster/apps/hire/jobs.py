"""What a worker does for hiring: read résumés, send messages, remind, estimate merit, tidy up."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from muster.apps.accounts.models import User
from muster.apps.core.files import file_open, file_remove
from muster.apps.core.jobs import RunningJob, enqueue, running
from muster.apps.core.ledger import change
from muster.apps.core.models import StoredFile
from muster.apps.hire.calendars import method_of
from muster.apps.hire.links import status_link
from muster.apps.hire.models import Application, Export, MeritRun, Message, Notice
from muster.apps.hire.search import forget_removed, index_applications
from muster.apps.hire.services.audits_running import audit_carry_out
from muster.apps.hire.services.bar_running import bar_run_carry_out
from muster.apps.hire.services.erasures_running import erasures_run
from muster.apps.hire.services.exports_kept import export_forget
from muster.apps.hire.services.exports_making import export_make
from muster.apps.hire.services.merit_choosing import merit_choosing_carry_out
from muster.apps.hire.services.merit_reports import merit_report_write
from muster.apps.hire.services.merit_running import merit_run_carry_out
from muster.apps.hire.services.reminders import reminder_begin
from muster.apps.hire.services.retention_finding import retention_find, retention_rules
from muster.apps.hire.texts import fill_in
from muster.engine.errors import InputError
from muster.tables.resumes import read_resume

__all__ = [
    "choose_by_merit",
    "erase_due",
    "expire_export",
    "expire_import",
    "find_due",
    "forget_words",
    "make_export",
    "make_merit_report",
    "read_resume_text",
    "remind_scorecard",
    "run_audit",
    "run_bar",
    "run_merit",
    "send_messages",
    "send_notices",
]


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
        kept = Application.objects.filter(pk=application, resume=row.resume)
        if kept.update(
            resume_text=text
        ):  # an erasure meanwhile takes the résumé away, and its text stays away
            index_applications([kept.select_related("candidate").get()])


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
        body = fill_in(message.body, _links(message))
        _send(job, message, body, done=done, total=len(messages))
    return {"messages": len(messages)}


@task(takes_context=True)
def send_notices(context: TaskContext, notices: list[int]) -> dict[str, Any]:
    """Send notices to interviewers and members of committees one by one, each once."""
    job = running(context)
    for done, pk in enumerate(notices, 1):
        notice = Notice.objects.get(pk=pk)
        if notice.status != Message.Status.QUEUED:
            continue
        with job.step(), change(notice, "notice.begin", actor=None):
            notice.status = Message.Status.SENDING
            notice.save(update_fields=["status"])
        _send(job, notice, notice.body, done=done, total=len(notices))
    return {"notices": len(notices)}


@task(takes_context=True)
def remind_scorecard(context: TaskContext, seat: int) -> bool:
    """Remind an interviewer if their scorecard is late; return whether they were reminded."""
    job = running(context)
    with job.step():
        notice = reminder_begin(seat=seat, now=timezone.now())
    if notice is None:
        return False
    _send(job, notice, notice.body, done=1, total=1)
    return True


@task(takes_context=True)
def expire_import(context: TaskContext, file: int) -> bool:
    """Remove a file of candidates that nobody has imported since; return whether it was there."""
    job = running(context)
    with job.step():
        stored = StoredFile.objects.filter(pk=file).first()
        if stored is None:
            return False
        file_remove(stored=stored, actor=None, action="import.expire")
    return True


@task(takes_context=True)
def make_export(context: TaskContext, export: int) -> None:
    """Make an export that somebody asked for, and see that it goes away in its time."""

    def expire(key: int, at: datetime) -> None:
        later = expire_export.using(run_after=at)
        enqueue(later, title="Remove an export", actor=None, export=key)

    export_make(job=running(context), pk=export, expire=expire)


@task(takes_context=True)
def expire_export(context: TaskContext, export: int) -> None:
    """Remove an export whose time is up."""
    job = running(context)
    with job.step():
        export_forget(actor=None, export=Export.objects.get(pk=export), action="export.expire")


@task(takes_context=True)
def run_merit(context: TaskContext, run: int) -> None:
    """Estimate merit, what came of it stands in the run, and see that its odds are worked out."""
    job = running(context)

    def queue(choosing: int) -> UUID:
        asker = MeritRun.objects.select_related("asked_by").get(pk=run).asked_by
        with translation.override(asker.language):
            title = _("Working out the odds")
        return enqueue(choose_by_merit, title=title, actor=asker, choosing=choosing).pk

    merit_run_carry_out(job=job, pk=run, queue=queue)


@task(takes_context=True)
def choose_by_merit(context: TaskContext, choosing: int) -> None:
    """Work out the odds of a run."""
    merit_choosing_carry_out(job=running(context), pk=choosing)


@task(takes_context=True)
def run_bar(context: TaskContext, run: int) -> None:
    """Estimate whether the bar holds; what came of it stands in the run."""
    bar_run_carry_out(job=running(context), pk=run)


@task(takes_context=True)
def run_audit(context: TaskContext, run: int) -> None:
    """Audit the selection by a signed plan; what came of it stands in the run."""
    audit_carry_out(job=running(context), pk=run)


@task(takes_context=True)
def make_merit_report(context: TaskContext, report: int) -> None:
    """Write the season report of a run."""
    merit_report_write(job=running(context), pk=report)


@task(takes_context=True)
def find_due(context: TaskContext, daily: bool) -> int:
    """Look for candidates whose data were kept long enough; every day, while there are rules."""
    job = running(context)
    found = retention_find(job=job)
    if daily and retention_rules():
        later = find_due.using(run_after=timezone.now() + timedelta(days=1))
        enqueue(later, title=job.job.title, actor=None, daily=True)
    return found


@task(takes_context=True)
def erase_due(context: TaskContext, actor_pk: int) -> dict[str, int]:
    """Erase those whose data were kept long enough, as somebody asked for."""
    told = erasures_run(job=running(context), actor=User.objects.get(pk=actor_pk))
    forget_removed()
    return told


@task()
def forget_words() -> None:
    """Take what was erased out of the index of searches."""
    forget_removed()


def _links(message: Message) -> dict[str, str]:
    """Return the candidate's own links that a message has, which are kept nowhere."""
    found = {"status_link": status_link(message.application)}
    for name, path in settings.SITE_MESSAGE_LINKS.items():
        if f"{{{name}}}" in message.body:
            found[name] = import_string(path)(message.application)
    return found


def _send(job: RunningJob, row: Message | Notice, body: str, *, done: int, total: int) -> None:
    """Hand over what is marked as being sent, and record how that went."""
    problem = _hand_over(row, body)
    action = "message.sent" if isinstance(row, Message) else "notice.sent"
    with job.step(done=done, total=total), change(row, action, actor=None):
        row.status = Message.Status.FAILED if problem else Message.Status.SENT
        row.sent_at, row.problem = timezone.now(), problem[:500]
        row.save(update_fields=["status", "sent_at", "problem"])


def _hand_over(row: Message | Notice, body: str) -> str:
    """Give a message to the mail server, an invitation with it; return what went wrong, or nothing."""
    try:
        message = EmailMessage(row.subject, body, to=[row.recipient])
        if row.calendar:
            kind = f"text/calendar; method={method_of(row.calendar)}"
            message.attach("invitation.ics", row.calendar, kind)
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors
        return str(error) or type(error).__name__
    return ""
