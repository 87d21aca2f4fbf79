"""Who has read what interviewers said of a candidate."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models.candidates import Candidate

__all__ = ["Reading"]


class Reading(Record):
    """Somebody opened others' scorecards of a candidate, for the first time when the row was made."""

    ledger_shapes: ClassVar = {1: ("candidate", "person")}

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="readings"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("reading of scorecards")
        verbose_name_plural = _("readings of scorecards")
        constraints = (models.UniqueConstraint(fields=("candidate", "person"), name="hire_reading_once"),)

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.person}"
