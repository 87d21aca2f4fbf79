"""Packets of the past: what a committee could know when it was convened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from muster.apps.hire.models import Application
from muster.apps.hire.services.packets import packet_content

__all__ = ["packet_content_at"]


def packet_content_at(application: Application, at: datetime, stage: str) -> dict[str, Any]:
    """Return what the packet of an application would have held at a moment, in a stage.

    Scorecards that came in later were missing then; what was decided later was not known.
    """
    content = packet_content(application)
    told = at.astimezone(UTC).isoformat(timespec="seconds")
    late = [one for one in content["scorecards"] if one["submitted_at"] > told]
    content["application"]["stage"] = stage
    content["scorecards"] = [one for one in content["scorecards"] if one["submitted_at"] <= told]
    content["missing"] = [one for one in content["missing"] if one["held_at"] <= told] + [
        _missing(one) for one in late if one["held_at"] <= told
    ]
    content["reviews"] = [one for one in content["reviews"] if one["submitted_at"] <= told]
    content["decisions"] = [one for one in content["decisions"] if one["signed_at"] <= told]
    return content


def _missing(card: dict[str, Any]) -> dict[str, Any]:
    return {"interviewer": card["interviewer"], "held_at": card["held_at"], "due_at": ""}
