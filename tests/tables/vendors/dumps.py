"""Small dumps of Ashby and Lever, as their documentation shows the records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["ashby_pages", "lever_pages", "write_ashby", "write_lever"]

POSTING = "730e37db-93d3-4acf-b9de-7cfc397cef1d"
OPPORTUNITY = "250d8f03-738a-4bba-a671-8a3d73477145"


def _field(path: str, title: str, kind: str) -> dict[str, Any]:
    return {"isRequired": True, "field": {"id": path, "path": path, "title": title, "type": kind}}


def ashby_pages() -> dict[str, list[dict[str, Any]]]:
    """Return Ashby's records by endpoint."""
    return {
        "user.list": [
            {
                "id": "u1",
                "firstName": "Ana",
                "lastName": "Vos",
                "email": "ana@example.com",
                "isEnabled": True,
            },
            {
                "id": "u2",
                "firstName": "Ben",
                "lastName": "Ito",
                "email": "ben@example.com",
                "managerId": "u1",
            },
        ],
        "department.list": [{"id": "d1", "name": "Research", "parentId": None}],
        "location.list": [
            {"id": "l1", "name": "Harbour", "address": {"postalAddress": {"addressLocality": "Jakarta"}}}
        ],
        "job.list": [
            {
                "id": "j1",
                "title": "Engineer",
                "status": "Open",
                "departmentId": "d1",
                "locationId": "l1",
                "defaultInterviewPlanId": "p1",
                "interviewPlanIds": ["p1"],
                "hiringTeam": [
                    {"userId": "u1", "role": "Hiring Manager"},
                    {"userId": "u2", "role": "Recruiter"},
                ],
                "openedAt": "2026-01-01T00:00:00.000Z",
            }
        ],
        "interviewStage.list": [
            {
                "id": "s1",
                "title": "Application Review",
                "type": "PreInterviewScreen",
                "interviewPlanId": "p1",
            },
            {
                "id": "s2",
                "title": "Onsite",
                "type": "Active",
                "orderInInterviewPlan": 1,
                "interviewPlanId": "p1",
            },
            {
                "id": "s3",
                "title": "Archived",
                "type": "Archived",
                "orderInInterviewPlan": 9,
                "interviewPlanId": "p1",
            },
        ],
        "candidate.list": [
            {
                "id": "c1",
                "name": "Ada Example",
                "primaryEmailAddress": {"value": "ada@example.org", "isPrimary": True},
                "primaryPhoneNumber": {"value": "+62 21 1"},
                "socialLinks": [{"type": "LinkedIn", "url": "https://ada.example.org"}],
                "school": "Example University",
                "company": "Example Works",
                "applicationIds": ["a1"],
            }
        ],
        "application.list": [
            {
                "id": "a1",
                "createdAt": "2026-01-05T09:00:00.000Z",
                "updatedAt": "2026-01-20T09:00:00.000Z",
                "status": "Archived",
                "archivedAt": "2026-01-19T09:00:00.000Z",
                "candidate": {"id": "c1", "name": "Ada Example"},
                "job": {"id": "j1", "title": "Engineer"},
                "currentInterviewStage": {"id": "s2", "title": "Onsite", "type": "Active"},
                "source": {"id": "x", "title": "Referral"},
                "archiveReason": {"id": "r", "text": "Too far", "reasonType": "RejectedByCandidate"},
            }
        ],
        "interviewSchedule.list": [
            {
                "id": "is1",
                "status": "Complete",
                "applicationId": "a1",
                "interviewStageId": "s2",
                "interviewEvents": [
                    {
                        "id": "e1",
                        "startTime": "2026-01-12T09:00:00.000Z",
                        "endTime": "2026-01-12T10:00:00.000Z",
                        "interviewerUserIds": ["u1", "u2"],
                        "interviewers": [{"id": "u1", "email": "ana@example.com"}],
                        "interview": {"id": "i1", "title": "Pairing"},
                        "meetingLink": "https://meet.example.com/1",
                    }
                ],
            }
        ],
        "applicationFeedback.list": [
            {
                "id": "f1",
                "applicationId": "a1",
                "interviewEventId": "e1",
                "submittedAt": "2026-01-12T12:00:00.000Z",
                "submittedByUser": {"id": "u1", "email": "ana@example.com"},
                "formDefinition": {
                    "sections": [
                        {
                            "fields": [
                                _field("overall_recommendation", "Overall Recommendation", "ValueSelect"),
                                _field("craft", "Craft", "Score"),
                                _field("depth", "Depth", "Score"),
                                _field("notes", "Notes", "RichText"),
                                _field("move", "Would move", "Boolean"),
                            ]
                        }
                    ]
                },
                "submittedValues": {
                    "overall_recommendation": "4",
                    "craft": {"score": 3, "comments": {"type": "PlainText", "value": "Neat"}},
                    "notes": {"type": "PlainText", "value": "Good talk"},
                    "move": True,
                },
            }
        ],
        "offer.list": [{"id": "o1", "applicationId": "a1", "offerStatus": "WaitingOnCandidateResponse"}],
    }


def lever_pages() -> dict[str, list[dict[str, Any]]]:
    """Return Lever's records by file: what belongs to an opportunity is in a file named after it."""
    return {
        "users": [
            {"id": "u1", "name": "Ana Vos", "email": "ana@example.com", "deactivatedAt": None},
            {"id": "u2", "name": "Ben Ito", "email": "ben@example.com", "deactivatedAt": 1_700_000_000_000},
        ],
        "postings": [
            {
                "id": POSTING,
                "text": "Engineer",
                "state": "published",
                "categories": {"department": "Research", "team": "Models", "location": "Jakarta"},
                "content": {"description": "Make things."},
                "hiringManager": "u1",
                "owner": "u2",
                "createdAt": 1_767_225_600_000,
                "updatedAt": 1_767_312_000_000,
            }
        ],
        "stages": [{"id": "applicant-new", "text": "New applicant"}, {"id": "onsite", "text": "Onsite"}],
        "archive_reasons": [
            {"id": "r1", "text": "Hired", "type": "hired"},
            {"id": "r2", "text": "Candidate withdrew", "type": "non-hired"},
        ],
        "opportunities": [
            {
                "id": OPPORTUNITY,
                "name": "Ada Example",
                "contact": "k1",
                "headline": "Example Works",
                "stage": "onsite",
                "emails": ["ada@example.org"],
                "phones": [{"type": "mobile", "value": "+62 21 1"}],
                "links": ["https://ada.example.org"],
                "sources": ["Referral"],
                "archived": None,
                "applications": [{"id": "x1", "posting": POSTING}],
                "createdAt": 1_767_600_000_000,
                "lastAdvancementAt": 1_767_700_000_000,
            },
            {
                "id": "opp2",
                "name": "Ada Example",
                "contact": "k1",
                "stage": "applicant-new",
                "emails": ["ada@example.org"],
                "archived": {"reason": "r2", "archivedAt": 1_767_800_000_000},
                "applications": [{"id": "x2", "posting": {"id": POSTING, "text": "Engineer"}}],
                "createdAt": 1_767_500_000_000,
            },
            {
                "id": "opp3",
                "name": "Lee Lead",
                "contact": "k2",
                "applications": [],
                "createdAt": 1_767_500_000_000,
            },
        ],
        f"interviews/{OPPORTUNITY}": [
            {
                "id": "i1",
                "subject": "Pairing",
                "interviewers": [{"id": "u1", "name": "Ana Vos", "email": "ana@example.com"}],
                "date": 1_767_780_000_000,
                "duration": 45,
                "location": "Room 3",
                "stage": "onsite",
                "canceledAt": None,
            }
        ],
        f"feedback/{OPPORTUNITY}": [
            {
                "id": "f1",
                "text": "Pairing form",
                "user": "u1",
                "interview": "i1",
                "completedAt": 1_767_790_000_000,
                "fields": [
                    {"type": "score-system", "text": "Rating", "value": "4 - Strong Hire"},
                    {
                        "type": "scorecard",
                        "text": "Skills",
                        "scores": [{"text": "Craft"}, {"text": "Depth"}],
                        "value": [{"score": 3, "comment": "Neat"}, {"score": None, "comment": ""}],
                    },
                    {"type": "textarea", "text": "Notes", "value": "Good talk"},
                ],
            }
        ],
        f"offers/{OPPORTUNITY}": [{"id": "o1", "status": "signed"}],
    }


def write_ashby(folder: Path, pages: dict[str, list[dict[str, Any]]]) -> None:
    """Write envelopes as Ashby sends them, one file an endpoint."""
    for name, records in pages.items():
        page = {"success": True, "results": records, "moreDataAvailable": False}
        (folder / f"{name}.json").write_text(json.dumps(page), encoding="utf-8")


def write_lever(folder: Path, pages: dict[str, list[dict[str, Any]]]) -> None:
    """Write envelopes as Lever sends them."""
    for name, records in pages.items():
        path = folder / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"data": records, "hasNext": False}), encoding="utf-8")
