"""Asking whether the bar holds, and setting the bar of a job family; a worker does the estimating."""

from __future__ import annotations

import math
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

import muster
from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.core.selectors import job_failed
from muster.apps.hire.jobs import run_bar
from muster.apps.hire.models import BarRun, HiringBar
from muster.apps.hire.models.bar import SHORTEST_REASON
from muster.apps.hire.rules_bar import may_see_bar, may_set_bar
from muster.apps.hire.services.bar_running import bar_run_fail
from muster.apps.org.models import JobFamily

__all__ = ["FARTHEST", "bar_run_request", "bar_set"]

UNFINISHED = (BarRun.State.QUEUED, BarRun.State.RUNNING)
FARTHEST = 10.0  # logits from the average applicant; beyond lie slips of the hand


def bar_run_request(*, actor: User) -> BarRun:
    """Ask whether the bar holds. While a run is not finished, it answers with that one."""
    require(
        may_see_bar(actor), _("Only recruiters, executives, administrators and auditors ask about the bar.")
    )
    with writing():
        for pending in BarRun.objects.filter(state__in=UNFINISHED):
            if not job_failed(pk=pending.job):
                return pending
            bar_run_fail(run=pending, code="worker")
        now = timezone.now()  # in this turn: whatever is submitted later says a later time
        run = BarRun(asked_by=actor, asked_at=now, as_of=now, engine_version=muster.__version__)
        with change(run, "bar.request", actor=actor):
            run.save()
        job = enqueue(run_bar, title=_("Estimating whether the bar holds"), actor=actor, run=run.pk)
        BarRun.objects.filter(pk=run.pk).update(job=job.pk)
        run.job = job.pk
    return run


def bar_set(
    *, actor: User, family: JobFamily, value: float, since: date, reason: str, run: BarRun
) -> HiringBar:
    """Set the bar of a job family, in logits on the scale of a run, from a day on. Those before stay as they were.

    A family's first bar may say what has held for long. A later one begins today or after: what held on the day of a
    decision is not to change behind it.
    """
    require(may_set_bar(actor), _("Only executives and administrators set the bar."))
    if run.state != BarRun.State.DONE:
        raise RefusedError(_("Estimate first: a bar is set on the scale of a run that has ended well."))
    if not (math.isfinite(value) and abs(value) <= FARTHEST):
        raise RefusedError(_("Give a bar between -10 and 10 logits; 0 is the average applicant."))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise RefusedError(_("Say why, in a few words: whoever reads the bar later wants to know."))
    with writing():
        last = HiringBar.objects.filter(family=family).aggregate(last=Max("number"))["last"] or 0
        if last and since < timezone.localdate():
            raise RefusedError(_("A bar that follows another holds from today on, or from a later day."))
        row = HiringBar(
            family=family,
            number=last + 1,
            value=value,
            run=run,
            since=since,
            set_by=actor,
            set_at=timezone.now(),
            reason=reason,
        )
        with change(row, "bar.set", actor=actor):
            row.save()
    return row
