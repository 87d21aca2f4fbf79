"""Loading interviews, who sits in them, and how much interviewers take on."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from muster.apps.hire.models import Application, Blackout, Interview, Seat, Terms
from muster.apps.hire.services.interviews import DUE_AFTER
from muster.apps.hire.services.invitations import remind_later
from muster.apps.hire.services.loading.plans import Plans
from muster.apps.hire.services.loading.rows import load_rows
from muster.apps.hire.services.loading.staff import Staff
from muster.demo.organisation import Organisation
from muster.demo.organisation import interview_records as facts

__all__ = ["Seats", "load_interviews", "load_terms"]

UIDS = uuid.UUID("6d757374-6572-4d75-8374-65726d757375")  # namespace of the calendars' names of interviews
PLACES = ("Video call", "{city}, room 1.04", "{city}, room 2.11", "Video call", "{city}, room 3.02")
REMINDED_AFTER = timedelta(minutes=5)
REMINDED_OF = timedelta(days=2)  # of what is due after that, the demo reminds nobody

Seats = Mapping[tuple[str, str], Seat]
"""Seats by the interview's id and the employee's."""


def load_terms(organisation: Organisation, staff: Staff) -> None:
    """Load what each interviewer said last, and the days on which they rest."""
    latest = {one.employee_id: one for one in organisation.terms}
    terms = [
        Terms(
            interviewer=staff.users[key],
            weekly=one.weekly,
            paused_from=one.paused_from,
            paused_until=one.paused_until,
            trained=one.trained,
        )
        for key, one in sorted(latest.items())
    ]
    load_rows(Terms, terms)
    blackouts = [
        Blackout(interviewer=staff.users[one.employee_id], first_day=one.first_day, last_day=one.last_day)
        for one in organisation.rest_days
    ]
    load_rows(Blackout, blackouts)


def load_interviews(
    organisation: Organisation, staff: Staff, plans: Plans, applications: Mapping[str, Application]
) -> Seats:
    """Load interviews as they stand now, with their seats; return the seats."""
    moved = {one.interview_id: one for one in organisation.reschedulings}
    cancelled = {one.interview_id: one for one in organisation.cancellations}
    places = {one.id: one for one in organisation.places}
    requisition_of = {one.id: one.requisition_id for one in organisation.applications}
    told = Counter(one.interview_id for one in organisation.seats)
    told.update(one.interview_id for one in organisation.releases)
    told.update(moved.keys())
    told.update(cancelled.keys())
    rows = []
    for number, one in enumerate(organisation.interviews):
        requisition = requisition_of[one.application_id]
        times: facts.Interview | facts.Rescheduling = moved.get(one.id, one)
        place = places[one.location_id]
        rows.append(
            Interview(
                application=applications[one.application_id],
                stage=plans.stages[requisition, one.stage],
                kit=plans.kits[requisition, one.kit],
                starts_at=times.starts_at,
                ends_at=times.ends_at,
                time_zone=place.time_zone,
                place=PLACES[number % len(PLACES)].format(city=place.city),
                uid=uuid.uuid5(UIDS, f"{organisation.seed}/{one.id}"),
                sequence=told[one.id],
                invited=True,
                state=Interview.State.CANCELLED if one.id in cancelled else Interview.State.SCHEDULED,
                reason=cancelled[one.id].reason if one.id in cancelled else "",
            )
        )
    created = load_rows(Interview, rows)
    return _load_seats(
        organisation,
        staff,
        dict(zip((one.id for one in organisation.interviews), created, strict=True)),
    )


def _load_seats(organisation: Organisation, staff: Staff, interviews: Mapping[str, Interview]) -> Seats:
    # The company ends on some day of this week; what fell due since then was reminded of as it was before.
    now = max(datetime.combine(organisation.until, time.max, UTC), timezone.now())
    released = {(one.interview_id, one.employee_id): one.released_at for one in organisation.releases}
    submitted = {(one.interview_id, one.employee_id) for one in organisation.scorecards}
    rows = {}
    for one in organisation.seats:
        key = (one.interview_id, one.employee_id)
        interview = interviews[one.interview_id]
        due_at = interview.ends_at + DUE_AFTER
        held = interview.state == Interview.State.SCHEDULED and key not in released
        owed = held and key not in submitted
        rows[key] = Seat(
            interview=interview,
            interviewer=staff.users[one.employee_id],
            shadow=one.shadow,
            due_at=due_at,
            released_at=released.get(key),
            reminded_at=due_at + REMINDED_AFTER if owed and due_at < now else None,
        )
    seats = dict(zip(rows, load_rows(Seat, list(rows.values())), strict=True))
    for key, seat in seats.items():
        owed = seat.interview.state == Interview.State.SCHEDULED and seat.released_at is None
        if owed and key not in submitted and now <= seat.due_at < now + REMINDED_OF:
            remind_later(seat)
    return seats
