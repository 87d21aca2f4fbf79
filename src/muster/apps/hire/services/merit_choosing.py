"""Working out the odds of a run: after it and by a worker of their own, so that the board itself need not wait."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from muster.apps.core.jobs import JobLostError, RunningJob
from muster.apps.core.ledger import change, seal_rows, seals_digest
from muster.apps.hire.bridge.choosing import Chooser, fit_chooser
from muster.apps.hire.models import MeritChoosing, MeritOdds, MeritRun
from muster.apps.hire.selectors.choosing import choice_given, openings_to_choose
from muster.apps.hire.selectors.merit_runs import run_outdated

__all__ = ["merit_choosing_ask", "merit_choosing_carry_out"]

FITTED, CHOSEN = 40, 100  # of the progress, when each part is done
ENDED = (MeritChoosing.State.DONE, MeritChoosing.State.FAILED)


def merit_choosing_ask(*, run: MeritRun, queue: Callable[[int], UUID]) -> MeritChoosing:
    """Have the odds of a run worked out, in the transaction in which the run ends; `queue` gives them to a worker."""
    choosing = MeritChoosing(run=run, asked_at=timezone.now())
    with change(choosing, "merit.choose", actor=None, detail={"run": run.pk}):
        choosing.save()
    choosing.job = queue(choosing.pk)
    MeritChoosing.objects.filter(pk=choosing.pk).update(job=choosing.job)
    return choosing


def merit_choosing_carry_out(*, job: RunningJob, pk: int) -> None:
    """Do what is left of a run's odds; what has ended stays as it is.

    Each opening is a step of its own. A worker that dies in between leaves those that were done, which nobody is shown;
    the next one goes on with the others.
    """
    choosing = MeritChoosing.objects.select_related("run__requisition").get(pk=pk)
    if choosing.state in ENDED:
        return
    with job.step(done=0, total=CHOSEN), change(choosing, "merit.choosing", actor=None):
        choosing.state = MeritChoosing.State.RUNNING
        choosing.save(update_fields=["state"])
    try:
        chooser = None if run_outdated(choosing.run) else fit_chooser(choosing)
        if chooser is None:
            _fail(job, choosing, "changed")
            return
        _choose(job, chooser)
    except (JobLostError, SystemExit, KeyboardInterrupt):
        raise
    except Exception:
        _fail(job, choosing, "worker")
        raise
    with job.step(done=CHOSEN), change(choosing, "merit.chosen", actor=None):
        choosing.result_digest = seals_digest(choosing)
        choosing.state, choosing.finished_at = MeritChoosing.State.DONE, timezone.now()
        choosing.save()


def _choose(job: RunningJob, chooser: Chooser) -> None:
    choosing = chooser.choosing
    job.tell(done=FITTED)
    openings = openings_to_choose(run=choosing.run)
    there = set(choosing.choices.values_list("requisition", flat=True))
    for number, requisition in enumerate(openings, 1):
        if requisition.pk in there:
            continue
        given = choice_given(run=choosing.run, requisition=requisition, candidates=chooser.candidates)
        choice, odds = chooser.choose(given)
        seal_rows([choice])
        seal_rows(odds)
        with job.step(done=FITTED + (CHOSEN - FITTED) * number // (len(openings) + 1)):
            choice.save()
            MeritOdds.objects.bulk_create(odds)


def _fail(job: RunningJob, choosing: MeritChoosing, code: str) -> None:
    """End without odds. `code` says why, for a translation."""
    with job.step(done=CHOSEN), change(choosing, "merit.choose_fail", actor=None, detail={"code": code}):
        for rows in (choosing.odds.all(), choosing.choices.all()):  # of the openings that were done
            rows.delete()
        choosing.state, choosing.problem = MeritChoosing.State.FAILED, code
        choosing.finished_at = timezone.now()
        choosing.save()
