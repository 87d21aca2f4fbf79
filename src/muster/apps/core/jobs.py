"""Background jobs: work that a worker does in steps, each of which happens once or not at all.

A task is a function with django-tasks' `@task(takes_context=True)`; it asks `running(context)` for its job and does
its writing in `job.step()`. A step is one transaction, together with the progress and the cursor from which the next
attempt goes on, and it commits only while this worker is still the one that has the job. So a worker that is killed
loses the step it was in and no more, and one that was only taken for dead (stopped for longer than its lease) cannot
do again what its successor did.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from muster.apps.core.ledger import writing
from muster.apps.core.models import Job
from muster.apps.core.roles import Person

__all__ = [
    "LEASE",
    "MOST_ATTEMPTS",
    "JobLostError",
    "RunningJob",
    "claim",
    "enqueue",
    "finishing",
    "release_abandoned",
    "running",
]

LEASE = timedelta(seconds=20)  # a worker that says nothing for so long is taken to be dead
MOST_ATTEMPTS = 5  # a job that kills its worker must not kill workers for ever


class JobLostError(Exception):
    """Another worker has taken this job on; nothing of the step is kept."""


def enqueue(task: Task[..., Any], *, title: str, actor: Person | None, **arguments: Any) -> Job:
    """Put a task in the queue, in the transaction of whoever asks for it; return its job."""
    with transaction.atomic():
        result = task.enqueue(**arguments)
        return Job.objects.create(
            id=UUID(result.id), title=title[:200], created_by_id=None if actor is None else actor.pk
        )


@dataclass
class RunningJob:
    """A job in the hands of a worker, as one attempt."""

    job: Job
    attempt: int

    @property
    def cursor(self) -> Any:
        """Return where to go on: what the last committed step left, None at the beginning."""
        return self.job.cursor

    @contextmanager
    def step(
        self, *, done: int | None = None, total: int | None = None, cursor: Any = None, result: Any = None
    ) -> Iterator[None]:
        """Do the writes of the body in one transaction with the progress made; what is None stays as it is.

        Raises JobLostError, and undoes the body, when another worker has the job now.
        """
        told = {"done": done, "total": total, "cursor": cursor, "result": result}
        with writing():
            yield
            self.hold(**{name: value for name, value in told.items() if value is not None})
        self.job.refresh_from_db()

    def tell(self, *, done: int | None = None, total: int | None = None) -> None:
        """Say how far work is that writes nothing. Raises JobLostError when another worker has the job now."""
        told = {"done": done, "total": total}
        self.hold(**{name: value for name, value in told.items() if value is not None})

    def hold(self, **values: Any) -> None:
        """Renew the lease, with progress. Raises JobLostError when another worker has the job now."""
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.attempt)
        if not mine.update(**{"lease": timezone.now() + LEASE, **values}):
            raise JobLostError(f"job {self.job.pk} was taken on by another worker")


def running(context: TaskContext) -> RunningJob:
    """Return the job of the task that runs with this context."""
    job = Job.objects.get(pk=context.task_result.id)
    return RunningJob(job, job.attempt)


def claim(task: DBTaskResult[..., Any]) -> RunningJob:
    """Begin a new attempt at the job of a task that a worker has just taken.

    Raises JobLostError when the worker was taken for dead since, and somebody else has the task.
    """
    with transaction.atomic():
        now = DBTaskResult.objects.select_for_update().get(pk=task.pk)
        if now.status != TaskResultStatus.RUNNING or now.worker_ids != task.worker_ids:
            raise JobLostError(f"job {task.pk} was taken on by another worker")
        job, _ = Job.objects.get_or_create(pk=task.pk, defaults={"title": task.task_name[:200]})
        Job.objects.filter(pk=job.pk).update(attempt=F("attempt") + 1, lease=timezone.now() + LEASE)
        job.refresh_from_db()
    return RunningJob(job, job.attempt)


@contextmanager
def finishing(held: RunningJob) -> Iterator[DBTaskResult[..., Any]]:
    """Yield the locked task of a job that ends, in the transaction that says how.

    The task is locked before the job, as everywhere, so that workers cannot block one another. Raises JobLostError when
    another worker has the job now.
    """
    with transaction.atomic():
        task = DBTaskResult.objects.select_for_update().get(pk=held.job.pk)
        held.hold()
        yield task


def release_abandoned() -> int:
    """Put back in the queue what dead workers had, and return how many jobs; give up on those that failed often."""
    return sum(_release(task.pk) for task in _abandoned())


def _abandoned() -> QuerySet[DBTaskResult[..., Any]]:
    """Return the tasks whose worker has let the lease run out, or died before it had one."""
    now = timezone.now()
    late = Q(pk__in=Job.objects.filter(lease__lt=now).values("pk"))
    never_begun = Q(started_at__lt=now - LEASE) & ~Q(pk__in=Job.objects.filter(lease__gte=now).values("pk"))
    return DBTaskResult.objects.filter(late | never_begun, status=TaskResultStatus.RUNNING)


def _release(pk: UUID) -> bool:
    """Put one task back in the queue if, once it is locked, it still is abandoned."""
    with transaction.atomic():
        if not DBTaskResult.objects.select_for_update().filter(pk=pk).exists():
            return False
        task = _abandoned().filter(pk=pk).first()
        if task is None:
            return False
        Job.objects.filter(pk=pk).update(attempt=F("attempt") + 1, lease=None)
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            task.set_failed(RuntimeError(f"{MOST_ATTEMPTS} workers died at this job"))
            return False
        return DBTaskResult.objects.filter(pk=pk).update(status=TaskResultStatus.READY) == 1
