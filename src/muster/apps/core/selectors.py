"""Reading the ledger and jobs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from muster.apps.core.models import Entry, Job
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.core.roles import Person, require
from muster.apps.core.rules import may_see_all_jobs, may_see_ledger

__all__ = ["EntryFilter", "ShownJob", "entry_page", "job_failed", "job_get", "job_last", "job_list"]

PAGE = 25
MOST_ACTORS = 200


@dataclass(frozen=True)
class EntryFilter:
    """What the auditor looks for; an empty value does not narrow."""

    actor: str = ""
    action: str = ""
    kind: str = ""
    row: int | None = None
    since: date | None = None
    until: date | None = None


def entry_page(
    *, person: Person, wanted: EntryFilter, before: str | None = None, after: str | None = None
) -> KeysetPage[Entry]:
    """Return entries, newest first, from the newest or next to a cursor.

    Raises PermissionDenied unless the person is an auditor.
    """
    require(may_see_ledger(person), _("Only an auditor sees the ledger."))
    entries = _entries(wanted).select_related("actor")
    period = wanted.since or wanted.until
    order = ("-at", "-sequence") if period else ("-sequence",)  # which finds an old period by its index
    return keyset_page(entries, order=order, size=PAGE, before=before, after=after)


def _entries(wanted: EntryFilter) -> QuerySet[Entry]:
    entries = Entry.objects.all()
    if wanted.actor:
        named = Q(name__icontains=wanted.actor) | Q(email__icontains=wanted.actor)
        actors = get_user_model()._default_manager.filter(named).values_list("pk", flat=True)
        entries = entries.filter(actor__in=list(actors[:MOST_ACTORS]))
    if wanted.action:
        entries = entries.filter(action=wanted.action)
    if wanted.kind:
        entries = entries.filter(kind=wanted.kind)
    if wanted.row is not None:
        entries = entries.filter(row=wanted.row)
    if wanted.since:
        entries = entries.filter(at__gte=_moment(wanted.since, time.min))
    if wanted.until:
        entries = entries.filter(at__lte=_moment(wanted.until, time.max))
    return entries


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


@dataclass(frozen=True)
class ShownJob:
    """A job with where it stands in the queue."""

    job: Job
    status: str

    def __getattr__(self, name: str) -> Any:
        """Return what the job itself has."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.job, name)

    @property
    def is_finished(self) -> bool:
        """Return whether nothing more will happen."""
        return self.status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)

    @property
    def is_failed(self) -> bool:
        """Return whether it ended without having been done."""
        return self.status == TaskResultStatus.FAILED

    @property
    def tone(self) -> str:
        """Return the tone of its badge."""
        tones = {TaskResultStatus.SUCCESSFUL: "good", TaskResultStatus.FAILED: "bad"}
        return tones.get(TaskResultStatus(self.status), "info")

    @property
    def status_label(self) -> str:
        """Return where it stands, in words."""
        return {
            TaskResultStatus.READY: _("Waiting"),
            TaskResultStatus.RUNNING: _("Running"),
            TaskResultStatus.SUCCESSFUL: _("Done"),
            TaskResultStatus.FAILED: _("Failed"),
        }[TaskResultStatus(self.status)]


def _visible(person: Person) -> QuerySet[Job]:
    jobs = Job.objects.select_related("created_by")
    return jobs if may_see_all_jobs(person) else jobs.filter(created_by=person.pk)


def _shown(jobs: Iterable[Job]) -> list[ShownJob]:
    found = list(jobs)
    statuses = dict(DBTaskResult.objects.filter(pk__in=[job.pk for job in found]).values_list("pk", "status"))
    return [ShownJob(job, statuses.get(job.pk, TaskResultStatus.FAILED)) for job in found]


def job_list(*, person: Person, start: int = 0, most: int = PAGE) -> list[ShownJob]:
    """Return the newest jobs that the person may see: their own, for administrators all."""
    return _shown(_visible(person)[start : start + most])


def job_get(*, person: Person, pk: UUID) -> ShownJob:
    """Return a job. Raises Job.DoesNotExist when there is none that the person may see."""
    return _shown([_visible(person).get(pk=pk)])[0]


def job_last(*, task: Task[..., Any]) -> ShownJob | None:
    """Return the newest job of a task, whoever asked for it."""
    newest = DBTaskResult.objects.filter(task_path=task.module_path).order_by("-enqueued_at").first()
    job = None if newest is None else Job.objects.filter(pk=newest.pk).first()
    return None if job is None else _shown([job])[0]


def job_failed(*, pk: UUID | None) -> bool:
    """Whether nothing will come of a job, for services that wait: it failed, or is not in the queue at all."""
    status = DBTaskResult.objects.filter(pk=pk).values_list("status", flat=True).first() if pk else None
    return status is None or status == TaskResultStatus.FAILED
