"""The timeline of an application, and what happened around its interviews: never what a scorecard says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists

from muster.apps.accounts.models import User
from muster.apps.core.models import Entry
from muster.apps.hire.models import Application, Decision, Interview, Review, Scorecard
from muster.apps.hire.rules import seats_sealing
from muster.apps.hire.selectors.applications import Event, application_timeline
from muster.apps.hire.selectors.interviews import ShownInterview
from muster.apps.hire.selectors.notes import note_list

__all__ = ["Happening", "interview_events", "timeline_whole"]

PLANNED, MOVED, CANCELLED = "interview.schedule", "interview.move", "interview.cancel"
KINDS = {PLANNED: "planned", MOVED: "moved", CANCELLED: "cancelled"}


@dataclass(frozen=True)
class Happening:
    """What happened to an interview: planned, moved, cancelled, or a scorecard of it submitted."""

    pk: int
    what: str
    interview: Interview
    when: str


def timeline_whole(
    *,
    person: User,
    application: Application,
    reviews: Sequence[Review],
    decisions: Sequence[tuple[Decision, bool]],
    interviews: Sequence[ShownInterview],
    noted: bool,
) -> list[Event]:
    """Return all that happened to an application whose name the person knows, as far as they see it, the newest first.

    `noted` is whether there are notes about it at all: most have none.
    """
    events = application_timeline(application=application, reviews=reviews, decisions=decisions)
    events += interview_events(person=person, application=application, interviews=interviews)
    if noted:
        notes = note_list(person=person, application=application)
        events += [Event(one.created_at, "note", one.author, one) for one in notes]
    return sorted(events, key=lambda event: event.at, reverse=True)


def interview_events(
    *, person: User, application: Application, interviews: Sequence[ShownInterview]
) -> list[Event]:
    """Return what happened around the interviews that the person sees. That others submitted is not told to whoever
    still owes a scorecard for this candidate.
    """
    shown = {one.interview.pk: one for one in interviews}
    if not shown:
        return []
    entries = Entry.objects.filter(kind=Interview.ledger_kind(), row__in=shown, action__in=KINDS)
    events, planned = [], set()
    for entry in entries.select_related("actor").order_by("sequence"):
        planned |= {entry.row} if entry.action == PLANNED else set()
        row = _happening(entry.sequence, KINDS[entry.action], shown[entry.row])
        events.append(Event(entry.at, "interview", entry.actor, row))
    for pk in shown.keys() - planned:  # what was loaded rather than planned here
        one = shown[pk]
        events.append(Event(one.interview.created_at, "interview", None, _happening(pk, "planned", one)))
    if all(one.to_come for one in interviews):
        return events  # nobody can have rated anything
    cards = Scorecard.objects.filter(seat__interview__in=shown, submitted_at__isnull=False)
    told = cards.select_related("seat__interviewer").only(
        "submitted_at", "seat__interview", "seat__interviewer"
    )
    for card in told.annotate(sealed=Exists(seats_sealing(person, application.candidate_id))):
        owner = card.seat.interviewer
        if card.submitted_at is not None and (owner.pk == person.pk or not card.sealed):
            row = _happening(card.pk, "submitted", shown[card.seat.interview_id])
            events.append(Event(card.submitted_at, "interview", owner, row))
    return events


def _happening(pk: int, what: str, shown: ShownInterview) -> Happening:
    return Happening(pk, what, shown.interview, shown.when)
