"""Audits of selection: what is to be counted, signed before anything is, and what came of each counting."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record, Sealed
from muster.apps.hire.models.merit import Progress

__all__ = ["AuditPart", "AuditPlan", "AuditRun", "AuditScope", "Correction", "Selected"]

LONGEST = 2_000


class AuditScope(models.TextChoices):
    """What is compared: the whole way through the funnel, one stage of it, or scores."""

    FUNNEL = "funnel", _("The whole funnel")
    APPLIED = "applied", _("Past applying")
    REVIEW = "review", _("Past the review")
    INTERVIEW = "interview", _("Past the interviews")
    COMMITTEE = "committee", _("Past the committee")
    OFFER = "offer", _("Past the offer")
    SCORE = "score", _("Merit above the median")


class Selected(models.TextChoices):
    """From which stage on somebody counts as selected, over the whole funnel."""

    INTERVIEW = "interview", _("Invited to interviews")
    COMMITTEE = "committee", _("Put before the committee")
    OFFER = "offer", _("Given an offer")
    HIRED = "hired", pgettext_lazy("of an audit", "Hired")


class Correction(models.TextChoices):
    """How p-values are corrected for many comparisons."""

    HOLM = "holm", _("Holm: the chance of any false finding")
    BH = "bh", _("Benjamini and Hochberg: the share of false findings")
    NONE = "none", pgettext_lazy("correction", "None")


class AuditPlan(Record):
    """One version of what an audit counts. It is signed before any number is opened, and never changed afterwards.

    Versions of one audit share `series`; each but the first names the one that it `replaces`, and the `reason`.
    `scopes` are values of `AuditScope`, `attributes` names of questions of the self-identification. People who applied
    from `start` to `end`, both included, in UTC, count. `pool` is which comparisons are corrected together. `digest` is
    the SHA-256 of the content that was signed (`services.audits.plan_digest`); `opened_before` says how many results of
    earlier versions had been worked out by then.
    """

    class Pool(models.TextChoices):
        """Which comparisons are corrected together."""

        ATTRIBUTE = "attribute", _("Those of one attribute in one table")
        SCOPE = "scope", _("All of one stage")
        AUDIT = "audit", _("All of the audit")

    ledger_shapes: ClassVar = {
        1: (
            "series",
            "number",
            "replaces",
            "name",
            "start",
            "end",
            "family",
            "scopes",
            "attributes",
            "crossed",
            "selected",
            "withdrawn",
            "merit",
            "definitions",
            "correction",
            "pool",
            "discoveries",
            "smallest",
            "least_share",
            "level",
            "reason",
            "drafted_by",
            "signed_by",
            "signed_at",
            "digest",
            "opened_before",
        )
    }

    series = models.UUIDField(default=uuid4, editable=False)
    number = models.PositiveSmallIntegerField(_("Version"), default=1)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    name = models.CharField(_("name"), max_length=120)
    start = models.DateField(_("Applied from"))
    end = models.DateField(_("Applied until"))
    family = models.ForeignKey(
        "org.JobFamily",
        verbose_name=_("job family"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    scopes = models.JSONField(_("What is compared"), default=list)
    attributes = models.JSONField(_("By what candidates say of themselves"), default=list)
    crossed = models.BooleanField(_("Cross each two of them"), default=True)
    selected = models.CharField(
        _("Selected, over the whole funnel, is who was"),
        max_length=10,
        choices=Selected.choices,
        default=Selected.HIRED,
    )
    withdrawn = models.BooleanField(_("Count who withdrew as not selected"), default=False)
    merit = models.BooleanField(_("Compare the bars, interviewers and criteria, too"), default=True)
    definitions = models.TextField(_("Definitions"), max_length=LONGEST, blank=True)
    correction = models.CharField(
        _("Correction for many comparisons"),
        max_length=4,
        choices=Correction.choices,
        default=Correction.HOLM,
    )
    pool = models.CharField(_("Corrected together"), max_length=9, choices=Pool.choices, default=Pool.SCOPE)
    discoveries = models.FloatField(
        _("Share of false findings among interviewers and criteria"),
        default=0.05,
        validators=[MinValueValidator(0.001), MaxValueValidator(0.5)],
    )
    smallest = models.PositiveSmallIntegerField(
        _("Fewest people of a category that is shown"),
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(100)],
    )
    least_share = models.FloatField(
        _("Least share of a category that is compared"),
        default=0.02,
        validators=[MinValueValidator(0.0), MaxValueValidator(0.2)],
    )
    level = models.FloatField(
        _("Level of the intervals"),
        default=0.95,
        validators=[MinValueValidator(0.5), MaxValueValidator(0.999)],
    )
    reason = models.CharField(_("Reason for the change"), max_length=500, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Drafted by"), on_delete=models.PROTECT, related_name="+"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("signed by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed"), null=True)
    digest = models.CharField(_("Digest"), max_length=64, blank=True)
    opened_before = models.PositiveIntegerField(_("Results opened"), default=0)

    class Meta:
        verbose_name = _("audit plan")
        verbose_name_plural = _("audit plans")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("series", "number"), name="hire_auditplan_number"),
            models.CheckConstraint(condition=Q(end__gte=models.F("start")), name="hire_auditplan_period"),
            models.CheckConstraint(
                condition=Q(signed_at=None, digest="") | (Q(signed_at__isnull=False) & ~Q(digest="")),
                name="hire_auditplan_signed",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, number=1)
                | (Q(replaces__isnull=False, number__gt=1) & ~Q(reason="")),
                name="hire_auditplan_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class AuditRun(Record):
    """One counting by a signed plan, of everything as it stood at `as_of`.

    `input_digest` is the SHA-256 of what went in, `result_digest` that of the rows that came out (see
    `core.models.Sealed`). `seed` is that of the merit fit and of its draws. `job` is not on the ledger.
    """

    State = Progress

    ledger_shapes: ClassVar = {
        1: (
            "plan",
            "asked_by",
            "asked_at",
            "as_of",
            "seed",
            "engine_version",
            "input_digest",
            "result_digest",
            "state",
            "problem",
            "finished_at",
        )
    }

    plan = models.ForeignKey(
        AuditPlan, verbose_name=_("audit plan"), on_delete=models.PROTECT, related_name="runs"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"))
    as_of = models.DateTimeField()
    seed = models.PositiveBigIntegerField(_("seed"), default=0)
    engine_version = models.CharField(_("engine"), max_length=40)
    input_digest = models.CharField(_("digest of the input"), max_length=64, blank=True)
    result_digest = models.CharField(_("digest of the result"), max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=Progress.choices, default=Progress.QUEUED)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    job = models.UUIDField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=Progress.DONE) | ~Q(result_digest=""), name="hire_auditrun_done"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}: {self.plan}"

    @property
    def level(self) -> float:
        """Return the level of the intervals, which is the plan's."""
        return self.plan.level


class AuditPart(Sealed):
    """One table of a result, as it may be read; or, of kind `counts`, what stands behind a stage's tables.

    Counts hold every category, however small. No page shows them: later results are compared with them, so that two
    together tell of nobody.
    """

    class Kind(models.TextChoices):
        """What a part is."""

        COUNTS = "counts"
        TABLE = "table"
        BOUNDARY = "boundary"
        RATERS = "raters"

    sealed_by: ClassVar = "run"
    sealed_columns: ClassVar = ("run", "kind", "scope", "attribute", "position", "content")

    run = models.ForeignKey(
        AuditRun, verbose_name=_("audit"), on_delete=models.PROTECT, related_name="parts", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    scope = models.CharField(_("stage"), max_length=10, choices=AuditScope.choices, blank=True)
    attribute = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))
    content = models.JSONField(_("content"), default=dict)

    class Meta:
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        ordering = ("run", "position")
        constraints = (models.UniqueConstraint(fields=("run", "position"), name="hire_auditpart_once"),)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.kind} {self.scope} {self.attribute}"
