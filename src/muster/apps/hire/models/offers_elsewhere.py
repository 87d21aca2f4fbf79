"""Offers that were made in another system and came with an import. Those that Muster makes are packages of `pay`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.hire.models.applications import Application
from muster.apps.hire.models.candidates import new_salt

__all__ = ["OfferElsewhere", "OfferStatus"]


class OfferStatus(models.TextChoices):
    """Where an offer stands."""

    DRAFT = "draft", pgettext_lazy("offer", "Draft")
    OPEN = "open", pgettext_lazy("offer", "Open")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    REJECTED = "rejected", pgettext_lazy("offer", "Declined by the candidate")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Withdrawn")


class OfferElsewhere(Record):
    """An offer as another system tells of it: `external` is its id there, `number` its version.

    `terms` hold texts by label, as somebody filled them in there. Nothing here decides by them. `salt` keeps whoever
    reads the ledger from finding by trial what a digest is of; it goes when the candidate is erased.
    """

    ledger_shapes: ClassVar = {
        1: (
            *("application", "system", "external", "number", "status"),
            *("sent_on", "resolved_on", "starts_on", "terms", "salt"),
        )
    }

    application = models.ForeignKey(
        Application,
        verbose_name=_("application"),
        on_delete=models.PROTECT,
        related_name="offers_elsewhere",
    )
    system = models.CharField(_("system"), max_length=20)
    external = models.CharField(_("id elsewhere"), max_length=60)
    number = models.PositiveIntegerField(_("version of the offer"), default=1)
    status = models.CharField(_("status"), max_length=9, choices=OfferStatus.choices)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    resolved_on = models.DateField(_("answered on"), null=True, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    terms = models.JSONField(_("terms"), default=dict, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, blank=True, editable=False)

    class Meta:
        verbose_name = _("offer made elsewhere")
        verbose_name_plural = _("offers made elsewhere")
        ordering = ("-number", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("system", "external"), name="hire_offer_elsewhere_external"),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "open", "accepted", "rejected", "withdrawn"]),
                name="hire_offer_elsewhere_status",
            ),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.external}"

    @property
    def shown_terms(self) -> list[tuple[str, str]]:
        """Return the terms by their labels, always in one order: a database keeps none."""
        return sorted(self.terms.items())
