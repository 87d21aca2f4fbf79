"""Carrying an audit out: count, compare, write, nothing shown before all of it is there."""

from __future__ import annotations

import os
import time
from functools import partial

from django.utils import timezone

from muster.apps.core.inserting import insert_rows
from muster.apps.core.jobs import RunningJob
from muster.apps.core.keys import reserve_keys
from muster.apps.core.ledger import change, seal_rows, seals_digest
from muster.apps.hire.bridge.auditing import Audited, audit_parts
from muster.apps.hire.models import AuditPart, AuditRun
from muster.apps.hire.services.carrying_out import TOTAL, carry_out

__all__ = ["audit_carry_out", "audit_fail"]

SECONDS = 1.0  # between one word on the progress and the next


def audit_carry_out(*, job: RunningJob, pk: int) -> None:
    """Do what is left of an audit; one that has ended stays as it is."""
    run = AuditRun.objects.select_related("plan").get(pk=pk)
    carry_out(
        job=job,
        row=run,
        action="audit.begin",
        forget=partial(_forget, run),
        compute=partial(_compute, job, run),
        fail=partial(audit_fail, run=run),
        write=partial(_write, job, run),
    )


def audit_fail(*, run: AuditRun, code: str, sentence: str = "") -> None:
    """End an audit without a result. `code` says why, for a translation; what the engine says is not kept."""
    _forget(run)
    with change(run, "audit.fail", actor=None, detail={"code": code}):
        run.state, run.problem = AuditRun.State.FAILED, code
        run.finished_at = timezone.now()
        run.save()


def _compute(job: RunningJob, run: AuditRun) -> Audited:
    # One processor is left to those who read pages meanwhile.
    threads = max(1, (os.cpu_count() or 2) - 1)
    told = time.monotonic()

    def tell(done: int) -> None:
        nonlocal told
        if time.monotonic() - told >= SECONDS:  # each is a write, which also says that the worker is alive
            told = time.monotonic()
            job.tell(done=done)

    return audit_parts(run, threads=threads, tell=tell)


def _write(job: RunningJob, run: AuditRun, found: Audited) -> None:
    seal_rows(found.parts)
    with job.step(done=TOTAL):
        for part, key in zip(found.parts, reserve_keys(AuditPart, len(found.parts)), strict=True):
            part.pk = key
        insert_rows(found.parts)
        with change(run, "audit.finish", actor=None, detail={"input": found.digest}):
            run.input_digest, run.result_digest = found.digest, seals_digest(run)
            run.state, run.finished_at = AuditRun.State.DONE, timezone.now()
            run.save()


def _forget(run: AuditRun) -> None:
    """Remove what an attempt before left."""
    run.parts.all().delete()
