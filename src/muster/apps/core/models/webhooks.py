"""Addresses of other systems that are told what happens here, and what became of telling them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models.base import Record

__all__ = ["Delivery", "Webhook"]


class Webhook(Record):
    """An address to which chosen events are sent.

    `secret` signs what is sent; `old_secret` does so too until `old_until`, so that it can be exchanged without a gap.
    `told_to` is the last entry of the ledger that was looked at. `failures` counts those in a row, since which the
    address rests until `rests_until`.
    """

    ledger_shapes: ClassVar = {1: ("name", "url", "events", "secret", "old_secret", "old_until", "active")}

    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("events"), default=list)
    secret = models.CharField(_("secret"), max_length=80)
    old_secret = models.CharField(max_length=80, blank=True, editable=False)
    old_until = models.DateTimeField(null=True, blank=True, editable=False)
    active = models.BooleanField(_("active"), default=True)
    told_to = models.BigIntegerField(default=0, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    rests_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One event on its way to one address. `sequence` is the entry of the ledger that it tells of."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Given up")

    webhook = models.ForeignKey(
        Webhook, verbose_name=_("webhook"), on_delete=models.CASCADE, related_name="deliveries"
    )
    sequence = models.BigIntegerField(_("entry of the ledger"))
    event = models.CharField(_("event"), max_length=64)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("created"))
    next_at = models.DateTimeField(_("next attempt"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    attempted_at = models.DateTimeField(_("last attempt"), null=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    milliseconds = models.PositiveIntegerField(_("took"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=("webhook", "next_at", "id"),
                name="core_delivery_waiting",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=("webhook", "-id"), name="core_delivery_newest"),
            models.Index(fields=("webhook", "state", "-id"), name="core_delivery_state"),
        )
        constraints = (models.UniqueConstraint(fields=("webhook", "sequence"), name="core_delivery_once"),)

    def __str__(self) -> str:
        return f"{self.webhook_id}: {self.event} {self.sequence}"

    @property
    def code(self) -> str:
        """Return what the delivery is called wherever it is sent: the same however often."""
        return f"evt_{self.webhook_id}_{self.sequence}"
