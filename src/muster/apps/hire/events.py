"""What other systems can be told of hiring: the actions on the ledger that each event stands for."""

from __future__ import annotations

__all__ = ["EVENTS"]

EVENTS = {
    "application.moved": ("application.move", "application.undo"),
    "application.received": ("application.receive", "application.import"),
    "application.rejected": ("application.reject",),
    "application.withdrawn": ("application.withdraw",),
    "candidate.created": ("candidate.create",),
    "candidate.erased": ("candidate.erase",),
    "decision.convened": ("decision.convene",),
    "decision.signed": ("decision.sign",),
    "decision.voided": ("decision.void",),
    "interview.cancelled": ("interview.cancel",),
    "interview.moved": ("interview.move",),
    "interview.scheduled": ("interview.schedule",),
    "referral.created": ("referral.create",),
    "requisition.closed": ("requisition.close",),
    "requisition.opened": ("requisition.open",),
    "requisition.updated": ("requisition.update",),
    "scorecard.changed": ("scorecard.change",),
    "scorecard.submitted": ("scorecard.submit",),
}
