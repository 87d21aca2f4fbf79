"""What a reader of the results must be told besides the numbers, a sentence or two each."""

from __future__ import annotations

from muster.engine.hire.estimate import Components

__all__ = ["SINGLE", "link_note"]

SINGLE = "Every scorecard has one rating, so halo is left out."
NAMED = 6


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
