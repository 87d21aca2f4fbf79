"""Bands: what a level of a job family pays."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record

__all__ = ["CURRENCY", "Band", "Part"]

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Give the three letters of ISO 4217, such as IDR."))


class Part(models.TextChoices):
    """What of a package a band is about, a year."""

    BASE = "base", _("Base pay")
    EQUITY = "equity", _("Equity, a year")
    TOTAL = "total", _("The whole package, a year")


class Band(Record):
    """What is paid for a level of a job family, from `low` to `high` a year; without a location, everywhere."""

    ledger_shapes: ClassVar = {1: ("family", "level", "location", "part", "currency", "low", "high")}

    family = models.ForeignKey(
        "org.JobFamily", verbose_name=_("job family"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.ForeignKey(
        "org.Level", verbose_name=_("level"), on_delete=models.PROTECT, related_name="+"
    )
    location = models.ForeignKey(
        "org.Location",
        verbose_name=_("location"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    part = models.CharField(_("part of the package"), max_length=6, choices=Part.choices, default=Part.BASE)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    low = models.DecimalField(_("from"), max_digits=20, decimal_places=4)
    high = models.DecimalField(_("to"), max_digits=20, decimal_places=4)

    class Meta:
        verbose_name = _("band")
        verbose_name_plural = _("bands")
        ordering = ("family", "level", "part", "currency", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("family", "level", "location", "part", "currency"), name="pay_band_there"
            ),
            models.UniqueConstraint(
                fields=("family", "level", "part", "currency"),
                condition=Q(location=None),
                name="pay_band_everywhere",
            ),
            models.CheckConstraint(
                condition=Q(low__gt=0) & Q(high__gt=F("low")),
                name="pay_band_rises",
                violation_error_message=_("A band rises, from above 0."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.family_id}/{self.level_id}: {self.part}"
