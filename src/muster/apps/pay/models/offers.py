"""Offers, and the versions of the package that each of them proposes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record

__all__ = ["Offer", "OfferState", "OfferVersion"]


class OfferState(models.TextChoices):
    """How far an offer has come. `refused` is what a signer says, `declined` what the candidate does."""

    DRAFT = "draft", pgettext_lazy("offer", "Draft")
    SIGNING = "signing", pgettext_lazy("offer", "In sign-off")
    SENT_BACK = "sent_back", pgettext_lazy("offer", "Sent back")
    REFUSED = "refused", pgettext_lazy("offer", "Not approved")
    SIGNED = "signed", pgettext_lazy("offer", "Signed")
    SENT = "sent", pgettext_lazy("offer", "Sent to the candidate")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined by the candidate")
    EXPIRED = "expired", pgettext_lazy("offer", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "Withdrawn")


TONES: dict[str, str] = {
    OfferState.DRAFT: "neutral",
    OfferState.SENT_BACK: "warn",
    OfferState.SIGNED: "good",
    OfferState.ACCEPTED: "good",
    OfferState.REFUSED: "bad",
    OfferState.DECLINED: "bad",
    OfferState.EXPIRED: "neutral",
    OfferState.WITHDRAWN: "neutral",
}


class Offer(Record):
    """An offer to the candidate of an application, resting on the committee's decision. What it promises stands in its
    newest version. One that has ended stays; another may follow it.

    `state_since` is when it came into its state, `reason` why it ended or was sent back.
    """

    OPEN = (
        OfferState.DRAFT,
        OfferState.SIGNING,
        OfferState.SENT_BACK,
        OfferState.SIGNED,
        OfferState.SENT,
        OfferState.ACCEPTED,
    )
    """States in which it takes one of the requisition's openings."""

    CHANGEABLE = (OfferState.DRAFT, OfferState.SIGNING, OfferState.SENT_BACK, OfferState.SIGNED)
    """States in which its package can still be changed: nobody outside has seen it."""

    ledger_shapes: ClassVar = {
        1: (
            *("application", "requisition", "decision", "number", "state", "state_since", "reason"),
            *("opened_by", "opened_at"),
        )
    }

    application = models.ForeignKey(
        "hire.Application", verbose_name=_("application"), on_delete=models.PROTECT, related_name="offers"
    )
    requisition = models.ForeignKey(
        "hire.Requisition", verbose_name=_("requisition"), on_delete=models.PROTECT, related_name="offers"
    )
    decision = models.ForeignKey(
        "hire.Decision", verbose_name=_("decision"), on_delete=models.PROTECT, related_name="offers"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=9, choices=OfferState.choices, default=OfferState.DRAFT)
    state_since = models.DateTimeField(_("in this state since"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ("-state_since", "-pk")
        indexes = (
            models.Index(fields=("state", "-state_since", "-id"), name="pay_offer_state"),
            models.Index(fields=("-state_since", "-id"), name="pay_offer_newest"),
            models.Index(fields=("requisition", "state"), name="pay_offer_requisition"),
        )
        constraints = (
            models.UniqueConstraint(fields=("application", "number"), name="pay_offer_number"),
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(state__in=("draft", "signing", "sent_back", "signed", "sent", "accepted")),
                name="pay_offer_open_once",
            ),
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="pay_offer_states"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} ({self.number})"

    @property
    def code(self) -> str:
        """Return what the offer is called."""
        return f"O-{self.pk:06d}"

    @property
    def tone(self) -> str:
        """Return the tone in which its state is shown."""
        return TONES.get(self.state, "info")


class OfferVersion(Record):
    """A package as it is proposed: `content` has the shape of a package file, `digest` is the SHA-256 of its one
    spelling (see `pay.content`). It never changes; every change is another version.

    `total`, `yearly` (all of it, a year), `base` (a year) and `starts_on` are read out of the content. `outside` names
    the parts that lie outside of their band, `reason` says why they do.
    """

    ledger_shapes: ClassVar = {
        1: (
            *("offer", "number", "content", "digest", "currency", "total", "yearly", "base", "starts_on"),
            *("outside", "reason", "note", "made_by", "made_at"),
        )
    }

    offer = models.ForeignKey(
        Offer, verbose_name=_("offer"), on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("package"))
    digest = models.CharField(_("digest"), max_length=64)
    currency = models.CharField(_("currency"), max_length=3)
    total = models.DecimalField(_("total"), max_digits=20, decimal_places=4)
    yearly = models.DecimalField(_("the whole package, a year"), max_digits=20, decimal_places=4)
    base = models.DecimalField(_("base pay"), max_digits=20, decimal_places=4)
    starts_on = models.DateField(_("first day"))
    outside = models.JSONField(_("outside of the band"), default=list, blank=True)
    reason = models.CharField(_("why outside of the band"), max_length=1_000, blank=True)
    note = models.CharField(_("what was changed"), max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("version of an offer")
        verbose_name_plural = _("versions of an offer")
        ordering = ("offer", "number")
        constraints = (
            models.UniqueConstraint(fields=("offer", "number"), name="pay_version_number"),
            models.CheckConstraint(condition=~Q(digest=""), name="pay_version_digest"),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} ({self.number})"
