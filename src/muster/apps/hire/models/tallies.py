"""How many applications there are of each sort, kept by the database itself."""

from __future__ import annotations

from django.db import models

from muster.apps.hire.models.applications import Outcome, Source
from muster.apps.hire.models.requisitions import Requisition, Stage

__all__ = ["Tally"]


class Tally(models.Model):
    """The applications of one sort that came in during one week (in UTC, from the Monday that `week` is).

    Triggers on the applications keep the counts, whoever writes (migration `tallies`), so that what counts a million
    applications reads thousands of rows. Nothing writes here, and no rule rests on it.
    """

    week = models.DateField()
    requisition = models.ForeignKey(
        Requisition, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    source = models.CharField(max_length=10, choices=Source.choices)
    campaign = models.CharField(max_length=80)
    stage = models.ForeignKey(
        Stage, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    count = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("week", "requisition", "source", "campaign", "stage", "outcome"),
                name="hire_tally_sort",
            ),
        )

    def __str__(self) -> str:
        return f"{self.week}: {self.count}"
