"""How long candidates' data are kept, and the erasing of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models.candidates import Candidate
from muster.apps.org.models import JobFamily

__all__ = ["Erasure", "RetentionRule"]

LONGEST = 120  # months


class RetentionRule(Record):
    """How many months after the end of an application its candidate's data are kept.

    It holds for openings in a country, of a job family; without one of them for all that no closer rule is for.
    """

    ledger_shapes: ClassVar = {1: ("country", "family", "months")}

    country = models.CharField(_("country of the opening"), max_length=2, blank=True)
    family = models.ForeignKey(
        JobFamily,
        verbose_name=_("job family"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    months = models.PositiveSmallIntegerField(
        _("months"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ("country", "family", "pk")
        constraints = (
            models.UniqueConstraint(fields=("country", "family"), name="hire_retention_once"),
            models.UniqueConstraint(
                fields=("country",), condition=Q(family=None), name="hire_retention_once_all"
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1) & Q(months__lte=LONGEST), name="hire_retention_months"
            ),
        )

    def __str__(self) -> str:
        return f"{self.country or '*'} {self.family or '*'}: {self.months}"


class Erasure(Record):
    """That somebody's data are to be erased: they asked for it, or their time is over. A person decides.

    `due_on` is by when: of a request the day on which an answer is owed, else the day on which the time was over.
    """

    class Cause(models.TextChoices):
        """Why."""

        ASKED = "asked", _("The candidate asked for it")
        TIME = "time", _("The time for which data are kept is over")

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("To be decided")
        DONE = "done", _("Erased")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Not due any more")

    ledger_shapes: ClassVar = {
        1: ("candidate", "cause", "state", "asked_at", "due_on", "decided_by", "decided_at", "reason")
    }

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="erasures"
    )
    cause = models.CharField(_("cause"), max_length=5, choices=Cause.choices)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField(_("asked"))
    due_on = models.DateField(_("due"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("state", "cause", "due_on", "id"), name="hire_erasure_due"),
            models.Index(fields=("state", "-decided_at", "-id"), name="hire_erasure_decided"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("candidate",), condition=Q(state="open"), name="hire_erasure_open_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="hire_erasure_declined"
            ),
        )

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.state}"
