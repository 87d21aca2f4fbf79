"""Kits: the criteria that a review or an interview rates, each with a description of every rating."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record

__all__ = ["Criterion", "Kit"]

FEWEST_RATINGS, MOST_RATINGS = 2, 10


class Kit(Record):
    """A named set of criteria. Templates belong to no requisition; a requisition uses copies, which its first review
    freezes.
    """

    ledger_shapes: ClassVar = {1: ("name", "requisition")}

    name = models.CharField(_("name"), max_length=120)
    requisition = models.ForeignKey(
        "hire.Requisition",
        verbose_name=_("requisition"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kits",
    )

    class Meta:
        verbose_name = _("kit")
        verbose_name_plural = _("kits")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("name",), condition=models.Q(requisition=None), name="hire_kit_template_name"
            ),
            models.UniqueConstraint(fields=("requisition", "name"), name="hire_kit_name"),
        )

    def __str__(self) -> str:
        return self.name


class Criterion(Record):
    """Something to rate, from 1 to as many as it has anchors. `anchors` describes each rating, the lowest first."""

    ledger_shapes: ClassVar = {1: ("kit", "position", "name", "description", "weight", "anchors")}

    kit = models.ForeignKey(Kit, verbose_name=_("kit"), on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"), max_length=1_000, blank=True)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(0)]
    )
    anchors = models.JSONField(_("anchors"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("kit", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("kit", "name"), name="hire_criterion_name"),
            models.CheckConstraint(condition=models.Q(weight__gte=0), name="hire_criterion_weight"),
        )

    def __str__(self) -> str:
        return self.name
