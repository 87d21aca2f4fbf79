"""Reading many scorecards at once: one's own, and all that no seal and no blind keeps from the person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.roles import Role, has_role
from muster.apps.hire.models import Application, Criterion, Requisition, Scorecard, Seat
from muster.apps.hire.rules import EVERYWHERE, blind_for, candidates_sealed, requisitions_reviewed
from muster.apps.hire.selectors.scorecards import CardRating

__all__ = ["scorecard_ratings", "scorecard_visible"]

JOINED = ("seat__interviewer", "seat__interview__application", "seat__interview__kit")


def scorecard_visible(*, person: User) -> QuerySet[Scorecard]:
    """Return the scorecards that the person may read: their own, drafts too, and of others what `scorecard_list` shows
    for its application, which has the rule.

    Submitted ones of an application that the person reviews blind are left out, their own too: who reads them may be
    told whose they are, as Harvest's shapes do.
    """
    if not person.is_active:
        return Scorecard.objects.none()
    mine = Q(seat__interviewer=person.pk, seat__released_at=None)
    others = Q(submitted_at__isnull=False)
    sealed = candidates_sealed(person)
    if sealed:
        others &= ~Q(seat__interview__application__candidate__in=sealed)
    reviewed = requisitions_reviewed(person)
    if reviewed:
        hidden = Application.objects.filter(blind_for(person, reviewed=reviewed)).order_by()
        blind = Q(seat__interview__application__in=hidden.values("pk"))
        others &= ~blind
        mine &= Q(submitted_at=None) | ~blind
    found = Scorecard.objects.filter(mine | others)
    if not has_role(person, *EVERYWHERE):
        found = found.filter(seat__in=_seats_near(person).values("pk"))
    return found.select_related(*JOINED).order_by("-pk")


def scorecard_ratings(cards: Iterable[Scorecard]) -> Mapping[int, list[CardRating]]:
    """Return what the ratings of each scorecard mean, in the order of its kit."""
    rows = list(cards)
    keys = {int(key) for card in rows for key in card.ratings}
    criteria = {one.pk: one for one in Criterion.objects.filter(pk__in=keys)} if keys else {}
    return {card.pk: _ratings(card, criteria) for card in rows}


def _ratings(card: Scorecard, criteria: Mapping[int, Criterion]) -> list[CardRating]:
    rated = [(criteria[int(key)], value) for key, value in card.ratings.items() if int(key) in criteria]
    rated.sort(key=lambda pair: (pair[0].position, pair[0].pk))
    return [
        CardRating(one, value, len(one.anchors), one.anchors[value - 1], card.notes.get(str(one.pk), ""))
        for one, value in rated
        if value is not None
    ]


def _seats_near(person: User) -> QuerySet[Seat]:
    """Return the seats of applications that the person interviews for, or whose opening they manage."""
    sat = Seat.objects.filter(interviewer=person.pk, released_at=None)
    near = Q(interview__application__in=sat.values("interview__application"))
    if has_role(person, Role.HIRING_MANAGER):
        managed = Requisition.objects.filter(hiring_manager=person.pk).order_by()
        near |= Q(interview__application__requisition__in=managed.values("pk"))
    return Seat.objects.filter(near).order_by()
