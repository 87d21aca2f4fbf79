"""What a worker does for the market: read long documents, erase people whose time is up, look for waves."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskContext, task

from muster.apps.core.jobs import enqueue, running
from muster.apps.market.models import Document, Outsider, WaveScan
from muster.apps.market.services.documents import document_read
from muster.apps.market.services.erasing import outsider_wipe
from muster.apps.market.services.waves_running import wave_scan_carry_out, wave_scans_begin

__all__ = ["erase_listed", "erase_outsider", "read_documents", "scan_waves", "scan_waves_daily"]


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
def scan_waves(context: TaskContext, scans: list[int]) -> int:
    """Do scans that somebody asked for; return how many there were."""
    job = running(context)
    for done, pk in enumerate(scans):
        job.tell(done=done, total=len(scans))
        wave_scan_carry_out(job=job, pk=pk)
    return len(scans)


@task(takes_context=True)
def scan_waves_daily(context: TaskContext) -> int:
    """Look for waves up to today, and see that it is done again tomorrow; return how many scans there were."""
    job = running(context)
    if job.cursor is None:  # the first attempt
        with job.step():
            later = scan_waves_daily.using(run_after=timezone.now() + timedelta(days=1))
            enqueue(later, title=job.job.title, actor=None)
            scans = [one.pk for one in wave_scans_begin(actor=None)]
            WaveScan.objects.filter(pk__in=scans).update(job=job.job.pk)
            job.hold(cursor=scans)
    for pk in job.cursor:
        wave_scan_carry_out(job=job, pk=pk)
    return len(job.cursor)


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
