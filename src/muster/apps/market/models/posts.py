"""Posts and articles that spread: what was counted of them, and the alarms that rose."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.market.models.documents import Document
from muster.apps.market.models.sources import Source
from muster.apps.pay.models.notices import NOTICE_COLUMNS, Notice

__all__ = ["Alarm", "AlarmNotice", "Count", "Post"]


class Post(Record):
    """Something that a source published. `key` is its link, or what else the source calls it by; `document` is what was
    made of it in the inbox.
    """

    ledger_shapes: ClassVar = {1: ("source", "key", "title", "published_at", "document")}

    source = models.ForeignKey(
        Source,
        verbose_name=pgettext_lazy("who says it", "source"),
        on_delete=models.PROTECT,
        related_name="posts",
    )
    key = models.CharField(_("link"), max_length=500)
    title = models.CharField(_("title"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"))
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="posts",
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("-published_at", "-pk")
        indexes = (models.Index(fields=("source", "-published_at"), name="market_post_newest"),)
        constraints = (
            models.UniqueConstraint(fields=("source", "key"), name="market_post_once"),
            models.CheckConstraint(condition=~Q(key=""), name="market_post_key"),
        )

    def __str__(self) -> str:
        return self.title or self.key

    @property
    def link(self) -> str:
        """Return its address on the web; nothing where it is known by something else."""
        return self.key if self.key.startswith(("https://", "http://")) else ""


class Count(models.Model):
    """How often a post had been shared in all by a moment. What was counted is no decision of anybody's, and there is
    much of it: the ledger has the alarms that followed.
    """

    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="counts")
    at = models.DateTimeField(_("counted"))
    shares = models.PositiveBigIntegerField(_("shares in all"))

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        ordering = ("post", "at")
        constraints = (models.UniqueConstraint(fields=("post", "at"), name="market_count_once"),)

    def __str__(self) -> str:
        return f"{self.post_id}: {self.shares}"


class Alarm(Record):
    """That a post spread unusually fast for its source, as it was when that was noticed.

    It rose at the count of `rose_at`, with so many `shares`; usual by that age are `usual` on average, `low` to
    `high`, by `history` earlier posts. Its counts are so many `times` as likely of a post that spreads faster as of a
    usual one.
    """

    ledger_shapes: ClassVar = {
        1: ("post", "rose_at", "shares", "usual", "low", "high", "times", "history", "noticed_at")
    }

    post = models.OneToOneField(Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="alarm")
    rose_at = models.DateTimeField(_("rose"))
    shares = models.PositiveBigIntegerField(_("shares in all"))
    usual = models.FloatField(_("usual"))
    low = models.PositiveBigIntegerField(_("at least"))
    high = models.PositiveBigIntegerField(_("at most"))
    times = models.FloatField(_("times as likely"))
    history = models.PositiveIntegerField(_("earlier posts"))
    noticed_at = models.DateTimeField(_("noticed"))

    class Meta:
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        ordering = ("-rose_at", "-pk")
        indexes = (models.Index(fields=("-rose_at", "-id"), name="market_alarm_newest"),)
        constraints = (models.CheckConstraint(condition=Q(high__gte=F("low")), name="market_alarm_interval"),)

    def __str__(self) -> str:
        return f"{self.post_id}: {self.shares}"


class AlarmNotice(Notice):
    """What somebody who keeps the market is told of an alarm by e-mail."""

    ledger_shapes: ClassVar = {1: ("alarm", *NOTICE_COLUMNS)}

    alarm = models.ForeignKey(
        Alarm, verbose_name=_("alarm"), on_delete=models.PROTECT, related_name="notices"
    )

    class Meta:
        verbose_name = _("notice of an alarm")
        verbose_name_plural = _("notices of alarms")
        ordering = ("created_at", "pk")
