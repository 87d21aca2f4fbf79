"""Submissions of forms that make something new, so that one sent twice makes it once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.hire.models.applications import Application
from muster.apps.hire.models.requisitions import Requisition

__all__ = ["Draft", "Submission"]


class Submission(models.Model):
    """The one-time key of a public form that was sent, and the application it became."""

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="submission"
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.application_id}"


class Draft(models.Model):
    """The one-time key of a form that drafted an opening, and the opening."""

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    requisition = models.OneToOneField(
        Requisition, verbose_name=_("requisition"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return f"{self.requisition_id}"
