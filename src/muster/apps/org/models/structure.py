"""How the company is divided: teams, job families, levels."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record

__all__ = ["JobFamily", "Level", "Team", "Track"]

_TAKEN = _("There is a team of this name here already.")


class Team(Record):
    """A node of the tree of teams. Services keep the tree free of cycles."""

    ledger_shapes: ClassVar = {1: ("name", "parent", "lead")}

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    lead = models.ForeignKey(
        "org.Employee",
        verbose_name=_("lead"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="teams_led",
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                "parent", Lower("name"), name="org_team_name", violation_error_message=_TAKEN
            ),
            models.UniqueConstraint(
                Lower("name"),
                name="org_team_top_name",
                condition=Q(parent__isnull=True),
                violation_error_message=_TAKEN,
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="org_team_not_in_itself",
                violation_error_message=_("A team cannot be part of itself."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class JobFamily(Record):
    """A kind of work: Research Scientist, Counsel."""

    ledger_shapes: ClassVar = {1: ("name",)}

    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("job family")
        verbose_name_plural = _("job families")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="org_family_name",
                violation_error_message=_("There is a job family of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Track(models.TextChoices):
    """The two ladders of levels."""

    INDIVIDUAL = "individual", _("Individual contributor")
    MANAGER = "manager", _("Manager")


class Level(Record):
    """A step of a ladder. `rank` orders the steps of both ladders by scope."""

    ledger_shapes: ClassVar = {1: ("code", "title", "track", "rank")}

    code = models.CharField(_("code"), max_length=12, unique=True)
    title = models.CharField(_("title"), max_length=120)
    track = models.CharField(_("track"), max_length=10, choices=Track.choices, default=Track.INDIVIDUAL)
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("rank", "code")
        constraints = (models.CheckConstraint(condition=Q(track__in=Track.values), name="org_level_track"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
