"""Counting a selection audit again, as everything stood then, to see whether the same comes out."""

from __future__ import annotations

from muster.apps.core.ledger import verify_owner
from muster.apps.hire.bridge.auditing import audit_again
from muster.apps.hire.bridge.reproducing import Reproduction, engine_notes
from muster.apps.hire.models import AuditRun
from muster.engine.errors import InputError

__all__ = ["reproduce_audit"]


def reproduce_audit(run: AuditRun) -> Reproduction:
    """Count again what an audit counted, as it stood then, and compare everything. It writes nothing.

    Raises InputError for an audit that has no result.
    """
    if run.state != AuditRun.State.DONE:
        raise InputError(f"Audit {run.pk} has no result to reproduce: its state is {run.state}.", run=run.pk)
    digest, found = audit_again(run)
    differences = [one.sentence for one in verify_owner(run)]
    if digest != run.input_digest:
        differences.append(f"The input is not the same: its digest was {run.input_digest}, and is {digest}.")
    differences += [f"Part {place} of audit {run.pk} does not come out as it is kept." for place in found]
    return Reproduction(digest, tuple(differences), engine_notes(run.engine_version))
