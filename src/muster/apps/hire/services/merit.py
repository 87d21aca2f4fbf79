"""Asking for merit runs and for the reports made of them; a worker does the work."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

import muster
from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.jobs import enqueue
from muster.apps.core.ledger import change, writing
from muster.apps.core.roles import require
from muster.apps.core.selectors import job_failed
from muster.apps.hire.jobs import make_merit_report, run_merit
from muster.apps.hire.models import MeritReport, MeritRun, Requisition
from muster.apps.hire.rules import may_run_merit, may_see_calibrations
from muster.apps.hire.selectors.merit_runs import run_outdated
from muster.apps.hire.selectors.merit_why import report_withheld
from muster.apps.hire.services.merit_running import run_fail
from muster.apps.org.models import JobFamily

__all__ = ["merit_report_request", "merit_run_request"]

UNFINISHED = (MeritRun.State.QUEUED, MeritRun.State.RUNNING)


def merit_run_request(
    *, actor: User, requisition: Requisition | None = None, family: JobFamily | None = None, seed: int = 0
) -> MeritRun:
    """Ask for a run over a requisition, a job family or, without either, the whole company.

    While one over the same is not finished, it answers with that one.
    """
    if requisition is not None and family is not None:
        raise RefusedError(_("Choose an opening or a job family, not both."))
    require(
        may_run_merit(actor, requisition),
        _("Only recruiters, executives and the hiring manager of an opening estimate merit."),
    )
    with writing():
        for pending in MeritRun.objects.filter(state__in=UNFINISHED, requisition=requisition, family=family):
            if not job_failed(pk=pending.job):
                return pending
            run_fail(run=pending, code="worker")
        now = timezone.now()  # in this turn: whatever is submitted later says a later time
        run = MeritRun(
            requisition=requisition,
            family=family,
            asked_by=actor,
            asked_at=now,
            as_of=now,
            seed=seed,
            engine_version=muster.__version__,
        )
        with change(run, "merit.request", actor=actor):
            run.save()
        job = enqueue(run_merit, title=_("Estimating merit"), actor=actor, run=run.pk)
        MeritRun.objects.filter(pk=run.pk).update(job=job.pk)
        run.job = job.pk
    return run


def merit_report_request(*, actor: User, run: MeritRun) -> MeritReport:
    """Ask for the season report of a run in the person's language. One that is there, or being made, is answered with.

    It names every interviewer's severity, so it is for recruiters and executives; and every candidate, so not for
    whoever owes a scorecard of one of them or reviews one blind. It is fitted again, so by the run's own engine alone.
    """
    require(may_see_calibrations(actor), _("Only recruiters and executives open the season report."))
    if run.state != MeritRun.State.DONE:
        raise RefusedError(_("This run has not ended well, so there is nothing to report."))
    withheld = report_withheld(person=actor, run=run)
    require(not withheld, withheld)
    with writing():
        report = MeritReport.objects.filter(run=run, language=actor.language).first()
        report = report or MeritReport(run=run, language=actor.language)
        if report.state == MeritReport.State.DONE or (
            report.pk and report.state in UNFINISHED and not job_failed(pk=report.job)
        ):
            return report
        outdated = run_outdated(run)
        if outdated:
            raise RefusedError(outdated)
        with change(report, "merit.report", actor=actor, detail={"run": run.pk}):
            report.asked_by, report.asked_at = actor, timezone.now()
            report.state, report.problem = MeritReport.State.QUEUED, ""
            report.save()
        job = enqueue(make_merit_report, title=_("Writing the season report"), actor=actor, report=report.pk)
        MeritReport.objects.filter(pk=report.pk).update(job=job.pk)
        report.job = job.pk
    return report
