"""What other systems can be told of pay: the actions on the ledger that each event stands for."""

from __future__ import annotations

__all__ = ["EVENTS"]

EVENTS = {
    "offer.opened": ("offer.open",),
    "offer.refused": ("offer.refuse",),
    "offer.sent_back": ("offer.send_back",),
    "offer.signed": ("offer.signed",),
    "offer.submitted": ("offer.submit",),
    "offer.withdrawn": ("offer.withdraw",),
}
