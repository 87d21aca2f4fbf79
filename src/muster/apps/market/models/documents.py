"""What was written, as it was read, and what its words may claim."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.market.models.names import Basis
from muster.apps.market.models.sources import Source

__all__ = ["Document", "Proposal"]

LEAST_MONTHS, MOST_MONTHS = 1, 120


class Document(Record):
    """An article, a page, a mail or an entry of a feed. `digest` is the SHA-256 of its text as it came, so that the
    same one is kept once; when somebody in it is erased their names are blotted out of `text`, sign by sign.

    `published` is the day that relative days are counted from and on which its claims were said. `basis` and
    `keep_months` hold for the people whom it brings in. `read_at` is when its proposals were made, None while a worker
    still has to; `notes` is what was guessed or could not be read.
    """

    ledger_shapes: ClassVar = {
        1: (
            *("digest", "name", "title", "text", "language", "published", "source", "basis", "keep_months"),
            *("notes", "read_at", "added_by", "added_at"),
        )
    }

    digest = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    name = models.CharField(_("where it is from"), max_length=500, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=5, blank=True)
    published = models.DateField(_("published"))
    source = models.ForeignKey(
        Source,
        verbose_name=pgettext_lazy("who says it", "source"),
        on_delete=models.PROTECT,
        related_name="documents",
    )
    basis = models.CharField(_("lawful basis"), max_length=8, choices=Basis.choices)
    keep_months = models.PositiveSmallIntegerField(
        _("months kept"), validators=[MinValueValidator(LEAST_MONTHS), MaxValueValidator(MOST_MONTHS)]
    )
    notes = models.JSONField(_("notes"), default=list, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-added_at", "-pk")
        indexes = (models.Index(fields=("-added_at", "-id"), name="market_document_newest"),)

    def __str__(self) -> str:
        return self.title or self.name or str(self.pk)


class Proposal(Record):
    """What some words of a document may claim, and what a person made of it.

    `start` and `end` count characters of the document's text. `content` has the fields of the reader's proposal that
    apply (docs/how-to/read-articles.md).
    """

    ASKED = ("move", "package")
    """Kinds that can become claims; the others tell what surrounds them."""

    PARTS = ("package", "signing", "base")
    """Parts of a package that people are asked about."""

    class State(models.TextChoices):
        """What somebody said to it."""

        OPEN = "open", pgettext_lazy("proposal", "To be looked at")
        CONFIRMED = "confirmed", pgettext_lazy("proposal", "Confirmed")
        CORRECTED = "corrected", pgettext_lazy("proposal", "Corrected")
        DROPPED = "dropped", pgettext_lazy("proposal", "Dropped")

    ledger_shapes: ClassVar = {
        1: ("document", "number", "kind", "start", "end", "content", "state", "decided_by", "decided_at")
    }

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="proposals"
    )
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=7)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ("document", "number")
        indexes = (models.Index(fields=("state", "document"), name="market_proposal_state"),)
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="market_proposal_number"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="market_proposal_words"),
        )

    def __str__(self) -> str:
        return f"{self.document_id} ({self.number})"
