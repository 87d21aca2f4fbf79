"""The report of reach: who applied in a period, how far they came, and how long each stage took.

Whole weeks are counted from the tallies that the database keeps, the days around them from the
applications. An application in a stage has passed
the stages before it. Of those who are in a stage still, nobody knows whether they pass it: they are left out of its
rate. How long stages take is read from the newest moves of the period, at most `MOST_MOVES`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from muster.apps.accounts.models import User
from muster.apps.core.roles import require
from muster.apps.hire.models import Application, Move, Outcome, Requisition, Source, Stage, Tally
from muster.apps.hire.rates import Rate, rate_of
from muster.apps.hire.rules import may_see_reach

__all__ = [
    "GROUPINGS",
    "KEPT",
    "KINDS",
    "PERIOD",
    "GroupRow",
    "Reach",
    "ReachFilter",
    "StageRow",
    "reach_kept",
    "reach_report",
    "whole_weeks",
]

KINDS = tuple(Stage.Kind)  # in the order of a pipeline
GROUPINGS = ("source", "campaign", "requisition")
MOST_MOVES = 2_000
MOST_GROUPS = 100
KEPT = 150  # seconds
FEWEST_MOVES = 5  # below which no median is shown
DAY = timedelta(days=1)
PERIOD = timedelta(days=90)  # unless another is asked for

Row = TypeVar("Row", Application, Tally)
Counts = Counter[tuple[int, str]]  # by place of the stage's kind, and outcome


@dataclass(frozen=True)
class ReachFilter:
    """The period in which they applied, both days included; an opening, a source; and what to set side by side."""

    start: date
    end: date
    requisition: int | None = None
    source: str = ""
    by: str = "source"


@dataclass(frozen=True)
class StageRow:
    """One step of the pipeline: how many reached it, how they stand, and the days that it took."""

    kind: Stage.Kind
    reached: int
    waiting: int
    rejected: int
    withdrawn: int
    passed: Rate | None
    days: float | None


@dataclass(frozen=True)
class GroupRow:
    """One source, campaign or opening. `passed` has a rate for each step but the last."""

    key: str | int
    label: str
    applicants: int
    hired: int
    passed: tuple[Rate | None, ...]
    days: float | None


@dataclass(frozen=True)
class Reach:
    """The report."""

    applicants: int
    stages: tuple[StageRow, ...]
    groups: tuple[GroupRow, ...]
    left_out: int
    moves: int


def reach_kept(*, person: User, wanted: ReachFilter) -> tuple[Reach, datetime]:
    """Return the report and when it was made: it is kept for some minutes, for all who may see it."""
    require(may_see_reach(person), _("Only recruiters, executives and auditors see the report of reach."))
    values = [str(value) for value in vars(wanted).values()]
    key = "hire.reach." + ".".join([get_language() or "", *values])
    found: tuple[Reach, datetime] | None = cache.get(key)
    if found is None:
        found = (reach_report(person=person, wanted=wanted), timezone.now())
        cache.set(key, found, KEPT)
    return found


def reach_report(*, person: User, wanted: ReachFilter) -> Reach:
    """Return the report, in a constant number of queries."""
    require(may_see_reach(person), _("Only recruiters, executives and auditors see the report of reach."))
    groups = _count(wanted)
    spent = _spent(wanted)
    every: Counts = sum(groups.values(), Counter())
    days: defaultdict[str, list[float]] = defaultdict(list)
    by_group: defaultdict[Any, list[float]] = defaultdict(list)
    for kind, group, value in spent:
        days[kind].append(value)
        by_group[group].append(value)
    ordered = sorted(groups, key=lambda key: (-sum(groups[key].values()), str(key)))
    shown = ordered[:MOST_GROUPS]
    labels = _labels(wanted.by, shown)
    return Reach(
        applicants=sum(every.values()),
        stages=tuple(_stage_row(place, every, days) for place in range(len(KINDS))),
        groups=tuple(_group_row(key, labels[key], groups[key], by_group[key]) for key in shown),
        left_out=len(ordered) - len(shown),
        moves=len(spent),
    )


def _count(wanted: ReachFilter) -> dict[Any, Counts]:
    places = {kind.value: place for place, kind in enumerate(KINDS)}
    found: defaultdict[Any, Counts] = defaultdict(Counter)
    for group, kind, outcome, count in _sorts(wanted):
        found[group][places[kind], outcome] += count
    return dict(found)


def _sorts(wanted: ReachFilter) -> Iterator[tuple[Any, str, str, int]]:
    """Yield group, kind of stage, outcome and how many there are of each, the same ones perhaps more than once."""
    sort = (wanted.by, "stage__kind", "outcome")
    first, last = whole_weeks(wanted.start, wanted.end)
    weeks = _narrowed(Tally.objects.filter(week__gte=first, week__lt=last, count__gt=0), wanted)
    yield from weeks.order_by().values_list(*sort).annotate(number=Sum("count"))
    for start, end in ((wanted.start, min(first, wanted.end + DAY)), (max(first, last), wanted.end + DAY)):
        if start < end:
            days = Application.objects.filter(applied_at__gte=_midnight(start), applied_at__lt=_midnight(end))
            yield from _narrowed(days, wanted).order_by().values_list(*sort).annotate(number=Count("*"))


def whole_weeks(start: date, end: date) -> tuple[date, date]:
    """Return the Mondays between which lie the whole weeks of a period whose last day is `end`.

    The second is not after the first where no week is whole.
    """
    return start + DAY * (-start.weekday() % 7), end + DAY - DAY * ((end + DAY).weekday())


def _narrowed(query: QuerySet[Row], wanted: ReachFilter) -> QuerySet[Row]:
    if wanted.requisition is not None:
        query = query.filter(requisition=wanted.requisition)
    if wanted.source in Source.values:
        query = query.filter(source=wanted.source)
    return query


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _spent(wanted: ReachFilter) -> list[tuple[str, Any, float]]:
    """Return kind of stage, group and days of the newest moves out of a stage."""
    first = _midnight(wanted.start)
    if (
        wanted.requisition is None
    ):  # the newest until a day are the same, whatever day they are asked for from
        key = f"hire.reach.moves.{wanted.end}.{wanted.by}"
        newest = cache.get_or_set(key, lambda: _newest_moves(wanted), KEPT) or []
    else:
        newest = _newest_moves(wanted, since=first)
    return [
        (kind, group, days)
        for kind, group, source, at, days in newest
        if at >= first and (not wanted.source or source == wanted.source)
    ]


def _newest_moves(
    wanted: ReachFilter, *, since: datetime | None = None
) -> list[tuple[str, Any, str, datetime, float]]:
    """Return kind of stage, group, source, time and days of the newest moves out of a stage until the last day."""
    earlier = Move.objects.filter(application=OuterRef("application"), at__lt=OuterRef("at"))
    moves = Move.objects.filter(
        at__lt=_midnight(wanted.end + DAY),
        from_stage__isnull=False,
        undoes=None,
    )
    if since is not None:
        moves = moves.filter(at__gte=since)
    if wanted.requisition is not None:
        moves = moves.filter(from_stage__in=Stage.objects.filter(requisition=wanted.requisition).values("pk"))
    newest = moves.order_by("-at", "-pk").annotate(
        before=Subquery(earlier.order_by("-at", "-pk").values("at")[:1]),
        group=F(f"application__{wanted.by}"),
        source=F("application__source"),
    )
    rows = newest.values_list("from_stage__kind", "group", "source", "at", "before")[:MOST_MOVES]
    return [
        (kind, group, source, at, (at - before) / DAY)
        for kind, group, source, at, before in rows
        if before is not None
    ]


def _labels(by: str, keys: Iterable[Any]) -> dict[Any, str]:
    if by == "requisition":
        return dict(Requisition.objects.filter(pk__in=list(keys)).values_list("pk", "title"))
    if by == "source":
        return {key: str(Source(key).label) for key in keys}
    return {key: key or _("No campaign") for key in keys}


def _stage_row(place: int, counts: Counts, days: Mapping[str, list[float]]) -> StageRow:
    kind = KINDS[place]
    return StageRow(
        kind=kind,
        reached=sum(count for (at, _outcome), count in counts.items() if at >= place),
        waiting=counts[place, Outcome.ACTIVE],
        rejected=counts[place, Outcome.REJECTED],
        withdrawn=counts[place, Outcome.WITHDRAWN],
        passed=_passed(place, counts),
        days=_median(days.get(kind, ())),
    )


def _group_row(key: Any, label: str, counts: Counts, days: list[float]) -> GroupRow:
    return GroupRow(
        key=key,
        label=label,
        applicants=sum(counts.values()),
        hired=sum(count for (_place, outcome), count in counts.items() if outcome == Outcome.HIRED),
        passed=tuple(_passed(place, counts) for place in range(len(KINDS) - 1)),
        days=_median(days),
    )


def _passed(place: int, counts: Counts) -> Rate | None:
    """Return the share that went further, of those for whom it is known."""
    if place == len(KINDS) - 1:
        return None
    further = sum(count for (at, _outcome), count in counts.items() if at > place)
    return rate_of(further, further + counts[place, Outcome.REJECTED] + counts[place, Outcome.WITHDRAWN])


def _median(days: Iterable[float]) -> float | None:
    values = list(days)
    return median(values) if len(values) >= FEWEST_MOVES else None
