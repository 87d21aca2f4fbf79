"""What somebody is told by e-mail: the part that notices of offers and of sign-offs have in common."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models import Message

__all__ = ["NOTICE_COLUMNS", "Notice"]

NOTICE_COLUMNS = ("recipient", "subject", "body", "status", "sent_at", "problem")


class Notice(Record):
    """An e-mail to somebody here. Its status means what a `Message`'s does: one that a worker handed over is never sent
    twice by itself.
    """

    Status = Message.Status

    recipient = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)
    status = models.CharField(
        _("status"), max_length=8, choices=Message.Status.choices, default=Message.Status.QUEUED
    )
    sent_at = models.DateTimeField(_("sent"), null=True)
    problem = models.CharField(_("problem"), max_length=500, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.subject
