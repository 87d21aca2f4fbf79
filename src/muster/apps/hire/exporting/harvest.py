"""Records in the shapes of Greenhouse's Harvest, made by what the API of its shapes makes them with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.api import Out
from muster.apps.hire.api.harvest.shapes import (
    show_application,
    show_candidate,
    show_job,
    show_scorecard,
    spelled,
    split_name,
)
from muster.apps.hire.models import (
    Application,
    Candidate,
    Interview,
    Member,
    OfferElsewhere,
    Requisition,
    Scorecard,
)
from muster.apps.hire.selectors.scorecards import CardRating
from muster.tables.vendors import shapes
from muster.tables.vendors.extra import KEY, extra_of
from muster.tables.vendors.harvest import SCALE

__all__ = [
    "shape_candidate",
    "shape_decision",
    "shape_department",
    "shape_interview",
    "shape_job",
    "shape_offer",
    "shape_office",
    "shape_scorecard",
    "shape_stage",
    "shape_user",
]

_NO_LETTERS = re.compile(r"\W+")
OFFERS: Mapping[shapes.OfferStatus, str] = {
    "draft": "unresolved",
    "open": "unresolved",
    "accepted": "accepted",
    "rejected": "rejected",
    "withdrawn": "deprecated",
}
Shaped = tuple[str, dict[str, Any]]
Placed = tuple[Application, shapes.Application, datetime | None]
"""An application, its record, and when it ended."""


def shape_user(one: User) -> Shaped:
    """Return a colleague."""
    first, last = split_name(one.get_full_name())
    return "users", {
        "id": one.pk,
        "name": one.get_full_name(),
        "first_name": first,
        "last_name": last,
        "primary_email_address": one.email,
        "emails": [one.email],
        "disabled": not one.is_active,
    }


def shape_department(record: shapes.Department) -> Shaped:
    """Return a team."""
    parent = int(record.parent) if record.parent else None
    return "departments", {"id": int(record.id), "name": record.name, "parent_id": parent}


def shape_office(record: shapes.Office) -> Shaped:
    """Return a location."""
    value = {"id": int(record.id), "name": record.name, "location": {"name": record.city}}
    return "offices", value | {KEY: extra_of(record)}


def shape_job(one: Requisition, coordinators: Sequence[Member], record: shapes.Job) -> Shaped:
    """Return an opening."""
    value = _plain(show_job(one, coordinators))
    return "jobs", value | {"notes": one.description or None, KEY: extra_of(record)}


def shape_stage(record: shapes.JobStage) -> Shaped:
    """Return a stage; its interviews are all of one kind, named after it."""
    return "job_stages", {
        "id": int(record.id),
        "name": record.name,
        "job_id": int(record.job),
        "priority": record.position,
        "active": True,
        "interviews": [{"id": int(step), "name": record.name} for step in record.steps],
        KEY: extra_of(record),
    }


def shape_candidate(one: Candidate, record: shapes.Candidate, placed: Sequence[Placed]) -> Shaped:
    """Return a candidate with their applications."""
    value = _plain(show_candidate(one, [application.pk for application, _, _ in placed]))
    applications = [
        _plain(show_application(application, ended_at)) | {KEY: extra_of(told)}
        for application, told, ended_at in placed
    ]
    return "candidates", value | {"applications": applications, KEY: extra_of(record)}


def shape_interview(one: Interview, record: shapes.Interview) -> Shaped:
    """Return an interview."""
    over = one.ends_at <= timezone.now()
    status = "canceled" if record.cancelled else "complete" if over else "scheduled"
    return "scheduled_interviews", {
        "id": one.pk,
        "application_id": one.application_id,
        "start": {"date_time": spelled(one.starts_at)},
        "end": {"date_time": spelled(one.ends_at)},
        "location": one.place or None,
        "video_conferencing_url": None,
        "status": status,
        "interview": {"id": one.stage_id, "name": record.name},
        "interviewers": [_seat(seat) for seat in record.seats],
        KEY: extra_of(record),
    }


def _seat(record: shapes.Seat) -> dict[str, Any]:
    return {
        "id": int(record.person),
        "email": record.email,
        "scorecard_id": int(record.scorecard) if record.scorecard else None,
        KEY: extra_of(record),
    }


def shape_scorecard(
    card: Scorecard, ratings: Sequence[CardRating], submitted_at: datetime, record: shapes.Scorecard
) -> Shaped:
    """Return a submitted scorecard. Ratings on another scale than Greenhouse's stand a second time, as they are."""
    extra = extra_of(record)
    if all(one.words == SCALE for one in record.ratings):
        del extra["ratings"]
    return "scorecards", _plain(show_scorecard(card, ratings, submitted_at)) | {KEY: extra}


def shape_offer(one: OfferElsewhere, record: shapes.Offer) -> Shaped:
    """Return an offer. Greenhouse has no word for a draft, and terms are fields that a company made for itself."""
    keyed = _keyed(record.terms)
    return "offers", {
        "id": one.pk,
        "version": one.number,
        "application_id": one.application_id,
        "candidate_id": one.application.candidate_id,
        "job_id": one.application.requisition_id,
        "status": OFFERS[record.status],
        "sent_at": _day(one.sent_on),
        "resolved_at": None if one.resolved_on is None else f"{one.resolved_on}T00:00:00.000Z",
        "starts_at": _day(one.starts_on),
        "custom_fields": {key: told for key, (_, told) in keyed.items()},
        "keyed_custom_fields": {
            key: {"name": label, "type": "short_text", "value": told} for key, (label, told) in keyed.items()
        },
        KEY: extra_of(record),
    }


def _keyed(terms: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return labels and values by keys such as Greenhouse makes of labels, each once."""
    found: dict[str, tuple[str, str]] = {}
    for label, told in terms.items():
        key = _NO_LETTERS.sub("_", label.casefold()).strip("_") or "field"
        while key in found:
            key += "_"
        found[key] = (label, told)
    return found


def _day(told: date | None) -> str | None:
    return None if told is None else told.isoformat()


def shape_decision(record: shapes.Decision) -> Shaped:
    """Return a decision, for which Greenhouse has no shape."""
    value: Mapping[str, Any] = msgspec.to_builtins(record)
    return "decisions", dict(value)


def _plain(shown: Out) -> dict[str, Any]:
    return shown.model_dump(mode="json")
