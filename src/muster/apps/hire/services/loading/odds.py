"""Loading the odds of merit runs, once bars are known; and a few interviews that a proposal can take over at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from muster.apps.core.ledger import change
from muster.apps.hire.models import Interview, MeritChoosing, MeritRun, Seat
from muster.apps.hire.services.loading.merit import odds_load
from muster.apps.hire.services.loading.rows import ACTION

__all__ = ["load_odds"]

FREE = 3  # interviews whose interviewer falls ill


def load_odds(runs: Sequence[MeritRun]) -> None:
    """Load the odds of the runs, the first of which is over the company."""
    for run in runs:
        odds_load(run)
    if runs:
        _free_seats(runs[0])


def _free_seats(run: MeritRun) -> None:
    """Let the interviewers of a few interviews to come fall ill, of candidates for whom the run proposes somebody."""
    for seat in _replaceable(run)[:FREE]:
        with change(seat, ACTION, actor=None):
            seat.released_at = run.as_of
            seat.save(update_fields=["released_at"])


def _replaceable(run: MeritRun) -> list[Seat]:
    """Return who is to interview, alone, somebody whom the run has somebody else meet; one of each opening."""
    choosing = MeritChoosing.objects.filter(run=run).first()
    if choosing is None:
        return []
    found: dict[int, Seat] = {}
    for choice in choosing.choices.exclude(proposals=[]).order_by("requisition"):
        proposed = {(row[0], row[1]) for row in choice.proposals}
        alone = (
            Interview.objects.filter(
                application__requisition=choice.requisition_id,
                application__candidate__in={candidate for candidate, _interviewer in proposed},
                state=Interview.State.SCHEDULED,
                starts_at__gt=run.as_of,
            )
            .annotate(seated=Count("seats"))
            .filter(seated=1)
        )
        seats = Seat.objects.filter(interview__in=alone, released_at=None, shadow=False)
        for seat in seats.select_related("interview__application").order_by("interview__starts_at", "pk"):
            if (seat.interview.application.candidate_id, seat.interviewer_id) not in proposed:
                found.setdefault(choice.requisition_id, seat)
    return list(found.values())
