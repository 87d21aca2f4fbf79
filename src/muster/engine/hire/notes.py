"""What a reader of the results must be told besides the numbers, a sentence or two each."""

from __future__ import annotations

from muster.engine.hire.estimate import Components
from muster.engine.hire.notices import NAMED, listed
from muster.engine.hire.repetition import COPIED, Repetition
from muster.engine.shapes import Ids

__all__ = ["COPIED_NOTE", "SINGLE_NOTE", "constant_note", "link_note"]

SINGLE_NOTE = "Every scorecard has one rating, so halo is left out."
COPIED_NOTE = (
    f"One rating is copied to every criterion on at least {COPIED:.0%} of the scorecards, so each scorecard counts "
    "as one rating, halo is left out, and the criteria are not told apart. Ask interviewers for a rating of its own "
    "on each criterion, or look at how the file was made."
)


def link_note(components: Components) -> str | None:
    """Return what it means that the interviews fall into parts; None where they do not."""
    if components.connected:
        return None
    total = components.candidates.size
    sizes = ", ".join(f"{size:,}" for size in components.candidates[:NAMED])
    more = f" and {total - NAMED:,} smaller ones" if total > NAMED else ""
    return (
        f"The interviews fall into {total:,} disconnected parts that share no interviewer, of {sizes} "
        f"candidates{more}. Candidates of different parts are compared only through the assumption that the "
        "parts are alike; let some interviewers meet candidates of several parts."
    )


def constant_note(repetition: Repetition, interviewer_ids: Ids) -> str | None:
    """Name the interviewers who never vary; None where there is none."""
    who = repetition.constant
    if not who.size:
        return None
    named = listed([str(name) for name in interviewer_ids[who]])
    return (
        f"{who.size:,} of {interviewer_ids.size:,} interviewers gave one and the same rating every time, which "
        f"tells nobody apart: {named}."
    )
