"""Reading what a choice is made from: places still free, active candidates, and who can interview them next week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from muster.apps.hire.bridge.choosing import Given
from muster.apps.hire.bridge.ratings import key_of
from muster.apps.hire.clock import week_of
from muster.apps.hire.models import (
    Application,
    Criterion,
    MeritRun,
    Outcome,
    Reading,
    Referral,
    Requisition,
    Seat,
    Stage,
)
from muster.apps.hire.rules import seats_owed
from muster.apps.hire.selectors.bars import bar_for
from muster.apps.hire.selectors.capacity import interviewers_room

__all__ = ["choice_given", "openings_to_choose"]

MIDWEEK = timedelta(days=9)  # from the beginning of this week to the middle of the next


def openings_to_choose(*, run: MeritRun) -> list[Requisition]:
    """Return the requisitions that choices are worked out for: the open ones in a run's scope, and a run's own whether
    it is open or not.
    """
    wanted = Requisition.objects.select_related("location").order_by("pk")
    if run.requisition_id is not None:
        return list(wanted.filter(pk=run.requisition_id))
    wanted = wanted.filter(status=Requisition.Status.OPEN)
    return list(wanted if run.family_id is None else wanted.filter(family=run.family_id))


def choice_given(*, run: MeritRun, requisition: Requisition, candidates: Collection[int]) -> Given:
    """Return what a choice is made from as things stand now. `candidates` are those whom the run knows."""
    applications = Application.objects.filter(requisition=requisition)
    hired = applications.filter(outcome=Outcome.HIRED).count()
    places = max(requisition.openings - hired, 0)
    if requisition.status != Requisition.Status.OPEN or not places:
        problem = "filled" if not places else "closed"
        return Given(requisition.pk, places, (), problem)
    active = applications.filter(outcome=Outcome.ACTIVE).order_by("candidate")
    rows = active.values_list("candidate", "stage__kind", "stage__kit")
    field = [row for row in rows.iterator() if row[0] in candidates]
    keys = tuple(row[0] for row in field)
    bar = bar_for(run=run, requisition=requisition)
    to_interview = tuple((who, kit or 0) for who, kind, kit in field if kind == Stage.Kind.INTERVIEW)
    if not to_interview:
        return Given(requisition.pk, places, keys, bar=bar)
    met = _seats(keys).values_list("interviewer", flat=True).distinct()
    room = interviewers_room(requisition=requisition, met=set(met), at=week_of(timezone.now())[0] + MIDWEEK)
    return Given(
        requisition=requisition.pk,
        places=places,
        candidates=keys,
        to_interview=to_interview,
        kits=_kits({kit for _who, kit in to_interview if kit}),
        room=room,
        barred=_barred(keys, {key for key, _room in room}),
        planned=_planned(keys),
        bar=bar,
    )


def _seats(candidates: tuple[int, ...]) -> QuerySet[Seat]:
    return Seat.objects.filter(
        interview__application__candidate__in=candidates, released_at=None, shadow=False
    ).order_by()


def _planned(candidates: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Return who is about to interview whom, or has and owes the scorecard, once each."""
    rows = _seats(candidates).filter(seats_owed())
    return tuple(sorted(set(rows.values_list("interview__application__candidate", "interviewer"))))


def _barred(candidates: tuple[int, ...], people: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Return who must not be asked about whom: those who have read what others said, and those who referred them."""
    read = Reading.objects.filter(candidate__in=candidates, person__in=people)
    referred = Referral.objects.filter(application__candidate__in=candidates, referrer__in=people)
    found = set(read.values_list("candidate", "person"))
    found |= set(referred.order_by().values_list("application__candidate", "referrer"))
    return tuple(sorted(found))


def _kits(keys: Collection[int]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return the criteria of kits, by the keys that runs know them by."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Criterion.objects.filter(kit__in=keys).order_by("kit", "position", "pk")
    for kit, name, anchors, weight in rows.values_list("kit", "name", "anchors", "weight"):
        found[kit].append(key_of(name, len(anchors), weight))
    return tuple((kit, tuple(names)) for kit, names in found.items())
