"""What a merit run says of choosing: how sure today's best are, what is a toss-up, whom to interview next."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.apps.core.models import Record, Sealed
from muster.apps.hire.models.candidates import Candidate
from muster.apps.hire.models.merit import MeritRun, Progress
from muster.apps.hire.models.requisitions import Requisition

__all__ = ["PROPOSAL_COLUMNS", "TOSS_UP_COLUMNS", "MeritChoice", "MeritChoosing", "MeritOdds"]

TOSS_UP_COLUMNS = ("candidate", "other", "p_better")
"""What is kept of each swap that is as good as even: the first is chosen, the other is not."""
PROPOSAL_COLUMNS = (
    "candidate",
    "interviewer",
    "kit",
    "value",
    "sd_before",
    "sd_after",
    "reason",
    "params",
)
"""What is kept of each interview that is proposed: keys (no kit is None), what it is worth, and why."""


class MeritChoosing(Record):
    """The working out of the odds of a run, for every opening in its scope, by a worker once the run is done.

    `result_digest` is that of the choices and odds that came out. `problem` is the code of why nothing did. `job` is
    not on the ledger: it says who works on it, not what came of it.
    """

    State = Progress

    ledger_shapes: ClassVar = {
        1: ("run", "asked_at", "state", "problem", "result_digest", "finished_at"),
    }

    run = models.OneToOneField(
        MeritRun, verbose_name=_("run"), on_delete=models.PROTECT, related_name="choosing"
    )
    asked_at = models.DateTimeField(_("asked for"))
    state = models.CharField(_("state"), max_length=8, choices=Progress.choices, default=Progress.QUEUED)
    problem = models.CharField(_("problem"), max_length=20, blank=True)
    result_digest = models.CharField(_("digest of the result"), max_length=64, blank=True)
    job = models.UUIDField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("odds of a merit run")
        verbose_name_plural = _("odds of merit runs")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=Progress.DONE) | ~Q(result_digest=""), name="hire_choosing_done"
            ),
        )

    def __str__(self) -> str:
        return str(self.run_id)


class MeritChoice(Sealed):
    """What choosing the best for the places of an opening that are still free would mean, by a run.

    `given` is what went in beside the ratings, by which it can be worked out again: keys of candidates, interviewers
    with their room, whom nobody is to ask, kits, plans. `bar` is the merit below which nobody is hired, in logits on
    the run's scale, None where there is none. `problem` is why there are no odds, a code, empty where there are some.
    `expected_shortfall` is in logits of merit, summed over the places. `notes` and `stop_reason` are codes with what
    their sentences are made of. `toss_ups` and `proposals` are lists of rows, in the order of `TOSS_UP_COLUMNS` and
    `PROPOSAL_COLUMNS`.
    """

    sealed_by: ClassVar = "choosing"
    sealed_columns: ClassVar = (
        "choosing",
        "requisition",
        "places",
        "bar",
        "candidates",
        "problem",
        "expected_shortfall",
        "shortfall_error",
        "notes",
        "toss_ups",
        "proposals",
        "stop_reason",
        "unmet",
        "given",
    )

    choosing = models.ForeignKey(
        MeritChoosing,
        verbose_name=_("odds of a merit run"),
        on_delete=models.PROTECT,
        related_name="choices",
        db_index=False,  # the constraint below begins with it
    )
    requisition = models.ForeignKey(
        Requisition,
        verbose_name=_("requisition"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    places = models.PositiveIntegerField(_("places still free"))
    bar = models.FloatField(_("bar"), null=True)
    candidates = models.PositiveIntegerField(_("candidates"))
    problem = models.CharField(_("problem"), max_length=20, blank=True)
    expected_shortfall = models.FloatField(_("expected shortfall"), null=True)
    shortfall_error = models.FloatField(_("standard error of the shortfall"), null=True)
    notes = models.JSONField(_("notes"), default=list)
    toss_ups = models.JSONField(_("toss-ups"), default=list)
    proposals = models.JSONField(_("proposals"), default=list)
    stop_reason = models.JSONField(_("reason to stop"), null=True)
    unmet = models.PositiveIntegerField(_("candidates with too few interviews"), default=0)
    given = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ("choosing", "requisition")
        constraints = (models.UniqueConstraint(fields=("choosing", "requisition"), name="hire_choice_once"),)

    def __str__(self) -> str:
        return f"{self.choosing_id}: {self.requisition_id}"


class MeritOdds(Sealed):
    """The chance that a candidate is truly among the best for the places of an opening, by a run, and the chance that
    they are above the bar, None where there is no bar.
    """

    sealed_by: ClassVar = "choosing"
    sealed_columns: ClassVar = ("choosing", "requisition", "candidate", "p_top_k", "p_above_bar")

    choosing = models.ForeignKey(
        MeritChoosing,
        verbose_name=_("odds of a merit run"),
        on_delete=models.PROTECT,
        related_name="odds",
        db_index=False,
    )
    requisition = models.ForeignKey(
        Requisition,
        verbose_name=_("requisition"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    p_top_k = models.FloatField(_("chance to be among the best"))
    p_above_bar = models.FloatField(_("chance to be above the bar"), null=True)

    class Meta:
        verbose_name = _("odds")
        verbose_name_plural = _("odds")
        ordering = ("choosing", "requisition", "pk")
        constraints = (
            models.UniqueConstraint(fields=("choosing", "requisition", "candidate"), name="hire_odds_once"),
        )

    def __str__(self) -> str:
        return f"{self.choosing_id}: {self.candidate_id}"
