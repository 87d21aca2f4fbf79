"""Blind reviews, and who looked behind the blind."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models.applications import Application
from muster.apps.hire.models.requisitions import Stage

__all__ = ["Review", "Unblinding"]


class Review(Record):
    """One reviewer's judgement of one application in one stage. `ratings` maps a criterion's key to its rating.

    A review is a draft until `submitted_at`; until then its writer sees nobody else's, and afterwards it stays.
    """

    class Verdict(models.TextChoices):
        """What the reviewer would do."""

        ADVANCE = "advance", _("Advance")
        HOLD = "hold", _("Not sure")
        DECLINE = "decline", _("Decline")

    ledger_shapes: ClassVar = {
        1: ("application", "stage", "reviewer", "ratings", "verdict", "note", "submitted_at")
    }

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="reviews"
    )
    stage = models.ForeignKey(Stage, verbose_name=_("stage"), on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    ratings = models.JSONField(_("ratings"), default=dict)
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices, blank=True)
    note = models.TextField(_("evidence"), max_length=10_000, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("-submitted_at", "-pk")
        indexes = (models.Index(fields=("reviewer", "submitted_at"), name="hire_review_mine"),)
        constraints = (
            models.UniqueConstraint(fields=("application", "stage", "reviewer"), name="hire_review_once"),
            models.CheckConstraint(
                condition=models.Q(submitted_at=None) | ~models.Q(verdict=""), name="hire_review_verdict"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id}: {self.reviewer}"


class Unblinding(Record):
    """Somebody looked at a whole application that they were to review blind, and said why."""

    ledger_shapes: ClassVar = {1: ("application", "person", "reason")}

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="unblindings"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("unblinding")
        verbose_name_plural = _("unblindings")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(fields=("application", "person"), name="hire_unblinding_once"),
        )

    def __str__(self) -> str:
        return f"{self.application_id}: {self.person}"
