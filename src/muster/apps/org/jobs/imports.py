"""Imports of large files."""

from __future__ import annotations

from django_tasks import TaskContext, task

from muster.apps.core.jobs import running
from muster.apps.org.models import EmployeeImport
from muster.apps.org.services.imports.running import apply_import, check_import

__all__ = ["run_apply", "run_check"]

State = EmployeeImport.State


@task(takes_context=True)
def run_check(context: TaskContext, key: int) -> None:
    """Do the dry run of an import, unless an attempt before has."""
    job = running(context)
    one = EmployeeImport.objects.select_related("created_by").get(pk=key)
    if one.state == State.CHECKING:
        check_import(one, progress=lambda done, total: job.tell(done=done, total=total))


@task(takes_context=True)
def run_apply(context: TaskContext, key: int) -> None:
    """Write a confirmed import, unless an attempt before has."""
    job = running(context)
    one = EmployeeImport.objects.select_related("created_by").get(pk=key)
    if one.state == State.APPLYING:
        with job.step(done=1, total=1):
            apply_import(one)
