"""Carrying a merit run out: read, fit, write, each step once, nothing shown before all of it is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from django.utils import timezone

from muster.apps.core.inserting import insert_rows
from muster.apps.core.jobs import RunningJob
from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import change, seal_rows, seals_digest
from muster.apps.core.models import Sealed
from muster.apps.core.text import fold
from muster.apps.hire.bridge.merit import Result, estimate_run, result_of
from muster.apps.hire.bridge.ratings import run_ratings
from muster.apps.hire.models import Candidate, MeritCalibration, MeritCriterion, MeritRun, MeritStanding
from muster.apps.hire.models.merit import SEARCHED
from muster.apps.hire.services.carrying_out import carry_out
from muster.apps.hire.services.merit_choosing import merit_choosing_ask

__all__ = ["READ", "WRITTEN", "merit_run_carry_out", "run_fail"]

READ, FITTED, DRAWN, WRITTEN = 15, 60, 70, 100  # of the progress, when each part is done
STAGES = {"indexing": READ, "searching on a sample": READ, "searching": 35, "integrating": 55}
BATCH = 2_000  # rows of a result written in one turn: others write in between
RESULTS = (MeritStanding, MeritCalibration, MeritCriterion)
LONGEST = 500
Queue = Callable[[int], UUID]


def merit_run_carry_out(*, job: RunningJob, pk: int, queue: Queue | None) -> None:
    """Do what is left of a run; one that has ended stays as it is. `queue` has a worker work out the odds of it, by the
    key of its `MeritChoosing`; without one, none are asked for.

    What cannot be fitted ends as failed, with the engine's sentence. A worker that dies in the middle leaves rows that
    nobody is shown; the next one removes them and begins again.
    """
    run = MeritRun.objects.get(pk=pk)
    carry_out(
        job=job,
        row=run,
        action="merit.begin",
        forget=partial(_forget, run),
        compute=partial(_compute, job, run),
        fail=partial(run_fail, run=run),
        write=lambda found: _write(job, run, *found, queue),
    )


def run_fail(*, run: MeritRun, code: str, sentence: str = "") -> None:
    """End a run without a result. `code` says why, for a translation; `sentence` is the engine's own."""
    _forget(run)
    with change(run, "merit.fail", actor=None, detail={"code": code}):
        run.state, run.problem = MeritRun.State.FAILED, sentence[:LONGEST]
        run.model = {"problem": code}
        run.finished_at = timezone.now()
        run.save()


def _compute(job: RunningJob, run: MeritRun) -> tuple[str, Result]:
    ratings = run_ratings(run)
    digest = ratings.digest()
    job.tell(done=READ)
    told = READ

    def tell(stage: str, fraction: float) -> None:
        nonlocal told
        start = STAGES.get(stage, FITTED)
        done = int(start + 20 * fraction) if stage in STAGES else start
        if done >= told + 5:  # each is a write
            told = done
            job.tell(done=done)

    # One processor is left to those who read pages meanwhile.
    threads = max(1, (os.cpu_count() or 2) - 1)
    estimate = estimate_run(run, ratings, threads=threads, tell=tell)
    result = result_of(run, ratings, estimate)
    job.tell(done=DRAWN)
    return digest, result


def _write(job: RunningJob, run: MeritRun, digest: str, result: Result, queue: Queue | None) -> None:
    _name(result.standings)
    batches = [
        rows[start : start + BATCH]
        for rows in (result.criteria, result.calibrations, result.standings)
        for start in range(0, len(rows), BATCH)
    ]
    for number, batch in enumerate(batches, 1):
        seal_rows(batch)
        with job.step(done=DRAWN + (WRITTEN - DRAWN) * number // (len(batches) + 1)):
            _insert(batch)
    with job.step(done=WRITTEN):
        with change(run, "merit.finish", actor=None, detail={"input": digest}):
            run.model, run.input_digest = result.model, digest
            run.result_digest = seals_digest(run)
            run.state, run.finished_at = MeritRun.State.DONE, timezone.now()
            run.save()
        if queue is not None:
            merit_choosing_ask(run=run, queue=queue)


def _name(standings: Sequence[MeritStanding]) -> None:
    """Note the names under which candidates are searched."""
    for start in range(0, len(standings), BATCH):
        batch = standings[start : start + BATCH]
        keys = [one.candidate_id for one in batch]
        names = dict(Candidate.objects.filter(pk__in=keys).values_list("pk", "name"))
        for one in batch:
            one.searched = fold(names[one.candidate_id])[:SEARCHED]


def _insert(rows: Sequence[Sealed]) -> None:
    for row, key in zip(rows, reserve_keys(type(rows[0]), len(rows)), strict=True):
        row.pk = key
    insert_rows(rows)


def _forget(run: MeritRun) -> None:
    """Remove what an attempt before left."""
    for model in RESULTS:
        model._default_manager.filter(run=run).delete()
