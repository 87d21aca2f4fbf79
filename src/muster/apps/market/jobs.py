"""What a worker does for the market: read long documents, erase people whose time is up."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import TaskContext, task

from muster.apps.core.jobs import enqueue, running
from muster.apps.market.models import Document, Outsider
from muster.apps.market.services.documents import document_read
from muster.apps.market.services.erasing import outsider_wipe

__all__ = ["erase_listed", "erase_outsider", "read_documents"]


@task(takes_context=True)
def read_documents(context: TaskContext, documents: list[int]) -> int:
    """Read documents one by one; return how many there were."""
    job = running(context)
    for done, pk in enumerate(documents, 1):
        with job.step(done=done, total=len(documents)):
            document_read(actor=None, document=Document.objects.get(pk=pk))
    return len(documents)


@task(takes_context=True)
def erase_outsider(context: TaskContext, outsider: int) -> bool:
    """Erase somebody outside when nobody may keep them any longer; return whether it did. Where the day was
    put off it comes again.
    """
    job = running(context)
    with job.step():
        row = Outsider.objects.get(pk=outsider)
        if row.erased_at is not None:
            return False
        if row.keep_until >= timezone.localdate():
            later = erase_outsider.using(run_after=row.erases_at)
            enqueue(later, title=job.job.title, actor=None, outsider=outsider)
            return False
        outsider_wipe(actor=None, outsider=row)
    return True


@task(takes_context=True)
def erase_listed(context: TaskContext, outsiders: list[int]) -> int:
    """Erase people whom a target list brought in when nobody may keep them any longer; return how many. Of
    each whose day was put off, a job of their own comes then.
    """
    job, erased = running(context), 0
    for done, pk in enumerate(outsiders, 1):
        with job.step(done=done, total=len(outsiders)):
            row = Outsider.objects.filter(pk=pk, erased_at=None).first()
            if row is not None and row.keep_until >= timezone.localdate():
                later = erase_outsider.using(run_after=row.erases_at)
                enqueue(later, title=job.job.title, actor=None, outsider=pk)
            elif row is not None:
                outsider_wipe(actor=None, outsider=row)
                erased += 1
    return erased
