"""Tasks that the tests of jobs and workers run."""

from __future__ import annotations

import os
import time
from typing import Any

from django_tasks import TaskContext, task

from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import running
from muster.apps.core.ledger import create_many
from muster.apps.core.models import StoredFile


@task(takes_context=True)
def store_files(context: TaskContext, total: int, seconds: float = 0) -> int:
    """Store `total` files, each in a step of its own."""
    job = running(context)
    for number in range(job.cursor or 0, total):
        with job.step(done=number + 1, total=total, cursor=number + 1):
            store(f"{job.job.pk} {number}")
            time.sleep(seconds)
    return total


def store(name: str) -> None:
    row = StoredFile(name=name, kind="text/plain", size=os.getpid(), digest="0" * 64)
    create_many(StoredFile, [row], "file.store", actor=None)


@task(takes_context=True)
def store_then_fail(context: TaskContext, how: str) -> None:
    """Store one file in a step, and fail in the next."""
    with running(context).step(done=1, total=2):
        store("kept")
    with running(context).step(done=2):
        store("not kept")
        raise {"refused": RefusedError("This cannot be done; do that."), "fault": ZeroDivisionError()}[how]


@task()
def add(one: int, other: int) -> int:
    """Return a sum; a task that asks for no context."""
    return one + other


@task(takes_context=True)
def interrupted(context: TaskContext, /, **arguments: Any) -> None:
    """Leave, as a second Ctrl-C makes a worker do."""
    with running(context).step(done=1, cursor=1):
        store("before the interrupt")
    raise SystemExit(1)
