"""Carrying a merit run out: read, fit, write, each step once, nothing shown before all of it is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.utils import timezone

from muster.apps.core.inserting import insert_rows
from muster.apps.core.jobs import JobLostError, RunningJob
from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import change, seal_rows, seals_digest
from muster.apps.core.models import Sealed
from muster.apps.core.text import fold
from muster.apps.hire.bridge.choosing import Given, choose_for
from muster.apps.hire.bridge.merit import estimate_run, result_of
from muster.apps.hire.bridge.ratings import run_ratings
from muster.apps.hire.models import (
    Candidate,
    MeritCalibration,
    MeritChoice,
    MeritCriterion,
    MeritOdds,
    MeritRun,
    MeritStanding,
)
from muster.apps.hire.models.merit import SEARCHED
from muster.apps.hire.selectors.choosing import choices_given
from muster.engine.errors import EstimationError, InputError

__all__ = ["READ", "WRITTEN", "merit_run_carry_out", "run_fail"]

READ, FITTED, DRAWN, CHOSEN, WRITTEN = 15, 60, 70, 80, 100  # of the progress, when each part is done
STAGES = {"indexing": READ, "searching on a sample": READ, "searching": 35, "integrating": 55}
BATCH = 2_000  # rows of a result written in one turn: others write in between
RESULTS = (MeritStanding, MeritCalibration, MeritCriterion, MeritChoice, MeritOdds)
LONGEST = 500


def merit_run_carry_out(*, job: RunningJob, pk: int) -> None:
    """Do what is left of a run; one that has ended stays as it is.

    What cannot be fitted ends as failed, with the engine's sentence. A worker that dies in the middle leaves rows that
    nobody is shown; the next one removes them and begins again.
    """
    run = MeritRun.objects.get(pk=pk)
    if run.state in (MeritRun.State.DONE, MeritRun.State.FAILED):
        return
    with job.step(done=0, total=WRITTEN):
        _forget(run)
        with change(run, "merit.begin", actor=None):
            run.state = MeritRun.State.RUNNING
            run.save(update_fields=["state"])
    try:
        digest, rows, model = _compute(job, run)
    except (EstimationError, InputError) as error:
        with job.step(done=WRITTEN):
            run_fail(run=run, code=error.code, sentence=error.sentence)
        return
    except (JobLostError, SystemExit, KeyboardInterrupt):
        raise
    except Exception:
        with job.step():
            run_fail(run=run, code="worker")
        raise
    _write(job, run, digest, rows, model)


def run_fail(*, run: MeritRun, code: str, sentence: str = "") -> None:
    """End a run without a result. `code` says why, for a translation; `sentence` is the engine's own."""
    _forget(run)
    with change(run, "merit.fail", actor=None, detail={"code": code}):
        run.state, run.problem = MeritRun.State.FAILED, sentence[:LONGEST]
        run.model = {"problem": code}
        run.finished_at = timezone.now()
        run.save()


def _compute(job: RunningJob, run: MeritRun) -> tuple[str, list[Sequence[Sealed]], dict[str, Any]]:
    """Return the digest of the input, the rows of the result by kind, and what is said of the fit as a whole."""
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
    _name(result.standings)
    job.tell(done=DRAWN)
    given = list(choices_given(run=run, candidates=estimate.candidate_ids.tolist()))
    choices, odds = _choose(job, given, partial(choose_for, run, estimate))
    rows: list[Sequence[Sealed]] = [
        result.criteria,
        result.calibrations,
        result.standings,
        choices,
        odds,
    ]
    return digest, rows, result.model


def _choose(
    job: RunningJob, given: Sequence[Given], choose: Callable[[Given], tuple[MeritChoice, list[MeritOdds]]]
) -> tuple[list[MeritChoice], list[MeritOdds]]:
    """Work out the choice for each opening in a run's scope."""
    choices: list[MeritChoice] = []
    odds: list[MeritOdds] = []
    for number, one in enumerate(given, 1):
        choice, chances = choose(one)
        choices.append(choice)
        odds += chances
        if chances or number == len(given):  # else it took no time
            job.tell(done=DRAWN + (CHOSEN - DRAWN) * number // len(given))
    return choices, odds


def _write(
    job: RunningJob, run: MeritRun, digest: str, kinds: Sequence[Sequence[Sealed]], model: dict[str, Any]
) -> None:
    batches = [rows[start : start + BATCH] for rows in kinds for start in range(0, len(rows), BATCH)]
    for number, batch in enumerate(batches, 1):
        seal_rows(batch)
        with job.step(done=CHOSEN + (WRITTEN - CHOSEN) * number // (len(batches) + 1)):
            _insert(batch)
    with job.step(done=WRITTEN), change(run, "merit.finish", actor=None, detail={"input": digest}):
        run.model, run.input_digest = model, digest
        run.result_digest = seals_digest(run)
        run.state, run.finished_at = MeritRun.State.DONE, timezone.now()
        run.save()


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
