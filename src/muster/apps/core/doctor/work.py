"""Checks of background jobs: whether a worker takes them, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muster.apps.core.doctor.diagnosis import Diagnosis, Level
from muster.apps.core.models import Job

__all__ = ["check_jobs"]

PATIENCE = timedelta(minutes=5)
RECENT = timedelta(days=7)


def check_jobs() -> Iterator[Diagnosis]:
    """Find jobs that wait though they could run, those whose worker is gone, and those that failed of late."""
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - PATIENCE)
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    count = waiting.count()
    if count and not running.exists():
        oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True)[0]
        yield Diagnosis(
            "worker",
            Level.ERROR,
            f"No worker takes jobs: {count:,} wait, the oldest since {oldest:%Y-%m-%d %H:%M} UTC.",
            "Start `muster serve` without --no-worker, or `muster worker` beside it.",
        )
    dead = Job.objects.filter(pk__in=running.values("pk"), lease__lt=now - PATIENCE).count()
    if dead:
        yield Diagnosis(
            "stuck",
            Level.ERROR,
            f"{dead:,} jobs were begun by workers that are gone, and nobody has taken them on.",
            "Start `muster worker`: it takes them on where the last step ended.",
        )
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=now - RECENT).count()
    if failed:
        yield Diagnosis(
            "failed",
            Level.WARNING,
            f"{failed:,} jobs failed within the last 7 days.",
            "See why on the page of jobs, as an administrator.",
        )
