"""Reading requisitions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from muster.apps.accounts.models import User
from muster.apps.hire.models import Kit, Member, Outcome, Requisition, Tally
from muster.apps.hire.rules import requisitions_worked_on

__all__ = [
    "kit_templates",
    "requisition_counts",
    "requisition_list",
    "requisition_public",
    "requisition_reviewed",
    "requisition_visible",
    "requisition_worked_on",
    "stage_counts",
]

WITH_NAMES = ("team", "level", "family", "location", "hiring_manager", "recruiter")
LISTED_WITH = ("team", "location", "hiring_manager")
LISTED = (
    *("code", "title", "status", "openings", "opened_at", *LISTED_WITH),
    *("team__name", "location__name", "hiring_manager__name", "hiring_manager__email"),
)


def requisition_worked_on(*, person: User) -> QuerySet[Requisition]:
    """Return the requisitions whose applications the person may see."""
    return Requisition.objects.filter(requisitions_worked_on(person)).select_related(*WITH_NAMES)


def requisition_reviewed(*, person: User) -> QuerySet[Requisition]:
    """Return the requisitions that the person reviews for."""
    if not person.is_active:
        return Requisition.objects.none()
    mine = Member.objects.filter(requisition=OuterRef("pk"), user=person.pk, part=Member.Part.REVIEWER)
    return Requisition.objects.filter(Exists(mine)).select_related(*WITH_NAMES)


def requisition_visible(*, person: User, text: str = "", status: str = "") -> QuerySet[Requisition]:
    """Return the requisitions that the person may see at all, drafts first and then the newest: the open
    ones, and their own.
    """
    if not person.is_active:
        return Requisition.objects.none()
    mine = Member.objects.filter(requisition=OuterRef("pk"), user=person.pk, part=Member.Part.REVIEWER)
    query = Requisition.objects.filter(
        Q(status=Requisition.Status.OPEN) | requisitions_worked_on(person) | Q(Exists(mine))
    )
    if not requisitions_worked_on(person):  # no filter: sees everything
        query = Requisition.objects.all()
    if status in Requisition.Status.values:
        query = query.filter(status=status)
    text = " ".join(text.replace("\0", " ").split())
    if text:
        query = query.filter(Q(title__icontains=text) | Q(code__iexact=text) | Q(team__name__icontains=text))
    return query.select_related(*WITH_NAMES).order_by(F("opened_at").desc(nulls_first=True), "-pk")


def requisition_list(
    *, person: User, text: str = "", status: str = "", since: date | None = None, worked_on: bool = False
) -> QuerySet[Requisition]:
    """Return the requisitions that the person may see, with no more of each than a list shows: those opened `since` a
    day, those alone whose applications they see.
    """
    found = requisition_visible(person=person, text=text, status=status)
    if since is not None:
        found = found.filter(opened_at__gte=datetime.combine(since, time(), UTC))
    if worked_on:
        found = found.filter(requisitions_worked_on(person))
    return found.select_related(None).select_related(*LISTED_WITH).only(*LISTED)


def requisition_public() -> QuerySet[Requisition]:
    """Return what the careers site shows, newest first."""
    return (
        Requisition.objects.filter(status=Requisition.Status.OPEN, public=True)
        .select_related("team", "location", "family", "level")
        .order_by("-opened_at", "-pk")
    )


def requisition_counts(*, requisitions: list[int]) -> dict[int, dict[str, int]]:
    """Return, for each requisition, how many applications stand at each outcome, and `all`."""
    found: dict[int, dict[str, int]] = {pk: dict.fromkeys([*Outcome.values, "all"], 0) for pk in requisitions}
    rows = (
        Tally.objects.filter(requisition__in=requisitions)
        .order_by()
        .values_list("requisition", "outcome")
        .annotate(number=Sum("count"))
    )
    for pk, outcome, count in rows:
        found[pk][outcome] = count
        found[pk]["all"] += count
    return found


def stage_counts(*, requisition: Requisition) -> dict[int, int]:
    """Return how many active applications stand in each stage of a requisition that has any there."""
    rows = Tally.objects.filter(requisition=requisition.pk, outcome=Outcome.ACTIVE).order_by()
    return dict(rows.values_list("stage").annotate(number=Sum("count")))


def kit_templates() -> QuerySet[Kit]:
    """Return the kits to start from."""
    return Kit.objects.filter(requisition=None).prefetch_related("criteria")
