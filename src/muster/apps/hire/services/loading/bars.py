"""Loading whether the bar holds: the bars on the scale of a run of the day, ratings on the job, and a run of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.utils import timezone

import muster
from muster.apps.accounts.models import User
from muster.apps.core.ledger import change
from muster.apps.hire.models import Application, BarRun, HiringBar, JobOutcome
from muster.apps.hire.services.bar_running import bar_run_carry_out
from muster.apps.hire.services.loading.merit import passing_job
from muster.apps.hire.services.loading.rows import ACTION, load_rows
from muster.apps.hire.services.loading.staff import Staff
from muster.demo.organisation import Organisation
from muster.demo.organisation.on_the_job import HIGHEST, LOWEST

__all__ = ["load_bars"]

SET_AT = time(10)


def load_bars(organisation: Organisation, staff: Staff, applications: Mapping[str, Application]) -> None:
    """Load ratings on the job, and where bars were set, these between a run of that day and one of today."""
    _load_outcomes(organisation, staff, applications)
    if not organisation.bars:
        return
    first = organisation.bars[0]
    head = staff.users[first.set_by_id]
    scale = bar_run_load(actor=head, as_of=_moment(first.set_on, time.min))
    if scale.state != BarRun.State.DONE:
        return
    number: Counter[str] = Counter()
    rows = []
    for one in organisation.bars:
        number[one.family] += 1
        rows.append(
            HiringBar(
                family=staff.families[one.family],
                number=number[one.family],
                value=one.value,
                run=scale,
                since=one.since,
                set_by=staff.users[one.set_by_id],
                set_at=_moment(one.set_on, SET_AT),
                reason=one.reason,
            )
        )
    load_rows(HiringBar, rows)
    # What was loaded is known since now, whenever it happened: a run as of an earlier moment would know of no hire.
    bar_run_load(actor=head, as_of=timezone.now())


def bar_run_load(*, actor: User, as_of: datetime) -> BarRun:
    """Carry out a run as the worker does, but here, as somebody asked for it at a moment that is over."""
    run = BarRun(asked_by=actor, asked_at=as_of, as_of=as_of, engine_version=muster.__version__)
    with change(run, ACTION, actor=None):
        run.save()
    with passing_job(actor, "Estimating whether the bar holds") as job:
        bar_run_carry_out(job=job, pk=run.pk)
    run.refresh_from_db()
    return run


def _load_outcomes(organisation: Organisation, staff: Staff, applications: Mapping[str, Application]) -> None:
    rows = [
        JobOutcome(
            application=applications[one.application_id],
            months=one.months,
            number=1,
            rating=Decimal(str(one.rating)),
            lowest=Decimal(str(LOWEST)),
            highest=Decimal(str(HIGHEST)),
            rated_by=staff.users[one.rated_by_id],
            rated_on=one.rated_on,
        )
        for one in organisation.job_ratings
    ]
    load_rows(JobOutcome, rows)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, UTC)
