"""Exports that people asked for: what they hold, how long they are kept, what their owner might see then."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Job, Record, StoredFile

__all__ = ["Export"]


class Export(Record):
    """Everything that somebody might see when it was made, in a file that goes away at `expires_at`.

    `rights` is what they might see then (see `selectors.exports`), `counts` how many records of each kind it holds. One
    that was written by the command line has no file here.
    """

    class Format(models.TextChoices):
        """In which shape."""

        CSV = "csv", _("CSV")
        PARQUET = "parquet", _("Parquet")
        JSON = "json", _("JSON, as Greenhouse has it")

    class State(models.TextChoices):
        """How far an export is."""

        QUEUED = "queued", _("Being made")
        DONE = "done", _("Ready")
        WRITTEN = "written", _("Written on the server")
        FAILED = "failed", _("Failed")
        REMOVED = "removed", _("Removed")

    ledger_shapes: ClassVar = {
        1: (
            "format",
            "state",
            "asked_by",
            "asked_at",
            "finished_at",
            "expires_at",
            "rights",
            "counts",
            "file",
        )
    }

    format = models.CharField(_("format"), max_length=8, choices=Format.choices)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.QUEUED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    expires_at = models.DateTimeField(_("goes away"), null=True, blank=True)
    rights = models.JSONField(_("rights"), default=dict, editable=False)
    counts = models.JSONField(_("records"), default=dict, editable=False)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile,
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    job = models.ForeignKey(
        Job, verbose_name=_("job"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=("asked_by", "-asked_at"), name="hire_export_mine"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "done", "written", "failed", "removed"]),
                name="hire_export_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.asked_by_id}: {self.format}"
