"""Where people work."""

from __future__ import annotations

from typing import ClassVar
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record

__all__ = ["Location", "validate_time_zone"]


def validate_time_zone(name: str) -> None:
    """Refuse what the time zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(_("Give the name of a time zone, such as Asia/Jakarta."))


class Location(Record):
    """An office. `subdivision` is the part of ISO 3166-2 after the hyphen, empty where it makes no difference."""

    ledger_shapes: ClassVar = {1: ("name", "city", "country", "subdivision", "time_zone", "currency")}

    name = models.CharField(_("name"), max_length=100)
    city = models.CharField(_("city"), max_length=100)
    country = models.CharField(
        _("country"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Give the two letters of ISO 3166, such as ID."))],
    )
    subdivision = models.CharField(_("state or province"), max_length=6, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    currency = models.CharField(
        _("currency"),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Give the three letters of ISO 4217, such as IDR."))],
    )

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="org_location_name",
                violation_error_message=_("There is a location of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name
