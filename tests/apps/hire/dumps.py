"""A small dump that tests of imports change as they need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from muster.apps.accounts.models import User
from muster.apps.hire.services.history import Report, history_import

__all__ = ["Harvest", "application", "candidate", "scorecard"]


def application(number: int, **values: Any) -> dict[str, Any]:
    """Return an application as Greenhouse has it."""
    return {
        "id": number,
        "applied_at": "2026-01-05T09:00:00.000Z",
        "rejected_at": None,
        "last_activity_at": "2026-01-20T09:00:00.000Z",
        "source": {"id": 1, "public_name": "Referral"},
        "jobs": [{"id": 31, "name": "Engineer"}],
        "status": "active",
        "current_stage": {"id": 42, "name": "Onsite"},
        "answers": [],
        **values,
    }


def candidate(number: int, *applications: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a candidate as Greenhouse has them."""
    return {
        "id": number,
        "first_name": "Ada",
        "last_name": f"Example {number}",
        "phone_numbers": [],
        "email_addresses": [{"value": f"ada{number}@example.org"}],
        "educations": [{"school_name": "Example University"}],
        "employments": [],
        "applications": list(applications),
        **values,
    }


def scorecard(number: int, of: int, **values: Any) -> dict[str, Any]:
    """Return a scorecard as Greenhouse has it."""
    return {
        "id": number,
        "application_id": of,
        "interview": "Onsite",
        "interviewer": {"id": 11},
        "submitted_at": "2026-01-12T12:00:00.000Z",
        "interviewed_at": "2026-01-12T09:00:00.000Z",
        "overall_recommendation": "yes",
        "attributes": [{"name": "Craft", "type": "Skills", "note": "<p>Fine &amp; dry</p>", "rating": "yes"}],
        "questions": [],
        **values,
    }


class Harvest:
    """A dump in a folder: its pages can be changed, and it can be imported."""

    def __init__(self, folder: Path, actor: User) -> None:
        self.folder, self.actor = folder, actor
        self.pages: dict[str, list[dict[str, Any]]] = {
            "users": [
                {"id": 11, "name": "Ana", "primary_email_address": "ana@example.com"},
                {"id": 12, "name": "Ben", "primary_email_address": "ben@example.com"},
            ],
            "departments": [{"id": 1, "name": "Research", "parent_id": None}],
            "offices": [{"id": 2, "name": "Harbour", "location": {"name": "Jakarta"}}],
            "jobs": [
                {
                    "id": 31,
                    "name": "Engineer",
                    "status": "open",
                    "opened_at": "2026-01-01T00:00:00Z",
                    "departments": [{"id": 1}],
                    "offices": [{"id": 2}],
                    "hiring_team": {"hiring_managers": [{"id": 11}], "recruiters": [{"id": 12}]},
                    "notes": "<p>Make <b>things</b></p><script>alert(1)</script>",
                }
            ],
            "job_stages": [
                {"id": 41, "name": "Application Review", "job_id": 31, "priority": 0, "interviews": []},
                {
                    "id": 42,
                    "name": "Onsite",
                    "job_id": 31,
                    "priority": 1,
                    "interviews": [{"id": 6001, "name": "Onsite"}],
                },
                {"id": 43, "name": "Offer", "job_id": 31, "priority": 2, "interviews": []},
            ],
            "candidates": [candidate(501, application(701))],
            "scheduled_interviews": [
                {
                    "id": 61,
                    "application_id": 701,
                    "start": {"date_time": "2026-01-12T09:00:00Z"},
                    "end": {"date_time": "2026-01-12T10:00:00Z"},
                    "location": "Room 3",
                    "status": "complete",
                    "interview": {"id": 6001, "name": "Onsite"},
                    "interviewers": [{"id": 11, "email": "ana@example.com", "scorecard_id": 9001}],
                }
            ],
            "scorecards": [scorecard(9001, 701)],
        }

    def load(self, **options: Any) -> Report:
        """Write the pages and import them."""
        for name, records in self.pages.items():
            (self.folder / f"{name}.json").write_text(json.dumps(records), encoding="utf-8")
        return history_import(actor=self.actor, vendor="greenhouse", folder=self.folder, **options)
