"""Who says things: papers, agencies, organisations that speak for themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.market.models.names import Organisation

__all__ = ["Grade", "Source"]


class Grade(models.TextChoices):
    """How far a source is trusted: the letters of the Admiralty code."""

    A = "A", pgettext_lazy("grade of a source", "A: reliable")
    B = "B", pgettext_lazy("grade of a source", "B: usually reliable")
    C = "C", pgettext_lazy("grade of a source", "C: fairly reliable")
    D = "D", pgettext_lazy("grade of a source", "D: not usually reliable")
    E = "E", pgettext_lazy("grade of a source", "E: unreliable")
    F = "F", pgettext_lazy("grade of a source", "F: nobody can say yet")


class Source(Record):
    """Who says something. `organisation` is set where an organisation speaks for itself."""

    ledger_shapes: ClassVar = {1: ("name", "grade", "organisation")}

    name = models.CharField(_("name"), max_length=200, unique=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, default=Grade.F)
    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="voice",
    )

    class Meta:
        verbose_name = pgettext_lazy("who says it", "source")
        verbose_name_plural = _("sources")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="market_source_name"),
            models.CheckConstraint(condition=Q(grade__in=Grade.values), name="market_source_grade"),
        )

    def __str__(self) -> str:
        return self.name
