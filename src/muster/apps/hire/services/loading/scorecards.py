"""Loading scorecards: those submitted with their earlier versions, and drafts."""

from __future__ import annotations

from typing import Any

from muster.apps.hire.models import Interview, Scorecard, ScorecardVersion
from muster.apps.hire.services.loading.interviews import Seats
from muster.apps.hire.services.loading.plans import Plans
from muster.apps.hire.services.loading.rows import load_rows
from muster.demo.organisation import Organisation
from muster.demo.organisation.interview_records import Content

__all__ = ["load_scorecards"]

BATCH = 500
SAVES = 4  # that the page had made before it was submitted


def load_scorecards(organisation: Organisation, plans: Plans, seats: Seats) -> None:
    """Load scorecards as they are now, what they said before, and those that are being written."""
    requisition_of = {one.id: one.requisition_id for one in organisation.applications}
    kits = {one.id: (requisition_of[one.application_id], one.kit) for one in organisation.interviews}
    changed = {one.scorecard_id: one for one in organisation.corrections}
    rows = []
    for one in organisation.scorecards:
        content = changed[one.id].content if one.id in changed else one.content
        rows.append(
            Scorecard(
                seat=seats[one.interview_id, one.employee_id],
                sequence=SAVES,
                submitted_at=one.submitted_at,
                **_content(content, plans, *kits[one.interview_id]),
            )
        )
    created = load_rows(Scorecard, rows)
    cards = dict(zip((one.id for one in organisation.scorecards), created, strict=True))
    before = {one.id: one for one in organisation.scorecards if one.id in changed}
    versions = [
        ScorecardVersion(
            scorecard=cards[key],
            number=1,
            reason=changed[key].reason,
            **_content(one.content, plans, *kits[one.interview_id]),
        )
        for key, one in before.items()
    ]
    load_rows(ScorecardVersion, versions)
    for version, key in zip(versions, before, strict=True):
        version.created_at = changed[key].changed_at  # a merit run counts what was said at its time
    ScorecardVersion.objects.bulk_update(versions, ["created_at"], batch_size=BATCH)
    _load_drafts(organisation, plans, seats, kits)


def _load_drafts(
    organisation: Organisation, plans: Plans, seats: Seats, kits: dict[str, tuple[str, str]]
) -> None:
    submitted = {(one.interview_id, one.employee_id) for one in organisation.scorecards}
    rows = []
    for one in organisation.drafts:
        key = (one.interview_id, one.employee_id)
        seat = seats[key]
        scheduled = seat.interview.state == Interview.State.SCHEDULED
        if key not in submitted and seat.released_at is None and scheduled:
            content = _content(one.content, plans, *kits[one.interview_id])
            rows.append(Scorecard(seat=seat, sequence=1, **content))
    load_rows(Scorecard, rows)


def _content(content: Content, plans: Plans, requisition: str, kit: str) -> dict[str, Any]:
    keys = {name: str(plans.criteria[requisition, kit, name]) for name, _ in content.ratings}
    ratings = sorted((int(keys[name]), value) for name, value in content.ratings)
    notes = sorted((int(keys[name]), note) for name, note in content.notes)
    return {
        "ratings": {str(key): value for key, value in ratings},
        "notes": {str(key): note for key, note in notes},
        "recommendation": content.recommendation,
        "summary": content.summary,
    }
