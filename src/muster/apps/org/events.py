"""What other systems can be told of the organisation: the actions on the ledger that each event stands for."""

from __future__ import annotations

__all__ = ["EVENTS"]

EVENTS = {
    "employee.corrected": ("employee.correct",),
    "employee.hired": ("employee.hire", "employee.return"),
    "employee.left": ("employee.leave",),
    "employee.transferred": ("employee.transfer",),
}
