"""Asking for a scan for waves, and seeing that there is one every day."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from muster.apps.accounts.models import User
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import writing
from muster.apps.core.roles import require
from muster.apps.core.selectors import job_failed
from muster.apps.market.jobs import scan_waves, scan_waves_daily
from muster.apps.market.models import WaveScan
from muster.apps.market.rules import may_keep
from muster.apps.market.services.documents import KEEPERS
from muster.apps.market.services.waves_running import wave_scan_fail, wave_scans_begin

__all__ = ["waves_scan", "waves_watch"]

UNFINISHED = (WaveScan.State.QUEUED, WaveScan.State.RUNNING)


def waves_scan(*, actor: User) -> list[WaveScan]:
    """Ask for a scan of both scopes. While one is not finished, it answers with that one."""
    require(may_keep(actor), KEEPERS)
    with writing():
        pending = []
        for scan in WaveScan.objects.filter(state__in=UNFINISHED).order_by("pk"):
            if job_failed(pk=scan.job):
                wave_scan_fail(scan=scan)
            else:
                pending.append(scan)
        waves_watch()
        if pending:
            return pending
        scans = wave_scans_begin(actor=actor)
        keys = [one.pk for one in scans]
        job = enqueue(scan_waves, title=_("Looking for waves of departures"), actor=actor, scans=keys)
        WaveScan.objects.filter(pk__in=keys).update(job=job.pk)
        for one in scans:
            one.job = job.pk
    return scans


def waves_watch() -> None:
    """See that a worker looks for waves every day, from tomorrow on."""
    waiting = DBTaskResult.objects.filter(
        task_path=scan_waves_daily.module_path,
        status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING),
    )
    if not waiting.exists():
        later = scan_waves_daily.using(run_after=timezone.now() + timedelta(days=1))
        enqueue(later, title=_("Looking for waves of departures"), actor=None)
