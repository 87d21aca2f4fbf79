"""Packets of the past: what a committee could know when it was convened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from muster.apps.hire.services.packets import packet_contents

__all__ = ["packet_contents_at"]

BATCH = 100

Content = dict[str, Any]


def packet_contents_at(wanted: Sequence[tuple[int, datetime]], stage: str) -> Iterator[Content]:
    """Yield what packets would have held: of applications, given by their keys, each at a moment, in a stage."""
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        contents = packet_contents([key for key, _at in batch])
        for key, at in batch:
            yield _at_that_time(contents[key], at, stage)


def _at_that_time(content: Content, at: datetime, stage: str) -> Content:
    """Return a packet's content as it would have been at a moment.

    Scorecards that came in later were missing then; what was decided later was not known.
    """
    told = at.astimezone(UTC).isoformat(timespec="seconds")
    late = [one for one in content["scorecards"] if one["submitted_at"] > told]
    missing = [one for one in content["missing"] if one["held_at"] <= told]
    return {
        **content,
        "application": {**content["application"], "stage": stage},
        "scorecards": [one for one in content["scorecards"] if one["submitted_at"] <= told],
        "missing": missing + [_missing(one) for one in late if one["held_at"] <= told],
        "reviews": [one for one in content["reviews"] if one["submitted_at"] <= told],
        "decisions": [one for one in content["decisions"] if one["signed_at"] <= told],
    }


def _missing(card: dict[str, Any]) -> dict[str, Any]:
    return {"interviewer": card["interviewer"], "held_at": card["held_at"], "due_at": ""}
