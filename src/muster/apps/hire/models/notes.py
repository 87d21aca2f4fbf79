"""Notes that colleagues write about an application."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models.applications import Application

__all__ = ["LONGEST_NOTE", "Note"]

LONGEST_NOTE = 5_000


class Note(Record):
    """What somebody noted about an application. It stays as it was written."""

    ledger_shapes: ClassVar = {1: ("application", "author", "text")}

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(_("text"), max_length=LONGEST_NOTE)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("application", "-id"), name="hire_note_application"),)

    def __str__(self) -> str:
        return f"{self.application_id}: {self.author}"
