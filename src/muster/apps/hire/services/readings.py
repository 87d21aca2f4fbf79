"""Noting who reads what interviewers said of a candidate: it tells who can no longer judge them unbiased."""

from __future__ import annotations

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change, writing
from muster.apps.hire.models import Application, Reading

__all__ = ["reading_note"]


def reading_note(*, person: User, application: Application) -> None:
    """Note that somebody reads others' scorecards of a candidate; once for each person and candidate, so that pages
    which show them write but once.
    """
    there = Reading.objects.filter(candidate=application.candidate_id, person=person.pk)
    if there.exists():
        return
    with writing():
        if there.exists():
            return
        reading = Reading(candidate_id=application.candidate_id, person=person)
        with change(reading, "scorecard.read", actor=person, detail={"application": application.pk}):
            reading.save()
