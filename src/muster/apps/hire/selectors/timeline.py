"""The timeline of an application, and what happened around its interviews: never what a scorecard says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.models import Entry
from muster.apps.hire.models import Application, Decision, Interview, Review, Unblinding
from muster.apps.hire.rules import seats_sealing
from muster.apps.hire.selectors.applications import Event, application_timeline
from muster.apps.hire.selectors.interviews import ShownInterview
from muster.apps.hire.selectors.notes import has_notes, note_list
from muster.apps.hire.selectors.offers_elsewhere import has_offers_elsewhere

__all__ = ["Happening", "Marks", "interview_events", "timeline_whole", "with_marks"]

PLANNED, MOVED, CANCELLED = "interview.schedule", "interview.move", "interview.cancel"
KINDS = {PLANNED: "planned", MOVED: "moved", CANCELLED: "cancelled"}


@dataclass(frozen=True)
class Happening:
    """What happened to an interview: planned, moved, cancelled, or a scorecard of it submitted."""

    pk: int
    what: str
    interview: Interview
    when: str


@dataclass(frozen=True)
class Marks:
    """What a query says of an application with `with_marks`: whether there are notes about it, offers from elsewhere,
    other applications of its candidate, people who unblinded it; whether scorecards are sealed for who asks.
    """

    noted: bool
    offered: bool
    again: bool
    unblinded: bool
    sealed: bool

    @classmethod
    def of(cls, application: Application) -> Marks:
        """Return what was found with an application."""
        return cls(**{name: getattr(application, name) for name in cls.__dataclass_fields__})


def with_marks(applications: QuerySet[Any], person: User) -> QuerySet[Any]:
    """Ask, with the applications themselves, for what most have none of: so nothing is asked for in vain later."""
    others = Application.objects.filter(candidate=OuterRef("candidate")).exclude(pk=OuterRef("pk"))
    marked: QuerySet[Any] = applications.annotate(
        noted=has_notes(),
        offered=has_offers_elsewhere(),
        again=Exists(others),
        unblinded=Exists(Unblinding.objects.filter(application=OuterRef("pk"))),
        sealed=Exists(seats_sealing(person, OuterRef("candidate"))),
    )
    return marked


def timeline_whole(
    *,
    person: User,
    application: Application,
    reviews: Sequence[Review],
    decisions: Sequence[tuple[Decision, bool]],
    interviews: Sequence[ShownInterview],
    marks: Marks,
) -> list[Event]:
    """Return all that happened to an application whose name the person knows, as far as they see it, newest first."""
    events = application_timeline(
        application=application, reviews=reviews, decisions=decisions, unblinded=marks.unblinded
    )
    events += interview_events(person=person, interviews=interviews, sealed=marks.sealed)
    if marks.noted:
        notes = note_list(person=person, application=application)
        events += [Event(one.created_at, "note", one.author, one) for one in notes]
    return sorted(events, key=lambda event: event.at, reverse=True)


def interview_events(*, person: User, interviews: Sequence[ShownInterview], sealed: bool) -> list[Event]:
    """Return what happened around the interviews that the person sees. That others submitted is not told to whoever
    still owes a scorecard for this candidate, for whom it is `sealed`.
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
    for one in interviews:
        for card in one.cards:
            owner = card.seat.interviewer
            if card.submitted_at is not None and (owner.pk == person.pk or not sealed):
                row = _happening(card.pk, "submitted", one)
                events.append(Event(card.submitted_at, "interview", owner, row))
    return events


def _happening(pk: int, what: str, shown: ShownInterview) -> Happening:
    return Happening(pk, what, shown.interview, shown.when)
