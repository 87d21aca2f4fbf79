"""Requisitions: approved openings, with their plan and the people who work on them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models.kits import Kit

__all__ = ["Member", "Requisition", "Stage"]


class Requisition(Record):
    """An approved opening. What is public is shown on the careers site while it is open.

    `hide_schools` and `hide_employers` widen what blind reviewers do not see. `frozen_at` is when the first review
    began: from then on the weights of the criteria stay as they are.
    """

    class Status(models.TextChoices):
        """Where a requisition stands."""

        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class CloseReason(models.TextChoices):
        """Why a requisition was closed."""

        FILLED = "filled", _("Filled")
        CANCELLED = "cancelled", _("No longer needed")
        ON_HOLD = "on_hold", _("On hold")

    ledger_shapes: ClassVar = {
        1: (
            "code",
            "title",
            "family",
            "level",
            "team",
            "location",
            "openings",
            "hiring_manager",
            "recruiter",
            "status",
            "public",
            "description",
            "hide_schools",
            "hide_employers",
            "opened_at",
            "closed_at",
            "close_reason",
            "reason",
            "frozen_at",
        )
    }

    code = models.CharField(_("code"), max_length=24, unique=True)
    title = models.CharField(_("title"), max_length=160)
    family = models.ForeignKey(
        "org.JobFamily", verbose_name=_("job family"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.ForeignKey(
        "org.Level", verbose_name=_("level"), on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(
        "org.Team", verbose_name=_("team"), on_delete=models.PROTECT, related_name="requisitions"
    )
    location = models.ForeignKey(
        "org.Location", verbose_name=_("location"), on_delete=models.PROTECT, related_name="+"
    )
    openings = models.PositiveSmallIntegerField(_("openings"), default=1, validators=[MinValueValidator(1)])
    hiring_manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("hiring manager"), on_delete=models.PROTECT, related_name="+"
    )
    recruiter = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recruiter"), on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.DRAFT)
    public = models.BooleanField(_("on the careers site"), default=True)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    hide_schools = models.BooleanField(_("hide schools from reviewers"), default=True)
    hide_employers = models.BooleanField(_("hide employers from reviewers"), default=False)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    close_reason = models.CharField(
        _("reason for closing"), max_length=10, choices=CloseReason.choices, blank=True
    )
    reason = models.CharField(_("in a few words"), max_length=500, blank=True)
    frozen_at = models.DateTimeField(_("plan fixed"), null=True, blank=True)

    class Meta:
        verbose_name = _("requisition")
        verbose_name_plural = _("requisitions")
        ordering = ("-opened_at", "-pk")
        indexes = (
            models.Index(fields=("status", "-opened_at", "-id"), name="hire_requisition_open"),
            models.Index(fields=("hiring_manager", "status"), name="hire_requisition_manager"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(openings__gte=1), name="hire_requisition_openings"),
        )

    def __str__(self) -> str:
        return self.title


class Stage(Record):
    """A step of a requisition's pipeline."""

    class Kind(models.TextChoices):
        """What happens in a stage."""

        APPLIED = "applied", _("Applied")
        REVIEW = "review", _("Review")
        INTERVIEW = "interview", _("Interview")
        COMMITTEE = "committee", _("Committee")
        OFFER = "offer", _("Offer")
        HIRED = "hired", _("Hired")

    ledger_shapes: ClassVar = {1: ("requisition", "position", "name", "kind", "blind", "kit", "days")}

    requisition = models.ForeignKey(
        Requisition, verbose_name=_("requisition"), on_delete=models.PROTECT, related_name="stages"
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    blind = models.BooleanField(_("blind"), default=False)
    kit = models.ForeignKey(
        Kit, verbose_name=_("kit"), null=True, blank=True, on_delete=models.PROTECT, related_name="stages"
    )
    days = models.PositiveSmallIntegerField(_("days until late"), default=7)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ("requisition", "position")
        constraints = (models.UniqueConstraint(fields=("requisition", "name"), name="hire_stage_name"),)

    def __str__(self) -> str:
        return self.name


class Member(Record):
    """Somebody who works on a requisition beside its hiring manager and recruiter."""

    class Part(models.TextChoices):
        """What a member does."""

        REVIEWER = "reviewer", _("Reviewer")
        INTERVIEWER = "interviewer", _("Interviewer")
        COORDINATOR = "coordinator", _("Coordinator")

    ledger_shapes: ClassVar = {1: ("requisition", "user", "part")}

    requisition = models.ForeignKey(
        Requisition, verbose_name=_("requisition"), on_delete=models.PROTECT, related_name="members"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    part = models.CharField(_("part"), max_length=12, choices=Part.choices)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = (
            models.UniqueConstraint(fields=("requisition", "user", "part"), name="hire_member_once"),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.get_part_display()})"
