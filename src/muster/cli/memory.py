"""What fits into this machine's memory, asked before long work begins."""

from __future__ import annotations

import os

from muster.engine.errors import InputError

__all__ = ["installed_memory", "require_memory"]

BYTES_A_RATING, BYTES_A_PERSON = 20, 120  # of a simulated season while it is drawn and written


def installed_memory() -> int | None:
    """Return the machine's memory in bytes, None where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return None


def require_memory(*, ratings: int, candidates: int, interviewers: int, memory: int | None) -> None:
    """Refuse to simulate a season that `memory` cannot hold, in bytes; None: nobody knows."""
    needed = ratings * BYTES_A_RATING + (candidates + interviewers) * BYTES_A_PERSON
    if memory is not None and needed > memory:
        raise InputError(
            f"This would be {ratings:,} ratings of {candidates:,} candidates by {interviewers:,} interviewers, "
            f"about {needed // 10**9:,} GB, and there are {memory // 10**9:,} GB of memory; lower --candidates, "
            "--interviewers, --interviews or --criteria.",
            ratings=ratings,
        )
