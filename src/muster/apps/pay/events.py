"""What other systems can be told of pay: the actions on the ledger that each event stands for."""

from __future__ import annotations

__all__ = ["EVENTS"]

EVENTS = {
    "offer.accepted": ("offer.accept",),
    "offer.declined": ("offer.decline",),
    "offer.expired": ("offer.expire",),
    "offer.extended": ("offer.extend",),
    "offer.opened": ("offer.open",),
    "offer.refused": ("offer.refuse",),
    "offer.sent_back": ("offer.send_back",),
    "offer.sent": ("offer.send",),
    "offer.signed": ("offer.signed",),
    "offer.submitted": ("offer.submit",),
    "offer.withdrawn": ("offer.withdraw",),
}
