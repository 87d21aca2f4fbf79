"""Claims that a person has confirmed, and what became known of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.market.models.documents import Document, Proposal
from muster.apps.market.models.names import Organisation, Outsider
from muster.apps.market.models.sources import Source
from muster.apps.pay.models import Quote

__all__ = ["Claim", "Outcome", "Quote", "Resolution", "Stance"]


AROUND = 120  # characters shown beside a claim's words


class Stance(models.TextChoices):
    """Whether the source says that it is so, or that it is not."""

    ASSERTS = "asserts", pgettext_lazy("claim", "says so")
    DENIES = "denies", pgettext_lazy("claim", "denies it")


class Claim(Record):
    """What a source said of a move or a package, as a person confirmed it from words of a document, `start` to `end`.

    Of a move, `joined` and `left` are its ends, one of which may be unknown. Of a package, `joined` is who pays, `low`
    and `high` its bounds (None where open), `quote` what they are of (empty where nobody says), `years` over how many.
    `quoted` is whom the source cites.
    """

    class Kind(models.TextChoices):
        """What it is about."""

        MOVE = "move", pgettext_lazy("claim", "A move")
        PACKAGE = "package", pgettext_lazy("claim", "A package")

    ledger_shapes: ClassVar = {
        1: (
            *(
                "proposal",
                "document",
                "start",
                "end",
                "source",
                "said_on",
                "kind",
                "person",
                "joined",
                "left",
            ),
            *("role", "stance", "hedged", "low", "high", "currency", "quote", "years", "quoted"),
            *("confirmed_by", "confirmed_at"),
        )
    }

    proposal = models.OneToOneField(
        Proposal, verbose_name=_("proposal"), on_delete=models.PROTECT, related_name="claim"
    )
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="claims"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    source = models.ForeignKey(
        Source,
        verbose_name=pgettext_lazy("who says it", "source"),
        on_delete=models.PROTECT,
        related_name="claims",
    )
    said_on = models.DateField(_("said on"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    person = models.ForeignKey(
        Outsider,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="claims",
    )
    joined = models.ForeignKey(
        Organisation,
        verbose_name=_("to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    left = models.ForeignKey(
        Organisation,
        verbose_name=_("from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    role = models.CharField(_("role"), max_length=200, blank=True)
    stance = models.CharField(_("stance"), max_length=7, choices=Stance.choices, default=Stance.ASSERTS)
    hedged = models.BooleanField(_("left open by its words"), default=False)
    low = models.DecimalField(_("at least"), max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(_("at most"), max_digits=20, decimal_places=4, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    quote = models.CharField(_("what is quoted"), max_length=10, choices=Quote.choices, blank=True)
    years = models.DecimalField(_("years"), max_digits=5, decimal_places=2, null=True, blank=True)
    quoted = models.CharField(_("whom it cites"), max_length=200, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("-said_on", "-pk")
        indexes = (
            models.Index(fields=("person", "said_on"), name="market_claim_person"),
            models.Index(fields=("source", "said_on"), name="market_claim_source"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gte=F("low")), name="market_claim_rises"
            ),
            models.CheckConstraint(
                condition=~Q(currency="") | Q(low=None, high=None), name="market_claim_currency"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def words(self) -> str:
        """Return the words that it rests on."""
        return self.document.text[self.start : self.end]

    @property
    def before(self) -> str:
        """Return the words before them, as far as a reader needs them."""
        text = self.document.text[max(self.start - AROUND, 0) : self.start]
        cut = text if self.start <= AROUND else "… " + text.partition(" ")[2]
        return cut.rpartition("\n")[2]

    @property
    def after(self) -> str:
        """Return the words behind them, as far as a reader needs them."""
        text = self.document.text[self.end : self.end + AROUND]
        whole = self.end + AROUND >= len(self.document.text) or "\n" in text
        return text.partition("\n")[0] if whole else text.rpartition(" ")[0] + " …"


class Outcome(models.TextChoices):
    """What became known of a claim."""

    CONFIRMED = "confirmed", pgettext_lazy("claim", "It is so")
    REFUTED = "refuted", pgettext_lazy("claim", "It is not so")


class Resolution(Record):
    """That it became known whether a claim is so, how, and who says so."""

    ledger_shapes: ClassVar = {1: ("claim", "outcome", "reason", "resolved_by", "resolved_at")}

    claim = models.OneToOneField(
        Claim, verbose_name=_("claim"), on_delete=models.PROTECT, related_name="resolution"
    )
    outcome = models.CharField(_("what became known"), max_length=9, choices=Outcome.choices)
    reason = models.CharField(_("how it is known"), max_length=500)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved"))

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ("-resolved_at", "-pk")
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="market_resolution_reason"),)

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.outcome}"
