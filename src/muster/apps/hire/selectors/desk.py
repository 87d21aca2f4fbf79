"""Reading for the first page: the openings that somebody answers for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from muster.apps.accounts.models import User
from muster.apps.hire.models import Application, Member, Outcome, Requisition
from muster.apps.hire.rules import requisitions_worked_on
from muster.apps.hire.selectors.applications import late

__all__ = ["Desk", "desk_openings"]

MOST = 12
NEW_FOR = timedelta(days=6)  # with today a week


@dataclass(frozen=True)
class Desk:
    """An open requisition with its active applications: all, those that came in `since`, those that are late."""

    requisition: Requisition
    active: int
    new: int
    late: int
    since: date


def desk_openings(*, person: User) -> list[Desk]:
    """Return the open requisitions that the person manages, recruits for or coordinates, the newest first."""
    coordinated = Member.objects.filter(
        requisition=OuterRef("pk"), user=person.pk, part=Member.Part.COORDINATOR
    )
    own = Requisition.objects.filter(
        Q(hiring_manager=person.pk) | Q(recruiter=person.pk) | Q(Exists(coordinated)),
        requisitions_worked_on(person),
        status=Requisition.Status.OPEN,
    )
    requisitions = list(own.order_by("-opened_at", "-pk")[:MOST])
    since = timezone.now().date() - NEW_FOR
    rows = (
        Application.objects.filter(requisition__in=requisitions, outcome=Outcome.ACTIVE)
        .order_by()
        .values_list("requisition")
        .annotate(
            count=Count("pk"),
            came=Count("pk", filter=Q(applied_at__gte=datetime.combine(since, time(), UTC))),
            waits=Count("pk", filter=late()),
        )
    )
    counts = {pk: (count, came, waits) for pk, count, came, waits in rows}
    return [Desk(one, *counts.get(one.pk, (0, 0, 0)), since=since) for one in requisitions]
