"""Reading for the talent page: openings, how long candidates wait, and messages that did not leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, DateField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.days import Day
from muster.apps.hire.models import Application, Message, Outcome, Requisition, Stage, Tally
from muster.apps.hire.rules import requisitions_worked_on

__all__ = [
    "KINDS",
    "OpeningCounts",
    "StageAge",
    "message_stuck",
    "new_since",
    "opening_counts",
    "stage_ages",
]

KINDS = tuple(kind for kind in Stage.Kind if kind != Stage.Kind.HIRED)
NEW_FOR = timedelta(days=6)  # with today a week
UNSURE_AFTER = timedelta(minutes=10)  # a worker that is at it needs less


@dataclass(frozen=True)
class OpeningCounts:
    """The openings that are open, those of them new since `new_since`, their places, and who was hired for them."""

    open: int
    new: int
    places: int
    hired: int


@dataclass(frozen=True)
class StageAge:
    """Who is active in a kind of stage, the days that half and nine in ten of them have waited at most, who is late."""

    kind: Stage.Kind
    count: int
    median: int
    ninth: int
    late: int


def new_since() -> date:
    """Return the day since which an opening counts as new."""
    return timezone.now().date() - NEW_FOR


def opening_counts(*, person: User) -> OpeningCounts:
    """Count the openings that the person works on."""
    since = datetime.combine(new_since(), time(), UTC)
    # What is summed by the database's own tally, opening by opening, is exact.
    hired = Tally.objects.filter(requisition=OuterRef("pk"), outcome=Outcome.HIRED).order_by()
    of_each = hired.values("requisition").annotate(number=Sum("count")).values("number")
    found = (
        Requisition.objects.filter(requisitions_worked_on(person), status=Requisition.Status.OPEN)
        .order_by()
        .annotate(filled=Subquery(of_each))
        .aggregate(
            open=Count("pk"),
            new=Count("pk", filter=Q(opened_at__gte=since)),
            places=Sum("openings"),
            hired=Sum("filled"),
        )
    )
    return OpeningCounts(**{name: value or 0 for name, value in found.items()})


def stage_ages(*, person: User) -> list[StageAge]:
    """Return how long those wait who are active, by kind of stage. Days are whole ones."""
    wide = requisitions_worked_on(person)
    stages = Stage.objects.filter(requisition__in=Requisition.objects.filter(wide)) if wide else Stage.objects
    known = {one.pk: one for one in stages.order_by().only("kind", "days")}
    active = Application.objects.filter(outcome=Outcome.ACTIVE)
    if wide:
        active = active.filter(stage__in=list(known))  # as the index has it
    days = active.order_by().values_list("stage", Day("stage_since")).annotate(number=Count("stage_since"))
    now = timezone.now()
    waits: defaultdict[str, int] = defaultdict(int)
    ages: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for stage, day, number in days.union(_late_on_their_day(active, known.values(), now), all=True):
        one = known[stage]
        if day is None:
            waits[one.kind] += number
            continue
        ages[one.kind].append((max((now.date() - day).days, 0), number))
        if day < (now - timedelta(days=one.days)).date():
            waits[one.kind] += number
    return [_stage_age(kind, sorted(ages[kind]), waits[kind]) for kind in KINDS]


def _late_on_their_day(
    active: QuerySet[Application], stages: Iterable[Stage], now: datetime
) -> QuerySet[Application, tuple[int, None, int]]:
    """Return by stage, and of no day, how many were late from some hour of the day on which they entered it."""
    by_days: defaultdict[int, list[int]] = defaultdict(list)
    for one in stages:
        by_days[one.days].append(one.pk)
    wanted = Q(pk__in=())
    for days, keys in by_days.items():
        limit = now - timedelta(days=days)
        wanted |= Q(
            stage__in=keys,
            stage_since__gte=datetime.combine(limit.date(), time(), UTC),
            stage_since__lt=limit,
        )
    no_day = Cast(Value(None), DateField())
    late = active.filter(wanted).order_by()
    return late.values_list("stage", no_day).annotate(number=Count("stage_since"))


def _stage_age(kind: Stage.Kind, ages: list[tuple[int, int]], waiting: int) -> StageAge:
    count = sum(number for _days, number in ages)
    return StageAge(kind, count, _at(ages, count, 0.5), _at(ages, count, 0.9), waiting)


def _at(ages: list[tuple[int, int]], count: int, share: float) -> int:
    """Return the days that a share of them have waited at most: of the nearest rank, so somebody's own."""
    passed = 0
    for days, number in ages:
        passed += number
        if passed >= share * count:
            return days
    return 0


def message_stuck(*, person: User) -> QuerySet[Message]:
    """Return the messages to candidates, of the openings that the person works on, that did not leave, or of which
    nobody knows whether they did; the oldest first.
    """
    unsure = Q(status=Message.Status.SENDING, created_at__lt=timezone.now() - UNSURE_AFTER)
    found = Message.objects.filter(Q(status=Message.Status.FAILED) | unsure)
    found = found.filter(status__in=("sending", "failed"))  # as the index has it
    wide = requisitions_worked_on(person)
    if wide:
        found = found.filter(application__requisition__in=Requisition.objects.filter(wide))
    return found.order_by("created_at", "pk")
