"""Reading how the company hires as a whole: time to hire, hires beside the bar, headcount, who interviews how much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.bridge.medians import Middle, middle_of
from muster.apps.hire.days import DaysBetween
from muster.apps.hire.models import (
    Application,
    BarRun,
    BarStanding,
    Interview,
    Outcome,
    Requisition,
    Seat,
    Tally,
)
from muster.apps.hire.rules import interviews_visible
from muster.apps.hire.selectors.diary import this_week
from muster.apps.org.models import Employee

__all__ = [
    "Above",
    "CompanyNumbers",
    "InterviewLoad",
    "company_numbers",
    "hires_since",
    "interview_loads",
]

HIRED_FOR = timedelta(days=180)
LONGEST = timedelta(days=400)  # from the application on: who takes longer is in no season's median
FEW = 20  # hires below which the number above the bar says next to nothing
Z = 1.959963984540054  # of the standard normal: 95 % lie within


@dataclass(frozen=True)
class Above:
    """How many of `count` hires with a bar are expected to be above it, with a 95 % interval."""

    count: int
    expected: float
    low: float
    high: float


@dataclass(frozen=True)
class CompanyNumbers:
    """The days from application to hire of recent hires, who works here now, how many places of open openings are
    approved and not filled, and how the hires stand beside the bar: None of few, or without a run.
    """

    days: Middle | None
    now: int
    approved: int
    above: Above | None


@dataclass(frozen=True)
class InterviewLoad:
    """An interviewer with the interviews that are planned for them this week and the next."""

    key: int
    name: str
    this_week: int
    next_week: int


def hires_since() -> date:
    """Return the day from which on a hire counts as recent."""
    return timezone.now().date() - HIRED_FOR


def company_numbers(*, person: User) -> CompanyNumbers:
    """Return how quickly the company hired of late, who works here now, the approved places that are open, and how the
    hires of the newest run of the bar stand beside the bar of their day; for somebody who sees every application.

    The number above is a sum of chances; its interval treats hires as independent, given the run.
    """
    since = datetime.combine(hires_since(), time(), UTC)
    hires = Application.objects.filter(
        outcome=Outcome.HIRED,
        stage_since__gte=since,
        applied_at__gte=since - LONGEST,
    )
    single = _single_numbers()
    by_days = hires.order_by().values(days=DaysBetween("applied_at", "stage_since"))
    rows = list(by_days.annotate(number=Count("stage_since")).annotate(**single))  # the index has no key
    found: dict[str, Any] = dict(rows[0] if rows else User.objects.values(**single).get(pk=person.pk))
    days = middle_of([one["days"] for one in rows], counts=[one["number"] for one in rows])
    approved = max((found["places"] or 0) - (found["filled"] or 0), 0)
    return CompanyNumbers(days, found["now"] or 0, approved, _above(found))


def _single_numbers() -> dict[str, Subquery]:
    """Return what is one number for all, which a query of other rows carries along: one query less."""
    people = Employee.objects.filter(is_active=True).order_by().values("is_active")
    places = Requisition.objects.filter(status=Requisition.Status.OPEN).order_by().values("status")
    filled = Tally.objects.filter(requisition__status=Requisition.Status.OPEN, outcome=Outcome.HIRED)
    newest = BarRun.objects.filter(state=BarRun.State.DONE).order_by("-as_of", "-pk").values("pk")[:1]
    standings = BarStanding.objects.filter(run=Subquery(newest), hired=True, p_below__isnull=False)
    of_run, below = standings.order_by().values("run"), F("p_below")
    return {
        "now": _one(people.annotate(told=Count("pk"))),
        "places": _one(places.annotate(told=Sum("openings"))),
        "filled": _one(filled.order_by().values("outcome").annotate(told=Sum("count"))),
        "compared": _one(of_run.annotate(told=Count("pk"))),
        "below": _one(of_run.annotate(told=Sum(below))),
        "spread": _one(of_run.annotate(told=Sum(below * (1.0 - below)))),
    }


def _above(found: dict[str, Any]) -> Above | None:
    count: int = found["compared"] or 0
    if count < FEW:
        return None
    expected, half = count - found["below"], Z * math.sqrt(max(found["spread"], 0.0))
    return Above(count, expected, max(expected - half, 0.0), min(expected + half, float(count)))


def _one(query: QuerySet[Any, Any]) -> Subquery:
    """Return the one number that a query gives as `told`; None of nothing."""
    return Subquery(query.values("told"))


def interview_loads(*, person: User, most: int) -> Sequence[InterviewLoad]:
    """Return who has most interviews planned this week and the next, of those that the person sees."""
    monday, sunday = this_week()
    start, middle = _midnight(monday), _midnight(sunday + timedelta(days=1))
    end = _midnight(sunday + timedelta(days=8))
    shown = Interview.objects.filter(
        interviews_visible(person), starts_at__gte=start, starts_at__lt=end, state=Interview.State.SCHEDULED
    )
    rows = (
        Seat.objects.filter(interview__in=shown.order_by().values("pk"), released_at=None)
        .order_by()
        .values_list("interviewer", "interviewer__name")
        .annotate(
            now=Count("interview", distinct=True, filter=Q(interview__starts_at__lt=middle)),
            later=Count("interview", distinct=True, filter=Q(interview__starts_at__gte=middle)),
        )
        .order_by("-now", "-later", "interviewer")[:most]
    )
    return [InterviewLoad(key, name, now, later) for key, name, now, later in rows]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
