"""Packets: all that a committee decides on, gathered once and frozen.

The content is plain text, whole numbers, lists and dicts, so that both databases give it back as it was and its digest
can be computed again at any time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change, writing
from muster.apps.hire.models import (
    Application,
    Criterion,
    Decision,
    Interview,
    Kit,
    Packet,
    Referral,
    Review,
    Scorecard,
    Seat,
)
from muster.apps.hire.rules import seats_owed
from muster.apps.hire.signatures import packet_digest

__all__ = ["packet_content", "packet_gather"]

FORMAT = 1


def packet_gather(*, actor: User, application: Application) -> Packet:
    """Make the packet of an application as it is now; return the last one where nothing is new.

    For services that have asked whether the person may, inside their transaction.
    """
    with writing():
        content = packet_content(application)
        digest = packet_digest(content)
        last = Packet.objects.filter(application=application).order_by("-number").first()
        if last is not None and last.digest == digest:
            return last
        packet = Packet(
            application=application,
            number=1 if last is None else last.number + 1,
            content=content,
            digest=digest,
            made_by=actor,
            made_at=timezone.now(),
        )
        with change(packet, "packet.make", actor=actor, detail={"application": application.pk}):
            packet.save()
    return packet


def packet_content(application: Application) -> dict[str, Any]:
    """Return all that a committee decides on. The candidate's name and address are no evidence and stay out of it."""
    found = Application.objects.select_related(
        "requisition__team", "requisition__level", "requisition__location", "stage", "resume"
    )
    current = found.get(pk=application.pk)
    return {
        "format": FORMAT,
        "application": _application(current),
        "plan": _plan(current),
        "scorecards": _scorecards(current),
        "reviews": _reviews(current),
        "missing": _missing(current),
        "referral": _referral(current),
        "decisions": _decisions(current),
    }


def _application(one: Application) -> dict[str, Any]:
    there = one.requisition
    return {
        "code": one.code,
        "requisition": there.code,
        "title": there.title,
        "team": str(there.team),
        "level": str(there.level),
        "location": str(there.location),
        "stage": one.stage.name,
        "source": one.source,
        "applied_at": _time(one.applied_at),
        "years": one.years,
        "school": one.school,
        "employers": one.employers,
        "letter": one.letter,
        "resume": "" if one.resume is None else one.resume.digest,
    }


def _plan(one: Application) -> list[dict[str, Any]]:
    kits = Kit.objects.filter(requisition=one.requisition_id).prefetch_related("criteria")
    return [
        {"kit": kit.name, "criteria": [_criterion(criterion) for criterion in kit.criteria.all()]}
        for kit in kits.order_by("name", "pk")
    ]


def _criterion(one: Criterion) -> dict[str, Any]:
    return {
        "key": one.pk,
        "name": one.name,
        "description": one.description,
        "weight": f"{one.weight:f}",
        "anchors": one.anchors,
    }


def _scorecards(one: Application) -> list[dict[str, Any]]:
    cards = list(
        Scorecard.objects.filter(seat__interview__application=one.pk, submitted_at__isnull=False)
        .select_related("seat__interviewer", "seat__interview__kit")
        .prefetch_related("versions")
        .order_by("seat__interview__starts_at", "pk")
    )
    keys = {int(key) for card in cards for key in card.ratings}
    criteria = _criteria(keys)
    return [_scorecard(card, criteria) for card in cards]


def _scorecard(card: Scorecard, criteria: Sequence[Criterion]) -> dict[str, Any]:
    seat = card.seat
    return {
        "interviewer": seat.interviewer.get_full_name(),
        "kit": seat.interview.kit.name,
        "held_at": _time(seat.interview.starts_at),
        "shadow": seat.shadow,
        "submitted_at": _time(card.submitted_at),
        "recommendation": card.recommendation,
        "summary": card.summary,
        "ratings": _ratings(card.ratings, card.notes, criteria),
        "versions": [
            {
                "number": version.number,
                "at": _time(version.created_at),
                "reason": version.reason,
                "recommendation": version.recommendation,
                "summary": version.summary,
                "ratings": version.ratings,
                "notes": version.notes,
            }
            for version in card.versions.all()
        ],
    }


def _reviews(one: Application) -> list[dict[str, Any]]:
    rows = list(
        Review.objects.filter(application=one.pk, submitted_at__isnull=False)
        .select_related("reviewer", "stage")
        .order_by("submitted_at", "pk")
    )
    criteria = _criteria({int(key) for row in rows for key in row.ratings})
    return [
        {
            "reviewer": row.reviewer.get_full_name(),
            "stage": row.stage.name,
            "submitted_at": _time(row.submitted_at),
            "verdict": row.verdict,
            "note": row.note,
            "ratings": _ratings(row.ratings, {}, criteria),
        }
        for row in rows
    ]


def _criteria(keys: Iterable[int]) -> list[Criterion]:
    wanted = list(keys)
    return list(Criterion.objects.filter(pk__in=wanted).order_by("kit", "position", "pk")) if wanted else []


def _ratings(
    ratings: dict[str, int], notes: dict[str, str], criteria: Sequence[Criterion]
) -> list[dict[str, Any]]:
    return [
        {
            "criterion": one.name,
            "value": ratings[str(one.pk)],
            "most": len(one.anchors),
            "anchor": one.anchors[ratings[str(one.pk)] - 1],
            "note": notes.get(str(one.pk), ""),
        }
        for one in criteria
        if str(one.pk) in ratings
    ]


def _missing(one: Application) -> list[dict[str, Any]]:
    """Return whose scorecards are still to come, of interviews that have been held or are planned."""
    seats = Seat.objects.filter(
        seats_owed(), interview__application=one.pk, interview__state=Interview.State.SCHEDULED
    )
    return [
        {
            "interviewer": seat.interviewer.get_full_name(),
            "held_at": _time(seat.interview.starts_at),
            "due_at": _time(seat.due_at),
        }
        for seat in seats.select_related("interviewer", "interview").order_by("due_at", "pk")
    ]


def _referral(one: Application) -> dict[str, Any] | None:
    row = Referral.objects.filter(application=one.pk).select_related("referrer").first()
    if row is None:
        return None
    return {"referrer": row.referrer.get_full_name(), "relation": row.relation, "note": row.note}


def _decisions(one: Application) -> list[dict[str, Any]]:
    """Return what was decided before. Votes are no evidence."""
    signed = Decision.objects.filter(application=one.pk, state=Decision.State.SIGNED).order_by("number")
    return [
        {
            "number": row.number,
            "outcome": row.outcome,
            "rationale": row.rationale,
            "wanted": row.wanted,
            "signed_at": _time(row.signed_at),
            "signature": row.signature,
        }
        for row in signed
    ]


def _time(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).isoformat(timespec="seconds")
