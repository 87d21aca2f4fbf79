"""What a worker does for a large import."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import ngettext
from django_tasks import TaskContext, task

from muster.apps.accounts.models import User
from muster.apps.core.columns import Chosen
from muster.apps.core.files import path_of
from muster.apps.core.jobs import running
from muster.apps.core.models import StoredFile
from muster.apps.hire.problems import problem_line
from muster.apps.hire.services.imports import import_forget, import_plan, import_write
from muster.engine.errors import DataError

__all__ = ["import_candidates"]


@task(takes_context=True)
def import_candidates(
    context: TaskContext, file: int, person: int, columns: dict[str, Any] | None = None
) -> None:
    """Import a stored file of candidates: look through it, then write all of it in one step.

    `columns` are what its columns are, as somebody said.

    The job's result holds the lines that its page shows: how many are new, or everything that is wrong.
    """
    job = running(context)
    if job.job.result is not None:
        return  # an attempt before this one did it, and died after it
    stored, actor = StoredFile.objects.get(pk=file), User.objects.get(pk=person)
    path, chosen = path_of(stored), None if columns is None else Chosen.of_json(columns)
    with translation.override(actor.language):
        total = len(import_plan(actor=actor, path=path, file=stored.name, chosen=chosen).rows)
        job.tell(done=0, total=total)
        try:
            with job.step(done=total, total=total, result={"lines": [_done(total)]}):
                import_write(actor=actor, path=path, file=stored.name, chosen=chosen)
                import_forget(actor=actor, stored=stored)
        except DataError as error:
            with job.step(result={"lines": [problem_line(one) for one in error.problems]}):
                import_forget(actor=actor, stored=stored)


def _done(count: int) -> str:
    return ngettext("%(count)d application is new.", "%(count)d applications are new.", count) % {
        "count": count
    }
