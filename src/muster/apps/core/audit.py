"""Verifying the ledger as a job, with its outcome for the auditor's page."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django_tasks import TaskContext, task

from muster.apps.core.files import verify_files
from muster.apps.core.jobs import enqueue, running
from muster.apps.core.ledger import take_anchor, verify_ledger
from muster.apps.core.models import Job
from muster.apps.core.roles import Person, require
from muster.apps.core.rules import may_see_ledger

__all__ = ["MOST_FINDINGS", "ledger_verify", "verify"]

MOST_FINDINGS = 500  # a wholly wrong ledger need not be told entry by entry


def ledger_verify(*, actor: Person) -> Job:
    """Ask a worker to verify the ledger, the rows it tells of, and the stored files."""
    require(may_see_ledger(actor), _("Only an auditor verifies the ledger."))
    return enqueue(verify, title=_("Verify the ledger"), actor=actor)


@task(takes_context=True)
def verify(context: TaskContext) -> dict[str, Any]:
    """Verify everything; the job's result has the findings and the anchor of what was verified."""
    job = running(context)
    anchor = take_anchor()
    job.tell(done=0, total=anchor.sequence)
    found = verify_ledger(tell=lambda checked: job.tell(done=min(checked, anchor.sequence)))
    findings = [one.sentence for one in islice(found, MOST_FINDINGS)]
    findings += [one.sentence for one in islice(verify_files(), MOST_FINDINGS - len(findings))]
    with job.step(result={"anchor": str(anchor), "lines": findings}):
        pass
    return {"findings": len(findings)}
