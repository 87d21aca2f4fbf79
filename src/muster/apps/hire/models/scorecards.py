"""Scorecards: what one interviewer rated in one interview, and what it said before each change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models.interviews import Seat

__all__ = ["ASKED", "Scorecard", "ScorecardVersion"]

CONTENT = ("ratings", "notes", "recommendation", "summary")


class Recommendation(models.TextChoices):
    """What the interviewer would do."""

    STRONG_HIRE = "strong_hire", _("Hire, surely")
    HIRE = "hire", _("Hire them")
    NO_HIRE = "no_hire", _("Do not hire")
    STRONG_NO_HIRE = "strong_no", _("Do not hire, surely")
    UNDECIDED = "undecided", _("No decision")


ASKED = tuple(one for one in Recommendation if one != Recommendation.UNDECIDED)
"""What an interviewer is asked to choose from: no decision is known from other systems alone."""


class Scorecard(Record):
    """One interviewer's ratings and notes, by the key of each criterion of the interview's kit.

    A draft until `submitted_at`. `sequence` counts the saves of the page that writes it, so that an older one that
    arrives late changes nothing.
    """

    Recommendation = Recommendation

    ledger_shapes: ClassVar = {1: ("seat", *CONTENT, "sequence", "submitted_at")}

    seat = models.OneToOneField(
        Seat, verbose_name=_("seat"), on_delete=models.PROTECT, related_name="scorecard"
    )
    ratings = models.JSONField(_("ratings"), default=dict)
    notes = models.JSONField(_("notes"), default=dict)
    recommendation = models.CharField(
        _("recommendation"), max_length=12, choices=Recommendation.choices, blank=True
    )
    summary = models.TextField(_("summary"), max_length=10_000, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True)

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        ordering = ("submitted_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(submitted_at=None) | ~models.Q(recommendation=""),
                name="hire_scorecard_recommendation",
            ),
        )

    def __str__(self) -> str:
        return str(self.seat)


class ScorecardVersion(Record):
    """What a submitted scorecard said before a change, and why it was changed."""

    ledger_shapes: ClassVar = {1: ("scorecard", "number", *CONTENT, "reason")}

    scorecard = models.ForeignKey(
        Scorecard, verbose_name=_("scorecard"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    ratings = models.JSONField(_("ratings"), default=dict)
    notes = models.JSONField(_("notes"), default=dict)
    recommendation = models.CharField(_("recommendation"), max_length=12, choices=Recommendation.choices)
    summary = models.TextField(_("summary"), max_length=10_000, blank=True)
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("version of a scorecard")
        verbose_name_plural = _("versions of scorecards")
        ordering = ("scorecard", "number")
        constraints = (
            models.UniqueConstraint(fields=("scorecard", "number"), name="hire_scorecard_version"),
        )

    def __str__(self) -> str:
        return f"{self.scorecard} ({self.number})"
