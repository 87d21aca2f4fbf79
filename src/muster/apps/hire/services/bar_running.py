"""Carrying a run of the bar out: read, fit, write, nothing shown before all of it is there."""

from __future__ import annotations

import os
import time
from functools import partial

from django.utils import timezone

from muster.apps.core.inserting import insert_rows
from muster.apps.core.jobs import RunningJob
from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import change, seal_rows, seals_digest
from muster.apps.hire.bridge.bar import BarResult, estimate_bar_run, result_of_bar
from muster.apps.hire.bridge.bar_input import bar_input
from muster.apps.hire.models import BarRun, BarStanding
from muster.apps.hire.selectors.bar_words import FITTED, READ
from muster.apps.hire.services.carrying_out import TOTAL, carry_out

__all__ = ["bar_run_carry_out", "bar_run_fail"]

STAGES = {"searching": (READ, 45), "drift and levels": (45, 75)}  # where each of the engine's begins and ends
SECONDS = 1.0  # between one word on the progress and the next
BATCH = 2_000  # rows written in one turn: others write in between
LONGEST = 500


def bar_run_carry_out(*, job: RunningJob, pk: int) -> None:
    """Do what is left of a run; one that has ended stays as it is.

    What cannot be fitted ends as failed, with the engine's sentence. A worker that dies in the middle leaves rows that
    nobody is shown; the next one removes them and begins again.
    """
    run = BarRun.objects.get(pk=pk)
    carry_out(
        job=job,
        row=run,
        action="bar.begin",
        forget=partial(_forget, run),
        compute=partial(_compute, job, run),
        fail=partial(bar_run_fail, run=run),
        write=lambda found: _write(job, run, *found),
    )


def bar_run_fail(*, run: BarRun, code: str, sentence: str = "") -> None:
    """End a run without a result. `code` says why, for a translation; `sentence` is the engine's own."""
    _forget(run)
    with change(run, "bar.fail", actor=None, detail={"code": code}):
        run.state, run.problem = BarRun.State.FAILED, sentence[:LONGEST]
        run.model = {"problem": code}
        run.finished_at = timezone.now()
        run.save()


def _compute(job: RunningJob, run: BarRun) -> tuple[str, BarResult]:
    given = bar_input(run)
    job.tell(done=READ)
    told = time.monotonic()

    def tell(stage: str, fraction: float) -> None:
        nonlocal told
        if time.monotonic() - told >= SECONDS:  # each is a write, which also says that the worker is alive
            told = time.monotonic()
            first, last = STAGES.get(stage, (75, FITTED))
            job.tell(done=int(first + (last - first) * fraction))

    # One processor is left to those who read pages meanwhile.
    threads = max(1, (os.cpu_count() or 2) - 1)
    fit = estimate_bar_run(run, given, threads=threads, tell=tell)
    job.tell(done=FITTED)
    return given.digest(), result_of_bar(run, given, fit)


def _write(job: RunningJob, run: BarRun, digest: str, result: BarResult) -> None:
    rows = result.standings
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        seal_rows(batch)
        with job.step(done=FITTED + (TOTAL - FITTED) * start // len(rows)):
            for row, key in zip(batch, reserve_keys(BarStanding, len(batch)), strict=True):
                row.pk = key
            insert_rows(batch)
    with job.step(done=TOTAL), change(run, "bar.finish", actor=None, detail={"input": digest}):
        run.model, run.input_digest = result.model, digest
        run.result_digest = seals_digest(run)
        run.state, run.finished_at = BarRun.State.DONE, timezone.now()
        run.save()


def _forget(run: BarRun) -> None:
    """Remove what an attempt before left."""
    run.standings.all().delete()
