"""Messages to candidates: a person writes or chooses them, and sends them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models.applications import Application

__all__ = ["Message", "MessageTemplate"]

FIRST_SHAPE = ("application", "recipient", "subject", "body", "status", "sent_by", "sent_at", "problem")


class MessageTemplate(Record):
    """A text to start from, in one language, with places such as {name} and {title} that are filled in."""

    ledger_shapes: ClassVar = {1: ("name", "language", "subject", "body")}

    name = models.CharField(_("name"), max_length=80)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        ordering = ("name", "language")
        constraints = (models.UniqueConstraint(fields=("name", "language"), name="hire_template_language"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Message(Record):
    """A message to one candidate, as it was or will be sent. A draft goes nowhere until a person sends it.

    `sending` marks one that a worker handed to the mail server: if the worker dies there, nobody knows whether it
    left, so it is shown as uncertain and a person decides; it is never sent twice by itself. `calendar` is an
    invitation in iCalendar that goes with it.
    """

    class Status(models.TextChoices):
        """Where a message is."""

        DRAFT = "draft", _("Draft")
        QUEUED = "queued", _("Waiting to be sent")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")

    ledger_shapes: ClassVar = {1: FIRST_SHAPE, 2: (*FIRST_SHAPE, "calendar")}

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="messages"
    )
    recipient = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)
    calendar = models.TextField(_("calendar"), blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.QUEUED)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), null=True)
    problem = models.CharField(_("problem"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("created_at", "pk")
        indexes = (
            models.Index(
                fields=("created_at", "id"),
                name="hire_message_stuck",
                condition=models.Q(status__in=("sending", "failed")),
            ),
        )

    def __str__(self) -> str:
        return self.subject
