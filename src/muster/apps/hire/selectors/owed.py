"""Reading which scorecards are due, of everybody whom somebody answers for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.clock import spell_out
from muster.apps.hire.models import Owed, Requisition
from muster.apps.hire.rules import requisitions_worked_on
from muster.apps.hire.selectors.interviews import called_by

__all__ = ["DueCounts", "DueFilter", "DueRow", "due_counts", "due_list", "due_rows"]


@dataclass(frozen=True)
class DueFilter:
    """What somebody looks for. Empty values do not narrow. `late` should be in by now."""

    interviewer: int | None = None
    requisition: int | None = None
    late: bool = False


@dataclass(frozen=True)
class DueRow:
    """A scorecard that is due. `name` is what the candidate is called before the person, `gone` whether whoever owes it
    has left.
    """

    owed: Owed
    name: str
    when: str
    late: bool
    gone: bool


@dataclass(frozen=True)
class DueCounts:
    """How many scorecards are due of one's own, and how many are late, by interviewer and by requisition (key, name and
    count, the most first).
    """

    own: int
    late: int
    interviewers: tuple[tuple[int, str, int], ...]
    requisitions: tuple[tuple[int, str, int], ...]


def due_list(*, person: User, wanted: DueFilter) -> QuerySet[Owed]:
    """Return the scorecards that are due and that the person may know of: their own, and those of the openings that
    they work on; the longest due first. What they say is nobody's to see here: they are not there yet.
    """
    found = _visible(person).filter(seat__interview__ends_at__lte=timezone.now())
    if wanted.interviewer is not None:
        found = found.filter(interviewer=wanted.interviewer)
    if wanted.requisition is not None:
        found = found.filter(requisition=wanted.requisition)
    if wanted.late:
        found = found.filter(due_at__lt=timezone.now())
    return found.order_by("due_at", "pk")


def due_rows(*, person: User, owed: Sequence[Owed]) -> list[DueRow]:
    """Return scorecards due as a list shows them."""
    names = called_by(person, (one.seat.interview.application for one in owed))
    now = timezone.now()
    rows = []
    for one in owed:
        interview = one.seat.interview
        when = spell_out(interview.starts_at, interview.ends_at, interview.time_zone, short=True)
        name, gone = names[interview.application_id], not one.interviewer.is_active
        rows.append(DueRow(one, name, when, one.due_at < now, gone))
    return rows


def due_counts(*, person: User) -> DueCounts:
    """Count, in one query, what the lists of the same filters show."""
    now = timezone.now()
    rows = (
        _visible(person)
        .filter(seat__interview__ends_at__lte=now)
        .order_by()
        .values_list("interviewer", "interviewer__name", "requisition", "requisition__title")
        .annotate(due=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))
    )
    own, people, openings = 0, Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for interviewer, name, requisition, title, due, late in rows:
        own += due if interviewer == person.pk else 0
        people[interviewer, name] += late
        openings[requisition, title] += late
    return DueCounts(own, people.total(), _ranked(people), _ranked(openings))


def _ranked(counts: Counter[tuple[int, str]]) -> tuple[tuple[int, str, int], ...]:
    found = ((key, name, count) for (key, name), count in counts.items() if count)
    return tuple(sorted(found, key=lambda row: (-row[2], row[1], row[0])))


def _visible(person: User) -> QuerySet[Owed]:
    if not person.is_active:
        return Owed.objects.none()
    wide = requisitions_worked_on(person)
    own = Q(interviewer=person.pk)
    return Owed.objects.filter(own | Q(requisition__in=Requisition.objects.filter(wide)) if wide else Q())
