"""Who works at the company, and when."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.org.models.places import Location
from muster.apps.org.models.structure import JobFamily, Level, Team, Track

__all__ = ["Employee", "EndReason", "Spell"]


class Employee(Record):
    """Somebody who works at the company, or did.

    `is_active` says whether one of the spells covers the present day; services keep it so. `search_text` is the
    sort name, the name and the code in plain lower-case letters, by which lists are ordered and searched.
    Services keep the reporting lines free of cycles.
    """

    ledger_shapes: ClassVar = {
        1: (
            "code",
            "user",
            "name",
            "sort_name",
            "email",
            "team",
            "level",
            "family",
            "location",
            "manager",
            "is_active",
        )
    }

    code = models.CharField(_("employee number"), max_length=32, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="employee",
    )
    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(_("name for sorting"), max_length=200)
    search_text = models.CharField(max_length=500, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)
    team = models.ForeignKey(
        Team, verbose_name=_("team"), on_delete=models.PROTECT, related_name="employees", db_index=False
    )
    level = models.ForeignKey(
        Level, verbose_name=_("level"), on_delete=models.PROTECT, related_name="employees", db_index=False
    )
    family = models.ForeignKey(
        JobFamily,
        verbose_name=_("job family"),
        on_delete=models.PROTECT,
        related_name="employees",
        db_index=False,
    )
    location = models.ForeignKey(
        Location,
        verbose_name=_("location"),
        on_delete=models.PROTECT,
        related_name="employees",
        db_index=False,
    )
    manager = models.ForeignKey(
        "self",
        verbose_name=_("manager"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        db_index=False,
    )
    is_active = models.BooleanField(_("works here now"), default=False, editable=False)

    class Meta:
        verbose_name = _("employee")
        verbose_name_plural = _("employees")
        ordering = ("search_text", "pk")
        indexes = (  # each is a list of the table's page: a filter, then the order
            models.Index(fields=("is_active", "search_text", "id"), name="org_employee_active"),
            models.Index(fields=("team", "is_active", "search_text", "id"), name="org_employee_team"),
            models.Index(fields=("level", "is_active", "search_text", "id"), name="org_employee_level"),
            models.Index(fields=("family", "is_active", "search_text", "id"), name="org_employee_family"),
            models.Index(fields=("location", "is_active", "search_text", "id"), name="org_employee_location"),
            models.Index(fields=("manager", "is_active", "search_text", "id"), name="org_employee_manager"),
        )
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="org_employee_email",
                violation_error_message=_("Another employee has this e-mail."),
            ),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("id")),
                name="org_employee_not_own_manager",
                violation_error_message=_("Nobody is their own manager."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Return what the post is called: `Senior Research Engineer`; `Director, Kernels`."""
        if self.level.track == Track.MANAGER:
            return f"{self.level.title}, {self.team.name}"
        return f"{self.level.title} {self.family.name}"


class EndReason(models.TextChoices):
    """Why somebody stopped working here."""

    RESIGNED = "resigned", _("Resigned")
    DISMISSED = "dismissed", _("Dismissed")
    REDUNDANT = "redundant", _("Made redundant")
    CONTRACT = "contract", _("End of contract")
    RETIRED = "retired", _("Retired")
    DIED = "died", _("Died")
    UNKNOWN = "unknown", _("Not known")


class Spell(Record):
    """A period of employment, both days included; `reason` says why it ended.

    Spells of one person do not overlap: services see to it, and PostgreSQL by a constraint of its own besides.
    """

    ledger_shapes: ClassVar = {1: ("employee", "starts_on", "ends_on", "reason")}

    employee = models.ForeignKey(
        Employee,
        verbose_name=_("employee"),
        on_delete=models.PROTECT,
        related_name="spells",
        db_index=False,
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=EndReason.choices, blank=True)

    class Meta:
        verbose_name = _("spell")
        verbose_name_plural = _("spells")
        ordering = ("starts_on", "pk")
        indexes = (models.Index(fields=("starts_on", "ends_on"), name="org_spell_days"),)
        constraints = (
            models.UniqueConstraint(fields=("employee", "starts_on"), name="org_spell_start"),
            models.UniqueConstraint(
                fields=("employee",), condition=Q(ends_on__isnull=True), name="org_spell_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="org_spell_days_in_order",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, reason="")
                | Q(ends_on__isnull=False, reason__in=EndReason.values),
                name="org_spell_reason",
                violation_error_message=_("A spell that ended has a reason, and one that has not has none."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.starts_on} – {self.ends_on or ''}"
