"""The letter of an offer: the text it is made from, the letter as made, and its private link to the candidate."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record, StoredFile
from muster.apps.hire.models import Message
from muster.apps.pay.models.offers import Offer, OfferVersion

__all__ = ["Extension", "Letter", "LetterTemplate", "OfferPolicy", "Sending"]

LEAST_DAYS, MOST_DAYS = 1, 90


class OfferPolicy(Record):
    """How long offers stay open at least, in days; one row, or none where nobody has said so yet."""

    ledger_shapes: ClassVar = {1: ("least_days",)}

    least_days = models.PositiveSmallIntegerField(
        _("days that an offer stays open at least"),
        validators=[MinValueValidator(LEAST_DAYS), MaxValueValidator(MOST_DAYS)],
    )

    class Meta:
        verbose_name = _("policy of offers")
        verbose_name_plural = _("policies of offers")

    def __str__(self) -> str:
        return str(self.least_days)


class LetterTemplate(Record):
    """The text of letters in one language, with places such as {name}. It never changes; every change is another
    version, and the newest counts. Without one, Muster's own text does (see `pay.letters`).
    """

    ledger_shapes: ClassVar = {1: ("language", "number", "title", "body", "made_by", "made_at")}

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("template of letters")
        verbose_name_plural = _("templates of letters")
        ordering = ("language", "number")
        constraints = (models.UniqueConstraint(fields=("language", "number"), name="pay_template_number"),)

    def __str__(self) -> str:
        return f"{self.language} ({self.number})"


class Letter(Record):
    """The letter of one version as it was made: `file` has its bytes, `sha256` their digest, `digest` the version's.

    `template` is what it was made from, None for Muster's own text. When the candidate is erased the file goes and
    the digests stay.
    """

    ledger_shapes: ClassVar = {
        1: ("version_of", "digest", "language", "template", "file", "sha256", "made_by", "made_at")
    }

    version_of = models.ForeignKey(
        OfferVersion,
        verbose_name=_("version of an offer"),
        on_delete=models.PROTECT,
        related_name="letters",
    )
    digest = models.CharField(_("digest of the package"), max_length=64)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    template = models.ForeignKey(
        LetterTemplate,
        verbose_name=_("template of letters"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    file = models.ForeignKey(
        StoredFile, verbose_name=_("file"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"{self.version_of_id} ({self.language})"


class Sending(Record):
    """That an offer went to its candidate, with which letter, and until when they can answer.

    `token_digest` is all that is kept of the secret in the candidate's link (see `pay.links`). `last_day` is the last
    day on which the offer is open, where the candidate is to work; `expires_at` the moment at which that day ends.
    """

    ledger_shapes: ClassVar = {
        1: (
            *("offer", "letter", "token_digest", "message", "last_day", "expires_at"),
            *("sent_by", "sent_at"),
        )
    }

    offer = models.OneToOneField(
        Offer, verbose_name=_("offer"), on_delete=models.PROTECT, related_name="sending"
    )
    letter = models.OneToOneField(
        Letter, verbose_name=_("letter"), on_delete=models.PROTECT, related_name="sending"
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    message = models.ForeignKey(
        Message, verbose_name=_("message"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    last_day = models.DateField(_("last day"))
    expires_at = models.DateTimeField(_("expires"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("sending of an offer")
        verbose_name_plural = _("sendings of offers")
        ordering = ("sent_at", "pk")

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.last_day}"


class Extension(Record):
    """That an offer stays open for longer, and why."""

    ledger_shapes: ClassVar = {1: ("sending", "from_day", "to_day", "reason", "made_by", "made_at")}

    sending = models.ForeignKey(
        Sending, verbose_name=_("sending of an offer"), on_delete=models.PROTECT, related_name="extensions"
    )
    from_day = models.DateField(_("last day before"))
    to_day = models.DateField(_("last day now"))
    reason = models.CharField(_("reason"), max_length=500)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("extension of an offer")
        verbose_name_plural = _("extensions of offers")
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(to_day__gt=F("from_day")), name="pay_extension_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="pay_extension_reason"),
        )

    def __str__(self) -> str:
        return f"{self.sending_id}: {self.to_day}"
