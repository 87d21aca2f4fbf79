"""Feeds that are read by themselves, and how that went the last time."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.market.models.documents import LEAST_MONTHS, MOST_MONTHS
from muster.apps.market.models.names import Basis
from muster.apps.market.models.sources import Source

__all__ = ["LEAST_MINUTES", "MOST_MINUTES", "Feed"]

LEAST_MINUTES, MOST_MINUTES = 5, 10_080


class Feed(Record):
    """A feed (RSS or Atom) of a source, fetched every `minutes`. Its entries become documents in the name of `kept_by`,
    who changed it last; `basis` and `keep_months` are those of the documents.

    The rest is how the last fetch went: `etag` and `modified` are what the server called its answer, `fault` what was
    wrong (words_signals.py), of which `fault_detail` is a part, `left_out` how many entries could not be kept.
    """

    class Fault(models.TextChoices):
        """What kept it from being read, in a word; the sentences are in words_signals.py."""

        LATE = "late"
        UNREACHABLE = "unreachable"
        PRIVATE = "private"
        STATUS = "status"
        REDIRECTS = "redirects"
        SIZE = "size"
        HTML = "html"
        NO_FEED = "no-feed"
        BROKEN = "broken"
        EMPTY = "empty"
        KEEPER = "keeper"

    ledger_shapes: ClassVar = {
        1: ("url", "source", "basis", "keep_months", "minutes", "active", "kept_by"),
    }

    url = models.URLField(_("address"), max_length=500, unique=True)
    source = models.ForeignKey(
        Source,
        verbose_name=pgettext_lazy("who says it", "source"),
        on_delete=models.PROTECT,
        related_name="feeds",
    )
    basis = models.CharField(_("lawful basis"), max_length=8, choices=Basis.choices)
    keep_months = models.PositiveSmallIntegerField(
        _("months kept"), validators=[MinValueValidator(LEAST_MONTHS), MaxValueValidator(MOST_MONTHS)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes between two fetches"),
        validators=[MinValueValidator(LEAST_MINUTES), MaxValueValidator(MOST_MINUTES)],
    )
    active = models.BooleanField(_("active"), default=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    etag = models.CharField(max_length=300, blank=True, editable=False)
    modified = models.CharField(max_length=100, blank=True, editable=False)
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True, editable=False)
    fault = models.CharField(_("fault"), max_length=11, blank=True, editable=False)
    fault_detail = models.CharField(max_length=300, blank=True, editable=False)
    left_out = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ("source__name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(minutes__gte=LEAST_MINUTES, minutes__lte=MOST_MINUTES), name="market_feed_minutes"
            ),
        )

    def __str__(self) -> str:
        return self.url
