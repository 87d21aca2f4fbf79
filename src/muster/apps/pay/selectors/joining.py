"""Reading what is to be done for those who join."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.paging import KeysetPage, keyset_page
from muster.apps.pay.models import OnboardingItem, OnboardingTask
from muster.apps.pay.rules import may_set_checklist, may_tick

__all__ = ["ShownItem", "item_count", "item_page", "item_visible", "task_list"]

PAGE = 50


@dataclass(frozen=True)
class ShownItem:
    """Something to be done, and whether the person may tick it."""

    item: OnboardingItem
    may_tick: bool


def item_visible(*, person: User) -> QuerySet[OnboardingItem]:
    """Return what is asked of the person; everything, for those who keep the list."""
    rows = OnboardingItem.objects.select_related("employee", "person", "done_by")
    if not person.is_active:
        return rows.none()
    if may_set_checklist(person):
        return rows
    roles = sorted(str(role) for role in person.roles)
    return rows.filter(Q(person=person.pk) | Q(role__in=roles))


def item_page(
    *, person: User, done: bool, employee: int | None, before: str | None, after: str | None
) -> tuple[KeysetPage[OnboardingItem], list[ShownItem]]:
    """Return a page of what is done, or of what is not, the first due first; of one employee if told."""
    rows = item_visible(person=person).filter(done_at__isnull=not done)
    if employee is not None:
        rows = rows.filter(employee=employee)
    page = keyset_page(rows, order=("due_on", "pk"), size=PAGE, before=before, after=after)
    return page, [ShownItem(one, may_tick(person, one)) for one in page.rows]


def item_count(*, person: User) -> int:
    """Return how many things wait for the person, themselves or by role."""
    if not person.is_active:
        return 0
    roles = sorted(str(role) for role in person.roles)
    mine = Q(person=person.pk) | Q(role__in=roles)
    return OnboardingItem.objects.filter(mine, done_at=None).count()


def task_list() -> QuerySet[OnboardingTask]:
    """Return the company's own list, in the order of its days."""
    return OnboardingTask.objects.order_by("days", "pk")
