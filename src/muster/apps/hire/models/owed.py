"""The scorecards that are owed, kept by the database itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from muster.apps.hire.models.interviews import Seat
from muster.apps.hire.models.requisitions import Requisition

__all__ = ["Owed"]


class Owed(models.Model):
    """A seat whose scorecard is still to come, as `rules.seats_owed` says: taken, of an interview that is not called
    off, and nothing submitted.

    Triggers on seats, interviews and scorecards keep the rows, whoever writes (migration `owed`), so that the few that
    are owed are found without looking through all that were ever submitted. Nothing writes here, and no rule rests on
    it.
    """

    seat = models.OneToOneField(
        Seat, on_delete=models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    requisition = models.ForeignKey(
        Requisition, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    due_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("due_at", "seat"), name="hire_owed_due"),
            models.Index(fields=("interviewer", "due_at"), name="hire_owed_interviewer"),
            models.Index(fields=("requisition", "due_at"), name="hire_owed_requisition"),
        )

    def __str__(self) -> str:
        return f"{self.seat_id}"
