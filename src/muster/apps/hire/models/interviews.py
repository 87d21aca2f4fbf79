"""Interviews, who sits in them, and how much each interviewer can take on."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record
from muster.apps.hire.models.applications import Application
from muster.apps.hire.models.kits import Kit
from muster.apps.hire.models.messages import Message
from muster.apps.hire.models.requisitions import Stage

__all__ = ["Blackout", "Interview", "Notice", "Seat", "Terms"]

MOST_A_WEEK = 40
FIRST_SEAT = ("interview", "interviewer", "shadow", "due_at", "released_at", "reminded_at")
FIRST_NOTICE = ("seat", "recipient", "subject", "body", "calendar", "status", "sent_at", "problem")


class Interview(Record):
    """A meeting with a candidate. Its times are in UTC; `time_zone` is the one in which people read them.

    `uid` and `sequence` name it to calendars: every change that an invitation tells of counts `sequence` up.
    `invited` is whether the candidate was sent an invitation, which a person decides.
    """

    class State(models.TextChoices):
        """Whether it takes place."""

        SCHEDULED = "scheduled", _("Scheduled")
        CANCELLED = "cancelled", _("Called off")

    ledger_shapes: ClassVar = {
        1: (
            "application",
            "stage",
            "kit",
            "starts_at",
            "ends_at",
            "time_zone",
            "place",
            "uid",
            "sequence",
            "invited",
            "state",
            "reason",
        )
    }

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="interviews"
    )
    stage = models.ForeignKey(Stage, verbose_name=_("stage"), on_delete=models.PROTECT, related_name="+")
    kit = models.ForeignKey(Kit, verbose_name=_("kit"), on_delete=models.PROTECT, related_name="interviews")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    place = models.CharField(_("place"), max_length=300, blank=True)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    invited = models.BooleanField(_("candidate invited"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SCHEDULED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ("starts_at", "pk")
        indexes = (
            models.Index(fields=("application", "starts_at"), name="hire_interview_application"),
            models.Index(fields=("starts_at", "id"), name="hire_interview_time"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="hire_interview_ends"),
        )

    def __str__(self) -> str:
        return f"{self.application_id}: {self.starts_at:%Y-%m-%d %H:%M}"


class Seat(Record):
    """Somebody who interviews. One that was given up stays on record; `shadow` is to learn beside somebody else.

    `reminded_at` is when they were reminded of a late scorecard, which happens once. `despite` is why somebody was
    given it who had read what others said of the candidate.
    """

    ledger_shapes: ClassVar = {1: FIRST_SEAT, 2: (*FIRST_SEAT, "despite")}

    interview = models.ForeignKey(
        Interview, verbose_name=_("interview"), on_delete=models.PROTECT, related_name="seats"
    )
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("interviewer"),
        on_delete=models.PROTECT,
        related_name="seats",
    )
    shadow = models.BooleanField(_("shadowing"), default=False)
    due_at = models.DateTimeField(_("scorecard due"))
    released_at = models.DateTimeField(_("given up"), null=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    despite = models.CharField(_("why in spite of it"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ("pk",)
        indexes = (models.Index(fields=("interviewer", "due_at"), name="hire_seat_mine"),)
        constraints = (
            models.UniqueConstraint(
                fields=("interview", "interviewer"), condition=Q(released_at=None), name="hire_seat_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.interview_id}: {self.interviewer}"


class Terms(Record):
    """How much an interviewer takes on. Who has none on record has `terms_of` theirs (see the selectors)."""

    ledger_shapes: ClassVar = {1: ("interviewer", "weekly", "paused_from", "paused_until", "trained")}

    interviewer = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("interviewer"),
        on_delete=models.PROTECT,
        related_name="interview_terms",
    )
    weekly = models.PositiveSmallIntegerField(
        _("interviews a week"), default=4, validators=[MinValueValidator(0), MaxValueValidator(MOST_A_WEEK)]
    )
    paused_from = models.DateField(_("paused from"), null=True, blank=True)
    paused_until = models.DateField(_("paused until"), null=True, blank=True)
    trained = models.BooleanField(_("trained"), default=False)

    class Meta:
        verbose_name = _("terms of an interviewer")
        verbose_name_plural = _("terms of interviewers")
        constraints = (
            models.CheckConstraint(
                condition=Q(paused_until=None) | Q(paused_until__gte=F("paused_from")),
                name="hire_terms_pause",
            ),
        )

    def __str__(self) -> str:
        return str(self.interviewer)


class Blackout(Record):
    """Days on which somebody does not interview, the first and the last included."""

    ledger_shapes: ClassVar = {1: ("interviewer", "first_day", "last_day")}

    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("interviewer"),
        on_delete=models.PROTECT,
        related_name="blackouts",
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("blackout days")
        verbose_name_plural = _("blackout days")
        ordering = ("first_day", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="hire_blackout_days"),
        )

    def __str__(self) -> str:
        return f"{self.interviewer}: {self.first_day} - {self.last_day}"


class Notice(Record):
    """What an interviewer is told of their seat by e-mail (an invitation, that an interview is called off, a reminder),
    or a member of a committee of their ballot.

    It is no `Message`: those are what candidates read. Its status means the same.
    """

    ledger_shapes: ClassVar = {1: FIRST_NOTICE, 2: (*FIRST_NOTICE, "ballot")}

    seat = models.ForeignKey(
        Seat, verbose_name=_("seat"), on_delete=models.PROTECT, related_name="notices", null=True, blank=True
    )
    ballot = models.ForeignKey(
        "hire.Ballot",
        verbose_name=_("ballot"),
        on_delete=models.PROTECT,
        related_name="notices",
        null=True,
        blank=True,
    )
    recipient = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)
    calendar = models.TextField(_("calendar"), blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Message.Status.choices, default=Message.Status.QUEUED
    )
    sent_at = models.DateTimeField(_("sent"), null=True)
    problem = models.CharField(_("problem"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(seat=None, ballot__isnull=False) | Q(seat__isnull=False, ballot=None),
                name="hire_notice_of_one",
            ),
        )

    def __str__(self) -> str:
        return self.subject
