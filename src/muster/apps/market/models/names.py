"""Organisations and people outside, under all the names by which they are written."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record

__all__ = ["Basis", "Organisation", "Outsider"]


class Organisation(Record):
    """An organisation that people come from or go to. `aliases` are its other spellings, in any script. One may be our
    own company (`is_own`).
    """

    ledger_shapes: ClassVar = {1: ("name", "aliases"), 2: ("name", "aliases", "is_own")}

    name = models.CharField(_("name"), max_length=200, unique=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    is_own = models.BooleanField(_("our own company"), default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="market_organisation_name"),
            models.UniqueConstraint(
                fields=("is_own",), condition=Q(is_own=True), name="market_organisation_one_own"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Basis(models.TextChoices):
    """On what ground the company keeps what is said of somebody who does not work for it (GDPR, article 6)."""

    INTEREST = "interest", pgettext_lazy("lawful basis", "Legitimate interest")
    PUBLIC = "public", pgettext_lazy("lawful basis", "They made it public themselves")
    CONSENT = "consent", pgettext_lazy("lawful basis", "They agreed")


class Outsider(Record):
    """Somebody who does not work here and of whom something is claimed. `keep_until` is the day after which they are
    erased; of those who were, the row stays without names.
    """

    ledger_shapes: ClassVar = {1: ("name", "aliases", "basis", "keep_until", "erased_at")}

    name = models.CharField(_("name"), max_length=200, blank=True, db_index=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    basis = models.CharField(_("lawful basis"), max_length=8, choices=Basis.choices)
    keep_until = models.DateField(_("kept until"))
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("person outside")
        verbose_name_plural = _("people outside")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(erased_at=None) & ~Q(name="") | Q(erased_at__isnull=False, name=""),
                name="market_outsider_name",
            ),
        )

    @property
    def erases_at(self) -> datetime:
        """Return when nobody may keep them any longer."""
        return datetime.combine(self.keep_until + timedelta(days=1), time(0), UTC)

    def __str__(self) -> str:
        return self.name or str(_("Somebody who was erased"))
