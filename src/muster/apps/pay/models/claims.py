"""What is said in public about what others pay. It is kept as a claim, with who says so, and never becomes a fact."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.pay.models.bands import CURRENCY

__all__ = ["ClaimStance", "PayClaim", "Quote"]

WEB = URLValidator(schemes=["https", "http"])


class Quote(models.TextChoices):
    """What a quoted amount is of."""

    TOTAL = "total", pgettext_lazy("what is quoted", "The whole package, all years")
    YEARLY = "yearly", pgettext_lazy("what is quoted", "The whole package, a year")
    FIRST_YEAR = "first_year", pgettext_lazy("what is quoted", "What the first year brings")
    SIGNING = "signing", pgettext_lazy("what is quoted", "The payment for signing")
    BASE = "base", pgettext_lazy("what is quoted", "Base pay, a year")


class ClaimStance(models.TextChoices):
    """Whether the source says that it is so, or that it is not."""

    ASSERTS = "asserts", pgettext_lazy("claim", "says so")
    DISPUTES = "disputes", pgettext_lazy("claim", "disputes it")


class PayClaim(Record):
    """What a source says that somebody pays for a level of a job family: from `low` to `high`, under the convention
    `quote`. `company` is whom it is said of, `said_on` when.
    """

    ledger_shapes: ClassVar = {
        1: (
            *("family", "level", "company", "quote", "currency", "low", "high", "source", "url", "said_on"),
            *("stance", "added_by", "added_at"),
        )
    }

    family = models.ForeignKey(
        "org.JobFamily", verbose_name=_("job family"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.ForeignKey(
        "org.Level", verbose_name=_("level"), on_delete=models.PROTECT, related_name="+"
    )
    company = models.CharField(_("whom it is said of"), max_length=120, blank=True)
    quote = models.CharField(_("what is quoted"), max_length=10, choices=Quote.choices, default=Quote.TOTAL)
    currency = models.CharField(_("currency"), max_length=3, validators=[CURRENCY])
    low = models.DecimalField(_("from"), max_digits=20, decimal_places=4)
    high = models.DecimalField(_("to"), max_digits=20, decimal_places=4)
    source = models.CharField(_("source"), max_length=200)
    url = models.CharField(_("address"), max_length=500, blank=True, validators=[WEB])
    said_on = models.DateField(_("said on"))
    stance = models.CharField(
        _("stance"), max_length=8, choices=ClaimStance.choices, default=ClaimStance.ASSERTS
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("claim about pay")
        verbose_name_plural = _("claims about pay")
        ordering = ("-said_on", "-pk")
        indexes = (models.Index(fields=("family", "level", "-said_on"), name="pay_claim_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(low__gt=0) & Q(high__gte=F("low")),
                name="pay_claim_rises",
                violation_error_message=_("The amounts are above 0, and the second is not below the first."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="pay_claim_source",
                violation_error_message=_("Name who says so."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.family_id}/{self.level_id}: {self.source}"
