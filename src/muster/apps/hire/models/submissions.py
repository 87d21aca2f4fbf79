"""Submissions of the public form, so that one sent twice is one application."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.hire.models.applications import Application

__all__ = ["Submission"]


class Submission(models.Model):
    """The one-time key of a form that was sent, and the application it became."""

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="submission"
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.application_id}"
