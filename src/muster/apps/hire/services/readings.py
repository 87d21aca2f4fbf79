"""Noting who reads what interviewers said of a candidate: it tells who can no longer judge them unbiased."""

from __future__ import annotations

from django.db import IntegrityError
from django.db.models import Exists, QuerySet

from muster.apps.accounts.models import User
from muster.apps.core.ledger import change
from muster.apps.hire.models import Application, Decision, Reading, Scorecard

__all__ = ["reading_note", "reading_note_packet"]


def reading_note(*, person: User, application: Application) -> None:
    """Note that somebody reads others' scorecards of a candidate; once for each person and candidate, so that pages
    which show them write but once.
    """
    if not _readings(person, application).exists():
        _note(person, application)


def reading_note_packet(*, person: User, decision: Decision) -> None:
    """Note that somebody reads the packet of a decision, where others' scorecards are in it."""
    application, packet = decision.application, decision.packet
    if not packet.content.get("scorecards"):
        return
    others = Scorecard.objects.filter(
        seat__interview__application=application.pk, submitted_at__lte=packet.made_at
    ).exclude(seat__interviewer=person.pk)
    if others.exclude(Exists(_readings(person, application))).exists():
        _note(person, application)


def _readings(person: User, application: Application) -> QuerySet[Reading]:
    return Reading.objects.filter(candidate=application.candidate_id, person=person.pk)


def _note(person: User, application: Application) -> None:
    reading = Reading(candidate_id=application.candidate_id, person=person)
    try:
        with change(reading, "scorecard.read", actor=person, detail={"application": application.pk}):
            reading.save()
    except IntegrityError:
        if not _readings(person, application).exists():  # another window of theirs was not quicker
            raise
