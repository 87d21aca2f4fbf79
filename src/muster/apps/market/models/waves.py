"""Scans for waves of departures, and the waves that each found."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record
from muster.apps.hire.models.merit import Progress

__all__ = ["Wave", "WaveGroup", "WaveScan"]


class WaveGroup(models.TextChoices):
    """What the departures of a wave have in common."""

    ALL = "all", pgettext_lazy("departures", "Everybody")
    UNIT = "unit", pgettext_lazy("departures", "Unit")
    TEAM = "team", pgettext_lazy("departures", "Team")
    LEVEL = "level", pgettext_lazy("departures", "Level")
    LEFT = "left", pgettext_lazy("departures", "Left")
    JOINED = "joined", pgettext_lazy("departures", "Joined")
    ROLE = "role", pgettext_lazy("departures", "Role")


class WaveScan(Record):
    """One look for waves: among departures from our own company, or among moves between others.

    It looked at the days from `first` to `last`. `departures` has, for each that it saw, its key, its day and its
    probability: of our own the key is the spell's, of others that of the claim by which the move is named; names are
    in neither. `series` has how many left in each month, or week, and how many were expected to. `lacks` says why there
    was too little to look for waves in. `stamp` tells of what it rests on, so that it shows when that has changed
    since. `job` is not on the ledger: it says who works on it.
    """

    State = Progress

    class Scope(models.TextChoices):
        """Whose departures."""

        OURS = "ours", pgettext_lazy("departures", "From our own company")
        OTHERS = "others", pgettext_lazy("departures", "Between other organisations")

    class Lack(models.TextChoices):
        """Of what there was too little."""

        NOTHING = "", ""
        FEW = "few", _("Too few departures")
        HISTORY = "history", _("Too short a history")

    ledger_shapes: ClassVar = {
        1: (
            *(
                "scope",
                "asked_by",
                "asked_at",
                "engine_version",
                "simulations",
                "seed",
                "level",
                "false_alarms",
            ),
            *("first", "last", "count", "departures", "left_out", "series", "lacks", "stamp"),
            *("state", "problem", "finished_at"),
        )
    }

    scope = models.CharField(_("whose departures"), max_length=6, choices=Scope.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked for"))
    engine_version = models.CharField(_("engine"), max_length=40)
    simulations = models.PositiveIntegerField(_("quiet worlds"))
    seed = models.PositiveIntegerField(_("seed"), default=0)
    level = models.FloatField(_("level of the intervals"), default=0.9)
    false_alarms = models.FloatField(_("false alarms a year"))
    first = models.DateField(_("first day"), null=True)
    last = models.DateField(_("last day"), null=True)
    count = models.FloatField(_("departures"), default=0)
    departures = models.JSONField(default=list)
    left_out = models.JSONField(default=dict)
    series = models.JSONField(default=dict)
    lacks = models.CharField(max_length=7, choices=Lack.choices, blank=True)
    stamp = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=Progress.choices, default=Progress.QUEUED)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    job = models.UUIDField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("scan for waves")
        verbose_name_plural = _("scans for waves")
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=("scope", "state", "-id"), name="market_wavescan_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=Progress.DONE) | Q(first__isnull=False, last__isnull=False),
                name="market_wavescan_done",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}: {self.scope}"


class Wave(Record):
    """A window of days in which more left than expected, of the group that `group` and `subject` name.

    `subject` is the key of a team, a level or an organisation, or a role in words. `members` are keys as in the scan's
    departures. `ratio` is how many times as often people left inside as outside; it and its upper end are None where
    nobody of the group left outside. `series` is that of its group.
    """

    ledger_shapes: ClassVar = {
        1: (
            *("scan", "number", "group", "subject", "first", "last", "members", "count", "expected"),
            *(
                "ratio",
                "ratio_low",
                "ratio_high",
                "log_ratio",
                "p_value",
                "false_alarms",
                "going_on",
                "series",
            ),
        )
    }

    scan = models.ForeignKey(
        WaveScan,
        verbose_name=_("scan for waves"),
        on_delete=models.PROTECT,
        related_name="waves",
        db_index=False,
    )
    number = models.PositiveIntegerField(_("number"))
    group = models.CharField(pgettext_lazy("departures", "group"), max_length=6, choices=WaveGroup.choices)
    subject = models.CharField(max_length=200, blank=True)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    members = models.JSONField(default=list)
    count = models.FloatField(_("departures"))
    expected = models.FloatField(pgettext_lazy("departures", "expected"))
    ratio = models.FloatField(null=True)
    ratio_low = models.FloatField()
    ratio_high = models.FloatField(null=True)
    log_ratio = models.FloatField()
    p_value = models.FloatField()
    false_alarms = models.FloatField()
    going_on = models.BooleanField(pgettext_lazy("departures", "goes on"))
    series = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("wave of departures")
        verbose_name_plural = _("waves of departures")
        ordering = ("scan", "number")
        constraints = (
            models.UniqueConstraint(fields=("scan", "number"), name="market_wave_number"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="market_wave_days"),
        )

    def __str__(self) -> str:
        return f"{self.scan_id} ({self.number})"
