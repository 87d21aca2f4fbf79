"""Reading scorecards: one's own, and others' once one's own is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, Criterion, Scorecard, Seat
from muster.apps.hire.rules import is_blind_for, may_read_scorecards, seats_sealing

__all__ = ["CardRating", "ScorecardList", "ShownScorecard", "scorecard_list", "seat_mine"]


@dataclass(frozen=True)
class CardRating:
    """A rating from 1 to `most`, the anchor that describes it, and the note beside it."""

    criterion: Criterion
    value: int
    most: int
    anchor: str
    note: str


@dataclass(frozen=True)
class ShownScorecard:
    """A submitted scorecard with what its ratings mean; `changes` is how often it was changed since."""

    card: Scorecard
    ratings: tuple[CardRating, ...]
    changes: int


@dataclass(frozen=True)
class ScorecardList:
    """The scorecards of an application that somebody may read. `sealed` is whether they first have to submit their own,
    `wide` whether they also see the application.
    """

    application: Application
    shown: tuple[ShownScorecard, ...]
    sealed: bool
    wide: bool


def seat_mine(*, person: User, pk: int) -> Seat | None:
    """Return the person's own seat, with what its page shows, or None."""
    if not person.is_active:  # whoever sits in an interview sees it
        return None
    found = Seat.objects.filter(pk=pk, interviewer=person.pk, released_at=None)
    return found.select_related(
        "interview__application__candidate", "interview__application__requisition", "interview__kit"
    ).first()


def scorecard_list(*, person: User, pk: int) -> ScorecardList | None:
    """Return the submitted scorecards of an application that the person may read; None where they may read none.

    Recruiters, executives and the hiring manager may, and those who sit in one of its interviews. Whoever has a seat
    for this candidate and has not submitted sees nobody else's, and not how many there are, whatever other role they
    have; nor does anybody who must not know who it is.
    """
    found = Application.objects.select_related("candidate", "requisition", "stage").filter(pk=pk)
    found = found.annotate(sealed=Exists(seats_sealing(person, OuterRef("candidate"))))
    application = found.defer("resume_text", "letter").first()
    if application is None or not person.is_active:
        return None
    wide = may_read_scorecards(person, application.requisition)
    sits = Seat.objects.filter(interview__application=pk, interviewer=person.pk, released_at=None)
    if not (wide or sits.exists()) or is_blind_for(person, application):
        return None
    if application.sealed:
        return ScorecardList(application, (), sealed=True, wide=wide)
    cards = list(
        Scorecard.objects.filter(seat__interview__application=pk, submitted_at__isnull=False)
        .select_related("seat__interviewer", "seat__interview")
        .annotate(changes=Count("versions"))
        .order_by("submitted_at", "pk")
    )
    keys = {int(key) for card in cards for key in card.ratings}
    criteria = list(Criterion.objects.filter(pk__in=keys).order_by("kit", "position", "pk")) if keys else []
    shown = tuple(ShownScorecard(card, _ratings(card, criteria), card.changes) for card in cards)
    return ScorecardList(application, shown, sealed=False, wide=wide)


def _ratings(card: Scorecard, criteria: Sequence[Criterion]) -> tuple[CardRating, ...]:
    found = ((one, card.ratings.get(str(one.pk)), card.notes.get(str(one.pk), "")) for one in criteria)
    return tuple(
        CardRating(one, value, len(one.anchors), one.anchors[value - 1], note)
        for one, value, note in found
        if value is not None
    )
