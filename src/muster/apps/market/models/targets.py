"""Target lists: people ranked before they are approached, and what became of each approach."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.hire.models import Requisition
from muster.apps.market.models.names import Outsider
from muster.apps.org.models import Employee

__all__ = ["Target", "TargetEvent", "TargetList"]


class TargetList(Record):
    """People outside in the order in which the company wants them, for an opening or for what `purpose` says.

    From `fixed_at` on the order stays; `digest` is the SHA-256 of it, which the ledger's entry names too.
    """

    ledger_shapes: ClassVar = {1: ("name", "requisition", "purpose", "owner", "fixed_at", "digest")}

    name = models.CharField(_("name"), max_length=120, unique=True)
    requisition = models.ForeignKey(
        Requisition,
        verbose_name=_("opening"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    purpose = models.CharField(_("what for"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.PROTECT, related_name="+"
    )
    fixed_at = models.DateTimeField(_("fixed"), null=True, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("target list")
        verbose_name_plural = _("target lists")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="market_target_list_name"),
            models.CheckConstraint(
                condition=Q(fixed_at=None, digest="") | Q(fixed_at__isnull=False) & ~Q(digest=""),
                name="market_target_list_fixed",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Target(Record):
    """Somebody on a list, at a rank from 1. `late` ones came after the list was fixed.

    `state` is what the last event says; `approached_on` and `answered_on` are the days of it.
    """

    class State(models.TextChoices):
        """Where an approach stands. Without an answer it is open, which is no refusal."""

        WAITING = "waiting", pgettext_lazy("target", "Not approached")
        APPROACHED = "approached", pgettext_lazy("target", "Approached")
        NO_ANSWER = "no_answer", pgettext_lazy("target", "No answer yet")
        DECLINED = "declined", pgettext_lazy("target", "Declined")
        JOINED = "joined", pgettext_lazy("target", "Joined")

    ledger_shapes: ClassVar = {
        1: ("list", "rank", "outsider", "reason", "late", "state", "approached_on", "answered_on", "employee")
    }

    list = models.ForeignKey(
        TargetList, verbose_name=_("target list"), on_delete=models.PROTECT, related_name="targets"
    )
    rank = models.PositiveIntegerField(pgettext_lazy("on a list", "rank"))
    outsider = models.ForeignKey(
        Outsider, verbose_name=_("person"), on_delete=models.PROTECT, related_name="targets"
    )
    reason = models.CharField(_("why they stand here"), max_length=500, blank=True)
    late = models.BooleanField(_("came later"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    approached_on = models.DateField(_("approached on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    employee = models.ForeignKey(
        Employee,
        verbose_name=_("employee"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = pgettext_lazy("on a list", "target")
        verbose_name_plural = pgettext_lazy("on a list", "targets")
        ordering = ("list", "rank")
        constraints = (
            models.UniqueConstraint(fields=("list", "rank"), name="market_target_rank"),
            models.UniqueConstraint(fields=("list", "outsider"), name="market_target_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="market_target_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.list_id} ({self.rank})"

    @property
    def is_answered(self) -> bool:
        """Return whether they joined or declined."""
        return self.state in (self.State.JOINED, self.State.DECLINED)


class TargetEvent(Record):
    """What happened with somebody on a list on a day, and who says so. One with a `correction` stands in the
    place of what was said before, for that reason.
    """

    class Kind(models.TextChoices):
        """What happened."""

        APPROACHED = "approached", pgettext_lazy("target", "Approached")
        NO_ANSWER = "no_answer", pgettext_lazy("target", "No answer yet")
        DECLINED = "declined", pgettext_lazy("target", "Declined")
        JOINED = "joined", pgettext_lazy("target", "Joined")
        WITHDRAWN = "withdrawn", pgettext_lazy("target", "Not approached after all")

    class Why(models.TextChoices):
        """Why somebody declined, as far as they say."""

        PAY = "pay", pgettext_lazy("why somebody declined", "Pay")
        ROLE = "role", pgettext_lazy("why somebody declined", "The role")
        PLACE = "place", pgettext_lazy("why somebody declined", "The place")
        TIMING = "timing", pgettext_lazy("why somebody declined", "The time is wrong")
        STAYS = "stays", pgettext_lazy("why somebody declined", "Their employer kept them")
        RIVAL = "rival", pgettext_lazy("why somebody declined", "They went elsewhere")
        PERSONAL = "personal", pgettext_lazy("why somebody declined", "Personal reasons")
        UNKNOWN = "unknown", pgettext_lazy("why somebody declined", "They do not say")

    ledger_shapes: ClassVar = {1: ("target", "kind", "why", "note", "day", "correction", "by", "at")}

    target = models.ForeignKey(
        Target,
        verbose_name=pgettext_lazy("on a list", "target"),
        on_delete=models.PROTECT,
        related_name="events",
    )
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind.choices)
    why = models.CharField(_("why they declined"), max_length=8, choices=Why.choices, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    day = models.DateField(_("day"))
    correction = models.CharField(_("why it is corrected"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("said"))

    class Meta:
        verbose_name = pgettext_lazy("on a list", "event")
        verbose_name_plural = pgettext_lazy("on a list", "events")
        ordering = ("target", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="declined") & ~Q(why="") | ~Q(kind="declined") & Q(why=""),
                name="market_target_event_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target_id}: {self.kind}"
