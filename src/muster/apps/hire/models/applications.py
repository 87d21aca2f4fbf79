"""Applications, and their way through the pipeline."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record, StoredFile
from muster.apps.hire.models.candidates import Candidate
from muster.apps.hire.models.requisitions import Requisition, Stage

__all__ = ["Application", "ApplicationText", "Move", "Outcome", "Source"]


class Source(models.TextChoices):
    """How an application came about."""

    CAREERS = "careers", _("Careers site")
    REFERRAL = "referral", _("Referral")
    SOURCED = "sourced", _("Approached by us")
    AGENCY = "agency", _("Agency")
    EVENT = "event", _("Event")
    JOB_BOARD = "job_board", _("Job board")
    IMPORT = "import", _("Import")


class Outcome(models.TextChoices):
    """How an application stands."""

    ACTIVE = "active", _("Active")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    HIRED = "hired", _("Hired")


FIRST_SHAPE = (
    "candidate",
    "requisition",
    "stage",
    "outcome",
    "reason",
    "source",
    "campaign",
    "applied_at",
    "years",
    "school",
    "employers",
    "letter",
    "resume",
    "token_digest",
)


class Application(Record):
    """A candidate's case for one requisition.

    `school` and `employers` are as the candidate gave them; `resume_text` is what was read from the résumé.
    `token_digest` is the SHA-256 of the secret in the candidate's own status link. `said` holds the name, phone,
    pronouns and links that came with it where others were known of the candidate: they overwrite nothing, and
    reviewers must not see them either.
    """

    ledger_shapes: ClassVar = {1: FIRST_SHAPE, 2: (*FIRST_SHAPE, "said")}

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="applications"
    )
    requisition = models.ForeignKey(
        Requisition,
        verbose_name=_("requisition"),
        on_delete=models.PROTECT,
        related_name="applications",
        db_index=False,  # the indexes below begin with it, or with the stage
    )
    stage = models.ForeignKey(
        Stage,
        verbose_name=_("stage"),
        on_delete=models.PROTECT,
        related_name="applications",
        db_index=False,
    )
    stage_since = models.DateTimeField(_("in this stage since"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.ACTIVE)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    campaign = models.CharField(_("campaign"), max_length=80, blank=True)
    applied_at = models.DateTimeField(_("applied"))
    years = models.PositiveSmallIntegerField(_("years of experience"), null=True, blank=True)
    school = models.CharField(_("school"), max_length=200, blank=True)
    employers = models.JSONField(_("employers"), default=list, blank=True)
    letter = models.TextField(_("letter"), max_length=20_000, blank=True)
    resume = models.ForeignKey(
        StoredFile,
        verbose_name=_("résumé"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    resume_text = models.TextField(_("text of the résumé"), blank=True)
    said = models.JSONField(null=True, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-applied_at", "-pk")
        indexes = (
            models.Index(
                fields=("requisition", "outcome", "stage", "stage_since", "id"), name="hire_application_board"
            ),
            models.Index(fields=("-applied_at", "-id"), name="hire_application_newest"),
            models.Index(fields=("outcome", "-applied_at", "-id"), name="hire_application_outcome"),
            models.Index(fields=("requisition", "-applied_at", "-id"), name="hire_application_requisition"),
            models.Index(fields=("requisition", "candidate"), name="hire_application_whose"),
            models.Index(fields=("stage", "-applied_at", "-id"), name="hire_application_stage"),
            models.Index(fields=("source", "-applied_at", "-id"), name="hire_application_source"),
            models.Index(
                fields=("applied_at", "source", "requisition", "stage", "outcome", "campaign"),
                name="hire_application_reach",
            ),
            models.Index(
                fields=("stage", "stage_since", "outcome"),
                name="hire_application_waiting",
                condition=models.Q(outcome=Outcome.ACTIVE),
            ),
            models.Index(
                fields=("stage_since", "applied_at", "outcome"),
                name="hire_application_hired",
                condition=models.Q(outcome=Outcome.HIRED),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("candidate", "requisition"),
                condition=models.Q(outcome="active"),
                name="hire_application_active_once",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Return what the application is called where nobody is to know whose it is."""
        return f"A-{self.pk:06d}"

    @property
    def late(self) -> bool:
        """Return whether it has been in its stage for longer than that should take."""
        waited = timezone.now() - self.stage_since
        return self.outcome == Outcome.ACTIVE and waited > timedelta(days=self.stage.days)


class ApplicationText(models.Model):
    """What is searched of an application, in lower case without accents (see `hire.search`). The opening is the
    application's: it stands in PostgreSQL's index beside the words.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="searched"
    )
    requisition = models.ForeignKey(
        Requisition,
        null=True,
        editable=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.application_id}"


class Move(Record):
    """One step of an application: into a stage, to an outcome, or back. Moves made at once share a `batch`."""

    ledger_shapes: ClassVar = {
        1: ("application", "from_stage", "to_stage", "outcome", "at", "by", "reason", "batch", "undoes")
    }

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="moves"
    )
    from_stage = models.ForeignKey(
        Stage, verbose_name=_("from"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    to_stage = models.ForeignKey(Stage, verbose_name=_("to"), on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    batch = models.UUIDField(_("batch"), db_index=True)
    undoes = models.OneToOneField(
        "self", verbose_name=_("undoes"), null=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=("application", "at", "id"), name="hire_move_timeline"),
            models.Index(fields=("-at", "-id"), name="hire_move_newest"),
        )

    def __str__(self) -> str:
        return f"{self.application_id}: {self.from_stage_id} -> {self.to_stage_id}"
