"""After an offer is accepted: the package that an employee has, and what is to be done until they are at home."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.core.roles import Role
from muster.apps.org.models import Employee
from muster.apps.pay.models.offers import OfferVersion

__all__ = ["EmployeePackage", "OnboardingItem", "OnboardingTask", "TaskOwner"]

MOST_DAYS = 400


class EmployeePackage(Record):
    """The package that somebody accepted and works for from a day on: exactly what the version says."""

    ledger_shapes: ClassVar = {1: ("employee", "version_of", "digest", "starts_on")}

    employee = models.ForeignKey(
        Employee, verbose_name=_("employee"), on_delete=models.PROTECT, related_name="packages"
    )
    version_of = models.OneToOneField(
        OfferVersion,
        verbose_name=_("version of an offer"),
        on_delete=models.PROTECT,
        related_name="employee_package",
    )
    digest = models.CharField(_("digest of the package"), max_length=64)
    starts_on = models.DateField(_("first day"))

    class Meta:
        verbose_name = _("package of an employee")
        verbose_name_plural = _("packages of employees")
        ordering = ("employee", "starts_on", "pk")

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.starts_on}"


class TaskOwner(models.TextChoices):
    """Who does a task of the checklist."""

    MANAGER = "manager", pgettext_lazy("who does a task", "Their manager")
    RECRUITER = "recruiter", pgettext_lazy("who does a task", "The recruiter of the opening")
    PEOPLE_PARTNER = "people_partner", pgettext_lazy("who does a task", "A people partner")
    COMPENSATION_PARTNER = "compensation_partner", pgettext_lazy("who does a task", "A compensation partner")
    ADMINISTRATOR = "administrator", pgettext_lazy("who does a task", "An administrator")


class OnboardingTask(Record):
    """A line of the company's list for everybody who joins: what, who, and how many days after the first day (below 0:
    before it). Without any, Muster's own list counts.
    """

    ledger_shapes: ClassVar = {1: ("title", "owner", "days")}

    title = models.CharField(_("what"), max_length=200)
    owner = models.CharField(_("who"), max_length=20, choices=TaskOwner.choices)
    days = models.SmallIntegerField(_("days after the first day"), default=0)

    class Meta:
        verbose_name = _("line of the checklist")
        verbose_name_plural = _("lines of the checklist")
        ordering = ("days", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(days__gte=-MOST_DAYS, days__lte=MOST_DAYS), name="pay_task_days"
            ),
            models.CheckConstraint(condition=Q(owner__in=TaskOwner.values), name="pay_task_owner"),
        )

    def __str__(self) -> str:
        return self.title


class OnboardingItem(Record):
    """Something to be done for one new employee, by a person or by anybody with a role, until a day."""

    ledger_shapes: ClassVar = {
        1: ("employee", "title", "person", "role", "due_on", "done_at", "done_by"),
    }

    employee = models.ForeignKey(
        Employee, verbose_name=_("employee"), on_delete=models.PROTECT, related_name="onboarding"
    )
    title = models.CharField(_("what"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    role = models.CharField(_("role"), max_length=24, choices=Role.choices, blank=True)
    due_on = models.DateField(_("due"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("done by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("item of a checklist")
        verbose_name_plural = _("items of checklists")
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("due_on", "id"), condition=Q(done_at=None), name="pay_onboarding_open"),
        )
        constraints = (
            models.CheckConstraint(
                condition=(Q(person=None) & ~Q(role="")) | (Q(person__isnull=False) & Q(role="")),
                name="pay_onboarding_who",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="pay_onboarding_done",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def asked_of(self) -> str:
        """Return of whom it is asked, in words."""
        return str(self.person) if self.person_id else str(self.get_role_display())
