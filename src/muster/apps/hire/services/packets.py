"""Packets: all that a committee decides on, gathered once and frozen.

The content is plain text, whole numbers, lists and dicts, so that both databases give it back as it was and its digest
can be computed again at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from muster.apps.hire.services.packet_merit import packet_merit
from muster.apps.hire.signatures import packet_digest

__all__ = ["packet_content", "packet_contents", "packet_gather"]

FORMAT = 1

Lists = defaultdict[int | None, list[dict[str, Any]]]
"""What there is, by the key of what it belongs to."""


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
    content = packet_contents([application.pk])[application.pk]
    return {**content, "merit": packet_merit(application)}


def packet_contents(applications: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return what packets of a few applications hold, by their keys, each as before any merit run."""
    found = Application.objects.select_related(
        "requisition__team", "requisition__level", "requisition__location", "stage", "resume"
    ).filter(pk__in=applications)
    plans = _plans({one.requisition_id for one in found})
    scorecards, reviews, missing = _scorecards(applications), _reviews(applications), _missing(applications)
    referrals, decisions = _referrals(applications), _decisions(applications)
    return {
        one.pk: {
            "format": FORMAT,
            "application": _application(one),
            "plan": plans[one.requisition_id],
            "merit": None,
            "scorecards": scorecards[one.pk],
            "reviews": reviews[one.pk],
            "missing": missing[one.pk],
            "referral": referrals.get(one.pk),
            "decisions": decisions[one.pk],
        }
        for one in found
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


def _plans(requisitions: Iterable[int]) -> Lists:
    """Return the kits of requisitions with their criteria, by the requisition's key."""
    kits = Kit.objects.filter(requisition__in=requisitions).prefetch_related("criteria")
    return _grouped(
        (
            kit.requisition_id,
            {"kit": kit.name, "criteria": [_criterion(criterion) for criterion in kit.criteria.all()]},
        )
        for kit in kits.order_by("name", "pk")
    )


def _grouped(rows: Iterable[tuple[int | None, dict[str, Any]]]) -> Lists:
    found: Lists = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found


def _criterion(one: Criterion) -> dict[str, Any]:
    return {
        "key": one.pk,
        "name": one.name,
        "description": one.description,
        "weight": f"{one.weight:f}",
        "anchors": one.anchors,
    }


def _scorecards(applications: Sequence[int]) -> Lists:
    cards = list(
        Scorecard.objects.filter(seat__interview__application__in=applications, submitted_at__isnull=False)
        .select_related("seat__interviewer", "seat__interview__kit")
        .prefetch_related("versions")
        .order_by("seat__interview__starts_at", "pk")
    )
    criteria = _criteria({int(key) for card in cards for key in card.ratings})
    return _grouped((card.seat.interview.application_id, _scorecard(card, criteria)) for card in cards)


def _scorecard(card: Scorecard, criteria: Mapping[str, Criterion]) -> dict[str, Any]:
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


def _reviews(applications: Sequence[int]) -> Lists:
    rows = list(
        Review.objects.filter(application__in=applications, submitted_at__isnull=False)
        .select_related("reviewer", "stage")
        .order_by("submitted_at", "pk")
    )
    criteria = _criteria({int(key) for row in rows for key in row.ratings})
    return _grouped((row.application_id, _review(row, criteria)) for row in rows)


def _review(row: Review, criteria: Mapping[str, Criterion]) -> dict[str, Any]:
    return {
        "reviewer": row.reviewer.get_full_name(),
        "stage": row.stage.name,
        "submitted_at": _time(row.submitted_at),
        "verdict": row.verdict,
        "note": row.note,
        "ratings": _ratings(row.ratings, {}, criteria),
    }


def _criteria(keys: set[int]) -> dict[str, Criterion]:
    """Return criteria in the order of their kits, by their keys as ratings have them."""
    rows = Criterion.objects.filter(pk__in=keys).order_by("kit", "position", "pk")
    return {str(one.pk): one for one in rows}


def _ratings(
    ratings: dict[str, int], notes: dict[str, str], criteria: Mapping[str, Criterion]
) -> list[dict[str, Any]]:
    known = sorted(
        (criteria[key] for key in ratings if key in criteria),
        key=lambda one: (one.kit_id, one.position, one.pk),
    )
    return [
        {
            "criterion": one.name,
            "value": ratings[str(one.pk)],
            "most": len(one.anchors),
            "anchor": one.anchors[ratings[str(one.pk)] - 1],
            "note": notes.get(str(one.pk), ""),
        }
        for one in known
    ]


def _missing(applications: Sequence[int]) -> Lists:
    """Return whose scorecards are still to come, of interviews that have been held or are planned."""
    seats = Seat.objects.filter(
        seats_owed(),
        interview__application__in=applications,
        interview__state=Interview.State.SCHEDULED,
    )
    return _grouped(
        (
            seat.interview.application_id,
            {
                "interviewer": seat.interviewer.get_full_name(),
                "held_at": _time(seat.interview.starts_at),
                "due_at": _time(seat.due_at),
            },
        )
        for seat in seats.select_related("interviewer", "interview").order_by("due_at", "pk")
    )


def _referrals(applications: Sequence[int]) -> dict[int, dict[str, Any]]:
    rows = Referral.objects.filter(application__in=applications).select_related("referrer")
    found: dict[int, dict[str, Any]] = {}
    for row in rows.order_by("pk"):
        told = {"referrer": row.referrer.get_full_name(), "relation": row.relation, "note": row.note}
        found.setdefault(row.application_id, told)
    return found


def _decisions(applications: Sequence[int]) -> Lists:
    """Return what was decided before. Votes are no evidence."""
    signed = Decision.objects.filter(application__in=applications, state=Decision.State.SIGNED)
    return _grouped(
        (
            row.application_id,
            {
                "number": row.number,
                "outcome": row.outcome,
                "rationale": row.rationale,
                "wanted": row.wanted,
                "signed_at": _time(row.signed_at),
                "signature": row.signature,
            },
        )
        for row in signed.order_by("number")
    )


def _time(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).isoformat(timespec="seconds")
