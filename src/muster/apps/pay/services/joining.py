"""From an accepted offer to an employee: the post, the package, the hire, and the checklist."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from muster.apps.accounts.models import User
from muster.apps.core.errors import RefusedError
from muster.apps.core.ledger import change, create_many, writing
from muster.apps.core.roles import Role, require
from muster.apps.hire.models import Requisition
from muster.apps.hire.services.pipeline import application_hire
from muster.apps.org.models import Employee
from muster.apps.org.services.employees import employee_hire, employee_return
from muster.apps.org.services.posts import Post
from muster.apps.pay.models import (
    EmployeePackage,
    Offer,
    OfferVersion,
    OnboardingItem,
    OnboardingTask,
    TaskOwner,
)
from muster.apps.pay.rules import may_set_checklist, may_tick

__all__ = [
    "OWN_TASKS",
    "employee_join",
    "onboarding_tick",
    "onboarding_untick",
    "task_add",
    "task_remove",
]

NOT_YOURS = gettext_lazy("Only people partners and administrators keep the checklist.")
NOT_ASKED = gettext_lazy("This is somebody else's to do.")
MOST_TASKS = 50

OWN_TASKS: tuple[tuple[str, TaskOwner, int], ...] = (
    (gettext_noop("Send the contract and collect what the law asks for"), TaskOwner.PEOPLE_PARTNER, -14),
    (gettext_noop("Open accounts and order the equipment"), TaskOwner.ADMINISTRATOR, -10),
    (gettext_noop("Enter the package into payroll"), TaskOwner.COMPENSATION_PARTNER, -7),
    (gettext_noop("Write to them about the first day"), TaskOwner.RECRUITER, -5),
    (gettext_noop("Plan the first two weeks and name a guide"), TaskOwner.MANAGER, -5),
    (gettext_noop("Welcome them on the first day"), TaskOwner.MANAGER, 0),
    (gettext_noop("Ask how the first month went"), TaskOwner.MANAGER, 30),
)
"""What is to be done for everybody who joins, while the company has no list of its own."""


def employee_join(*, offer: Offer, version: OfferVersion) -> Employee:
    """Make the candidate who accepted an offer an employee with its package: hired, their place taken, what is to be
    done for them on a list. Somebody who works here already keeps their post until it is changed.

    For the service that takes the answer, inside its transaction.
    """
    requisition, starts_on = offer.requisition, version.starts_on
    manager = Employee.objects.filter(user=requisition.hiring_manager_id).first()
    employee, stays = _employee(offer, _post(requisition, manager), starts_on)
    package = EmployeePackage(
        employee=employee, version_of=version, digest=version.digest, starts_on=starts_on
    )
    with change(package, "package.begin", actor=None, detail={"offer": offer.pk, "digest": version.digest}):
        package.save()
    application_hire(application=offer.application)
    _list(employee, requisition, starts_on, stays=stays)
    return employee


def _post(requisition: Requisition, manager: Employee | None) -> Post:
    return Post(
        team=requisition.team,
        level=requisition.level,
        family=requisition.family,
        location=requisition.location,
        manager=manager,
    )


def _employee(offer: Offer, post: Post, starts_on: date) -> tuple[Employee, bool]:
    """Return the employee, new or back again, and whether they work here already."""
    candidate = offer.application.candidate
    known = Employee.objects.filter(email__iexact=candidate.email).first()
    if known is None:
        made = employee_hire(
            actor=None,
            code=_code(candidate.pk),
            name=candidate.name,
            email=candidate.email,
            post=post,
            starts_on=starts_on,
        )
        return made, False
    if known.spells.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).exists():
        return known, True
    employee_return(actor=None, employee=known, post=post, starts_on=starts_on)
    return known, False


def _code(candidate: int) -> str:
    """Return an employee number that nobody has."""
    code, again = f"E-{candidate:06d}", 1
    while Employee.objects.filter(code=code).exists():
        again += 1
        code = f"E-{candidate:06d}-{again}"
    return code


def _list(employee: Employee, requisition: Requisition, starts_on: date, *, stays: bool) -> None:
    rows = list(OnboardingTask.objects.order_by("days", "pk"))
    tasks = [(one.title, TaskOwner(one.owner), one.days) for one in rows]
    if not rows:
        tasks = [(_(title), owner, days) for title, owner, days in OWN_TASKS]
    if stays:
        tasks.append(
            (_("Give them the new post: %(title)s") % _told(requisition), TaskOwner.PEOPLE_PARTNER, 0)
        )
    items = [_item(employee, requisition, starts_on, *one) for one in tasks]
    create_many(OnboardingItem, items, "onboarding.plan", actor=None)


def _told(requisition: Requisition) -> dict[str, str]:
    return {"title": requisition.title}


def _item(
    employee: Employee,
    requisition: Requisition,
    starts_on: date,
    title: str,
    owner: TaskOwner,
    days: int,
) -> OnboardingItem:
    people: dict[TaskOwner, User] = {
        TaskOwner.MANAGER: requisition.hiring_manager,
        TaskOwner.RECRUITER: requisition.recruiter,
    }
    person = people.get(owner)
    role = "" if person is not None else str(Role[owner.name].value)
    due = starts_on + timedelta(days=days)
    return OnboardingItem(employee=employee, title=title[:200], person=person, role=role, due_on=due)


def task_add(*, actor: User, title: str, owner: str, days: int) -> OnboardingTask:
    """Add a line to the list for everybody who joins; the first one takes the place of Muster's own list."""
    require(may_set_checklist(actor), NOT_YOURS)
    if not title.strip():
        raise RefusedError(_("Say what is to be done."))
    if owner not in TaskOwner.values or not -400 <= days <= 400:
        raise RefusedError(_("Say who does it, and at most 400 days before or after the first day."))
    with writing():
        if OnboardingTask.objects.count() >= MOST_TASKS:
            raise RefusedError(
                _("There are %(most)d lines, which is the most; remove one.") % {"most": MOST_TASKS}
            )
        row = OnboardingTask(title=title.strip()[:200], owner=owner, days=days)
        with change(row, "task.add", actor=actor):
            row.save()
    return row


def task_remove(*, actor: User, task: OnboardingTask) -> None:
    """Remove a line; what was planned for somebody stays."""
    require(may_set_checklist(actor), NOT_YOURS)
    with writing(), change(task, "task.remove", actor=actor):
        task.delete()


def onboarding_tick(*, actor: User, item: OnboardingItem) -> OnboardingItem:
    """Say that something is done. Ticked twice, the first counts."""
    require(may_tick(actor, item), NOT_ASKED)
    with writing():
        if OnboardingItem.objects.filter(pk=item.pk, done_at__isnull=False).exists():
            item.refresh_from_db()
            return item
        with change(item, "onboarding.tick", actor=actor):
            item.done_at, item.done_by = timezone.now(), actor
            item.save()
    return item


def onboarding_untick(*, actor: User, item: OnboardingItem) -> OnboardingItem:
    """Say that something is not done after all."""
    require(may_tick(actor, item), NOT_ASKED)
    with writing():
        if OnboardingItem.objects.filter(pk=item.pk, done_at=None).exists():
            item.refresh_from_db()
            return item
        with change(item, "onboarding.untick", actor=actor):
            item.done_at = item.done_by = None
            item.save()
    return item
