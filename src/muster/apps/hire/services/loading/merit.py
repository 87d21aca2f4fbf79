"""Loading merit runs: over the fictional company, and over its openings with most scorecards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

import muster
from muster.apps.accounts.models import User
from muster.apps.core.jobs import RunningJob
from muster.apps.core.ledger import change
from muster.apps.core.models import Job
from muster.apps.hire.models import MeritChoosing, MeritRun, Requisition
from muster.apps.hire.services.loading.plans import Plans
from muster.apps.hire.services.loading.rows import ACTION
from muster.apps.hire.services.merit_choosing import merit_choosing_carry_out
from muster.apps.hire.services.merit_running import merit_run_carry_out
from muster.demo.organisation import Organisation

__all__ = ["load_earlier_runs", "load_merit_runs", "merit_run_load", "odds_load", "passing_job"]

OPENINGS = 4
FEW = 20  # scorecards, of which a run says next to nothing
# Days ago: of those runs the packets of the newest offers tell. Before, there are so few ratings that a run takes ten
# times as long: the uncertainty of the SDs matters then.
EARLIER = (21, 14)


def load_merit_runs(organisation: Organisation, plans: Plans) -> list[MeritRun]:
    """Load a run over the company and, after it, over the requisitions with most scorecards, open ones first. Their
    odds are for `load_odds`, once there are bars.
    """
    as_of = min(datetime.combine(organisation.until, time.max, UTC), timezone.now())
    chosen = _busiest(organisation, plans, as_of)
    if not chosen:
        return []
    company = merit_run_load(actor=chosen[0].recruiter, as_of=as_of)
    return [company] + [
        merit_run_load(actor=requisition.recruiter, as_of=as_of, requisition=requisition)
        for requisition in chosen[:OPENINGS]
    ]


def load_earlier_runs(organisation: Organisation, plans: Plans) -> None:
    """Load the runs over the company that committees had before them, once it is old enough to have bars.

    They have no odds: whom to choose is worked out from the places that are free today.
    """
    if not organisation.bars:
        return
    today = datetime.combine(organisation.until, time.min, UTC)
    for ago in EARLIER:
        as_of = today - timedelta(days=ago)
        chosen = _busiest(organisation, plans, as_of)
        if chosen:
            merit_run_load(actor=chosen[0].recruiter, as_of=as_of, odds=False)


def merit_run_load(
    *, actor: User, as_of: datetime, requisition: Requisition | None = None, odds: bool = True
) -> MeritRun:
    """Carry out a run as the worker does, but here, as somebody asked for it at a moment that is over. Its odds, unless
    there are to be none, are for `odds_load`.
    """
    run = MeritRun(
        requisition=requisition,
        asked_by=actor,
        asked_at=as_of,
        as_of=as_of,
        engine_version=muster.__version__,
    )
    with change(run, ACTION, actor=None):
        run.save()
    with passing_job(actor, "Estimating merit") as job:
        merit_run_carry_out(job=job, pk=run.pk, queue=(lambda _choosing: uuid4()) if odds else None)
    run.refresh_from_db()
    return run


def odds_load(run: MeritRun) -> None:
    """Work out the odds of a run as the worker does, but here."""
    choosing = MeritChoosing.objects.filter(run=run).first()  # none of a run that could not be fitted
    if choosing is not None:
        with passing_job(run.asked_by, "Working out the odds") as job:
            merit_choosing_carry_out(job=job, pk=choosing.pk)


@contextmanager
def passing_job(actor: User, title: str) -> Iterator[RunningJob]:
    """Yield a job that is in no worker's queue, and of which nothing is left."""
    job = Job.objects.create(title=title, created_by=actor)
    yield RunningJob(job, job.attempt)
    job.delete()


def _busiest(organisation: Organisation, plans: Plans, as_of: datetime) -> list[Requisition]:
    """Return the requisitions that have enough scorecards and whose recruiter is still there."""
    requisition_of = {one.id: one.requisition_id for one in organisation.applications}
    interviews = {one.id: requisition_of[one.application_id] for one in organisation.interviews}
    rated = Counter(
        interviews[one.interview_id] for one in organisation.scorecards if one.submitted_at <= as_of
    )
    enough = [plans.requisitions[key] for key, count in rated.most_common() if count >= FEW]
    staffed = [one for one in enough if one.recruiter.is_active]
    return sorted(staffed, key=lambda one: one.status != Requisition.Status.OPEN)  # else as before
