"""Runs of the merit model, what each said of candidates, interviewers and criteria, and the reports made of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record, Sealed, StoredFile
from muster.apps.hire.models.candidates import Candidate
from muster.apps.hire.models.requisitions import Requisition

__all__ = [
    "PART_COLUMNS",
    "MeritCalibration",
    "MeritCriterion",
    "MeritReport",
    "MeritRun",
    "MeritStanding",
    "Progress",
]


SEARCHED = 200
FIRST_REPORT = ("run", "asked_by", "asked_at", "state", "problem", "page", "pdf", "finished_at")
PART_COLUMNS = (
    "scorecard",
    "interview",
    "interviewer",
    "ratings",
    "raw_mean",
    "implied",
    "share",
    "contribution",
    "shift",
)
"""What is kept of each scorecard in a standing: keys, then what the engine's `ExplanationParts` say."""


class Progress(models.TextChoices):
    """How far what a worker does is."""

    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class MeritRun(Record):
    """One estimate of merit, over a requisition, a job family or, with neither, the whole company.

    The scorecards submitted up to `as_of` count, as they were then. `input_digest` is the SHA-256 of what went in,
    `result_digest` that of the rows that came out (see `core.models.Sealed`). `model` has what is said of the fit as a
    whole. `job` is not on the ledger: it says who works on it, not what came of it.
    """

    State = Progress

    ledger_shapes: ClassVar = {
        1: (
            "requisition",
            "family",
            "asked_by",
            "asked_at",
            "as_of",
            "seed",
            "engine_version",
            "level",
            "input_digest",
            "result_digest",
            "model",
            "state",
            "problem",
            "finished_at",
        )
    }

    requisition = models.ForeignKey(
        Requisition,
        verbose_name=_("requisition"),
        null=True,
        on_delete=models.PROTECT,
        related_name="merit_runs",
    )
    family = models.ForeignKey(
        "org.JobFamily", verbose_name=_("job family"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"))
    as_of = models.DateTimeField(_("scorecards up to"))
    seed = models.PositiveBigIntegerField(_("seed"), default=0)
    engine_version = models.CharField(_("engine"), max_length=40)
    level = models.FloatField(_("level of the intervals"), default=0.9)
    input_digest = models.CharField(_("digest of the input"), max_length=64, blank=True)
    result_digest = models.CharField(_("digest of the result"), max_length=64, blank=True)
    model = models.JSONField(_("model"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=Progress.choices, default=Progress.QUEUED)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    job = models.UUIDField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("merit run")
        verbose_name_plural = _("merit runs")
        ordering = ("-asked_at", "-pk")
        indexes = (
            models.Index(fields=("requisition", "state", "-as_of"), name="hire_meritrun_requisition"),
            models.Index(fields=("family", "state", "-as_of"), name="hire_meritrun_family"),
            models.Index(fields=("-asked_at", "-id"), name="hire_meritrun_newest"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(requisition=None) | Q(family=None), name="hire_meritrun_scope"
            ),
            models.CheckConstraint(
                condition=~Q(state=Progress.DONE) | ~Q(result_digest=""), name="hire_meritrun_done"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}: {self.requisition or self.family or ''}"


class MeritStanding(Sealed):
    """What a run says of one candidate, a person with all their applications in its scope.

    `merit` and its interval are in logits, nought the average candidate. `sd_apart` is the SD without the level of the
    season, which moves everybody alike: comparisons use it. `shift` is what taking out the interviewers'
    severity added, `prior_share` the weight of "like the average candidate". `component` numbers the part of the
    interview graph, the largest first. `parts` is a list of a row for each scorecard, in the order of `PART_COLUMNS`.
    `searched` is the name that a board is searched for, folded: to look each of so many candidates up takes too long.
    """

    sealed_by: ClassVar = "run"
    sealed_columns: ClassVar = (
        "run",
        "candidate",
        "merit",
        "sd",
        "sd_apart",
        "low",
        "high",
        "rank",
        "rank_low",
        "rank_high",
        "interviews",
        "ratings",
        "raw_mean",
        "raw_rank",
        "shift",
        "prior_share",
        "component",
        "parts",
    )

    run = models.ForeignKey(
        MeritRun,
        verbose_name=_("run"),
        on_delete=models.PROTECT,
        related_name="standings",
        db_index=False,  # the indexes below begin with it
    )
    candidate = models.ForeignKey(
        Candidate,
        verbose_name=_("candidate"),
        on_delete=models.PROTECT,
        related_name="standings",
        db_index=False,
    )
    merit = models.FloatField(_("merit"))
    sd = models.FloatField(_("standard deviation"))
    sd_apart = models.FloatField(_("standard deviation among the candidates"))
    low = models.FloatField(_("from"))
    high = models.FloatField(_("to"))
    rank = models.PositiveIntegerField(_("rank"))
    rank_low = models.PositiveIntegerField(_("best rank"))
    rank_high = models.PositiveIntegerField(_("worst rank"))
    interviews = models.PositiveIntegerField(_("interviews"))
    ratings = models.PositiveIntegerField(_("ratings"))
    raw_mean = models.FloatField(_("raw mean"))
    raw_rank = models.PositiveIntegerField(_("rank by the raw mean"))
    shift = models.FloatField(_("correction"))
    prior_share = models.FloatField(_("weight of the average"))
    component = models.PositiveIntegerField(_("group"), default=0)
    parts = models.JSONField(_("parts"), default=list)
    searched = models.CharField(max_length=SEARCHED, default="", editable=False)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ("run", "rank", "pk")
        indexes = (
            models.Index(fields=("run", "-merit", "id", "searched"), name="hire_standing_merit"),
            models.Index(fields=("run", "rank", "id"), name="hire_standing_rank"),
        )
        constraints = (models.UniqueConstraint(fields=("candidate", "run"), name="hire_standing_once"),)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.candidate_id}"


class MeritCalibration(Sealed):
    """What a run says of one interviewer. Severity is in logits: above nought rates lower than the average interviewer.

    `infit` and `outfit` are mean squares, 1 as noisy as the model expects; None where the ratings say nothing about
    it. `draws` are joint draws of severity less its mean, which tell how sure a comparison of two candidates is.
    """

    sealed_by: ClassVar = "run"
    sealed_columns: ClassVar = (
        "run",
        "interviewer",
        "severity",
        "sd",
        "low",
        "high",
        "interviews",
        "ratings",
        "infit",
        "outfit",
        "draws",
    )

    run = models.ForeignKey(
        MeritRun,
        verbose_name=_("run"),
        on_delete=models.PROTECT,
        related_name="calibrations",
        db_index=False,
    )
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("interviewer"),
        on_delete=models.PROTECT,
        related_name="calibrations",
        db_index=False,
    )
    severity = models.FloatField(_("severity"))
    sd = models.FloatField(_("standard deviation"))
    low = models.FloatField(_("from"))
    high = models.FloatField(_("to"))
    interviews = models.PositiveIntegerField(_("interviews"))
    ratings = models.PositiveIntegerField(_("ratings"))
    infit = models.FloatField(_("infit"), null=True)
    outfit = models.FloatField(_("outfit"), null=True)
    draws = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("calibration")
        verbose_name_plural = _("calibrations")
        ordering = ("run", "severity", "pk")
        indexes = (models.Index(fields=("run", "severity", "id"), name="hire_calibration_severity"),)
        constraints = (models.UniqueConstraint(fields=("interviewer", "run"), name="hire_calibration_once"),)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.interviewer_id}"


class MeritCriterion(Sealed):
    """What a run says of one criterion, which kits share under a name, a number of ratings and a weight.

    `thresholds` are the logits between one rating and the next; None next to a rating that never occurs at an end.
    """

    sealed_by: ClassVar = "run"
    sealed_columns: ClassVar = (
        "run",
        "key",
        "name",
        "most",
        "weight",
        "ratings",
        "thresholds",
        "infit",
        "outfit",
    )

    run = models.ForeignKey(
        MeritRun, verbose_name=_("run"), on_delete=models.PROTECT, related_name="criteria"
    )
    key = models.CharField(_("key"), max_length=120)
    name = models.CharField(_("name"), max_length=80)
    most = models.PositiveSmallIntegerField(_("ratings to choose from"))
    weight = models.FloatField(_("weight"))
    ratings = models.PositiveIntegerField(_("ratings"))
    thresholds = models.JSONField(_("thresholds"), default=list)
    infit = models.FloatField(_("infit"), null=True)
    outfit = models.FloatField(_("outfit"), null=True)

    class Meta:
        verbose_name = _("criterion of a run")
        verbose_name_plural = _("criteria of a run")
        ordering = ("run", "name", "pk")
        constraints = (models.UniqueConstraint(fields=("run", "key"), name="hire_meritcriterion_key"),)

    def __str__(self) -> str:
        return self.name


class MeritReport(Record):
    """The season report of a run in one language, made by a worker: a page and a PDF."""

    State = Progress

    ledger_shapes: ClassVar = {1: FIRST_REPORT, 2: (*FIRST_REPORT, "language")}

    run = models.ForeignKey(MeritRun, verbose_name=_("run"), on_delete=models.PROTECT, related_name="reports")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"))
    state = models.CharField(_("state"), max_length=8, choices=Progress.choices, default=Progress.QUEUED)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    page = models.ForeignKey(
        StoredFile, verbose_name=_("page"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    pdf = models.ForeignKey(
        StoredFile, verbose_name=_("PDF"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    job = models.UUIDField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("season report")
        verbose_name_plural = _("season reports")
        ordering = ("-asked_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("run", "language"), name="hire_meritreport_language"),)

    def __str__(self) -> str:
        return str(self.run)
