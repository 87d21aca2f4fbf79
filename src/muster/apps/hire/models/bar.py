"""Bars that people set, runs that ask whether they hold, and how those who were hired do on the job."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from muster.apps.core.models import Record, Sealed
from muster.apps.hire.models.applications import Application
from muster.apps.hire.models.merit import Progress

__all__ = ["SHORTEST_REASON", "BarRun", "BarStanding", "HiringBar", "JobOutcome", "Months"]

SHORTEST_REASON = 10  # characters


class Months(models.IntegerChoices):
    """How long after the first day somebody was rated on the job."""

    HALF = 6, _("6 months")
    YEAR = 12, _("12 months")


class BarRun(Record):
    """One estimate of merit over the whole company and all its quarters, with interviewers whose severity drifts.

    What was submitted, decided and recorded up to `as_of` counts, as it was then; `input_digest` is the SHA-256 of what
    went in, `result_digest` that of the rows that came out (see `core.models.Sealed`). `model` has the levels of the
    quarters and what is said of the fit as a whole. No draws are made, so there is no seed: the same input gives the
    same result. `job` is not on the ledger: it says who works on it, not what came of it.
    """

    State = Progress

    ledger_shapes: ClassVar = {
        1: (
            "asked_by",
            "asked_at",
            "as_of",
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

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked for by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked for"))
    as_of = models.DateTimeField(_("scorecards up to"))
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
        verbose_name = _("run of the bar")
        verbose_name_plural = _("runs of the bar")
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=("state", "-as_of", "-id"), name="hire_barrun_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=Progress.DONE) | ~Q(result_digest=""), name="hire_barrun_done"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}: {self.as_of:%Y-%m-%d}"


class BarStanding(Sealed):
    """What a run says of one application.

    `merit` and its interval are in logits, nought the average applicant of the same `part`: parts share no interviewer,
    the largest is 0, and bars are on its scale. `quarter` is that of the first interview. Of those who were hired,
    `bar` is the one that held for their job family on the day of the decision, None where there was none, and
    `p_below` the chance that their merit is below it.
    """

    sealed_by: ClassVar = "run"
    sealed_columns: ClassVar = (
        "run",
        "application",
        "quarter",
        "part",
        "merit",
        "sd",
        "low",
        "high",
        "offered",
        "hired",
        "decided_on",
        "bar",
        "p_below",
    )

    run = models.ForeignKey(
        BarRun,
        verbose_name=_("run"),
        on_delete=models.PROTECT,
        related_name="standings",
        db_index=False,  # the index below begins with it
    )
    application = models.ForeignKey(
        Application,
        verbose_name=_("application"),
        on_delete=models.PROTECT,
        related_name="bar_standings",
        db_index=False,
    )
    quarter = models.CharField(_("quarter"), max_length=10)
    part = models.PositiveIntegerField(_("part"))
    merit = models.FloatField(_("merit"))
    sd = models.FloatField(_("standard deviation"))
    low = models.FloatField(_("from"))
    high = models.FloatField(_("to"))
    offered = models.BooleanField(_("had an offer"))
    hired = models.BooleanField(_("was hired"))
    decided_on = models.DateField(_("decided on"), null=True)
    bar = models.FloatField(pgettext_lazy("of merit", "bar"), null=True)
    p_below = models.FloatField(_("chance to be below the bar"), null=True)

    class Meta:
        verbose_name = _("standing beside the bar")
        verbose_name_plural = _("standings beside the bar")
        ordering = ("run", "-p_below", "pk")
        indexes = (models.Index(fields=("run", "-p_below", "id"), name="hire_barstanding_below"),)
        constraints = (models.UniqueConstraint(fields=("application", "run"), name="hire_barstanding_once"),)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.application_id}"


class HiringBar(Record):
    """The merit below which nobody of a job family is hired, from a day on, as somebody set it for a reason.

    It is never changed: another `number` of the family follows it. `value` is in logits on the scale of `run`; other
    runs find its place on theirs by the applications that both know.
    """

    ledger_shapes: ClassVar = {1: ("family", "number", "value", "run", "since", "set_by", "set_at", "reason")}

    family = models.ForeignKey(
        "org.JobFamily",
        verbose_name=_("job family"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    number = models.PositiveIntegerField(_("version"))
    value = models.FloatField(pgettext_lazy("of merit", "bar"))
    run = models.ForeignKey(BarRun, verbose_name=_("run"), on_delete=models.PROTECT, related_name="bars")
    since = models.DateField(_("valid from"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("set by"), on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(_("set"))
    reason = models.CharField(_("reason"), max_length=500, validators=[MinLengthValidator(SHORTEST_REASON)])

    class Meta:
        verbose_name = pgettext_lazy("of merit", "bar")
        verbose_name_plural = pgettext_lazy("of merit", "bars")
        ordering = ("family", "-number")
        constraints = (
            models.UniqueConstraint(fields=("family", "number"), name="hire_bar_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="hire_bar_reason"),
        )

    def __str__(self) -> str:
        return f"{self.family_id}: {self.value:+.2f}"


class JobOutcome(Record):
    """How somebody who was hired was rated on the job, some months after their first day, on a scale that is stated.

    It is never changed: another `number` follows it. `rated_by` is who judged; whoever wrote it down is on the ledger.
    """

    ledger_shapes: ClassVar = {
        1: ("application", "months", "number", "rating", "lowest", "highest", "rated_by", "rated_on")
    }

    application = models.ForeignKey(
        Application,
        verbose_name=_("application"),
        on_delete=models.PROTECT,
        related_name="outcomes",
        db_index=False,
    )
    months = models.PositiveSmallIntegerField(_("after"), choices=Months.choices)
    number = models.PositiveIntegerField(_("version"))
    rating = models.DecimalField(_("rating"), max_digits=7, decimal_places=2)
    lowest = models.DecimalField(_("lowest rating"), max_digits=7, decimal_places=2)
    highest = models.DecimalField(_("highest rating"), max_digits=7, decimal_places=2)
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("rated by"), on_delete=models.PROTECT, related_name="+"
    )
    rated_on = models.DateField(_("rated on"))

    class Meta:
        verbose_name = _("outcome on the job")
        verbose_name_plural = _("outcomes on the job")
        ordering = ("application", "months", "-number")
        constraints = (
            models.UniqueConstraint(fields=("application", "months", "number"), name="hire_outcome_number"),
            models.CheckConstraint(condition=Q(months__in=Months.values), name="hire_outcome_months"),
            models.CheckConstraint(
                condition=Q(lowest__lt=F("highest"), rating__gte=F("lowest"), rating__lte=F("highest")),
                name="hire_outcome_scale",
                violation_error_message=_("The rating is not on its scale."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id}: {self.months}"
