"""The update of who works here now, on the days on which that changes."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import TaskContext, task

from muster.apps.core.jobs import running
from muster.apps.org.services.activity import activity_update

__all__ = ["update_activity"]


@task(takes_context=True)
def update_activity(context: TaskContext) -> int:
    """Update who works here now; return how many changed."""
    with running(context).step():
        return activity_update(actor=None, now=timezone.now())
