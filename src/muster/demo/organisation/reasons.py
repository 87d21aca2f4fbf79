"""What people write when they move, turn down, withdraw, review, close or cancel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from muster.demo.organisation.hiring_records import Verdict
from muster.demo.organisation.plans import StageKind

__all__ = [
    "CANCELLED",
    "DECLINED_OFFER",
    "FILLED",
    "HIRED",
    "HIRED_ELSEWHERE",
    "MOVED",
    "NOTES",
    "REJECTED",
    "REQUISITION_CANCELLED",
    "REQUISITION_FILLED",
    "WITHDRAWN",
]

MOVED: Mapping[StageKind, Sequence[str]] = {
    "applied": ("Relevant work at this level", "Strong evidence of craft", "Unusual path, worth a call"),
    "screen": (
        "Clear motives and clear answers",
        "Good first conversation",
        "Fits the post, some open questions",
    ),
    "interview": ("Interviews above the bar", "Strong in depth", "Mixed signals, worth the next round"),
    "committee": ("Approved by the committee",),
    "offer": ("Offer accepted",),
}

REJECTED: Mapping[StageKind, Sequence[str]] = {
    "applied": (
        "Experience does not match the post",
        "Level does not match the post",
        "No evidence for what is claimed",
        "Work permit cannot be had in time",
        "Incomplete application",
    ),
    "screen": (
        "Motives do not fit the post",
        "Experience does not match the post",
        "Expects another location",
    ),
    "interview": ("Interviews below the bar", "Lacks depth for this level", "Stronger candidates ahead"),
    "committee": ("Turned down by the committee", "Stronger candidates ahead"),
}

WITHDRAWN: Sequence[str] = (
    "Accepted another offer",
    "Stays with the present employer",
    "Process took too long",
    "Location does not suit",
    "Personal reasons",
)

DECLINED_OFFER: Sequence[str] = (
    "Declined: pay",
    "Declined: another offer",
    "Declined: location",
    "Declined: timing",
)

HIRED = "Offer accepted"
HIRED_ELSEWHERE = "Hired for another post here"
REQUISITION_FILLED = "All openings are filled"
REQUISITION_CANCELLED = "The requisition was cancelled"

FILLED = "All openings are filled"
CANCELLED: Sequence[str] = (
    "Budget moved to another team",
    "Team reorganised",
    "Need met by a transfer",
    "Hiring paused in the division",
)

NOTES: Mapping[Verdict, Sequence[str]] = {
    "advance": (
        "Has done this at our size. Ask how the hardest part was found.",
        "The evidence is public and holds up. Call soon.",
        "Less experience than asked for, but every step was a large one.",
        "Clear writing, clear motives.",
    ),
    "hold": (
        "Good work, but for another level. Compare with the rest of the week.",
        "The claims are large and the evidence thin. Ask for an example first.",
        "Would fit a neighbouring team better.",
    ),
    "decline": (
        "Nothing that bears on this post.",
        "The required craft is not shown anywhere.",
        "A general application; no reason for this work.",
    ),
}
