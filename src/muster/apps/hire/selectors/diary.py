"""Reading the diary: all interviews that somebody may see, by day, and those that need somebody's hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.clock import monday_of
from muster.apps.hire.models import Interview, Outcome, Requisition, Seat
from muster.apps.hire.rules import interviews_visible, requisitions_worked_on
from muster.apps.hire.selectors.applications import application_scope
from muster.apps.hire.selectors.interviews import ShownInterview, called_by, shown_interviews

__all__ = ["DiaryCounts", "DiaryFilter", "diary_counts", "diary_list", "diary_rows", "this_week"]

WEEK = timedelta(days=6)  # with its first day
DAY = timedelta(days=1)


@dataclass(frozen=True)
class DiaryFilter:
    """What somebody looks for. Empty values do not narrow.

    `mine` are those that the person sits in, `interviewer` those of somebody else.
    `stale` are to come though their application is not active any more,
    `gone` to come with a seat of somebody who has left: both of openings that the person works on.
    """

    start: date | None = None
    end: date | None = None
    requisition: int | None = None
    application: int | None = None
    state: str = ""
    mine: bool = False
    stale: bool = False
    gone: bool = False
    interviewer: int | None = None


@dataclass(frozen=True)
class DiaryCounts:
    """How many interviews there are today and this week, one's own and all that one sees; and what needs a hand."""

    own_today: int
    own_week: int
    week: int
    stale: int
    gone: int


def this_week() -> tuple[date, date]:
    """Return the first and the last day of the week."""
    monday = monday_of(timezone.localdate())
    return monday, monday + WEEK


def diary_list(*, person: User, wanted: DiaryFilter) -> QuerySet[Interview]:
    """Return the interviews that the person may see and looks for, the first first."""
    found = Interview.objects.filter(interviews_visible(person), _narrowed(person, wanted))
    return found.order_by("starts_at", "pk")


def diary_rows(*, person: User, interviews: list[Interview]) -> list[ShownInterview]:
    """Return interviews with their seats and what each candidate is called before the person."""
    return shown_interviews(interviews, called_by(person, (one.application for one in interviews)))


def diary_counts(*, person: User) -> DiaryCounts:
    """Count, in one query, what the lists of the same filters show."""
    (monday, sunday), today = this_week(), timezone.localdate()
    planned = Interview.State.SCHEDULED

    def counted(**values: object) -> Count:
        wanted = DiaryFilter(**values)  # type: ignore[arg-type]  # a filter's own values
        return Count("pk", filter=_narrowed(person, wanted))

    near = Interview.objects.filter(
        interviews_visible(person, application_scope(person=person)),
        starts_at__gte=_moment(monday, time()) - DAY,
        state=planned,
    )
    found = near.order_by().aggregate(
        own_today=counted(mine=True, start=today, end=today, state=planned),
        own_week=counted(mine=True, start=monday, end=sunday, state=planned),
        week=counted(start=monday, end=sunday, state=planned),
        stale=counted(stale=True),
        gone=counted(gone=True),
    )
    return DiaryCounts(**found)


def _narrowed(person: User, wanted: DiaryFilter) -> Q:
    """Return the filter of what is looked for."""
    found = Q()
    if wanted.start is not None:
        found &= Q(starts_at__gte=_moment(wanted.start, time()))
    if wanted.end is not None:
        found &= Q(starts_at__lte=_moment(wanted.end, time.max))
    if wanted.requisition is not None:
        found &= Q(application__requisition=wanted.requisition)
    if wanted.application is not None:
        found &= Q(application=wanted.application)
    if wanted.state in Interview.State.values:
        found &= Q(state=wanted.state)
    if wanted.mine:
        found &= Q(Exists(_seats().filter(interviewer=person.pk)))
    if wanted.interviewer is not None:
        found &= Q(Exists(_seats().filter(interviewer=wanted.interviewer)))
    if wanted.stale:
        found &= _coming(person) & ~Q(application__outcome=Outcome.ACTIVE)
    if wanted.gone:
        found &= _coming(person) & Q(Exists(_seats().filter(interviewer__is_active=False)))
    return found


def _coming(person: User) -> Q:
    """Return the filter of what is planned and has not begun, of openings that the person works on."""
    found = Q(state=Interview.State.SCHEDULED, starts_at__gt=timezone.now())
    wide = requisitions_worked_on(person)
    return found & Q(application__requisition__in=Requisition.objects.filter(wide)) if wide else found


def _seats() -> QuerySet[Seat]:
    return Seat.objects.filter(interview=OuterRef("pk"), released_at=None)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
