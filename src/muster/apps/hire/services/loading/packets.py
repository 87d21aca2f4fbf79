"""Packets of the past: what a committee could know when it was convened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from muster.apps.hire.models import Application, MeritRun, MeritStanding
from muster.apps.hire.services.packet_merit import interviewers_of, merit_told
from muster.apps.hire.services.packets import packet_contents

__all__ = ["packet_contents_at"]

BATCH = 100

Content = dict[str, Any]


def packet_contents_at(wanted: Sequence[tuple[int, datetime]], stage: str) -> Iterator[Content]:
    """Yield what packets would have held: of applications, given by their keys, each at a moment, in a stage."""
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        contents = packet_contents([key for key, _at in batch])
        merits = _merits_at(batch)
        for key, at in batch:
            yield {**_at_that_time(contents[key], at, stage), "merit": merits[key, at]}


def _merits_at(wanted: Sequence[tuple[int, datetime]]) -> dict[tuple[int, datetime], Content | None]:
    """Return what the newest run over the company said of each candidate at a moment, None where none knew them."""
    candidates = dict(
        Application.objects.filter(pk__in=[key for key, _at in wanted]).values_list("pk", "candidate")
    )
    known: defaultdict[int, list[MeritStanding]] = defaultdict(list)
    rows = MeritStanding.objects.filter(
        run__requisition=None,
        run__family=None,
        run__state=MeritRun.State.DONE,
        candidate__in=set(candidates.values()),
    )
    for row in rows.select_related("run").order_by("-run__as_of", "-run__pk"):
        known[row.candidate_id].append(row)
    found = {
        (key, at): next((row for row in known[candidates[key]] if row.run.as_of <= at), None)
        for key, at in wanted
    }
    people = interviewers_of(row for row in found.values() if row is not None)
    return {key: None if row is None else merit_told(row, people) for key, row in found.items()}


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
